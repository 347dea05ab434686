// The part of JSON Schema 2020-12 that workflows/schema/scenario.schema.json uses. A keyword that
// is not known here fails the test, so that none is passed over.
#pragma once

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>

#include "engine/base/json.h"

namespace yijian::authoring {

class JsonSchema {
 public:
  explicit JsonSchema(Value root) : root_(std::move(root)) {}

  bool accepts(const Value& value) const { return fits(root_, value); }
  const Value& at(std::string_view pointer) const { return *at_pointer(root_, pointer); }

 private:
  bool fits(const Value& schema, const Value& value) const {
    if (schema.is_bool()) return schema.boolean();
    bool good = true;
    for (const Map::Entry& keyword : schema.map())
      good = keeps(schema, keyword.name(), keyword.value, value) && good;
    return good;
  }

  bool keeps(const Value& schema, const std::string& word, const Value& rule,
             const Value& value) const {
    for (const char* silent : {"$schema", "$defs", "title", "description", "examples", "then"})
      if (word == silent) return true;
    if (word == "$ref") return fits(at(rule.string().substr(1)), value);
    if (word == "type") return is_of(rule, value);
    if (word == "enum") return contains(rule.list(), value);
    if (word == "anyOf")
      return std::any_of(rule.list().begin(), rule.list().end(),
                         [&](const Value& one) { return fits(one, value); });
    if (word == "oneOf")
      return std::count_if(rule.list().begin(), rule.list().end(),
                           [&](const Value& one) { return fits(one, value); }) == 1;
    if (word == "if") return !fits(rule, value) || fits(*schema.find("then"), value);
    if (word == "pattern")
      return !value.is_string() || RE2::PartialMatch(value.string(), rule.string());
    if (word == "minLength") return !value.is_string() || !value.string().empty();
    if (word == "maxLength") return !value.is_string() || length(value.string()) <= rule.integer();
    if (word == "minimum") return !value.is_int() || value.integer() >= rule.integer();
    if (word == "maximum") return !value.is_int() || value.integer() <= rule.integer();
    if (word == "items" || word == "minItems" || word == "maxItems")
      return !value.is_list() || list_keeps(word, rule, value.list());
    return !value.is_map() || map_keeps(schema, word, rule, value.map());
  }

  // In characters: bytes that begin one.
  static int64_t length(const std::string& text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  }

  bool list_keeps(const std::string& word, const Value& rule, const List& list) const {
    if (word == "minItems") return static_cast<int64_t>(list.size()) >= rule.integer();
    if (word == "maxItems") return static_cast<int64_t>(list.size()) <= rule.integer();
    return std::all_of(list.begin(), list.end(), [&](const Value& one) { return fits(rule, one); });
  }

  bool map_keeps(const Value& schema, const std::string& word, const Value& rule,
                 const Map& map) const {
    if (word == "required") return has_all(map, rule.list());
    if (word == "maxProperties") return static_cast<int64_t>(map.size()) <= rule.integer();
    if (word == "dependentRequired")
      return std::all_of(rule.map().begin(), rule.map().end(), [&](const Map::Entry& one) {
        return !map.contains(one.name()) || has_all(map, one.value.list());
      });
    return std::all_of(map.begin(), map.end(), [&](const Map::Entry& member) {
      return member_keeps(schema, word, rule, member);
    });
  }

  bool member_keeps(const Value& schema, const std::string& word, const Value& rule,
                    const Map::Entry& member) const {
    if (word == "propertyNames") return fits(rule, member.name());
    if (word == "properties") {
      const Value* own = rule.find(member.name());
      return own == nullptr || fits(*own, member.value);
    }
    if (word == "additionalProperties") {
      const Value* named = schema.find("properties");
      const bool known = named != nullptr && named->find(member.name()) != nullptr;
      return known || fits(rule, member.value);
    }
    ADD_FAILURE() << "the test knows no keyword " << word;
    return false;
  }

  static bool has_all(const Map& map, const List& names) {
    return std::all_of(names.begin(), names.end(),
                       [&](const Value& name) { return map.contains(name.string()); });
  }
  static bool contains(const List& list, const Value& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  }
  static bool is_of(const Value& type, const Value& value) {
    return contains(type.is_list() ? type.list() : List{type}, Value(type_of(value)));
  }
  static std::string type_of(const Value& value) {
    switch (value.kind()) {
      case Value::Kind::string:
        return "string";
      case Value::Kind::integer:
        return "integer";
      case Value::Kind::boolean:
        return "boolean";
      case Value::Kind::list:
        return "array";
      case Value::Kind::map:
        return "object";
      case Value::Kind::null:
        return "null";
      default:
        return "number";
    }
  }

  Value root_;
};

}  // namespace yijian::authoring
