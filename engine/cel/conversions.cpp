// int() uint() double() string() bool() bytes() dyn() timestamp() duration(): from any kind that
// has a value there, exactly or cut towards zero; what does not fit is cel_overflow, a text that is
// none of the kind cel_invalid_argument.
#include <charconv>
#include <cmath>

#include "engine/base/text.h"
#include "engine/cel/compare.h"
#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"
#include "engine/cel/literals.h"
#include "engine/cel/text.h"
#include "engine/cel/time_text.h"

namespace yijian::cel {
namespace {

// The whole text as an integer; nothing else before or behind it.
template <class Integer>
Operand parsed(Evaluator& evaluator, const Node& node, const std::string& text) {
  Integer number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec == std::errc::result_out_of_range) return evaluator.fail(node, Fail::overflow);
  if (read.ec != std::errc() || read.ptr != end) {
    return evaluator.fail(node, Fail::invalid_argument, "the text is no number of that kind");
  }
  return Operand::own(number);
}

Operand parsed_real(Evaluator& evaluator, const Node& node, const std::string& text) {
  const std::optional<double> number = parse_real(text);
  const bool is_written_out = text.find_first_of("0123456789") != std::string::npos;
  if (number && std::isinf(*number) && is_written_out) return evaluator.fail(node, Fail::overflow);
  if (number) return Operand::own(*number);
  return evaluator.fail(node, Fail::invalid_argument, "the text is no number of that kind");
}

std::string real_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  return number == 0 && std::signbit(number) ? "-0" : format_double(number);
}

}  // namespace

Operand to_int(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  switch (value.kind()) {
    case Value::Kind::integer:
      return args[0];
    case Value::Kind::uinteger:
      if (value.uinteger() > INT64_MAX) return evaluator.fail(node, Fail::overflow);
      return Operand::own(static_cast<int64_t>(value.uinteger()));
    case Value::Kind::real:
      if (!(value.real() > -kTwoTo63 && value.real() < kTwoTo63)) {
        return evaluator.fail(node, Fail::overflow);
      }
      return Operand::own(static_cast<int64_t>(value.real()));
    case Value::Kind::string:
      return parsed<int64_t>(evaluator, node, value.string());
    case Value::Kind::timestamp:
      return Operand::own(value.timestamp().seconds);
    default:
      return evaluator.no_overload(node, value);
  }
}

Operand to_uint(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  switch (value.kind()) {
    case Value::Kind::uinteger:
      return args[0];
    case Value::Kind::integer:
      if (value.integer() < 0) return evaluator.fail(node, Fail::overflow);
      return Operand::own(static_cast<uint64_t>(value.integer()));
    case Value::Kind::real:
      if (!(value.real() >= 0 && value.real() < kTwoTo64)) {
        return evaluator.fail(node, Fail::overflow);
      }
      return Operand::own(static_cast<uint64_t>(value.real()));
    case Value::Kind::string:
      return parsed<uint64_t>(evaluator, node, value.string());
    default:
      return evaluator.no_overload(node, value);
  }
}

Operand to_double(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  switch (value.kind()) {
    case Value::Kind::real:
      return args[0];
    case Value::Kind::integer:
      return Operand::own(static_cast<double>(value.integer()));
    case Value::Kind::uinteger:
      return Operand::own(static_cast<double>(value.uinteger()));
    case Value::Kind::string:
      return parsed_real(evaluator, node, value.string());
    default:
      return evaluator.no_overload(node, value);
  }
}

Operand to_string(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  switch (value.kind()) {
    case Value::Kind::string:
      return args[0];
    case Value::Kind::integer:
      return Operand::own(std::to_string(value.integer()));
    case Value::Kind::uinteger:
      return Operand::own(std::to_string(value.uinteger()));
    case Value::Kind::real:
      return Operand::own(real_text(value.real()));
    case Value::Kind::boolean:
      return Operand::own(value.boolean() ? "true" : "false");
    case Value::Kind::duration:
      return Operand::own(format_duration(value.duration()));
    case Value::Kind::timestamp:
      if (!is_in_years(value.timestamp().seconds)) return evaluator.fail(node, Fail::overflow);
      return Operand::own(format_timestamp(value.timestamp()));
    case Value::Kind::bytes: {
      size_t weight = 0;
      if (!evaluator.fits(node, value, weight)) return Operand::failure();
      if (is_utf8(value.bytes().data)) return Operand::own(value.bytes().data);
      return evaluator.fail(node, Fail::invalid_argument, "the bytes are not UTF-8");
    }
    default:
      return evaluator.no_overload(node, value);
  }
}

Operand to_bool(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  if (value.is_bool()) return args[0];
  if (!value.is_string()) return evaluator.no_overload(node, value);
  for (const std::string_view word : {"true", "True", "TRUE", "t", "1"})
    if (value.string() == word) return Operand::own(true);
  for (const std::string_view word : {"false", "False", "FALSE", "f", "0"})
    if (value.string() == word) return Operand::own(false);
  return evaluator.fail(node, Fail::invalid_argument, "the text is no bool");
}

Operand to_bytes(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  if (value.kind() == Value::Kind::bytes) return args[0];
  if (!value.is_string()) return evaluator.no_overload(node, value);
  size_t weight = 0;
  if (!evaluator.fits(node, value, weight)) return Operand::failure();
  return Operand::own(Bytes{value.string()});
}

Operand to_timestamp(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  if (value.kind() == Value::Kind::timestamp) return args[0];
  if (value.is_int()) {
    if (!is_in_years(value.integer())) return evaluator.fail(node, Fail::overflow);
    return Operand::own(Timestamp{value.integer(), 0});
  }
  if (!value.is_string()) return evaluator.no_overload(node, value);
  const std::optional<Timestamp> timestamp = parse_timestamp(value.string());
  if (timestamp) return Operand::own(*timestamp);
  return evaluator.fail(node, Fail::invalid_argument, "the text is no timestamp");
}

Operand to_duration(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  if (value.kind() == Value::Kind::duration) return args[0];
  if (!value.is_string()) return evaluator.no_overload(node, value);
  if (!evaluator.meter().charge_bytes(value.string().size())) return evaluator.out_of_steps(node);
  const std::optional<Duration> duration = parse_duration(value.string());
  if (duration) return Operand::own(*duration);
  return evaluator.fail(node, Fail::invalid_argument, "the text is no duration");
}

Operand to_dyn(Evaluator&, const Node&, const Operand* args) { return args[0]; }

Operand type_of(Evaluator&, const Node&, const Operand* args) {
  return Operand::own(TypeValue{args[0]->kind()});
}

}  // namespace yijian::cel
