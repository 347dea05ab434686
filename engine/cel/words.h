// The words that are no names.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "engine/base/value.h"

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

// The kind that a word, or a dotted path, names as a type: "int", "google.protobuf.Timestamp".
inline std::optional<ValueKind> kind_named(std::string_view word) {
  for (int kind = 0; kind <= static_cast<int>(ValueKind::type); ++kind)
    if (type_name(static_cast<ValueKind>(kind)) == word) return static_cast<ValueKind>(kind);
  return std::nullopt;
}

}  // namespace yijian::cel
