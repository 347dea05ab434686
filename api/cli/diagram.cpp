// yijian diagram: the machine of a definition as a picture, template filled in.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/workflows.h"
#include "engine/authoring/diagram.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

int run_diagram(const Arguments& arguments, const Io& io) {
  const std::string format = arguments.text("format", "mermaid");
  if (format != "mermaid" && format != "dot")
    return report({"usage", "--format is mermaid or dot"}, io);
  const Result<definition::Compiled> found =
      definition_at(arguments.text("PATH"), arguments.text("workflow"));
  if (!found) return report(found.error(), io);
  const definition::Definition& definition = *found->definition;
  const std::string text =
      format == "dot" ? authoring::dot(definition) : authoring::mermaid(definition);
  if (arguments.json())
    io.out << to_json(Map{{"workflow", definition.id}, {"format", format}, {"text", text}}) << "\n";
  else
    io.out << text;
  return kOk;
}

}  // namespace

const CommandSpec& diagram_command() {
  static const CommandSpec spec{
      "diagram",
      "流程图 / the machine as a picture",
      {{"PATH", Takes::one, true, "定义文件或目录 / a definition's file or folder"}},
      {{"--workflow", Takes::one, false, "其中哪一个 / which of several"},
       {"--format", Takes::one, false, "mermaid 或 dot / mermaid or dot"}},
      run_diagram};
  return spec;
}

}  // namespace yijian::cli
