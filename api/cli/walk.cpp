// yijian walk: the ways a case can go, guards answered both ways, or one of them.
#include <algorithm>
#include <charconv>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/workflows.h"
#include "engine/authoring/layout.h"
#include "engine/authoring/walk.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

using authoring::Exploration;
using authoring::Way;
using definition::Definition;

std::vector<std::string> labels_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view label = text.substr(0, comma);
    while (label.starts_with(' ')) label.remove_prefix(1);
    while (label.ends_with(' ')) label.remove_suffix(1);
    if (!label.empty()) out.emplace_back(label);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

// A number of at least one, at most `most`; `most` when the option is absent.
Result<size_t> count_of(const Arguments& arguments, std::string_view option, size_t most) {
  const std::string text = arguments.text(option);
  if (text.empty()) return most;
  size_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number == 0 || number > most)
    return Error{"usage",
                 "--" + std::string(option) + " is a number up to " + std::to_string(most)};
  return number;
}

List texts(const std::vector<std::string>& list) { return List(list.begin(), list.end()); }

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : std::string(between)) + one;
  return out;
}

Value end_of(const Definition& definition, const Exploration& seen, const Way& way) {
  const authoring::Configuration& last = seen.configurations[way.configurations.back()];
  std::vector<std::string> next;
  for (const authoring::Edge& edge : last.edges)
    if (std::find(next.begin(), next.end(), edge.label) == next.end()) next.push_back(edge.label);
  return Map{{"way", texts(way.labels)},
             {"states", texts(authoring::leaves_of(definition, last))},
             {"phase", last.phase ? Value(law::name(*last.phase)) : Value()},
             {"next", texts(next)}};
}

void print_way(const Definition& definition, const Exploration& seen, const Way& way,
               const Io& io) {
  const authoring::Configuration& last = seen.configurations[way.configurations.back()];
  const authoring::Configuration& first = seen.configurations[way.configurations.front()];
  io.out << joined(authoring::leaves_of(definition, first), " + ") << ": "
         << joined(way.labels, " → ") << "  ⇒ "
         << joined(authoring::leaves_of(definition, last), " + ");
  if (last.phase) io.out << " (" << law::name(*last.phase) << ")";
  io.out << "\n";
}

int walk_one(const Arguments& arguments, const Definition& definition, const Exploration& seen,
             const Io& io) {
  const Result<Way> way = authoring::way_along(seen, labels_of(arguments.text("take")));
  if (!way) {
    const int code = report(way.error(), io);
    io.err << "可能 / possible: " << joined(way.error().names, ", ") << "\n";
    return code;
  }
  if (arguments.has("save")) {
    const Value scenario =
        authoring::as_scenario(definition, seen, *way, arguments.text("applicant", "hongshan-tea"),
                               arguments.text("at", "2025-06-09 09:00"));
    const Status saved = replace_file(arguments.text("save"), authoring::laid_out(scenario));
    if (!saved) return report(saved.error(), io);
  }
  const Value end = end_of(definition, seen, *way);
  if (arguments.json()) {
    io.out << to_json(end) << "\n";
    return kOk;
  }
  print_way(definition, seen, *way, io);
  for (const Value& label : end.find("next")->list()) io.out << "  " << label.string() << "\n";
  return kOk;
}

int walk_all(const Arguments& arguments, const Definition& definition, const Exploration& seen,
             const Io& io) {
  const Result<size_t> most = count_of(arguments, "most", authoring::kMaxWays);
  if (!most) return report(most.error(), io);
  const Result<size_t> longest = count_of(arguments, "depth", authoring::kMaxWayLength);
  if (!longest) return report(longest.error(), io);
  const authoring::Ways found = authoring::ways_to_an_end(seen, *most, *longest);
  List list;
  for (const Way& way : found.ways)
    if (arguments.json())
      list.push_back(end_of(definition, seen, way));
    else
      print_way(definition, seen, way, io);
  if (arguments.json())
    io.out << to_json(Map{{"ways", std::move(list)}, {"complete", found.complete}}) << "\n";
  else
    io.err << found.ways.size() << " 条路 / ways"
           << (found.complete ? "" : "；到上限为止 / up to the bound, there are more") << "\n";
  return kOk;
}

int run_walk(const Arguments& arguments, const Io& io) {
  const Result<definition::Compiled> found =
      definition_at(arguments.text("PATH"), arguments.text("workflow"));
  if (!found) return report(found.error(), io);
  const Exploration seen = authoring::explore(*found->definition);
  return arguments.has("take") ? walk_one(arguments, *found->definition, seen, io)
                               : walk_all(arguments, *found->definition, seen, io);
}

}  // namespace

const CommandSpec& walk_command() {
  static const CommandSpec spec{
      "walk",
      "走遍流程，或走一条路 / every way through a machine, or one",
      {{"PATH", Takes::one, true, "定义文件或目录 / a definition's file or folder"}},
      {{"--workflow", Takes::one, false, "其中哪一个 / which of several"},
       {"--take", Takes::one, false, "走这一条：submit,accept / along these: submit,accept"},
       {"--save", Takes::one, false, "存为情景 / save it as a scenario"},
       {"--applicant", Takes::one, false, "情景的申请人 / the scenario's applicant"},
       {"--at", Takes::one, false, "情景的开始 / when the scenario begins"},
       {"--most", Takes::one, false, "最多几条 / so many at most"},
       {"--depth", Takes::one, false, "最长几步 / so long at most"}},
      run_walk};
  return spec;
}

}  // namespace yijian::cli
