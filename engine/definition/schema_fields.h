// The inside of a Schema: a tree of fields. For the files of this room, and for tools
// that compare forms.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/definition/schema.h"

namespace re2 {
class RE2;
}

namespace yijian::definition {

enum class FieldType { object, array, string, number, integer, boolean };
std::string_view name(FieldType type);

inline constexpr int kMaxFieldDepth = 32;

struct Property;
struct Field {
  FieldType type = FieldType::object;
  Value title, hint;                     // {zh, en} or null
  std::vector<Property> properties;      // in file order
  std::vector<std::string> required;     // names of properties
  std::shared_ptr<const Field> element;  // items of an array; null: anything
  std::optional<size_t> min_length, max_length, min_items, max_items;
  std::optional<Value> minimum, maximum;  // integer or real
  bool unique_items = false;
  std::string pattern;
  std::shared_ptr<const re2::RE2> compiled_pattern;
  std::string format;
  std::optional<Value> constant;
  bool read_only = false;
  std::vector<std::pair<std::string, Value>> options;  // value -> {zh, en}
  // Applies when any of these says yes; empty: always. More than one after merging alone.
  std::vector<cel::Program> when;
  bool personal = false;
  std::string prefill;

  const Field* property(std::string_view name) const;
};
struct Property {
  std::string name;
  Field field;
};

class Schema {
 public:
  explicit Schema(Field root) : root_(std::move(root)) {}
  const Field& root() const { return root_; }

 private:
  Field root_;
};

// Whether the field applies: no when, or one that says yes.
bool applies(const Field& field, const cel::Scope& scope);

// Both as one: each field once, conditions joined by or, what either requires required.
Field merged(const Field& a, const Field& b);

}  // namespace yijian::definition
