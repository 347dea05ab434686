#include <algorithm>

#include "engine/cel/literals.h"
#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

// How a literal is written, and where its content begins.
struct Style {
  bool is_bytes = false;
  bool is_raw = false;
  std::string_view quote{};  // one or three quotes
  size_t content = 0;
};

Style style_at(std::string_view source, size_t position) {
  Style style;
  const auto next_is = [&](char lower, char upper) {
    return position < source.size() && (source[position] == lower || source[position] == upper);
  };
  if (next_is('b', 'B')) {
    style.is_bytes = true;
    ++position;
  }
  if (next_is('r', 'R')) {
    style.is_raw = true;
    ++position;
  }
  if (!next_is('\'', '"')) return style;
  const std::string_view three = source.substr(position, 3);
  const bool is_triple = three.size() == 3 && three[0] == three[1] && three[1] == three[2];
  style.quote = three.substr(0, is_triple ? 3 : 1);
  style.content = position + style.quote.size();
  return style;
}

// The character that a one-letter escape stands for, or 0.
char simple_escape(char letter) {
  switch (letter) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`':
      return letter;
    default:
      return '\0';
  }
}

// The digits that follow a numeric escape's letter; none for what is no such letter.
struct Digits {
  size_t count = 0;
  unsigned base = 16;
};

Digits digits_of(char letter, bool is_bytes) {
  if (letter == 'x' || letter == 'X') return {2, 16};
  if (letter == 'u' && !is_bytes) return {4, 16};
  if (letter == 'U' && !is_bytes) return {8, 16};
  if (letter >= '0' && letter <= '3') return {3, 8};
  return {};
}

unsigned digit_value(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 99;
}

// Reads `digits` at `position`; false when one of them is none.
bool read_digits(std::string_view source, size_t position, Digits digits, uint32_t& number) {
  number = 0;
  if (source.size() - position < digits.count) return false;
  for (size_t i = 0; i < digits.count; ++i) {
    const unsigned value = digit_value(source[position + i]);
    if (value >= digits.base) return false;
    number = number * digits.base + value;
  }
  return true;
}

// Reads the escape whose backslash stands at `position`, and moves behind it.
bool read_escape(std::string_view source, size_t& position, bool is_bytes, std::string& out) {
  const size_t letter_at = position + 1;
  if (letter_at >= source.size()) return false;
  const char letter = source[letter_at];
  if (const char plain = simple_escape(letter); plain != '\0') {
    out.push_back(plain);
    position = letter_at + 1;
    return true;
  }
  const Digits digits = digits_of(letter, is_bytes);
  const size_t first = digits.base == 8 ? letter_at : letter_at + 1;
  uint32_t number = 0;
  if (digits.count == 0 || !read_digits(source, first, digits, number)) return false;
  position = first + digits.count;
  if (!is_bytes) return append_code_point(out, number);
  out.push_back(static_cast<char>(number));
  return true;
}

}  // namespace

bool starts_string(std::string_view source, size_t position) {
  return !style_at(source, position).quote.empty();
}

Result<Token> read_string(std::string_view source, size_t& position) {
  const size_t begin = position;
  const Style style = style_at(source, begin);
  const bool is_triple = style.quote.size() == 3;
  std::string text;
  position = style.content;
  while (source.substr(position, style.quote.size()) != style.quote) {
    if (position >= source.size())
      return syntax_error(source, begin, "a string that is not closed");
    const char c = source[position];
    if (!is_triple && (c == '\n' || c == '\r')) {
      return syntax_error(source, position, "a line break inside a string");
    }
    if (c == '\\' && !style.is_raw) {
      const size_t escape = position;
      if (!read_escape(source, position, style.is_bytes, text)) {
        return syntax_error(source, escape, "an escape that is none");
      }
      continue;
    }
    text.push_back(c);
    ++position;
  }
  position += style.quote.size();
  Value value = style.is_bytes ? Value(Bytes{std::move(text)}) : Value(std::move(text));
  return Token{Token::Kind::literal, static_cast<uint32_t>(begin), {}, std::move(value)};
}

}  // namespace yijian::cel
