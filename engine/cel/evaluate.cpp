#include <cmath>

#include "engine/cel/compare.h"
#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"

namespace yijian::cel {
namespace {

// The position that a whole number of any kind names, when there is one.
std::optional<size_t> position_in(size_t size, const Value& at) {
  if (at.is_int() && at.integer() < 0) return std::nullopt;
  if (at.kind() == Value::Kind::real) {
    const bool is_inside = at.real() >= 0 && at.real() < static_cast<double>(size);
    return is_inside ? std::optional(static_cast<size_t>(at.real())) : std::nullopt;
  }
  const uint64_t position = at.is_int() ? static_cast<uint64_t>(at.integer()) : at.uinteger();
  return position < size ? std::optional<size_t>(position) : std::nullopt;
}

}  // namespace

Operand Evaluator::evaluate(const Node& node) {
  if (!meter_.charge(1)) return out_of_steps(node);
  switch (node.op) {
    case Op::constant:
      return Operand::borrow(node.value);
    case Op::name:
      return name(node);
    case Op::variable:
      return Operand::borrow(*variables_[node.slot]);
    case Op::select:
      return select(node);
    case Op::index:
      return index(node);
    case Op::list:
      return list(node);
    case Op::map:
      return map(node);
    case Op::negate:
      return negate(node);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
      return arithmetic(node);
    case Op::conditional:
      return conditional(node);
    case Op::call:
      return call(node);
    case Op::filter:
      return filter(node);
    case Op::map_each:
    case Op::map_where:
      return map_loop(node);
    default:
      break;
  }
  const Truth truth = decide(node);
  return truth == Truth::failed ? Operand::failure() : Operand::own(truth == Truth::yes);
}

// Each free name is asked for once in an evaluation and kept, so that the rest can borrow from it.
Operand Evaluator::name(const Node& node) {
  Root& root = node.slot < kRootsAtHand ? roots_[node.slot] : more_roots_[node.slot - kRootsAtHand];
  if (!root.is_known) {
    std::optional<Value> found = scope_.find(node.text);
    if (!found && node.value.kind() == Value::Kind::type) found = node.value;
    if (!found) return fail(node, Fail::no_such_name);
    root.value = *std::move(found);
    root.is_known = true;
  }
  return Operand::borrow(root.value);
}

Operand Evaluator::select(const Node& node) {
  const Operand target = evaluate(node.args[0]);
  if (!target) return Operand::failure();
  if (!target->is_map()) return no_overload(node, *target);
  const Value* member = find_field(target->map(), node.text, meter_);
  if (meter_.spent()) return out_of_steps(node);
  return member != nullptr ? target.part(*member) : fail(node, Fail::no_such_key);
}

Operand Evaluator::index(const Node& node) {
  const Operand target = evaluate(node.args[0]);
  if (!target) return Operand::failure();
  const Operand key = evaluate(node.args[1]);
  if (!key) return Operand::failure();
  if (target->is_list()) return list_index(node, target, *key);
  if (!target->is_map()) return no_overload(node, *target, *key);
  const Value* member = find_key(target->map(), *key, meter_);
  if (meter_.spent()) return out_of_steps(node);
  return member != nullptr ? target.part(*member) : fail(node, Fail::no_such_key);
}

Operand Evaluator::list_index(const Node& node, const Operand& target, const Value& at) {
  if (!is_number(at)) return no_overload(node, *target, at);
  if (at.kind() == Value::Kind::real && at.real() != std::trunc(at.real())) {
    return fail(node, Fail::invalid_argument, "the index is no whole number");
  }
  const List& elements = target->list();
  const std::optional<size_t> position = position_in(elements.size(), at);
  if (!position) return fail(node, Fail::index, "index out of range");
  return target.part(elements[*position]);
}

Operand Evaluator::list(const Node& node) {
  size_t weight = 0;
  List elements;
  elements.reserve(node.args.size());
  for (const Node& arg : node.args) {
    Operand element = evaluate(arg);
    if (!element || !fits(node, *element, weight)) return Operand::failure();
    elements.push_back(std::move(element).take());
  }
  return Operand::own(std::move(elements));
}

Operand Evaluator::map(const Node& node) {
  size_t weight = 0;
  Map entries;
  for (size_t i = 0; i < node.args.size(); i += 2) {
    Operand key = evaluate(node.args[i]);
    if (!key) return key;
    const bool may_be_key =
        key->is_string() || key->is_int() || key->is_bool() || key->kind() == Value::Kind::uinteger;
    if (!may_be_key) {
      return fail(node.args[i], Fail::invalid_argument,
                  "a map's key is a string, int, uint or bool");
    }
    if (find_key(entries, *key, meter_) != nullptr) {
      return fail(node.args[i], Fail::duplicate_key, "a map's key stands twice");
    }
    Operand value = evaluate(node.args[i + 1]);
    if (!value || !fits(node, *key, weight) || !fits(node, *value, weight)) {
      return Operand::failure();
    }
    entries.append(std::move(key).take(), std::move(value).take());
  }
  return Operand::own(std::move(entries));
}

Operand Evaluator::conditional(const Node& node) {
  const Truth condition = truth(node.args[0], node);
  if (condition == Truth::failed) return Operand::failure();
  return evaluate(node.args[condition == Truth::yes ? 1 : 2]);
}

Operand Evaluator::call(const Node& node) {
  std::array<Operand, kMaxArguments> args;
  for (size_t i = 0; i < node.args.size(); ++i) {
    args[i] = evaluate(node.args[i]);
    if (!args[i]) return Operand::failure();
  }
  return node.function->run(*this, node, args.data());
}

bool Evaluator::fits(const Node& node, const Value& part, size_t& weight) {
  weight += weigh(part, meter_);
  if (meter_.spent()) {
    out_of_steps(node);
  } else if (weight > kMaxOutputBytes) {
    is_over_ = true;
    fail(node, Fail::budget, "a string, list or map larger than one may be");
  }
  return !is_over_;
}

Operand Evaluator::fail(const Node& node, Fail fail, const char* reason) {
  trouble_ = {.fail = fail, .reason = reason, .node = &node};
  return Operand::failure();
}

Operand Evaluator::no_overload(const Node& node, const Value& a) {
  trouble_ = {.fail = Fail::no_such_overload, .node = &node, .kind_count = 1, .kinds = {a.kind()}};
  return Operand::failure();
}

Operand Evaluator::no_overload(const Node& node, const Value& a, const Value& b) {
  trouble_ = {.fail = Fail::no_such_overload,
              .node = &node,
              .kind_count = 2,
              .kinds = {a.kind(), b.kind()}};
  return Operand::failure();
}

Operand Evaluator::out_of_steps(const Node& node) {
  is_over_ = true;
  return fail(node, Fail::budget, "more steps than one evaluation may take");
}

}  // namespace yijian::cel
