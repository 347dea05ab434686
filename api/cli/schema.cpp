// yijian schema: the JSON Schemas of definitions, scenarios and their data, for editors.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/workspace.h"
#include "engine/base/json.h"
#include "engine/base/nearest.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolder = "schema/";
constexpr std::string_view kSuffix = ".schema.json";

struct Named {
  std::string name;  // "workflow"
  const WorkspaceFile* file;
};
std::vector<Named> schemas() {
  std::vector<Named> out;
  for (const WorkspaceFile& file : workspace_files())
    if (file.path.starts_with(kFolder) && file.path.ends_with(kSuffix))
      out.push_back({std::string(file.path.substr(
                         kFolder.size(), file.path.size() - kFolder.size() - kSuffix.size())),
                     &file});
  return out;
}

int write_all(const fs::path& folder, const Io& io) {
  std::error_code ec;
  fs::create_directories(folder, ec);
  for (const Named& one : schemas()) {
    const fs::path path = folder / (one.name + std::string(kSuffix));
    if (const Status status = replace_file(path, std::string(one.file->text)); !status)
      return report(status.error(), io);
    io.out << path.generic_string() << "\n";
  }
  return kOk;
}

int run_schema(const Arguments& arguments, const Io& io) {
  if (arguments.has("to")) return write_all(arguments.text("to"), io);
  const std::string name = arguments.text("NAME");
  std::vector<std::string> names;
  List list;
  for (const Named& one : schemas()) {
    names.push_back(one.name);
    list.push_back(one.name);
    if (one.name != name) continue;
    io.out << one.file->text;
    return kOk;
  }
  if (name.empty()) {
    if (arguments.json()) io.out << to_json(Map{{"schemas", list}}) << "\n";
    if (!arguments.json())
      for (const std::string& one : names) io.out << one << "\n";
    return kOk;
  }
  const auto meant = nearest(name, names);
  return report({"usage", "there is no schema \"" + name + "\"" +
                              (meant ? "; did you mean \"" + meant->name + "\"?" : "")},
                io);
}

}  // namespace

const CommandSpec& schema_command() {
  static const CommandSpec spec{
      "schema",
      "给编辑器的 JSON Schema / the JSON Schemas, for editors",
      {{"NAME", Takes::one, false, "哪一个；缺省列出全部 / which one; all are listed when absent"}},
      {{"--to", Takes::one, false, "全部写入目录 / write all of them into a folder"}},
      run_schema};
  return spec;
}

}  // namespace yijian::cli
