#include "api/cli/workflows.h"

#include <algorithm>
#include <ostream>
#include <system_error>

#include "api/cli/files.h"
#include "engine/base/json.h"
#include "engine/base/position.h"
#include "engine/definition/problems.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ec;
  return fs::is_directory(path, ec);
}

// Data beside the definitions that is no definition.
bool is_definition_file(const std::string& path) {
  const auto begins = [&](std::string_view folder) { return path.starts_with(folder); };
  return !begins("calendars/") && !begins("schema/") &&
         path.find("/scenarios/") == std::string::npos;
}

}  // namespace

fs::path root_of(const fs::path& path) {
  std::error_code ec;
  const fs::path start = fs::weakly_canonical(path, ec);
  for (fs::path at = start; !at.empty(); at = at.parent_path()) {
    if (is_folder(at / "calendars") || is_folder(at / "templates")) return at;
    if (at == at.root_path()) break;
  }
  // One definition alone: the folder that its own stands in.
  const fs::path folder = is_folder(start) ? start : start.parent_path();
  return fs::exists(folder / "workflow.json", ec) ? folder.parent_path() : folder;
}

Result<fs::path> workflows_root(const std::string& given) {
  if (!given.empty()) return fs::path(given);
  for (const fs::path& candidate :
       {fs::path("workflows"), fs::path(YIJIAN_SHARE_DIR) / "workflows"})
    if (is_folder(candidate)) return candidate;
  return Error{"not_readable", "there is no folder of workflows here; name one"};
}

Result<std::vector<definition::SourceFile>> definition_files(const fs::path& root) {
  Result<std::vector<FileText>> files = read_tree(root, ".json");
  if (!files) return files.error();
  std::vector<definition::SourceFile> sources;
  for (FileText& file : *files)
    if (is_definition_file(file.path))
      sources.push_back({std::move(file.path), std::move(file.text)});
  return sources;
}

Result<definition::Library> load_library(const fs::path& root) {
  const Result<std::vector<definition::SourceFile>> files = definition_files(root);
  if (!files) return files.error();
  return definition::load(*files);
}

Result<std::vector<definition::Compiled>> definitions_at(const fs::path& path,
                                                         const std::string& id) {
  std::error_code ec;
  if (!fs::exists(path, ec))
    return Error{.code = "not_readable", .detail = "there is no such path", .place = path.string()};
  const fs::path root = root_of(path);
  const Result<definition::Library> library = load_library(root);
  if (!library) return library.error();
  const std::string below =
      fs::weakly_canonical(path, ec).lexically_relative(root).generic_string();
  std::vector<definition::Compiled> out;
  for (const definition::Compiled& one : library->compiled) {
    const std::string& file = one.places->file();
    const bool here = below == "." || file == below || file.starts_with(below + "/");
    if (here && (id.empty() || one.definition->id == id)) out.push_back(one);
  }
  if (!out.empty()) return out;
  if (library->problems.empty())
    return Error{"unknown_workflow", "there is no definition " + id + " at " + path.string()};
  Error error{"invalid_definition", "the definition has problems; yijian check tells them"};
  error.place = library->problems.front().place;
  for (const definition::Problem& problem : library->problems)
    error.faults.push_back({problem.place, problem.code, problem.message.en});
  return error;
}

Result<definition::Compiled> definition_at(const fs::path& path, const std::string& id) {
  const Result<std::vector<definition::Compiled>> found = definitions_at(path, id);
  if (!found) return found.error();
  if (found->size() == 1) return found->front();
  Error error{"usage", "several definitions are there; name one with --workflow:"};
  for (const definition::Compiled& one : *found) {
    error.names.push_back(one.definition->id);
    error.detail += " " + one.definition->id;
  }
  return error;
}

Result<std::vector<law::YearNotice>> load_notices(const fs::path& folder) {
  const Result<std::vector<FileText>> files = read_tree(folder, ".json");
  if (!files) return files.error();
  std::vector<law::YearNotice> notices;
  for (const FileText& file : *files) {
    const std::string place = (folder / file.path).string();
    const Result<Value> json = parse_json(file.text, place);
    if (!json) return json.error();
    Result<law::YearNotice> notice = law::parse_year_notice(*json);
    if (!notice) {
      Error error = notice.error();
      error.place = place_of(place, locate(file.text, error.pointer));
      return error;
    }
    notices.push_back(std::move(*notice));
  }
  return notices;
}

void list_problems(const std::vector<definition::Problem>& problems, std::ostream& out) {
  for (const definition::Problem& problem : problems)
    out << problem.place << ": " << problem.code << ": " << problem.message.zh << " / "
        << problem.message.en << "\n";
}

Result<Value> load_samples(const fs::path& root) {
  const fs::path path = root / "shared" / "samples.json";
  std::error_code ec;
  if (!fs::exists(path, ec)) return Value(Map{});
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return parse_json(*text, path.string());
}

}  // namespace yijian::cli
