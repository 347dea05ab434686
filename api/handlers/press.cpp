#include "api/handlers/press.h"

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "storage/writer/log.h"

namespace yijian::handlers {
namespace {

using casework::Bundles;
using storage::BundlesRef;
using BundleRef = std::shared_ptr<const definition::Bundle>;

// A bundle that is there already is not held twice.
BundleRef known_or(const Bundles& before, const BundleRef& bundle) {
  const auto known = before.by_digest.find(bundle->digest);
  return known == before.by_digest.end() ? bundle : known->second;
}

// What is current is the library's; whatever a case may be pinned to stays.
BundlesRef joined(const Bundles& before, const definition::Library& library) {
  auto after = std::make_shared<Bundles>();
  after->by_digest = before.by_digest;
  for (const BundleRef& bundle : library.bundles) after->add_current(known_or(before, bundle));
  return after;
}

using Texts = std::vector<std::pair<std::string, std::string>>;  // digest, source

Result<Texts> new_bundles(const Bundles& before, const definition::Library& library) {
  Texts texts;
  for (const BundleRef& bundle : library.bundles) {
    if (before.for_digest(bundle->digest) != nullptr) continue;
    const Result<Value> tagged = tag(bundle->source);
    if (!tagged) return tagged.error();
    texts.emplace_back(bundle->digest, to_json(*tagged));
  }
  return texts;
}

// Under which digest cases of that edition run: the one that publishing it now would give or, when
// what it opens has moved on since, the one that it was published with.
std::string digest_of(const std::string& id, const std::string& version,
                      const definition::Library& library, const Bundles& before) {
  const definition::Bundle* made = library.find(id);
  const std::string digest = made != nullptr ? made->digest : "";
  if (before.for_digest(digest) != nullptr) return digest;
  for (const auto& [known, bundle] : before.by_digest)
    if (bundle->main == id && bundle->find(id)->version == version) return known;
  return digest;
}

std::vector<Published::Edition> editions_of(const authoring::Publishing& publishing,
                                            const Bundles& before) {
  std::vector<Published::Edition> out;
  for (const auto& [id, version] : publishing.definitions)
    out.push_back({id, version, digest_of(id, version, publishing.library, before)});
  return out;
}

}  // namespace

Result<Published> Press::publish(const std::vector<definition::SourceFile>& files,
                                 const casework::Actor& by) {
  const std::unique_lock lock(busy_, std::try_to_lock);
  if (!lock.owns_lock()) return Error{.code = "busy", .detail = "another publication is under way"};
  const Result<authoring::Folder> folder = authoring::folder_of(files);
  if (!folder) return folder.error();
  Result<authoring::Publishing> publishing = authoring::publish(files_, *folder, editions_);
  if (!publishing) return publishing.error();
  Published out;
  out.known = publishing->known;
  out.problems = publishing->problems;
  if (!out.known && authoring::is_refused(out.problems)) return out;
  out.editions = editions_of(*publishing, *shelf_.now());
  if (out.known) return out;
  if (Status kept = keep(*folder, *std::move(publishing), by); !kept) return kept.error();
  for (const Published::Edition& one : out.editions)
    storage::log_info("published " + one.id + " " + one.version + ", bundle " + one.digest +
                      ", by " + by.id);
  return out;
}

Status Press::keep(const authoring::Folder& folder, authoring::Publishing publishing,
                   const casework::Actor& by) {
  const BundlesRef before = shelf_.now();
  const Result<Texts> texts = new_bundles(*before, publishing.library);
  if (!texts) return texts.error();
  const BundlesRef after = joined(*before, publishing.library);
  const casework::Store::Publication stored{.folder = folder.name,
                                            .version = authoring::version_of(folder),
                                            .at = writer_.now(),
                                            .by = by.id,
                                            .text = text_of(folder)};
  Status done = writer_.transact(
      [&](casework::Store& store) -> Status {
        for (const auto& [digest, text] : *texts)
          if (Status put = store.put_bundle(digest, text); !put) return put;
        return store.put_publication(stored);
      },
      [&] { shelf_.replace(after); });
  if (!done) return done;
  files_ = std::move(publishing.files);
  editions_ = std::move(publishing.editions);
  return {};
}

std::string text_of(const authoring::Folder& folder) {
  List files;
  for (const definition::SourceFile& file : folder.files)
    files.push_back(Map{{"path", file.path}, {"text", file.text}});
  return to_json(Map{{"files", std::move(files)}});
}

Result<authoring::Folder> folder_from(const std::string& name, const std::string& text) {
  const Error corrupt{.code = "store_corrupt", .detail = "the publication of " + name};
  const Result<Value> json = parse_json(text, "publication");
  const Value* files = json ? json->find("files") : nullptr;
  if (files == nullptr || !files->is_list()) return corrupt;
  authoring::Folder folder{.name = name, .files = {}};
  for (const Value& file : files->list())
    folder.files.push_back({file.text("path"), file.text("text")});
  return folder;
}

}  // namespace yijian::handlers
