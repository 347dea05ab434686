// The words that are no names.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace yijian::cel {

inline constexpr std::array<std::string_view, 4> kKeywords = {"true", "false", "null", "in"};
inline constexpr std::array<std::string_view, 17> kReserved = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

// A keyword stands nowhere as a name, not even as a field's.
inline bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

// A reserved word may be a field's name, but no free name, variable or function.
inline bool is_reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

}  // namespace yijian::cel
