#include "engine/cel/parser.h"

#include <algorithm>
#include <array>

#include "engine/cel/functions.h"
#include "engine/cel/text.h"
#include "engine/cel/words.h"

namespace yijian::cel {
namespace {

struct BinaryOperator {
  std::string_view symbol;
  int strength;  // the stronger binds first
  Op op;
};

constexpr int kWeakest = 1;
constexpr std::array<BinaryOperator, 14> kBinaryOperators = {{
    {"||", 1, Op::any_of},
    {"&&", 2, Op::all_of},
    {"==", 3, Op::equal},
    {"!=", 3, Op::not_equal},
    {"<", 3, Op::less},
    {"<=", 3, Op::less_equal},
    {">", 3, Op::greater},
    {">=", 3, Op::greater_equal},
    {"in", 3, Op::in},
    {"+", 4, Op::add},
    {"-", 4, Op::subtract},
    {"*", 5, Op::multiply},
    {"/", 5, Op::divide},
    {"%", 5, Op::modulo},
}};

const BinaryOperator* find_operator(const Token& token) {
  if (token.kind != Token::Kind::symbol && token.kind != Token::Kind::identifier) return nullptr;
  for (const BinaryOperator& entry : kBinaryOperators)
    if (entry.symbol == token.text) return &entry;
  return nullptr;
}

// What an `a.b` chain looks like, and so what a message literal's type would.
bool is_path(const Node& node) {
  return node.op == Op::name || (node.op == Op::select && is_path(node.args[0]));
}

// "a.b" of an `a.b` chain.
std::string path_of(const Node& node) {
  return node.op == Op::name ? node.text : path_of(node.args[0]) + "." + node.text;
}

}  // namespace

Result<Node> Parser::parse() {
  Result<Node> tree = expression();
  if (!tree) return tree;
  if (peek().kind != Token::Kind::end) return unexpected("an operator or the end");
  return tree;
}

Result<Node> Parser::expression() {
  const Level level(*this);
  if (level.too_deep()) return error_at(peek(), "cel_too_large", "nested too deeply");
  Result<Node> condition = binary(kWeakest);
  if (!condition || !peek().is("?")) return condition;
  Node node{.op = Op::conditional, .offset = take().offset};
  node.args.push_back(std::move(condition).value());
  Result<Node> then = binary(kWeakest);
  if (!then) return then;
  node.args.push_back(std::move(then).value());
  if (const Status colon = expect(":"); !colon) return colon.error();
  Result<Node> otherwise = expression();
  if (!otherwise) return otherwise;
  node.args.push_back(std::move(otherwise).value());
  return finish(std::move(node));
}

Result<Node> Parser::binary(int weakest) {
  Result<Node> left = unary();
  while (left) {
    const BinaryOperator* entry = find_operator(peek());
    if (entry == nullptr || entry->strength < weakest) break;
    const uint32_t offset = take().offset;
    Result<Node> right = binary(entry->strength + 1);
    if (!right) return right;
    left = join(entry->op, offset, std::move(left).value(), std::move(right).value());
  }
  return left;
}

// A chain of && or of || is one node, however long, so that depth measures nesting alone.
Result<Node> Parser::join(Op op, uint32_t offset, Node left, Node right) {
  if ((op == Op::all_of || op == Op::any_of) && left.op == op) {
    left.args.push_back(std::move(right));
    return finish(std::move(left));
  }
  Node node{.op = op, .offset = offset};
  node.args.push_back(std::move(left));
  node.args.push_back(std::move(right));
  return finish(std::move(node));
}

Result<Node> Parser::unary() {
  const bool negates = peek().is("-");
  if (!negates && !peek().is("!")) return member();
  const Token& first = tokens_[next_ + 1];
  const bool is_number = first.kind == Token::Kind::min_int ||
                         (first.kind == Token::Kind::literal &&
                          (first.value.is_int() || first.value.kind() == Value::Kind::real));
  if (negates && is_number) return member();
  const Level level(*this);
  if (level.too_deep()) return error_at(peek(), "cel_too_large", "nested too deeply");
  Node node{.op = negates ? Op::negate : Op::negation, .offset = take().offset};
  Result<Node> operand = unary();
  if (!operand) return operand;
  node.args.push_back(std::move(operand).value());
  return finish(std::move(node));
}

Result<Node> Parser::member() {
  Result<Node> node = primary();
  while (node) {
    if (accept(".")) {
      node = dot(std::move(node).value());
    } else if (accept("[")) {
      node = index(std::move(node).value());
    } else if (peek().is("{") && is_path(*node)) {
      return error_at(peek(), "cel_syntax", "message literals are not part of this language");
    } else {
      break;
    }
  }
  return node;
}

Result<Node> Parser::dot(Node target) {
  const Token& field = peek();
  const bool is_word = field.kind == Token::Kind::identifier && !is_keyword(field.text);
  if (!is_word && field.kind != Token::Kind::quoted) return unexpected("a field name");
  take();
  if (is_word && accept("(")) {
    if (is_macro(field.text)) return loop_macro(field, std::move(target));
    std::vector<Node> args;
    args.push_back(std::move(target));
    if (const Status read = arguments(args); !read) return read.error();
    return call(field, std::move(args), true);
  }
  Node node{.op = Op::select, .offset = field.offset, .text = field.text};
  node.args.push_back(std::move(target));
  if (is_path(node)) {
    // google.protobuf.Timestamp is one name, not a field of a field.
    std::string path = path_of(node);
    if (const auto kind = kind_named(path))
      node = {.op = Op::name, .offset = node.offset, .value = TypeValue{*kind}, .text = path};
  }
  return finish(std::move(node));
}

Result<Node> Parser::index(Node target) {
  Node node{.op = Op::index, .offset = peek().offset};
  Result<Node> key = expression();
  if (!key) return key;
  if (const Status close = expect("]"); !close) return close.error();
  node.args.push_back(std::move(target));
  node.args.push_back(std::move(key).value());
  return finish(std::move(node));
}

Result<Node> Parser::call(const Token& function, std::vector<Node> args, bool is_method) {
  const Function* found = find_function(function.text, is_method, args.size());
  if (found == nullptr) {
    if (knows_function(function.text)) {
      return error_at(function, "cel_arguments",
                      function.text + "() is not called with these arguments");
    }
    return error_at(function, "cel_unknown_function", "no function is called " + function.text);
  }
  Node node{.op = Op::call, .offset = function.offset, .function = found, .text = function.text};
  node.args = std::move(args);
  return finish(std::move(node));
}

Status Parser::arguments(std::vector<Node>& args) {
  if (accept(")")) return {};
  while (true) {
    Result<Node> argument = expression();
    if (!argument) return std::move(argument).error();
    args.push_back(std::move(argument).value());
    if (!accept(",")) return expect(")");
  }
}

Result<Node> Parser::finish(Node node) {
  size_t deepest = 0;
  for (const Node& arg : node.args) deepest = std::max<size_t>(deepest, arg.depth);
  if (deepest + 1 > kMaxDepth || ++nodes_ > kMaxNodes) {
    return Error{.code = "cel_too_large",
                 .detail = deepest + 1 > kMaxDepth ? "nested too deeply" : "too many nodes",
                 .place = place_of(source_, node.offset)};
  }
  node.depth = static_cast<uint8_t>(deepest + 1);
  return node;
}

const Token& Parser::take() {
  const Token& token = tokens_[next_];
  if (token.kind != Token::Kind::end) ++next_;
  return token;
}

bool Parser::accept(std::string_view symbol) {
  if (!peek().is(symbol)) return false;
  ++next_;
  return true;
}

Status Parser::expect(std::string_view symbol) {
  if (accept(symbol)) return {};
  return unexpected("'" + std::string(symbol) + "'");
}

Error Parser::unexpected(const std::string& what) const {
  const Token& token = peek();
  std::string found = "a literal";
  if (token.kind == Token::Kind::end) found = "the end";
  if (!token.text.empty()) found = "'" + token.text + "'";
  return error_at(token, "cel_syntax", "expected " + what + " but found " + found);
}

Error Parser::error_at(const Token& token, std::string code, std::string detail) const {
  return {.code = std::move(code),
          .detail = std::move(detail),
          .place = place_of(source_, token.offset)};
}

}  // namespace yijian::cel
