#include "engine/authoring/publish.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/definition/problems.h"

namespace yijian::authoring {
namespace {

using definition::SourceFile;

constexpr std::string_view kWorkflow = "/workflow.json";
constexpr std::string_view kTemplates = "templates";
constexpr std::string_view kDocuments = "documents";
constexpr size_t kMaxNameBytes = 64;

Error changed(std::string_view id, const std::string& version) {
  return {.code = "version_changed",
          .detail = std::string(id) + " " + version +
                    " was published with other content: give the new one a new version",
          .names = {std::string(id)}};
}

Result<std::string> digest_of(const Value& value) {
  const Result<Value> tagged = tag(value);
  if (!tagged) return tagged.error();
  return hex(sm3(canonical_text(*tagged)));
}

// What the text says, whatever its layout; of a text that is no JSON, the text.
std::string meaning_of(const SourceFile& file) {
  const Result<Value> value = parse_json(file.text);
  if (!value) return file.text;
  const Result<std::string> digest = digest_of(*value);
  return digest ? *digest : file.text;
}

std::string folder_name(const std::string& path) { return path.substr(0, path.find('/')); }

// In the folder itself: its definition or a table.
bool is_of(const SourceFile& file, const std::string& folder) {
  return folder_name(file.path) == folder &&
         std::count(file.path.begin(), file.path.end(), '/') == 1;
}

Error misplaced(size_t index, std::string detail) {
  return {.code = "invalid_data",
          .detail = std::move(detail),
          .pointer = "/files/" + std::to_string(index) + "/path"};
}

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  const bool reserved = name == kTemplates || name == kDocuments || name == "connectors" ||
                        name == "shared" || name == "schema" || name == "calendars";
  return !name.empty() && name.size() <= kMaxNameBytes && !reserved &&
         std::all_of(name.begin(), name.end(), fits);
}

std::optional<std::array<int, 3>> numbers(std::string_view version) {
  std::array<int, 3> out{};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (size_t i = 0; i < out.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const auto [stop, error] = std::from_chars(at, end, out[i]);
    if (error != std::errc()) return std::nullopt;
    at = stop;
  }
  return at == end ? std::optional(out) : std::nullopt;
}

// Of two folders of one name, whether every file says the same; templates aside.
bool says_the_same(const Folder& folder, const std::vector<SourceFile>& files) {
  std::map<std::string, std::string> a, b;
  for (const SourceFile& file : folder.files)
    if (is_of(file, folder.name)) a[file.path] = meaning_of(file);
  for (const SourceFile& file : files)
    if (is_of(file, folder.name)) b[file.path] = meaning_of(file);
  return a == b;
}

std::string version_in(const std::vector<SourceFile>& files, const std::string& folder) {
  for (const SourceFile& file : files) {
    if (file.path != folder + std::string(kWorkflow)) continue;
    const Result<Value> value = parse_json(file.text);
    return value ? value->text("version") : "";
  }
  return "";
}

// The file of a template or document with that id; null when there is none.
const SourceFile* file_of(const std::vector<SourceFile>& files, const std::string& folder,
                          const std::string& id) {
  for (const SourceFile& file : files) {
    if (!is_of(file, folder)) continue;
    const Result<Value> value = parse_json(file.text);
    if (value && value->text("id") == id) return &file;
  }
  return nullptr;
}

// Whether the folder's file stands beside it, for others too.
bool is_shared(const SourceFile& file) {
  return is_of(file, std::string(kTemplates)) || is_of(file, std::string(kDocuments));
}

std::string id_of(const SourceFile& file) {
  const Result<Value> value = parse_json(file.text);
  return value ? value->text("id") : "";
}

// Adds a template or document that the files do not have yet.
Status add_shared(std::vector<SourceFile>& files, const SourceFile& file) {
  const std::string id = id_of(file);
  const SourceFile* known = id.empty() ? nullptr : file_of(files, folder_name(file.path), id);
  if (known == nullptr) {
    files.push_back(file);
    return {};
  }
  if (meaning_of(*known) == meaning_of(file)) return {};
  return Error{.code = "version_changed",
               .detail = file.path + ": " + id +
                         " is in use with other content: give the new one another id",
               .names = {id}};
}

bool stands_in(const definition::Problem& problem, const Folder& folder) {
  return std::any_of(folder.files.begin(), folder.files.end(),
                     [&](const SourceFile& file) { return file.path == problem.file; });
}

// Errors: version_changed, version_not_newer. True: that edition is known already.
Result<bool> judge(const definition::Compiled& one, const Editions& editions) {
  const definition::Definition& definition = *one.definition;
  const Result<std::string> digest = digest_of(one.value);
  if (!digest) return digest.error();
  if (const std::string* known = editions.find(definition.id, definition.version)) {
    if (*known != *digest) return changed(definition.id, definition.version);
    return true;
  }
  const std::string newest = editions.newest(definition.id);
  if (newest.empty() || is_older(newest, definition.version)) return false;
  return Error{.code = "version_not_newer",
               .detail = definition.id + " is published with version " + newest + ", higher than " +
                         definition.version,
               .names = {definition.id}};
}

// The digest of a definition does not cover its tables; that of its bundle does.
// Errors: version_changed.
Status compare_tables(const Folder& folder, const Editions& editions) {
  for (const SourceFile& file : folder.files) {
    if (!is_of(file, folder.name) || file.path.ends_with(kWorkflow)) continue;
    const Result<Value> table = parse_json(file.text);
    if (!table) return table.error();
    if (!editions.has_table(file.path, *table)) return changed(file.path, version_of(folder));
  }
  return {};
}

}  // namespace

