// What an expression is built from: literals, names, calls, lists, maps and brackets.
#include <algorithm>

#include "engine/cel/parser.h"
#include "engine/cel/words.h"

namespace yijian::cel {
namespace {

// -0.0 and the smallest int included; the token is a number.
Value negative(const Token& number) {
  if (number.kind == Token::Kind::min_int) return INT64_MIN;
  return number.value.is_int() ? Value(-number.value.integer()) : Value(-number.value.real());
}

}  // namespace

Result<Node> Parser::primary() {
  const Token& token = peek();
  if (token.kind == Token::Kind::min_int) {
    return error_at(token, "cel_syntax", "an integer out of range");
  }
  if (token.kind == Token::Kind::identifier) return name(false);
  if (token.kind == Token::Kind::literal) {
    return finish({.offset = take().offset, .value = token.value});
  }
  if (accept("-")) return finish({.offset = token.offset, .value = negative(take())});
  if (accept(".")) return name(true);
  if (accept("[")) return list_literal();
  if (accept("{")) return map_literal();
  if (!accept("(")) return unexpected("an expression");
  Result<Node> inner = expression();
  if (!inner) return inner;
  if (const Status close = expect(")"); !close) return close.error();
  return inner;
}

// A word: true, false, null, a call, a variable of a macro around (the innermost of that name),
// or a free name; behind a leading dot never a variable.
Result<Node> Parser::name(bool is_absolute) {
  const Token& word = peek();
  if (word.kind != Token::Kind::identifier) return unexpected("a name");
  if (!is_absolute && word.text != "in" && is_keyword(word.text)) {
    const Value value = word.text == "null" ? Value() : Value(word.text == "true");
    return finish({.offset = take().offset, .value = value});
  }
  if (is_keyword(word.text) || is_reserved(word.text)) return unexpected("a name");
  take();
  if (accept("(")) {
    if (!is_absolute && word.text == "has") return has_macro(word);
    std::vector<Node> args;
    if (const Status read = arguments(args); !read) return read.error();
    return call(word, std::move(args), false);
  }
  Node node{.op = Op::name, .offset = word.offset, .text = word.text};
  if (const auto kind = kind_named(word.text)) node.value = TypeValue{*kind};
  const auto variable = std::find(variables_.rbegin(), variables_.rend(), word.text);
  if (!is_absolute && variable != variables_.rend()) {
    node.op = Op::variable;
    node.slot = static_cast<uint16_t>(variables_.rend() - variable - 1);
  }
  return finish(std::move(node));
}

Result<Node> Parser::list_literal() {
  Node node{.op = Op::list, .offset = tokens_[next_ - 1].offset};
  while (!accept("]")) {
    Result<Node> element = expression();
    if (!element) return element;
    node.args.push_back(std::move(element).value());
    if (accept(",")) continue;
    if (const Status close = expect("]"); !close) return close.error();
    break;
  }
  return finish(std::move(node));
}

Result<Node> Parser::map_literal() {
  Node node{.op = Op::map, .offset = tokens_[next_ - 1].offset};
  while (!accept("}")) {
    Result<Node> key = expression();
    if (!key) return key;
    node.args.push_back(std::move(key).value());
    if (const Status colon = expect(":"); !colon) return colon.error();
    Result<Node> value = expression();
    if (!value) return value;
    node.args.push_back(std::move(value).value());
    if (accept(",")) continue;
    if (const Status close = expect("}"); !close) return close.error();
    break;
  }
  return finish(std::move(node));
}

}  // namespace yijian::cel
