#include "engine/authoring/findings.h"

#include <algorithm>

#include "engine/authoring/columns.h"
#include "engine/authoring/words.h"
#include "engine/base/position.h"
#include "engine/definition/problems.h"

namespace yijian::authoring {
namespace {

using definition::Problem;
using definition::Severity;

constexpr size_t kMaxShownColumns = 160;  // of a line that is quoted

std::string_view line_of(std::string_view text, int number) {
  for (int line = 1; line < number; ++line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// The line, and below it signs under the columns [begin, end).
std::string quoted(std::string_view line, int begin, int end, const std::string& margin) {
  std::string shown, signs;
  int column = 1;
  for (size_t at = 0; at < line.size() && shown.size() < kMaxShownColumns; ++column) {
    const size_t from = at;
    const char32_t c = take_character(line, at);
    const bool blank = c == '\t' || c == '\r';
    shown += blank ? " " : std::string(line.substr(from, at - from));
    const bool inside = column >= begin && (column < end || column == begin);
    signs.append(columns_of(c), inside ? '^' : ' ');
  }
  if (signs.find('^') == std::string::npos) signs += '^';
  signs.erase(signs.find_last_not_of(' ') + 1);
  return shown + "\n" + margin + " | " + signs + "\n";
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
  return out;
}

}  // namespace

std::string told(const Problem& problem, const FileTexts& texts) {
  std::string out = problem.place + ": " + std::string(definition::name(problem.severity)) + ": " +
                    problem.code + ": " + problem.message.zh + " / " + problem.message.en + "\n";
  const auto text = texts.find(problem.file);
  const std::string number = std::to_string(problem.begin.line);
  const std::string margin(number.size() + 2, ' ');
  if (text != texts.end() && problem.place != problem.file) {
    const std::string_view line = line_of(text->second, problem.begin.line);
    const int end = problem.end.line == problem.begin.line ? problem.end.column : 0;
    out += "  " + number + " | " + quoted(line, problem.begin.column, end, margin);
  }
  if (!problem.suggestion.empty()) out += margin + " = " + suggested(problem.suggestion) + "\n";
  for (const definition::Related& one : problem.related)
    out += margin + " = " + one.note.zh + " / " + one.note.en + ": " + one.place + "\n";
  if (!problem.path.empty()) out += margin + " = " + way_there(joined(problem.path, " → ")) + "\n";
  if (!problem.fix.empty()) out += margin + " = " + std::string(fixable()) + "\n";
  return out;
}

std::string told(const std::vector<Problem>& problems, const FileTexts& texts) {
  std::string out;
  for (const Problem& problem : problems) out += told(problem, texts);
  return out;
}

Value as_value(const Problem& problem) {
  const auto position = [](Position at) { return Map{{"line", at.line}, {"column", at.column}}; };
  Map out{{"place", problem.place},
          {"pointer", problem.pointer},
          {"code", problem.code},
          {"severity", definition::name(problem.severity)},
          {"zh", problem.message.zh},
          {"en", problem.message.en},
          {"file", problem.file},
          {"span", Map{{"begin", position(problem.begin)}, {"end", position(problem.end)}}}};
  if (!problem.suggestion.empty()) out.set("suggestion", problem.suggestion);
  List related, path, fix;
  for (const definition::Related& one : problem.related)
    related.push_back(Map{{"place", one.place}, {"zh", one.note.zh}, {"en", one.note.en}});
  for (const std::string& step : problem.path) path.push_back(step);
  for (const definition::Edit& edit : problem.fix)
    fix.push_back(Map{{"file", edit.file},
                      {"from", static_cast<int64_t>(edit.from)},
                      {"to", static_cast<int64_t>(edit.to)},
                      {"text", edit.text}});
  if (!related.empty()) out.set("related", std::move(related));
  if (!path.empty()) out.set("path", std::move(path));
  if (!fix.empty()) out.set("fix", std::move(fix));
  return out;
}

std::vector<Problem> scenario_problems(const std::string& file, const std::string& text,
                                       const Error& error) {
  definition::Report report;
  // A file that is no JSON has one fault, whose place the parser tells.
  if (error.faults.empty())
    report.add(error.code, {file, error.place.empty() ? error.pointer : "@" + error.place},
               {error.detail});
  for (const Fault& fault : error.faults)
    report.add(fault.code, {file, fault.pointer},
               {fault.detail,
                fault.code == "too_many" ? std::to_string(kMaxActionsOfAStep) : fault.detail});
  return report.problems({{file, text}});
}

size_t apply_fixes(const std::vector<Problem>& problems, FileTexts& texts) {
  std::map<std::string, std::vector<definition::Edit>> edits;
  for (const Problem& problem : problems)
    for (const definition::Edit& edit : problem.fix) edits[edit.file].push_back(edit);
  size_t applied = 0;
  for (auto& [file, list] : edits) {
    const auto text = texts.find(file);
    if (text == texts.end()) continue;
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.from > b.from; });
    size_t free_until = text->second.size();  // from behind, so that offsets stay good
    for (const definition::Edit& edit : list) {
      if (edit.to > free_until || edit.from > edit.to) continue;
      text->second.replace(edit.from, edit.to - edit.from, edit.text);
      free_until = edit.from;
      ++applied;
    }
  }
  return applied;
}

}  // namespace yijian::authoring
