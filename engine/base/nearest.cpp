#include "engine/base/nearest.h"

#include <algorithm>

namespace yijian {
namespace {

constexpr size_t kShortest = 4;  // of shorter words one edit makes another word

size_t allowed(std::string_view word) { return std::max<size_t>(1, word.size() / 3); }

}  // namespace

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> two_before, before(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) before[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({before[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_before[j - 2] + 1);
    }
    two_before = before;
    std::swap(before, row);
  }
  return before[b.size()];
}

std::optional<Nearest> nearest(std::string_view word, const std::vector<std::string>& names) {
  if (word.empty() || word.size() > kMaxComparedLength) return std::nullopt;
  const std::string* best = nullptr;
  size_t least = allowed(word) + 1, second = kMaxComparedLength;
  size_t spent = 0;
  for (const std::string& name : names) {
    const size_t apart = std::max(name.size(), word.size()) - std::min(name.size(), word.size());
    if (apart > allowed(word) + 1) continue;  // surely further away than that
    spent += word.size() * name.size();
    if (spent > kMaxComparisons) break;
    if (name == word || name.empty() || name.size() > kMaxComparedLength) continue;
    if (best != nullptr && name == *best) continue;
    const size_t distance = edit_distance(word, name);
    if (distance >= least) {
      second = std::min(second, distance);
      continue;
    }
    if (best != nullptr) second = least;
    least = distance;
    best = &name;
  }
  if (best == nullptr) return std::nullopt;
  return Nearest{*best, least == 1 && second > 2 && word.size() >= kShortest};
}

}  // namespace yijian
