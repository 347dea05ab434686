// "Did you mean": the names that a misspelt one is nearest to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yijian {

inline constexpr size_t kMaxComparisons = 200'000;  // of bytes, for one word
inline constexpr size_t kMaxComparedLength = 128;   // bytes of a name that is compared

// The least number of bytes to insert, remove, change or swap with a neighbour.
size_t edit_distance(std::string_view a, std::string_view b);

struct Nearest {
  std::string name;
  bool certain = false;  // one edit away, and no other name is nearly so near
};
// The nearest of the names, when it is within a third of the word's length; of equals the first.
std::optional<Nearest> nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace yijian
