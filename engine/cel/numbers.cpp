#include <absl/strings/charconv.h>

#include <charconv>
#include <cmath>

#include "engine/cel/literals.h"

namespace yijian::cel {
namespace {

constexpr uint64_t kMinIntMagnitude = uint64_t{1} << 63;

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

char char_at(std::string_view source, size_t position) {
  return position < source.size() ? source[position] : '\0';
}

size_t skip_digits(std::string_view source, size_t position) {
  while (is_digit(char_at(source, position))) ++position;
  return position;
}

// Behind the fraction and the exponent, or `position` again when there is neither.
size_t skip_fraction(std::string_view source, size_t position) {
  if (char_at(source, position) == '.' && is_digit(char_at(source, position + 1))) {
    position = skip_digits(source, position + 1);
  }
  const char mark = char_at(source, position);
  if (mark == 'e' || mark == 'E') {
    size_t digits = position + 1;
    if (char_at(source, digits) == '+' || char_at(source, digits) == '-') ++digits;
    if (is_digit(char_at(source, digits))) position = skip_digits(source, digits);
  }
  return position;
}

Result<Token> real_token(std::string_view source, size_t begin, size_t end) {
  const std::optional<double> number = parse_real(source.substr(begin, end - begin));
  if (!number || std::isinf(*number)) {
    return syntax_error(source, begin, "a double out of range");
  }
  return Token{Token::Kind::literal, static_cast<uint32_t>(begin), {}, Value(*number)};
}

Result<Token> integer_token(std::string_view source, size_t begin, size_t end, bool is_hex,
                            bool is_unsigned) {
  const size_t first = is_hex ? begin + 2 : begin;
  uint64_t number = 0;
  const auto read =
      std::from_chars(source.data() + first, source.data() + end, number, is_hex ? 16 : 10);
  const bool fits = read.ec == std::errc() && (is_unsigned || number <= kMinIntMagnitude);
  if (!fits) return syntax_error(source, begin, "an integer out of range");
  const auto offset = static_cast<uint32_t>(begin);
  if (is_unsigned) return Token{Token::Kind::literal, offset, {}, Value(number)};
  if (number == kMinIntMagnitude) return Token{Token::Kind::min_int, offset, {}, {}};
  return Token{Token::Kind::literal, offset, {}, Value(static_cast<int64_t>(number))};
}

}  // namespace

std::optional<double> parse_real(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = absl::from_chars(text.data(), end, number);
  if (read.ptr != end || read.ec == std::errc::invalid_argument) return std::nullopt;
  if (read.ec != std::errc::result_out_of_range) return number;
  return std::copysign(std::abs(number) < 1 ? 0.0 : HUGE_VAL, number);
}

Result<Token> read_number(std::string_view source, size_t& position) {
  const size_t begin = position;
  const char mark = char_at(source, begin + 1);
  const bool is_hex = source[begin] == '0' && (mark == 'x' || mark == 'X') &&
                      is_hex_digit(char_at(source, begin + 2));
  size_t end = skip_digits(source, begin);
  bool is_real = false;
  if (is_hex) {
    end = begin + 2;
    while (is_hex_digit(char_at(source, end))) ++end;
  } else {
    const size_t behind = skip_fraction(source, end);
    is_real = behind != end;
    end = behind;
  }
  const bool is_unsigned = !is_real && (char_at(source, end) == 'u' || char_at(source, end) == 'U');
  position = is_unsigned ? end + 1 : end;
  const char next = char_at(source, position);
  if (is_letter(next) || is_digit(next)) {
    return syntax_error(source, position, "a letter directly behind a number");
  }
  return is_real ? real_token(source, begin, end)
                 : integer_token(source, begin, end, is_hex, is_unsigned);
}

}  // namespace yijian::cel
