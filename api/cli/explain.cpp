// yijian explain: what a code of the checker means, what a machine template offers, or what a
// document is.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/workflows.h"
#include "engine/authoring/explain.h"
#include "engine/base/json.h"
#include "engine/base/nearest.h"
#include "engine/definition/codes.h"
#include "engine/definition/problems.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;

// Every template of machines, or of documents, below the root, as written; files that are no JSON
// are left to `check`.
Result<std::vector<Value>> read_templates(const fs::path& root, std::string_view folder) {
  std::vector<Value> out;
  std::error_code ec;
  if (!fs::is_directory(root / folder, ec)) return out;
  const Result<std::vector<FileText>> files = read_tree(root / folder, ".json");
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

struct Templates {
  std::vector<Value> machines, documents;
};

Result<Templates> templates_below(const Result<fs::path>& root) {
  Templates out;
  if (!root) return out;
  Result<std::vector<Value>> machines = read_templates(*root, "templates");
  if (!machines) return machines.error();
  Result<std::vector<Value>> documents = read_templates(*root, "documents");
  if (!documents) return documents.error();
  return Templates{*std::move(machines), *std::move(documents)};
}

int list_all(const Templates& templates, bool json, const Io& io) {
  List codes, ids, documents;
  for (const std::string& code : all_codes()) codes.push_back(code);
  for (const Value& one : templates.machines) ids.push_back(one.text("id"));
  for (const Value& one : templates.documents) documents.push_back(one.text("id"));
  if (json) {
    io.out << to_json(Map{{"codes", codes}, {"templates", ids}, {"documents", documents}}) << "\n";
    return kOk;
  }
  for (const Value& code : codes) {
    const definition::Code* known = definition::find_code(code.string());
    io.out << known->code << "  " << known->zh << " / " << known->en << "\n";
  }
  for (const List* list : {&ids, &documents})
    for (const Value& id : *list) io.out << id.string() << "\n";
  return kOk;
}

int explain_document(const fs::path& root, const Value& written, bool json, const Io& io) {
  definition::Report faults;
  const auto document = definition::compile_document(written, written.text("id"), faults);
  if (document == nullptr)
    return report({"invalid_definition",
                   "the document \"" + written.text("id") + "\" has problems: see yijian check"},
                  io);
  const Result<definition::Library> library = load_library(root);
  if (!library) return report(library.error(), io);
  const Value explained = authoring::document_explained(*document, *library);
  io.out << (json ? to_json(explained) + "\n" : authoring::document_told(explained));
  return kOk;
}

int run_explain(const Arguments& arguments, const Io& io) {
  const std::string name = arguments.text("NAME");
  if (const auto code = authoring::code_explained(name)) {
    io.out << (arguments.json() ? to_json(*code) + "\n" : authoring::code_told(*code));
    return kOk;
  }
  const Result<fs::path> root = workflows_root(arguments.text("workflows"));
  const Result<Templates> templates = templates_below(root);
  if (!templates) return report(templates.error(), io);
  if (name.empty()) return list_all(*templates, arguments.json(), io);
  std::vector<std::string> names = all_codes();
  for (const Value& one : templates->machines) {
    names.push_back(one.text("id"));
    if (one.text("id") != name) continue;
    const Value explained = authoring::template_explained(one);
    io.out << (arguments.json() ? to_json(explained) + "\n" : authoring::template_told(explained));
    return kOk;
  }
  for (const Value& one : templates->documents) {
    names.push_back(one.text("id"));
    if (one.text("id") == name) return explain_document(*root, one, arguments.json(), io);
  }
  const auto meant = nearest(name, names);
  return report({"usage", "there is no code, template or document \"" + name + "\"" +
                              (meant ? "; did you mean \"" + meant->name + "\"?" : "")},
                io);
}

}  // namespace

const CommandSpec& explain_command() {
  static const CommandSpec spec{
      "explain",
      "说明一个代码、模板或文书 / explain a code of check, a template or a document",
      {{"NAME", Takes::one, false,
        "代码、模板或文书；缺省列出全部 / a code, a template or a document; all when absent"}},
      {{"--workflows", Takes::one, false, "工作流目录 / the folder of workflows"}},
      run_explain};
  return spec;
}

}  // namespace yijian::cli
