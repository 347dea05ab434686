// yijian explain: what a code of the checker means, or what a machine template offers.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/workflows.h"
#include "engine/authoring/explain.h"
#include "engine/base/json.h"
#include "engine/base/nearest.h"
#include "engine/definition/codes.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

// Every template below the root, as written; files that are no JSON are left to `check`.
Result<std::vector<Value>> read_templates(const fs::path& root) {
  std::vector<Value> out;
  std::error_code ec;
  if (!fs::is_directory(root / "templates", ec)) return out;
  const Result<std::vector<FileText>> files = read_tree(root / "templates", ".json");
  if (!files) return files.error();
  for (const FileText& file : *files)
    if (Result<Value> value = parse_json(file.text); value && value->is_map())
      out.push_back(std::move(*value));
  return out;
}

std::vector<std::string> all_codes() {
  std::vector<std::string> out;
  for (const auto& family : definition::code_families())
    for (const definition::Code& code : family) out.emplace_back(code.code);
  return out;
}

int list_all(const std::vector<Value>& templates, bool json, const Io& io) {
  List codes, ids;
  for (const std::string& code : all_codes()) codes.push_back(code);
  for (const Value& one : templates) ids.push_back(one.text("id"));
  if (json) {
    io.out << to_json(Map{{"codes", codes}, {"templates", ids}}) << "\n";
    return kOk;
  }
  for (const Value& code : codes) {
    const definition::Code* known = definition::find_code(code.string());
    io.out << known->code << "  " << known->zh << " / " << known->en << "\n";
  }
  for (const Value& one : templates) io.out << one.text("id") << "\n";
  return kOk;
}

int run_explain(const Arguments& arguments, const Io& io) {
  const std::string name = arguments.text("NAME");
  if (const auto code = authoring::code_explained(name)) {
    io.out << (arguments.json() ? to_json(*code) + "\n" : authoring::code_told(*code));
    return kOk;
  }
  const Result<fs::path> root = workflows_root(arguments.text("workflows"));
  const Result<std::vector<Value>> templates =
      root ? read_templates(*root) : Result<std::vector<Value>>(std::vector<Value>{});
  if (!templates) return report(templates.error(), io);
  if (name.empty()) return list_all(*templates, arguments.json(), io);
  std::vector<std::string> names = all_codes();
  for (const Value& one : *templates) {
    names.push_back(one.text("id"));
    if (one.text("id") != name) continue;
    const Value explained = authoring::template_explained(one);
    io.out << (arguments.json() ? to_json(explained) + "\n" : authoring::template_told(explained));
    return kOk;
  }
  const auto meant = nearest(name, names);
  return report({"usage", "there is neither a code nor a template \"" + name + "\"" +
                              (meant ? "; did you mean \"" + meant->name + "\"?" : "")},
                io);
}

}  // namespace

const CommandSpec& explain_command() {
  static const CommandSpec spec{
      "explain",
      "说明一个代码或模板 / explain a code of check, or a template",
      {{"NAME", Takes::one, false,
        "代码或模板；缺省列出全部 / a code or a template; all when absent"}},
      {{"--workflows", Takes::one, false, "工作流目录 / the folder of workflows"}},
      run_explain};
  return spec;
}

}  // namespace yijian::cli
