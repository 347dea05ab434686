// From source text to tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::cel {

struct Token {
  enum class Kind : uint8_t {
    end,
    identifier,  // text; reserved words included, the parser refuses them where they may not stand
    quoted,      // text: a field name that stood in backticks
    literal,     // value: a number that is not too large for its type, a string, bytes
    min_int,     // 9223372036854775808: an int only behind a minus
    symbol,      // text: an operator or a bracket
  };
  Kind kind = Kind::end;
  uint32_t offset = 0;  // of its first byte
  std::string text{};
  Value value{};

  bool is(std::string_view symbol) const { return kind == Kind::symbol && text == symbol; }
};

// The tokens of the source, the last one of kind end. The source is at most kMaxSourceBytes.
// Errors: cel_syntax, with its place.
Result<std::vector<Token>> tokenize(std::string_view source);

// The fault at a byte of the source.
Error syntax_error(std::string_view source, size_t offset, std::string detail);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace yijian::cel
