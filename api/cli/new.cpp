// yijian new: the first files of a definition, and of the folder that it stands in.
#include <algorithm>
#include <ostream>
#include <set>
#include <system_error>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/workspace.h"
#include "engine/authoring/layout.h"
#include "engine/authoring/scaffold.h"
#include "engine/base/json.h"
#include "engine/definition/load.h"

namespace yijian::cli {
namespace {

namespace fs = std::filesystem;
using definition::Kind;

constexpr size_t kMaxId = 64;

bool is_kebab(std::string_view id) {
  if (id.empty() || id.size() > kMaxId || id.front() < 'a' || id.front() > 'z') return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const char c = id[i];
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!word && (c != '-' || i + 1 == id.size() || id[i - 1] == '-')) return false;
  }
  return true;
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    if (comma > 0) out.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

Result<authoring::Wanted> wanted_from(const Arguments& arguments) {
  authoring::Wanted out;
  out.id = arguments.text("ID");
  if (!is_kebab(out.id)) return Error{"usage", "an id is kebab-case: shop-sign"};
  const std::string kind = arguments.text("kind", "item");
  if (kind != "item" && kind != "thing" && kind != "duty")
    return Error{"usage", "--kind is item, thing or duty"};
  out.kind = kind == "thing" ? Kind::thing : kind == "duty" ? Kind::duty : Kind::item;
  out.title = {arguments.text("title", out.id), arguments.text("title-en", out.id)};
  out.department = arguments.text("department", out.kind == Kind::duty ? "" : "market-regulation");
  out.items = parts_of(arguments.text("items"));
  if (out.kind == Kind::thing && out.items.empty())
    return Error{"usage", "a thing is made of items: --items shop-sign,seal-engraving"};
  if (out.kind != Kind::thing && !out.items.empty())
    return Error{"usage", "--items belongs to --kind thing"};
  for (const std::string& item : out.items)
    if (!is_kebab(item)) return Error{"usage", "an item is the id of a definition: " + item};
  return out;
}

class Writing {
 public:
  explicit Writing(fs::path root) : root_(std::move(root)) {}

  // A file that is there already stays as it is.
  Status add(const std::string& path, const std::string& text) {
    const fs::path whole = root_ / path;
    std::error_code ec;
    if (fs::exists(whole, ec)) return {};
    fs::create_directories(whole.parent_path(), ec);
    if (ec) return Error{"not_writable", whole.string() + ": " + ec.message()};
    if (Status status = replace_file(whole, text); !status) return status;
    written.push_back(whole.lexically_normal().generic_string());
    return {};
  }

  List written;

 private:
  fs::path root_;
};

constexpr std::string_view kDocuments = "documents/";

// Whether definitions stand here that go without the texts of their documents.
bool has_no_texts(const fs::path& root) {
  std::error_code ec;
  if (fs::exists(root / kDocuments, ec)) return false;
  for (const auto& entry : fs::directory_iterator(root, ec))
    if (fs::exists(entry.path() / "workflow.json", ec)) return true;
  return false;
}

// Of the documents those that the definition issues.
std::set<std::string> documents_of(const authoring::Wanted& wanted) {
  std::vector<definition::SourceFile> files = {
      {wanted.id + "/workflow.json", to_json(authoring::new_definition(wanted))}};
  for (const WorkspaceFile& file : workspace_files())
    files.push_back({std::string(file.path), std::string(file.text)});
  std::set<std::string> out;
  const definition::Library library = definition::load(files);
  for (const definition::Compiled& one : library.compiled)
    for (const auto& [id, document] : one.definition->documents) out.insert(document->file);
  return out;
}

Status write_all(const authoring::Wanted& wanted, bool with_texts, Writing& writing) {
  const std::set<std::string> texts = with_texts ? documents_of(wanted) : std::set<std::string>{};
  for (const WorkspaceFile& file : workspace_files()) {
    const std::string path(file.path);
    if (path.starts_with(kDocuments) && !texts.contains(path)) continue;
    if (Status status = writing.add(path, std::string(file.text)); !status) return status;
  }
  Status status =
      writing.add(".vscode/settings.json", authoring::laid_out(authoring::editor_settings()));
  if (!status) return status;
  status = writing.add(wanted.id + "/workflow.json",
                       authoring::laid_out(authoring::new_definition(wanted)));
  if (!status) return status;
  const Value scenario = authoring::new_scenario(wanted);
  if (scenario.is_null()) return {};
  return writing.add(wanted.id + "/scenarios/granted.json", authoring::laid_out(scenario));
}

int run_new(const Arguments& arguments, const Io& io) {
  const Result<authoring::Wanted> wanted = wanted_from(arguments);
  if (!wanted) return report(wanted.error(), io);
  const fs::path root = arguments.text("in", ".");
  std::error_code ec;
  if (fs::exists(root / wanted->id, ec))
    return report({"refused", (root / wanted->id).string() + " is there already"}, io);
  Writing writing(root);
  if (const Status status = write_all(*wanted, !has_no_texts(root), writing); !status)
    return report(status.error(), io);
  if (arguments.json())
    io.out << to_json(Map{{"written", writing.written}}) << "\n";
  else
    for (const Value& path : writing.written) io.out << path.string() << "\n";
  return kOk;
}

}  // namespace

const CommandSpec& new_command() {
  static const CommandSpec spec{
      "new",
      "新建一个定义 / begin a definition",
      {{"ID", Takes::one, true, "编号 / its id, kebab-case"}},
      {{"--in", Takes::one, false, "工作流目录，缺省当前目录 / the folder of workflows; here"},
       {"--kind", Takes::one, false, "item、thing 或 duty / item, thing or duty"},
       {"--title", Takes::one, false, "名称 / its title in Chinese"},
       {"--title-en", Takes::one, false, "英文名称 / its title in English"},
       {"--department", Takes::one, false, "部门 / its department"},
       {"--items", Takes::one, false, "一件事的事项 / a thing's items, comma between"}},
      run_new};
  return spec;
}

}  // namespace yijian::cli
