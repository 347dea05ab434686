// yijian fmt: JSON files in their canonical layout. The value stays, and so does its digest.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "engine/authoring/layout.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> json_files(const std::vector<std::string>& paths) {
  std::vector<fs::path> out;
  for (const std::string& path : paths) {
    std::error_code ec;
    if (fs::is_regular_file(path, ec)) {
      out.emplace_back(path);
      continue;
    }
    const Result<std::vector<std::string>> found = list_tree(path, ".json");
    if (!found) return found.error();
    for (const std::string& one : *found) out.push_back(fs::path(path) / one);
  }
  return out;
}

int run_fmt(const Arguments& arguments, const Io& io) {
  const Result<std::vector<fs::path>> files = json_files(arguments.all("PATH"));
  if (!files) return report(files.error(), io);
  const bool check = arguments.has("check");
  List changed;
  for (const fs::path& file : *files) {
    const Result<std::string> text = read_file(file);
    if (!text) return report(text.error(), io);
    const Result<Value> value = parse_json(*text, file.string());
    if (!value) return report(value.error(), io);
    const std::string canonical = authoring::laid_out(*value);
    if (canonical == *text) continue;
    changed.push_back(file.generic_string());
    if (!arguments.json()) io.out << file.generic_string() << "\n";
    if (check) continue;
    if (const Status status = replace_file(file, canonical); !status)
      return report(status.error(), io);
  }
  const bool dirty = !changed.empty();
  if (arguments.json()) io.out << to_json(Map{{"changed", std::move(changed)}}) << "\n";
  return check && dirty ? kFindings : kOk;
}

}  // namespace

const CommandSpec& fmt_command() {
  static const CommandSpec spec{
      "fmt",
      "按规范排版 JSON / lay out JSON files canonically",
      {{"PATH", Takes::many, true, "目录或文件 / folders or files"}},
      {{"--check", Takes::nothing, false, "只列出不规范的 / list what is not, change nothing"}},
      run_fmt};
  return spec;
}

}  // namespace yijian::cli
