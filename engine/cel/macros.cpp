// has(e.f) and the loops e.all(x, p) e.exists(x, p) e.exists_one(x, p) e.filter(x, p) e.map(x, t)
// e.map(x, p, t). A loop is one node; its variable is known inside its arguments only.
#include <array>

#include "engine/cel/parser.h"
#include "engine/cel/words.h"

namespace yijian::cel {
namespace {

struct Macro {
  std::string_view name;
  Op op;
};

constexpr std::array<Macro, 5> kLoops = {{
    {"all", Op::all},
    {"exists", Op::exists},
    {"exists_one", Op::exists_one},
    {"filter", Op::filter},
    {"map", Op::map_each},
}};

const Macro* find_loop(std::string_view method) {
  for (const Macro& macro : kLoops)
    if (macro.name == method) return &macro;
  return nullptr;
}

}  // namespace

bool Parser::is_macro(std::string_view method) { return find_loop(method) != nullptr; }

Result<Node> Parser::has_macro(const Token& word) {
  std::vector<Node> args;
  if (const Status read = arguments(args); !read) return read.error();
  if (args.size() != 1) return error_at(word, "cel_arguments", "has() takes one argument");
  if (args[0].op != Op::select) {
    return error_at(word, "cel_syntax", "expected a field, as in has(a.b), inside has()");
  }
  args[0].op = Op::has;
  return std::move(args[0]);
}

Result<Node> Parser::loop_macro(const Token& word, Node range) {
  Node node{.op = find_loop(word.text)->op, .offset = word.offset};
  const Token& variable = peek();
  const bool is_name = variable.kind == Token::Kind::identifier && !is_keyword(variable.text) &&
                       !is_reserved(variable.text);
  if (!is_name) return unexpected("the name of a variable");
  take();
  node.text = variable.text;
  node.slot = static_cast<uint16_t>(variables_.size());
  node.args.push_back(std::move(range));
  if (!peek().is(",") && !peek().is(")")) return unexpected("',' behind the variable's name");
  if (accept(",")) {
    variables_.push_back(variable.text);
    const Status read = arguments(node.args);
    variables_.pop_back();
    if (!read) return read.error();
  }
  const size_t most = node.op == Op::map_each ? 3 : 2;
  if (node.args.size() < 2 || node.args.size() > most) {
    return error_at(word, "cel_arguments", word.text + "() is not called with these arguments");
  }
  if (node.args.size() == 3) node.op = Op::map_where;
  return finish(std::move(node));
}

}  // namespace yijian::cel
