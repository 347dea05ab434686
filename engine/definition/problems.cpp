#include "engine/definition/problems.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/base/json.h"
#include "engine/base/position.h"

namespace yijian::definition {
namespace {

// Whether `pointer` is `prefix` or lies below it.
bool lies_in(std::string_view pointer, std::string_view prefix) {
  return pointer.starts_with(prefix) &&
         (pointer.size() == prefix.size() || pointer[prefix.size()] == '/');
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

void Report::add(std::string code, Origin at, std::vector<std::string> words) {
  found_.push_back({std::move(code), std::move(at), std::move(words)});
}

std::vector<Problem> Report::problems(const Texts& texts) const {
  struct Placed {
    std::string file;
    Position position;
    Problem problem;
  };
  std::vector<Placed> placed;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  for (const Found& found : found_) {
    if (!seen.insert({found.at.file, found.at.pointer, found.code}).second) continue;
    const auto text = texts.find(found.at.file);
    Placed one{found.at.file, {}, {}};
    one.problem = {found.code, found.at.file, found.at.pointer, message(found.code, found.words)};
    if (text != texts.end()) {
      if (found.at.pointer.starts_with('@')) {  // a place that the JSON reader has told
        one.problem.pointer.clear();
        one.problem.place = found.at.pointer.substr(1);
      } else {
        one.position = locate(text->second, found.at.pointer);
        one.problem.place = place_of(one.problem.place, one.position);
      }
    }
    placed.push_back(std::move(one));
  }
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tie(a.file, a.position.line, a.position.column) <
           std::tie(b.file, b.position.line, b.position.column);
  });
  std::vector<Problem> out;
  for (Placed& one : placed) out.push_back(std::move(one.problem));
  return out;
}

}  // namespace yijian::definition
