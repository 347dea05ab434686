// Publishing (发布): a folder of definitions joins those that a node offers. What was published
// never changes under its id and version. Pure: reads no file, stores nothing.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/authoring/check.h"
#include "engine/base/result.h"
#include "engine/definition/load.h"

namespace yijian::authoring {

// What is known under an id and version: the digest of each definition and template.
class Editions {
 public:
  // Notes every definition and template of a bundle's source.
  // Errors: version_changed (another digest is known under the same id and version; names tells
  //         the id).
  Status note(const Value& bundle_source);
  // Whether a bundle has had this table (path from the root, value as written).
  bool has_table(std::string_view path, const Value& table) const;
  // The digest of a definition as expanded, lowercase hex; null: none is known.
  const std::string* find(std::string_view id, std::string_view version) const;
  // The highest version known of a definition, or "".
  std::string newest(std::string_view id) const;

 private:
  Status note(std::string_view kind, std::string_view id, const Value& value);
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>
      known_;                                  // by kind and id, then by version
  std::set<std::string, std::less<>> tables_;  // path, blank, digest
};

// Whether version `a` comes before `b`, number by number: "1.9.0" before "1.10.0".
bool is_older(std::string_view a, std::string_view b);

// One folder below the root of workflows: its workflow.json, the tables beside it, and the
// templates of machines and documents that it brings along.
struct Folder {
  std::string name;
  std::vector<definition::SourceFile> files;
};

// The folder that the files are. Scenarios of its own are left out: they are not run here.
// Errors: invalid_data (pointer /files/N: not exactly one NAME/workflow.json; a file of another
//         place; a NAME that is no identifier, or reserved).
Result<Folder> folder_of(const std::vector<definition::SourceFile>& files);

// The version that the folder's workflow.json says, or "" when it cannot be read.
std::string version_of(const Folder& folder);

// The files with the folder in the place of the one of its name. A template or document that is
// there already is not taken again.
// Errors: version_changed (one of the same id with other content).
Result<std::vector<definition::SourceFile>> with_folder(
    const std::vector<definition::SourceFile>& files, const Folder& folder);

// The shipped files with what was published upon them, oldest first: of each folder the highest
// version, be it shipped or published. A document has no version: the shipped text is the newer.
// Errors: version_changed (a folder is shipped with a published version, but other content).
Result<std::vector<definition::SourceFile>> with_published(
    std::vector<definition::SourceFile> shipped, const std::vector<Folder>& published);

struct Publishing {
  bool known = false;  // every definition of it was published exactly so: there is nothing to do
  std::vector<definition::Problem> problems;                     // an error among them refuses it
  std::vector<std::pair<std::string, std::string>> definitions;  // id, version
  // Of the whole node once it is published; of no use when known or refused.
  std::vector<definition::SourceFile> files;
  definition::Library library;
  Editions editions;
};

// What publishing the folder upon the node's files would come to.
// Errors: version_changed, version_not_newer (a definition whose id is known with a higher
//         version; names tells which).
Result<Publishing> publish(const std::vector<definition::SourceFile>& files, const Folder& folder,
                           const Editions& editions);

// Whether an error is among them: warnings and hints keep nobody from publishing.
bool is_refused(const std::vector<definition::Problem>& problems);

}  // namespace yijian::authoring
