// What is read off a schema: personal leaves, the declared part of a value, the form for people,
// and two forms as one.
#include <algorithm>

#include "engine/base/json.h"
#include "engine/definition/schema_fields.h"

namespace yijian::definition {
namespace {

void collect_personal(const Field& field, const Value& value, const std::string& pointer,
                      std::vector<std::string>& out) {
  if (field.personal) {
    out.push_back(pointer);
  } else if (value.is_map()) {
    for (const auto& [key, property] : field.properties)
      if (const Value* member = value.find(key))
        collect_personal(property, *member, pointer + "/" + pointer_token(key), out);
  } else if (value.is_list() && field.element != nullptr) {
    for (size_t i = 0; i < value.list().size(); ++i)
      collect_personal(*field.element, value.list()[i], pointer + "/" + std::to_string(i), out);
  }
}

Value cut_to(const Field& field, const Value& value) {
  if (value.is_map() && field.type == FieldType::object) {
    Map out;
    for (const Map::Entry& entry : value.map())
      if (const Field* property = field.property(entry.name()))
        out.append(entry.key, cut_to(*property, entry.value));
    return out;
  }
  if (value.is_list() && field.element != nullptr) {
    List out;
    for (const Value& element : value.list()) out.push_back(cut_to(*field.element, element));
    return out;
  }
  return value;
}

void set_unless_null(Map& out, std::string_view key, const Value& value) {
  if (!value.is_null()) out.set(key, value);
}

void set_count(Map& out, std::string_view key, const std::optional<size_t>& count) {
  if (count) out.set(key, static_cast<int64_t>(*count));
}

void describe_limits(const Field& field, Map& out) {
  set_count(out, "minLength", field.min_length);
  set_count(out, "maxLength", field.max_length);
  set_count(out, "minItems", field.min_items);
  set_count(out, "maxItems", field.max_items);
  if (field.minimum) out.set("minimum", *field.minimum);
  if (field.maximum) out.set("maximum", *field.maximum);
  if (field.unique_items) out.set("uniqueItems", true);
  if (!field.pattern.empty()) out.set("pattern", field.pattern);
  if (!field.format.empty()) out.set("format", field.format);
  if (field.constant) out.set("const", *field.constant);
  if (field.read_only) out.set("readOnly", true);
  if (field.personal) out.set("sensitivity", "personal");
  if (!field.prefill.empty()) out.set("prefill", field.prefill);
}

// Fields that do not apply are left out.
Value describe(const Field& field, const cel::Scope& scope) {
  Map out{{"type", name(field.type)}};
  set_unless_null(out, "title", field.title);
  set_unless_null(out, "hint", field.hint);
  if (!field.options.empty()) {
    Map options;
    for (const auto& [value, text] : field.options) options.append(value, text);
    out.set("options", std::move(options));
  }
  describe_limits(field, out);
  if (field.element != nullptr) out.set("items", describe(*field.element, scope));
  if (field.type != FieldType::object) return out;
  List required;
  Map properties;
  for (const auto& [key, property] : field.properties) {
    if (!applies(property, scope)) continue;
    properties.append(key, describe(property, scope));
    if (std::find(field.required.begin(), field.required.end(), key) != field.required.end())
      required.push_back(key);
  }
  if (!required.empty()) out.set("required", std::move(required));
  out.set("properties", std::move(properties));
  return out;
}

void collect_read_only(const Field& field, const std::string& pointer,
                       std::vector<std::string>& out) {
  if (field.read_only) return out.push_back(pointer);
  for (const auto& [name, property] : field.properties)
    collect_read_only(property, pointer + "/" + pointer_token(name), out);
}

}  // namespace

Field merged(const Field& a, const Field& b) {
  Field out = a;
  if (a.when.empty() || b.when.empty())
    out.when.clear();
  else
    for (const cel::Program& when : b.when)
      if (std::none_of(a.when.begin(), a.when.end(),
                       [&](const cel::Program& other) { return other.source() == when.source(); }))
        out.when.push_back(when);
  out.personal = a.personal || b.personal;
  out.read_only = a.read_only || b.read_only;
  for (const Property& property : b.properties) {
    const auto same =
        std::find_if(out.properties.begin(), out.properties.end(),
                     [&](const Property& other) { return other.name == property.name; });
    if (same == out.properties.end())
      out.properties.push_back(property);
    else
      same->field = merged(same->field, property.field);
  }
  for (const std::string& name : b.required)
    if (std::find(out.required.begin(), out.required.end(), name) == out.required.end())
      out.required.push_back(name);
  return out;
}

std::vector<std::string> personal_pointers(const Schema& schema, const Value& value) {
  std::vector<std::string> out;
  collect_personal(schema.root(), value, "", out);
  return out;
}

std::vector<std::string> read_only_pointers(const Schema& schema) {
  std::vector<std::string> out;
  collect_read_only(schema.root(), "", out);
  return out;
}

Value cut(const Schema& schema, const Value& value) { return cut_to(schema.root(), value); }

std::vector<std::string> property_names(const Schema& schema) {
  std::vector<std::string> names;
  for (const auto& [name, field] : schema.root().properties) names.push_back(name);
  return names;
}

bool declares(const Schema& schema, std::string_view property) {
  return schema.root().property(property) != nullptr;
}

Value schema_for_people(const Schema& schema, const cel::Scope& scope) {
  return describe(schema.root(), scope);
}

}  // namespace yijian::definition
