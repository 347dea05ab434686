// SARIF 2.1.0 (OASIS): what code hosts show beside the lines of a change.
#include <algorithm>
#include <set>

#include "engine/authoring/findings.h"

namespace yijian::authoring {
namespace {

using definition::Problem;

std::string_view level_of(definition::Severity severity) {
  switch (severity) {
    case definition::Severity::error:
      return "error";
    case definition::Severity::warning:
      return "warning";
    case definition::Severity::advice:
      return "note";
  }
  return "none";
}

// A URI reference: the path with what URIs do not allow as percent signs.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos)
      out += c;
    else
      out += std::string{'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

Value region(const Problem& problem) {
  return Map{{"startLine", problem.begin.line},
             {"startColumn", problem.begin.column},
             {"endLine", std::max(problem.end.line, problem.begin.line)},
             {"endColumn", std::max(problem.end.column, problem.begin.column)}};
}

Value location(const Problem& problem) {
  return Map{{"physicalLocation", Map{{"artifactLocation", Map{{"uri", uri_of(problem.file)}}},
                                      {"region", region(problem)}}},
             {"logicalLocations", List{Map{{"fullyQualifiedName", problem.pointer}}}}};
}

Value result(const Problem& problem) {
  std::string text = problem.message.zh + " / " + problem.message.en;
  for (size_t i = 0; i < problem.path.size(); ++i)
    text += (i == 0 ? " [" : " → ") + problem.path[i] + (i + 1 == problem.path.size() ? "]" : "");
  List related;
  for (const definition::Related& one : problem.related) {
    const std::string file = one.place.substr(0, one.place.find(':'));
    related.push_back(
        Map{{"message", Map{{"text", one.note.zh + " / " + one.note.en}}},
            {"physicalLocation", Map{{"artifactLocation", Map{{"uri", uri_of(file)}}}}}});
  }
  Map out{{"ruleId", problem.code},
          {"level", level_of(problem.severity)},
          {"message", Map{{"text", std::move(text)}}},
          {"locations", List{location(problem)}}};
  if (!related.empty()) out.set("relatedLocations", std::move(related));
  return out;
}

Value rule(std::string_view id) {
  Map out{{"id", id}};
  if (const definition::Code* code = definition::find_code(id)) {
    out.set("shortDescription",
            Map{{"text", std::string(code->zh) + " / " + std::string(code->en)}});
    out.set("fullDescription",
            Map{{"text", std::string(code->why_zh) + " / " + std::string(code->why_en)}});
    out.set("defaultConfiguration", Map{{"level", level_of(code->severity)}});
  }
  return out;
}

}  // namespace

Value as_sarif(const std::vector<Problem>& problems, std::string_view version) {
  std::set<std::string> codes;
  List results, rules;
  for (const Problem& problem : problems) {
    codes.insert(problem.code);
    results.push_back(result(problem));
  }
  for (const std::string& code : codes) rules.push_back(rule(code));
  const Map driver{{"name", "yijian"}, {"version", version}, {"rules", std::move(rules)}};
  return Map{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
             {"version", "2.1.0"},
             {"runs", List{Map{{"tool", Map{{"driver", driver}}},
                               {"columnKind", "unicodeCodePoints"},
                               {"results", std::move(results)}}}}};
}

}  // namespace yijian::authoring
