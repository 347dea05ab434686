// Equality and order between values of any kinds; numbers compare by their exact value, whatever
// their kinds.
#pragma once

#include <compare>
#include <optional>

#include "engine/cel/meter.h"

namespace yijian::cel {

// The first doubles beyond the whole numbers.
constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

// Equality; values of kinds that are not both numeric are never equal, NaN equals nothing. False
// too when the meter ran out on the way: ask it.
bool equal(const Value& a, const Value& b, Meter& meter);

// The order of two numbers, strings, bytes, bools, timestamps or durations; strings by code point.
// Nothing when the kinds have no order. Unordered with a NaN.
std::optional<std::partial_ordering> order(const Value& a, const Value& b, Meter& meter);

// The member under a key of any kind; a number finds the key of its value (1u and 1.0 find 1).
// Nullptr when there is none, also when the meter ran out: ask it.
const Value* find_key(const Map& map, const Value& key, Meter& meter);

// The member under a string key; as find_key.
const Value* find_field(const Map& map, std::string_view name, Meter& meter);

// Whether an element equals the item; false too when the meter ran out.
bool contains(const List& list, const Value& item, Meter& meter);

inline bool is_number(const Value& value) {
  return value.kind() >= Value::Kind::integer && value.kind() <= Value::Kind::real;
}

}  // namespace yijian::cel
