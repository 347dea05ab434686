#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "engine/base/json.h"
#include "engine/base/utf8.h"
#include "engine/definition/formats.h"
#include "engine/definition/schema_fields.h"

namespace yijian::definition {
namespace {

constexpr size_t kMaxFaults = 200;

size_t length_of(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

double as_real(const Value& number) {
  return number.is_int() ? static_cast<double>(number.integer()) : number.real();
}

// a < b, exactly for integers.
bool less(const Value& a, const Value& b) {
  if (a.is_int() && b.is_int()) return a.integer() < b.integer();
  return as_real(a) < as_real(b);
}

bool has_type(FieldType type, const Value& value) {
  const bool real = value.kind() == Value::Kind::real && std::isfinite(value.real());
  switch (type) {
    case FieldType::object:
      return value.is_map();
    case FieldType::array:
      return value.is_list();
    case FieldType::string:
      return value.is_string();
    case FieldType::boolean:
      return value.is_bool();
    case FieldType::number:
      return value.is_int() || real;
    case FieldType::integer:
      return value.is_int() || (real && std::trunc(value.real()) == value.real());
  }
  return false;
}

class Validator {
 public:
  Validator(const cel::Scope& scope, Completeness completeness)
      : scope_(scope), completeness_(completeness) {}
  std::vector<Fault> faults;

  void check(const Field& field, const Value& value, const std::string& pointer) {
    if (faults.size() >= kMaxFaults) return;
    if (!has_type(field.type, value)) {
      fault(pointer, "type", std::string(name(field.type)) + " expected");
      return;
    }
    if (field.constant && !(*field.constant == value))
      fault(pointer, "const", "another value is fixed");
    if (value.is_map()) check_object(field, value.map(), pointer);
    if (value.is_list()) check_array(field, value.list(), pointer);
    if (value.is_string()) check_string(field, value.string(), pointer);
    if (field.type == FieldType::number || field.type == FieldType::integer)
      check_number(field, value, pointer);
  }

 private:
  void fault(const std::string& pointer, std::string code, std::string detail) {
    faults.push_back({pointer, std::move(code), std::move(detail)});
  }

  void check_object(const Field& field, const Map& value, const std::string& pointer) {
    for (const Map::Entry& entry : value) {
      const std::string here = pointer + "/" + pointer_token(entry.name());
      const Field* property = field.property(entry.name());
      if (property == nullptr)
        fault(here, "unknown_property", "the form has no such field");
      else if (!applies(*property, scope_))
        fault(here, "not_applicable", "the field does not apply here");
      else
        check(*property, entry.value, here);
    }
    if (completeness_ == Completeness::types_only) return;
    for (const std::string& name : field.required)
      if (!value.contains(name) && applies(*field.property(name), scope_))
        fault(pointer + "/" + pointer_token(name), "required", "the field must be filled in");
  }

  void check_array(const Field& field, const List& value, const std::string& pointer) {
    if (field.max_items && value.size() > *field.max_items)
      fault(pointer, "max_items", std::to_string(*field.max_items) + " at most");
    if (field.min_items && value.size() < *field.min_items &&
        completeness_ == Completeness::complete)
      fault(pointer, "min_items", std::to_string(*field.min_items) + " at least");
    if (field.unique_items)
      for (size_t i = 0; i < value.size() && faults.size() < kMaxFaults; ++i)
        if (std::find(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i), value[i]) !=
            value.begin() + static_cast<std::ptrdiff_t>(i))
          fault(pointer + "/" + std::to_string(i), "unique_items", "stands twice");
    if (field.element != nullptr)
      for (size_t i = 0; i < value.size(); ++i)
        check(*field.element, value[i], pointer + "/" + std::to_string(i));
  }

  void check_string(const Field& field, const std::string& value, const std::string& pointer) {
    const size_t length = length_of(value);
    if (field.max_length && length > *field.max_length)
      fault(pointer, "max_length", std::to_string(*field.max_length) + " characters at most");
    if (field.min_length && length < *field.min_length)
      fault(pointer, "min_length", std::to_string(*field.min_length) + " characters at least");
    if (field.compiled_pattern != nullptr && !RE2::PartialMatch(value, *field.compiled_pattern))
      fault(pointer, "pattern", "does not match " + field.pattern);
    const auto is_value = [&](const auto& option) { return option.first == value; };
    if (!field.options.empty() &&
        std::none_of(field.options.begin(), field.options.end(), is_value))
      fault(pointer, "options", "not one of the options");
    if (field.format.empty()) return;
    if (const auto code = format_fault(field.format, value))
      fault(pointer, *code, "not a " + field.format);
  }

  void check_number(const Field& field, const Value& value, const std::string& pointer) {
    if (field.minimum && less(value, *field.minimum)) fault(pointer, "minimum", "too small");
    if (field.maximum && less(*field.maximum, value)) fault(pointer, "maximum", "too large");
  }

  const cel::Scope& scope_;
  Completeness completeness_;
};

}  // namespace

bool applies(const Field& field, const cel::Scope& scope) {
  return field.when.empty() ||
         std::any_of(field.when.begin(), field.when.end(), [&](const cel::Program& when) {
           const Result<bool> answer = cel::evaluate_bool(when, scope);
           return answer && *answer;
         });
}

std::vector<Fault> validate(const Schema& schema, const Value& value, const cel::Scope& scope,
                            Completeness completeness) {
  Validator validator(scope, completeness);
  validator.check(schema.root(), value, "");
  return std::move(validator.faults);
}

}  // namespace yijian::definition