Status Editions::note(std::string_view kind, std::string_view id, const Value& value) {
  const std::string version = value.text("version");
  const Result<std::string> digest = digest_of(value);
  if (!digest) return digest.error();
  const auto [known, added] =
      known_[std::string(kind) + " " + std::string(id)].emplace(version, *digest);
  if (!added && known->second != *digest) return changed(id, version);
  return {};
}

Status Editions::note(const Value& bundle_source) {
  for (const char* kind : {"definitions", "templates"}) {
    const Value* parts = bundle_source.find(kind);
    if (parts == nullptr || !parts->is_map()) continue;
    for (const Map::Entry& part : parts->map())
      if (Status status = note(kind, part.name(), part.value); !status) return status;
  }
  const Value* tables = bundle_source.find("tables");
  if (tables == nullptr || !tables->is_map()) return {};
  for (const Map::Entry& table : tables->map()) {
    const Result<std::string> digest = digest_of(table.value);
    if (!digest) return digest.error();
    tables_.insert(table.name() + " " + *digest);
  }
  return {};
}

bool Editions::has_table(std::string_view path, const Value& table) const {
  const Result<std::string> digest = digest_of(table);
  return digest && tables_.contains(std::string(path) + " " + *digest);
}

const std::string* Editions::find(std::string_view id, std::string_view version) const {
  const auto all = known_.find("definitions " + std::string(id));
  if (all == known_.end()) return nullptr;
  const auto found = all->second.find(version);
  return found == all->second.end() ? nullptr : &found->second;
}

std::string Editions::newest(std::string_view id) const {
  std::string newest;
  const auto all = known_.find("definitions " + std::string(id));
  if (all == known_.end()) return newest;
  for (const auto& [version, digest] : all->second)
    if (newest.empty() || is_older(newest, version)) newest = version;
  return newest;
}

bool is_older(std::string_view a, std::string_view b) {
  const auto left = numbers(a), right = numbers(b);
  return left && right ? *left < *right : !left && right.has_value();
}

