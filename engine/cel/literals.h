// Number, string and bytes literals.
#pragma once

#include <optional>
#include <string_view>

#include "engine/cel/lexer.h"

namespace yijian::cel {

// Reads the number that starts at `position` and moves it behind. Ints are decimal or 0x..., a
// trailing u makes a uint; a fraction or an exponent makes a double.
// Errors: cel_syntax  out of range, or directly followed by a letter.
Result<Token> read_number(std::string_view source, size_t& position);

// The whole text as a decimal double, nothing before or behind it: zero when it is nearer to zero
// than any double, infinite when it is larger. Reads "inf" and "nan" too.
std::optional<double> parse_real(std::string_view text);

// Whether a string or bytes literal starts there: a quote, perhaps after r, b or br.
bool starts_string(std::string_view source, size_t position);

// Reads it and moves the position behind.
// Errors: cel_syntax  not closed, a line break where none may be, a bad escape.
Result<Token> read_string(std::string_view source, size_t& position);

}  // namespace yijian::cel
