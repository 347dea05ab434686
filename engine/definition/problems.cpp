#include "engine/definition/problems.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "engine/base/json.h"
#include "engine/base/nearest.h"
#include "engine/base/position.h"

namespace yijian::definition {
namespace {

// Whether `pointer` is `prefix` or lies below it.
bool lies_in(std::string_view pointer, std::string_view prefix) {
  return pointer.starts_with(prefix) &&
         (pointer.size() == prefix.size() || pointer[prefix.size()] == '/');
}

std::string place_in(const Texts& texts, const Origin& place) {
  const auto text = texts.find(place.file);
  return text == texts.end() ? place.file
                             : place_of(place.file, locate(text->second, place.pointer));
}

// The line and column at the end of "file:line:col"; the first ones of anything else.
yijian::Position position_from(const std::string& place) {
  const size_t column = place.rfind(':');
  const size_t line =
      column == std::string::npos || column == 0 ? std::string::npos : place.rfind(':', column - 1);
  yijian::Position position;
  if (line == std::string::npos) return position;
  std::from_chars(place.data() + line + 1, place.data() + column, position.line);
  std::from_chars(place.data() + column + 1, place.data() + place.size(), position.column);
  return position;
}

// The key or the value; of an object or list the first line alone.
void set_span(Problem& problem, std::string_view text, const Extent& extent, Shown shown) {
  const bool key = shown == Shown::key && extent.key_to > extent.key_from;
  const size_t from = key ? extent.key_from : extent.from;
  size_t to = key ? extent.key_to : extent.to;
  to = std::min({to, text.find('\n', from), text.size()});
  problem.begin = position_of(text, from);
  problem.end = position_of(text, to);
  problem.place = place_of(problem.file, problem.begin);
}

// The suggestion as JSON, to stand where the word stood.
std::string quoted_like(const std::string& word, const std::string& suggestion) {
  return word.empty() ? "" : to_json(Value(suggestion));
}

// With the comma that parted the member from its neighbour.
std::pair<size_t, size_t> without_member(std::string_view text, const Extent& extent) {
  constexpr std::string_view kBlank = " \n\r\t";
  size_t from = extent.key_from, to = extent.to;
  const size_t after = text.find_first_not_of(kBlank, to);
  if (after != std::string_view::npos && text[after] == ',') {
    to = std::min(text.find_first_not_of(kBlank, after + 1), text.size());
    return {from, to};
  }
  const size_t before =
      from == 0 ? std::string_view::npos : text.find_last_not_of(kBlank, from - 1);
  if (before != std::string_view::npos && text[before] == ',') from = before;
  return {from, to};
}

// Whether the object that the member at `pointer` stands in has the key (in its quotes) already.
bool is_taken(std::string_view text, std::string_view pointer, const std::string& key) {
  const Result<Value> name = parse_json(key);
  if (!name || !name->is_string()) return true;
  const std::string sibling =
      std::string(pointer.substr(0, pointer.rfind('/'))) + "/" + pointer_token(name->string());
  const Extent extent = extent_of(text, sibling);
  return text.substr(extent.key_from, extent.key_to - extent.key_from) == key;
}

// word: what must stand there alone for a suggestion to take its place; "" when anything may.
void set_fix(Problem& problem, std::string_view text, const Extent& extent, Shown shown,
             const std::string& word, const std::string& replacement, bool removes) {
  if (removes) {
    const auto [from, to] = without_member(text, extent);
    problem.fix = {{problem.file, from, to, ""}};
    return;
  }
  if (replacement.empty()) return;
  const bool key = shown == Shown::key && extent.key_to > extent.key_from;
  const size_t from = key ? extent.key_from : extent.from;
  const size_t to = key ? extent.key_to : extent.to;
  if (!word.empty() && text.substr(from, to - from) != to_json(Value(word))) return;
  if (key && is_taken(text, problem.pointer, replacement)) return;
  problem.fix = {{problem.file, from, to, replacement}};
}

}  // namespace

Origin Places::at(std::string_view pointer) const {
  const Part* best = nullptr;
  for (const Part& part : parts_)
    if (lies_in(pointer, part.prefix) &&
        (best == nullptr || part.prefix.size() >= best->prefix.size()))
      best = &part;
  if (best == nullptr) return {file_, std::string(pointer)};
  return {best->origin.file,
          best->origin.pointer + std::string(pointer.substr(best->prefix.size()))};
}

Finding& Finding::suggest(const std::string& word, const std::vector<std::string>& names) {
  const auto found = nearest(word, names);
  if (!found) return *this;
  word_ = word;
  suggestion_ = found->name;
  certain_ = found->certain;
  return *this;
}

Finding& Finding::propose(std::string name) {
  suggestion_ = std::move(name);
  certain_ = false;
  return *this;
}

Finding& Finding::replace(std::string json) {
  replacement_ = std::move(json);
  return *this;
}

Finding& Finding::remove() {
  removes_ = true;
  return *this;
}

Finding& Finding::relate(Origin place, Note note) {
  related_.emplace_back(std::move(place), note);
  return *this;
}

Finding& Finding::along(std::vector<std::string> path) {
  path_ = std::move(path);
  return *this;
}

Finding& Report::add(std::string code, Origin at, std::vector<std::string> words) {
  ++count_;
  if (found_.size() <= kMaxProblems) {
    if (found_.size() == kMaxProblems) {
      code = "too_many";
      words = {"problems found", std::to_string(kMaxProblems)};
    }
    return found_.emplace_back(std::move(code), std::move(at), std::move(words));
  }
  untold_ = Finding(std::move(code), std::move(at), std::move(words));
  return untold_;
}

std::vector<Problem> Report::problems(const Texts& texts) const {
  std::vector<Problem> out;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const Finding& found : found_) {
    if (!seen.insert({found.at_.file, found.at_.pointer, found.code_}).second) continue;
    const Code* code = find_code(found.code_);
    Problem one{found.code_, found.at_.file, found.at_.pointer, message(found.code_, found.words_)};
    one.severity = code->severity;
    one.file = found.at_.file;
    one.suggestion = found.suggestion_;
    one.path = found.path_;
    for (const auto& [place, note] : found.related_)
      one.related.push_back({text_of(note), place_in(texts, place)});
    if (const auto text = texts.find(one.file); text != texts.end()) {
      if (one.pointer.starts_with('@')) {  // a place that the JSON reader has told
        one.place = one.pointer.substr(1);
        one.pointer.clear();
        one.begin = one.end = position_from(one.place);
      } else {
        const Extent extent = extent_of(text->second, one.pointer);
        set_span(one, text->second, extent, code->shown);
        const std::string with =
            found.certain_ ? quoted_like(found.word_, found.suggestion_) : found.replacement_;
        set_fix(one, text->second, extent, code->shown, found.word_, with, found.removes_);
      }
    }
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.file, a.begin.line, a.begin.column) <
           std::tie(b.file, b.begin.line, b.begin.column);
  });
  return out;
}

bool has_findings(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity != Severity::advice; });
}

}  // namespace yijian::definition
