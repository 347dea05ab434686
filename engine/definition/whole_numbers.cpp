// 2.0 and 2 are one number in JSON Schema, two in a record and in CEL: a field of integers holds
// integers.
#include <cmath>

#include "engine/definition/schema_fields.h"

namespace yijian::definition {
namespace {

// Beyond it a double is no exact count of anything.
constexpr double kLargestExact = 9'007'199'254'740'991.0;

Value whole(const Field& field, const Value& value) {
  if (field.type == FieldType::integer && value.kind() == Value::Kind::real &&
      std::abs(value.real()) <= kLargestExact && std::trunc(value.real()) == value.real())
    return static_cast<int64_t>(value.real());
  if (value.is_map() && field.type == FieldType::object) {
    Map out;
    for (const Map::Entry& entry : value.map()) {
      const Field* property = entry.key.is_string() ? field.property(entry.name()) : nullptr;
      out.append(entry.key, property != nullptr ? whole(*property, entry.value) : entry.value);
    }
    return out;
  }
  if (value.is_list() && field.element != nullptr) {
    List out;
    for (const Value& element : value.list()) out.push_back(whole(*field.element, element));
    return out;
  }
  return value;
}

}  // namespace

Value with_whole_numbers(const Schema& schema, const Value& value) {
  return whole(schema.root(), value);
}

}  // namespace yijian::definition
