// The macros that walk a list's elements or a map's keys.
#include "engine/cel/evaluator.h"

namespace yijian::cel {
namespace {

size_t count_of(const Value& range) {
  return range.is_list() ? range.list().size() : range.map().size();
}

const Value& item_at(const Value& range, size_t i) {
  return range.is_list() ? range.list()[i] : range.map().entries()[i].key;
}

}  // namespace

Operand Evaluator::range_of(const Node& node) {
  Operand range = evaluate(node.args[0]);
  if (!range || range->is_list() || range->is_map()) return range;
  return no_overload(node, *range);
}

// all() and exists(): as if the elements' values were joined by && or by ||.
Truth Evaluator::quantifier(const Node& node, Truth absorbing) {
  const Operand range = range_of(node);
  if (!range) return Truth::failed;
  Trouble first;
  bool has_failed = false;
  for (size_t i = 0; i < count_of(*range); ++i) {
    variables_[node.slot] = &item_at(*range, i);
    const Truth element = truth(node.args[1], node);
    if (element == absorbing || is_over_) return element;
    if (element != Truth::failed || has_failed) continue;
    first = trouble_;
    has_failed = true;
  }
  if (!has_failed) return absorbing == Truth::yes ? Truth::no : Truth::yes;
  trouble_ = first;
  return Truth::failed;
}

// Absorbs nothing: the count is known only when every element has answered.
Truth Evaluator::exactly_one(const Node& node) {
  const Operand range = range_of(node);
  if (!range) return Truth::failed;
  size_t count = 0;
  for (size_t i = 0; i < count_of(*range); ++i) {
    variables_[node.slot] = &item_at(*range, i);
    const Truth element = truth(node.args[1], node);
    if (element == Truth::failed) return element;
    count += element == Truth::yes ? 1 : 0;
  }
  return truth_of(count == 1);
}

Operand Evaluator::filter(const Node& node) {
  const Operand range = range_of(node);
  if (!range) return Operand::failure();
  size_t weight = 0;
  List kept;
  for (size_t i = 0; i < count_of(*range); ++i) {
    const Value& item = item_at(*range, i);
    variables_[node.slot] = &item;
    const Truth keeps = truth(node.args[1], node);
    if (keeps == Truth::failed) return Operand::failure();
    if (keeps == Truth::no) continue;
    if (!fits(node, item, weight)) return Operand::failure();
    kept.push_back(item);
  }
  return Operand::own(std::move(kept));
}

Operand Evaluator::map_loop(const Node& node) {
  const Operand range = range_of(node);
  if (!range) return Operand::failure();
  const bool has_condition = node.op == Op::map_where;
  const Node& transform = node.args[has_condition ? 2 : 1];
  size_t weight = 0;
  List results;
  for (size_t i = 0; i < count_of(*range); ++i) {
    variables_[node.slot] = &item_at(*range, i);
    const Truth keeps = has_condition ? truth(node.args[1], node) : Truth::yes;
    if (keeps == Truth::failed) return Operand::failure();
    if (keeps == Truth::no) continue;
    Operand result = evaluate(transform);
    if (!result || !fits(node, *result, weight)) return Operand::failure();
    results.push_back(std::move(result).take());
  }
  return Operand::own(std::move(results));
}

}  // namespace yijian::cel
