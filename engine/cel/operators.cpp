// Arithmetic. Integers overflow as errors, doubles follow IEEE 754; nothing converts silently.
#include "engine/cel/evaluator.h"
#include "engine/cel/span.h"

namespace yijian::cel {
namespace {

// What an operation on two numbers came to.
enum class Outcome : uint8_t { done, overflow, divide_by_zero };

Outcome divide(int64_t a, int64_t b, bool wants_rest, int64_t& result) {
  if (b == 0) return Outcome::divide_by_zero;
  if (a == INT64_MIN && b == -1) return Outcome::overflow;
  result = wants_rest ? a % b : a / b;
  return Outcome::done;
}

Outcome divide(uint64_t a, uint64_t b, bool wants_rest, uint64_t& result) {
  if (b == 0) return Outcome::divide_by_zero;
  result = wants_rest ? a % b : a / b;
  return Outcome::done;
}

template <class Integer>
Outcome compute(Op op, Integer a, Integer b, Integer& result) {
  switch (op) {
    case Op::add:
      return __builtin_add_overflow(a, b, &result) ? Outcome::overflow : Outcome::done;
    case Op::subtract:
      return __builtin_sub_overflow(a, b, &result) ? Outcome::overflow : Outcome::done;
    case Op::multiply:
      return __builtin_mul_overflow(a, b, &result) ? Outcome::overflow : Outcome::done;
    default:
      return divide(a, b, op == Op::modulo, result);
  }
}

template <class Integer>
Operand integers(Evaluator& evaluator, const Node& node, Integer a, Integer b) {
  Integer result = 0;
  switch (compute(node.op, a, b, result)) {
    case Outcome::done:
      return Operand::own(result);
    case Outcome::overflow:
      return evaluator.fail(node, Fail::overflow);
    case Outcome::divide_by_zero:
      return evaluator.fail(node, Fail::divide_by_zero);
  }
  return Operand::failure();
}

Operand reals(Evaluator& evaluator, const Node& node, const Value& left, const Value& right) {
  const double a = left.real();
  const double b = right.real();
  switch (node.op) {
    case Op::add:
      return Operand::own(a + b);
    case Op::subtract:
      return Operand::own(a - b);
    case Op::multiply:
      return Operand::own(a * b);
    case Op::divide:
      return Operand::own(a / b);
    default:
      return evaluator.no_overload(node, left, right);
  }
}

// Checks what joining two strings, bytes or lists will weigh before anything is copied.
bool may_join(Evaluator& evaluator, const Node& node, const Value& a, const Value& b) {
  size_t weight = 0;
  return evaluator.fits(node, a, weight) && evaluator.fits(node, b, weight);
}

std::string joined(const std::string& a, const std::string& b) {
  std::string text;
  text.reserve(a.size() + b.size());
  return text.append(a).append(b);
}

Operand join(const Value& a, const Value& b) {
  if (a.is_string()) return Operand::own(joined(a.string(), b.string()));
  if (!a.is_list()) return Operand::own(Bytes{joined(a.bytes().data, b.bytes().data)});
  List elements;
  elements.reserve(a.list().size() + b.list().size());
  elements.insert(elements.end(), a.list().begin(), a.list().end());
  elements.insert(elements.end(), b.list().begin(), b.list().end());
  return Operand::own(std::move(elements));
}

// Instants and spans of time.
Operand spans(Evaluator& evaluator, const Node& node, const Value& a, const Value& b) {
  const SpanResult result = node.op == Op::add        ? add_spans(a, b)
                            : node.op == Op::subtract ? subtract_spans(a, b)
                                                      : SpanResult{};
  if (!result.has_overload) return evaluator.no_overload(node, a, b);
  if (!result.value) return evaluator.fail(node, Fail::overflow);
  return Operand::own(*result.value);
}

}  // namespace

Operand Evaluator::arithmetic(const Node& node) {
  const Operand left = evaluate(node.args[0]);
  if (!left) return Operand::failure();
  const Operand right = evaluate(node.args[1]);
  if (!right) return Operand::failure();
  const Value& a = *left;
  const Value& b = *right;
  if (a.kind() != b.kind()) return spans(*this, node, a, b);
  switch (a.kind()) {
    case Value::Kind::integer:
      return integers(*this, node, a.integer(), b.integer());
    case Value::Kind::uinteger:
      return integers(*this, node, a.uinteger(), b.uinteger());
    case Value::Kind::real:
      return reals(*this, node, a, b);
    case Value::Kind::string:
    case Value::Kind::bytes:
    case Value::Kind::list:
      if (node.op != Op::add) return no_overload(node, a, b);
      return may_join(*this, node, a, b) ? join(a, b) : Operand::failure();
    default:
      return spans(*this, node, a, b);
  }
}

Operand Evaluator::negate(const Node& node) {
  const Operand operand = evaluate(node.args[0]);
  if (!operand) return Operand::failure();
  if (operand->kind() == Value::Kind::real) return Operand::own(-operand->real());
  if (!operand->is_int()) return no_overload(node, *operand);
  if (operand->integer() == INT64_MIN) return fail(node, Fail::overflow);
  return Operand::own(-operand->integer());
}

}  // namespace yijian::cel
