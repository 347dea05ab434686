// The operators whose value is a bool.
#include "engine/cel/compare.h"
#include "engine/cel/evaluator.h"

namespace yijian::cel {

// The node's value, which must be a bool for its user.
Truth Evaluator::truth(const Node& node, const Node& user) {
  if (yields_bool(node.op)) {
    if (meter_.charge(1)) return decide(node);
    out_of_steps(node);
    return Truth::failed;
  }
  const Operand operand = evaluate(node);
  if (!operand) return Truth::failed;
  if (operand->is_bool()) return truth_of(operand->boolean());
  no_overload(user, *operand);
  return Truth::failed;
}

Truth Evaluator::decide(const Node& node) {
  switch (node.op) {
    case Op::negation:
      return negation(node);
    case Op::all_of:
      return connective(node, Truth::no);
    case Op::any_of:
      return connective(node, Truth::yes);
    case Op::equal:
    case Op::not_equal:
      return equality(node);
    case Op::in:
      return membership(node);
    case Op::has:
      return has(node);
    case Op::all:
      return quantifier(node, Truth::no);
    case Op::exists:
      return quantifier(node, Truth::yes);
    case Op::exists_one:
      return exactly_one(node);
    default:
      return ordering(node);
  }
}

Truth Evaluator::negation(const Node& node) {
  const Truth operand = truth(node.args[0], node);
  if (operand == Truth::failed) return operand;
  return operand == Truth::yes ? Truth::no : Truth::yes;
}

// && and ||: an operand that is the absorbing value decides, wherever it stands and whatever
// failed before it; otherwise the first failure does.
Truth Evaluator::connective(const Node& node, Truth absorbing) {
  Trouble first;
  bool has_failed = false;
  for (const Node& arg : node.args) {
    const Truth operand = truth(arg, node);
    if (operand == absorbing || is_over_) return operand;
    if (operand != Truth::failed || has_failed) continue;
    first = trouble_;
    has_failed = true;
  }
  if (!has_failed) return absorbing == Truth::yes ? Truth::no : Truth::yes;
  trouble_ = first;
  return Truth::failed;
}

Truth Evaluator::equality(const Node& node) {
  const Operand left = evaluate(node.args[0]);
  if (!left) return Truth::failed;
  const Operand right = evaluate(node.args[1]);
  if (!right) return Truth::failed;
  const bool is_equal = equal(*left, *right, meter_);
  if (meter_.spent()) {
    out_of_steps(node);
    return Truth::failed;
  }
  return truth_of(is_equal == (node.op == Op::equal));
}

Truth Evaluator::ordering(const Node& node) {
  const Operand left = evaluate(node.args[0]);
  if (!left) return Truth::failed;
  const Operand right = evaluate(node.args[1]);
  if (!right) return Truth::failed;
  const auto found = order(*left, *right, meter_);
  if (!found || meter_.spent()) {
    meter_.spent() ? out_of_steps(node) : no_overload(node, *left, *right);
    return Truth::failed;
  }
  switch (node.op) {
    case Op::less:
      return truth_of(*found < 0);
    case Op::less_equal:
      return truth_of(*found <= 0);
    case Op::greater:
      return truth_of(*found > 0);
    default:
      return truth_of(*found >= 0);
  }
}

Truth Evaluator::membership(const Node& node) {
  const Operand item = evaluate(node.args[0]);
  if (!item) return Truth::failed;
  const Operand range = evaluate(node.args[1]);
  if (!range) return Truth::failed;
  bool is_found = false;
  if (range->is_map()) {
    is_found = find_key(range->map(), *item, meter_) != nullptr;
  } else if (range->is_list()) {
    is_found = contains(range->list(), *item, meter_);
  } else {
    no_overload(node, *item, *range);
    return Truth::failed;
  }
  if (!meter_.spent()) return truth_of(is_found);
  out_of_steps(node);
  return Truth::failed;
}

Truth Evaluator::has(const Node& node) {
  const Operand target = evaluate(node.args[0]);
  if (!target) return Truth::failed;
  if (!target->is_map()) {
    no_overload(node, *target);
    return Truth::failed;
  }
  const bool is_present = find_field(target->map(), node.text, meter_) != nullptr;
  if (!meter_.spent()) return truth_of(is_present);
  out_of_steps(node);
  return Truth::failed;
}

}  // namespace yijian::cel
