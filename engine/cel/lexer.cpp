#include "engine/cel/lexer.h"

#include <algorithm>
#include <array>

#include "engine/cel/literals.h"
#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

constexpr std::array<std::string_view, 27> kSymbols = {
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!",
    "?",  ":",  ",",  ".",  "(",  ")",  "[", "]", "{", "}", "=", "&", "|"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Behind blanks and comments.
size_t skip_blanks(std::string_view source, size_t position) {
  while (position < source.size()) {
    if (is_blank(source[position])) {
      ++position;
    } else if (source.substr(position, 2) == "//") {
      position = std::min(source.find('\n', position), source.size());
    } else {
      break;
    }
  }
  return position;
}

Token read_identifier(std::string_view source, size_t& position) {
  const size_t begin = position;
  while (position < source.size() && (is_letter(source[position]) || is_digit(source[position]))) {
    ++position;
  }
  return {Token::Kind::identifier,
          static_cast<uint32_t>(begin),
          std::string(source.substr(begin, position - begin)),
          {}};
}

bool may_stand_in_backticks(char c) {
  return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '/' || c == ' ';
}

Result<Token> read_quoted(std::string_view source, size_t& position) {
  const size_t begin = position++;
  while (position < source.size() && may_stand_in_backticks(source[position])) ++position;
  const bool closed = position < source.size() && source[position] == '`';
  if (!closed || position == begin + 1) {
    return syntax_error(source, position, "expected a field name between backticks");
  }
  ++position;
  return Token{Token::Kind::quoted,
               static_cast<uint32_t>(begin),
               std::string(source.substr(begin + 1, position - begin - 2)),
               {}};
}

Result<Token> read_symbol(std::string_view source, size_t& position) {
  for (const std::string_view symbol : kSymbols) {
    if (source.substr(position, symbol.size()) != symbol) continue;
    if (symbol == "=" || symbol == "&" || symbol == "|") {
      return syntax_error(source, position,
                          "expected '" + std::string(symbol) + std::string(symbol) + "'");
    }
    const auto offset = static_cast<uint32_t>(position);
    position += symbol.size();
    return Token{Token::Kind::symbol, offset, std::string(symbol), {}};
  }
  return syntax_error(source, position, "a character that has no meaning here");
}

Result<Token> read_token(std::string_view source, size_t& position) {
  const char c = source[position];
  const bool has_digit_behind = position + 1 < source.size() && is_digit(source[position + 1]);
  if (starts_string(source, position)) return read_string(source, position);
  if (is_letter(c)) return read_identifier(source, position);
  if (is_digit(c) || (c == '.' && has_digit_behind)) return read_number(source, position);
  if (c == '`') return read_quoted(source, position);
  return read_symbol(source, position);
}

}  // namespace

Error syntax_error(std::string_view source, size_t offset, std::string detail) {
  return {.code = "cel_syntax", .detail = std::move(detail), .place = place_of(source, offset)};
}

Result<std::vector<Token>> tokenize(std::string_view source) {
  if (!is_utf8(source)) return syntax_error(source, 0, "the source is not UTF-8");
  std::vector<Token> tokens;
  size_t position = skip_blanks(source, 0);
  while (position < source.size()) {
    Result<Token> token = read_token(source, position);
    if (!token) return std::move(token).error();
    tokens.push_back(std::move(token).value());
    position = skip_blanks(source, position);
  }
  tokens.push_back({Token::Kind::end, static_cast<uint32_t>(source.size()), {}, {}});
  return tokens;
}

}  // namespace yijian::cel
