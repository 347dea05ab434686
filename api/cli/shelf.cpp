#include "api/cli/shelf.h"

#include <map>

#include "api/handlers/press.h"
#include "engine/base/canonical.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

Result<Value> parse_source(const std::string& text) {
  Result<Value> json = parse_json(text, "bundle");
  if (!json) return json;
  return untag(*json);
}

}  // namespace

Result<std::vector<definition::SourceFile>> with_published(
    std::vector<definition::SourceFile> shipped, casework::Store& store) {
  const Result<std::vector<casework::Store::Publication>> stored = store.publications();
  if (!stored) return stored.error();
  std::vector<authoring::Folder> folders;
  for (const casework::Store::Publication& one : *stored) {
    Result<authoring::Folder> folder = handlers::folder_from(one.folder, one.text);
    if (!folder) return folder.error();
    folders.push_back(*std::move(folder));
  }
  return authoring::with_published(std::move(shipped), folders);
}

Result<Stock> fill_shelf(const definition::Library& library, casework::Store& store) {
  Stock stock;
  for (const auto& bundle : library.bundles) stock.bundles.add_current(bundle);
  const Result<std::vector<casework::Store::StoredBundle>> stored = store.bundles();
  if (!stored) return stored.error();
  std::map<std::string, bool> known;
  for (const casework::Store::StoredBundle& one : *stored) {
    known[one.digest] = true;
    const Result<Value> source = parse_source(one.text);
    if (!source) return source.error();
    if (Status status = stock.editions.note(*source); !status) return status.error();
    if (stock.bundles.for_digest(one.digest) != nullptr) continue;
    Result<std::shared_ptr<const definition::Bundle>> compiled =
        definition::compile_bundle(*source);
    if (!compiled) return compiled.error();
    stock.bundles.by_digest[one.digest] = *std::move(compiled);
  }
  for (const auto& bundle : library.bundles) {
    if (Status status = stock.editions.note(bundle->source); !status) return status.error();
    if (!known.contains(bundle->digest)) stock.fresh.push_back(bundle);
  }
  return stock;
}

Status keep_fresh(const std::vector<std::shared_ptr<const definition::Bundle>>& fresh,
                  casework::Store& store) {
  for (const auto& bundle : fresh) {
    const Result<Value> tagged = tag(bundle->source);
    if (!tagged) return tagged.error();
    if (Status status = store.put_bundle(bundle->digest, to_json(*tagged)); !status) return status;
  }
  return {};
}

}  // namespace yijian::cli
