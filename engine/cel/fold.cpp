#include <algorithm>

#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"
#include "engine/cel/resolve.h"

namespace yijian::cel {
namespace {

bool is_constant(const Node& node) { return node.op == Op::constant; }

bool is_constant_bool(const Node& node, bool value) {
  return is_constant(node) && node.value.is_bool() && node.value.boolean() == value;
}

// Whether the value depends on the arguments alone, and they are constant.
bool is_closed(const Node& node) {
  if (node.op == Op::name || node.op == Op::variable) return false;
  if (node.op == Op::call && !node.function->is_pure) return false;
  return std::all_of(node.args.begin(), node.args.end(), is_constant);
}

// One evaluator folds the whole tree, so that its budget bounds the work of compiling.
class Folder {
 public:
  void fold(Node& node) {
    if (is_constant(node)) return;
    for (Node& arg : node.args) fold(arg);
    if (is_closed(node)) return fold_closed(node);
    if (node.op == Op::all_of || node.op == Op::any_of) return fold_connective(node);
    if (node.op == Op::conditional) fold_conditional(node);
  }

 private:
  void fold_closed(Node& node) {
    Operand operand = evaluator_.evaluate(node);
    if (!operand) return;
    size_t weight = 0;
    const bool is_copied = operand->is_string() || operand->kind() == Value::Kind::bytes;
    if (is_copied && !evaluator_.fits(node, *operand, weight)) return;
    become(node, std::move(operand).take());
  }

  void fold_connective(Node& node) {
    const bool absorbing = node.op == Op::any_of;
    for (const Node& arg : node.args) {
      if (!is_constant_bool(arg, absorbing)) continue;
      become(node, absorbing);
      return;
    }
  }

  void fold_conditional(Node& node) {
    const bool holds = is_constant_bool(node.args[0], true);
    if (!holds && !is_constant_bool(node.args[0], false)) return;
    Node chosen = std::move(node.args[holds ? 1 : 2]);
    node = std::move(chosen);
  }

  static void become(Node& node, Value value) {
    node = Node{.offset = node.offset, .value = std::move(value)};
  }

  class NoNames : public Scope {
   public:
    std::optional<Value> find(std::string_view) const override { return std::nullopt; }
  };
  NoNames scope_;
  Evaluator evaluator_{scope_, 0};
};

}  // namespace

void fold_constants(Node& tree) { Folder().fold(tree); }

}  // namespace yijian::cel
