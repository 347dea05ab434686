#include "api/cli/shelf.h"

#include <map>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

// Digests of definitions and templates, by "kind id version".
using Editions = std::map<std::string, std::string>;

Result<Value> parse_source(const std::string& text) {
  Result<Value> json = parse_json(text, "bundle");
  if (!json) return json;
  return untag(*json);
}

// Errors: version_changed, when another edition of the same version is known already.
Status note_editions(const Value& source, Editions& editions) {
  for (const char* kind : {"definitions", "templates"}) {
    const Value* parts = source.find(kind);
    if (parts == nullptr || !parts->is_map()) continue;
    for (const Map::Entry& part : parts->map()) {
      const std::string edition =
          std::string(kind) + " " + part.name() + " " + part.value.text("version");
      const Result<Value> tagged = tag(part.value);
      if (!tagged) return tagged.error();
      const std::string digest = hex(sm3(canonical_text(*tagged)));
      const auto [known, added] = editions.emplace(edition, digest);
      if (!added && known->second != digest)
        return Error{.code = "version_changed",
                     .detail = part.name() + " " + part.value.text("version") +
                               " was published with other content: give the new one a new version",
                     .names = {part.name()}};
    }
  }
  return {};
}

}  // namespace

Result<casework::Bundles> fill_shelf(const definition::Library& library, casework::Store& store) {
  casework::Bundles bundles;
  for (const auto& bundle : library.bundles) bundles.add_current(bundle);
  const Result<std::vector<casework::Store::StoredBundle>> stored = store.bundles();
  if (!stored) return stored.error();
  Editions editions;
  std::map<std::string, bool> known;
  for (const casework::Store::StoredBundle& one : *stored) {
    known[one.digest] = true;
    const Result<Value> source = parse_source(one.text);
    if (!source) return source.error();
    if (Status status = note_editions(*source, editions); !status) return status.error();
    if (bundles.for_digest(one.digest) != nullptr) continue;
    Result<std::shared_ptr<const definition::Bundle>> compiled =
        definition::compile_bundle(*source);
    if (!compiled) return compiled.error();
    bundles.by_digest[one.digest] = *std::move(compiled);
  }
  for (const auto& bundle : library.bundles) {
    if (Status status = note_editions(bundle->source, editions); !status) return status.error();
    if (known.contains(bundle->digest)) continue;
    const Result<Value> tagged = tag(bundle->source);
    if (!tagged) return tagged.error();
    if (Status status = store.put_bundle(bundle->digest, to_json(*tagged)); !status)
      return status.error();
  }
  return bundles;
}

}  // namespace yijian::cli
