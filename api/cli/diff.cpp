// yijian diff: what changes between two definitions, by meaning.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/workflows.h"
#include "engine/authoring/diff.h"
#include "engine/authoring/words.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

int run_diff(const Arguments& arguments, const Io& io) {
  const std::string id = arguments.text("workflow");
  const Result<definition::Compiled> before = definition_at(arguments.text("OLD"), id);
  if (!before) return report(before.error(), io);
  const Result<definition::Compiled> after = definition_at(arguments.text("NEW"), id);
  if (!after) return report(after.error(), io);
  const auto found = authoring::differences(*before->definition, *after->definition);
  List list;
  bool breaks = false;
  for (const authoring::Difference& one : found) {
    breaks = breaks || one.breaks;
    if (arguments.json())
      list.push_back(Map{
          {"code", one.code}, {"zh", one.text.zh}, {"en", one.text.en}, {"breaks", one.breaks}});
    else
      io.out << (one.breaks ? "! " : "  ") << one.text.zh << " / " << one.text.en
             << (one.breaks ? "  （" + std::string(authoring::kBreaks) + "）" : "") << "\n";
  }
  if (arguments.json())
    io.out << to_json(Map{{"differences", std::move(list)}, {"breaks", breaks}}) << "\n";
  else if (found.empty())
    io.out << authoring::kNoDifference << "\n";
  return breaks ? kFindings : kOk;
}

}  // namespace

const CommandSpec& diff_command() {
  static const CommandSpec spec{
      "diff",
      "按含义比较两个定义 / compare two definitions by meaning",
      {{"OLD", Takes::one, true, "旧定义 / the older"},
       {"NEW", Takes::one, true, "新定义 / the newer"}},
      {{"--workflow", Takes::one, false, "其中哪一个 / which of several"}},
      run_diff};
  return spec;
}

}  // namespace yijian::cli
