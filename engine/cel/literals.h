// Number, string and bytes literals.
#pragma once

#include <string_view>

#include "engine/cel/lexer.h"

namespace yijian::cel {

// Reads the number that starts at `position` and moves it behind. Ints are decimal or 0x..., a
// trailing u makes a uint; a fraction or an exponent makes a double.
// Errors: cel_syntax  out of range, or directly followed by a letter.
Result<Token> read_number(std::string_view source, size_t& position);

// Whether a string or bytes literal starts there: a quote, perhaps after r, b or br.
bool starts_string(std::string_view source, size_t position);

// Reads it and moves the position behind.
// Errors: cel_syntax  not closed, a line break where none may be, a bad escape.
Result<Token> read_string(std::string_view source, size_t& position);

}  // namespace yijian::cel