Result<Folder> folder_of(const std::vector<SourceFile>& files) {
  Folder folder;
  for (size_t i = 0; i < files.size(); ++i) {
    if (!files[i].path.ends_with(kWorkflow)) continue;
    const std::string name = folder_name(files[i].path);
    if (!is_of(files[i], name) || !is_name(name))
      return misplaced(i, "a definition stands in NAME/workflow.json, NAME in kebab-case");
    if (!folder.name.empty()) return misplaced(i, "one folder is published at a time");
    folder.name = name;
  }
  if (folder.name.empty())
    return Error{.code = "invalid_data",
                 .detail = "there is no NAME/workflow.json among the files",
                 .pointer = "/files"};
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string& path = files[i].path;
    if (path.starts_with(folder.name + "/scenarios/")) continue;
    const bool fits = is_of(files[i], folder.name) || is_shared(files[i]);
    if (!fits || !path.ends_with(".json"))
      return misplaced(i, "only " + folder.name +
                              "/*.json, templates/*.json and documents/*.json are published");
    folder.files.push_back(files[i]);
  }
  return folder;
}

std::string version_of(const Folder& folder) { return version_in(folder.files, folder.name); }

Result<std::vector<SourceFile>> with_folder(const std::vector<SourceFile>& files,
                                            const Folder& folder) {
  std::vector<SourceFile> out;
  for (const SourceFile& file : files)
    if (!is_of(file, folder.name)) out.push_back(file);
  for (const SourceFile& file : folder.files) {
    if (is_of(file, folder.name))
      out.push_back(file);
    else if (Status status = add_shared(out, file); !status)
      return status.error();
  }
  return out;
}

// A text that is shipped by now is the shipped one; cases that are open keep theirs in their
// bundle.
static Folder without_known_texts(const Folder& folder, const std::vector<SourceFile>& shipped) {
  Folder out = folder;
  std::erase_if(out.files, [&](const SourceFile& file) {
    return is_of(file, std::string(kDocuments)) &&
           file_of(shipped, std::string(kDocuments), id_of(file)) != nullptr;
  });
  return out;
}

Result<std::vector<SourceFile>> with_published(std::vector<SourceFile> shipped,
                                               const std::vector<Folder>& published) {
  std::map<std::string, const Folder*> newest;
  for (const Folder& folder : published) {
    const Folder*& known = newest[folder.name];
    if (known == nullptr || !is_older(version_of(folder), version_of(*known))) known = &folder;
  }
  for (const auto& [name, folder] : newest) {
    const std::string version = version_in(shipped, name);
    if (is_older(version_of(*folder), version)) continue;
    if (version == version_of(*folder) && !says_the_same(*folder, shipped))
      return changed(name, version);
    Result<std::vector<SourceFile>> joined =
        with_folder(shipped, without_known_texts(*folder, shipped));
    if (!joined) return joined.error();
    shipped = *std::move(joined);
  }
  return shipped;
}

Result<Publishing> publish(const std::vector<SourceFile>& files, const Folder& folder,
                           const Editions& editions) {
  Result<std::vector<SourceFile>> joined = with_folder(files, folder);
  if (!joined) return joined.error();
  Publishing out;
  out.files = *std::move(joined);
  Checked checked = check(out.files);
  out.problems = std::move(checked.problems);
  out.library = std::move(checked.library);
  out.editions = editions;
  bool all_known = true, any_known = false;
  for (const definition::Compiled& one : out.library.compiled) {
    if (one.places->file() != folder.name + std::string(kWorkflow)) continue;
    const Result<bool> known = judge(one, editions);
    if (!known) return known.error();
    all_known = all_known && *known;
    any_known = any_known || *known;
    out.definitions.emplace_back(one.definition->id, one.definition->version);
  }
  const bool sound = std::none_of(
      out.problems.begin(), out.problems.end(), [&](const definition::Problem& problem) {
        return problem.severity == definition::Severity::error && stands_in(problem, folder);
      });
  out.known = all_known && sound && !out.definitions.empty();
  // A row more in a family: the folder says another thing under the version that it had.
  if (any_known && !all_known) return changed(folder.name, version_of(folder));
  if (out.known)
    if (Status status = compare_tables(folder, editions); !status) return status.error();
  if (out.known || is_refused(out.problems)) return out;
  for (const auto& bundle : out.library.bundles)
    if (Status status = out.editions.note(bundle->source); !status) return status.error();
  return out;
}

bool is_refused(const std::vector<definition::Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(), [](const definition::Problem& problem) {
    return problem.severity == definition::Severity::error;
  });
}

}  // namespace yijian::authoring
