// The form schema: what compiles, what a value may look like, what is read off it.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/definition/schema.h"
#include "tests/unit/definition/json_text.h"

namespace yijian::definition {
namespace {

std::shared_ptr<const Schema> schema(std::string_view text) {
  auto compiled = compile_schema(json(text));
  EXPECT_TRUE(compiled.has_value()) << text << ": " << compiled.error().detail;
  return *compiled;
}

// "code pointer; code pointer"
std::string told(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults)
    out += (out.empty() ? "" : "; ") + fault.code + " " + fault.pointer;
  return out;
}

TEST(Schema, RefusesWhatItDoesNotKnow) {
  const struct {
    const char *text, *faults;
  } kRows[] = {
      {"5", "wrong_type "},
      {"{}", "missing_key "},
      {R"({"type": "string"})", "wrong_type /type"},
      {R"({"type": "objekt"})", "wrong_type /type"},
      {R"({"type": "object", "propertees": {}})", "unknown_key /propertees"},
      {R"({"type": "object", "properties": []})", "wrong_type /properties"},
      {R"({"type": "object", "required": ["a"]})", "invalid_value /required/0"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}})",
       "unknown_key /properties/a/enum"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "minimum": 1}}})",
       "unknown_key /properties/a/minimum"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "pattern": "["}
}
})",
       "bad_pattern /properties/a/pattern"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "format": "uri"}}})",
       "invalid_value /properties/a/format"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "when": "1 +"}}})",
       "cel_syntax /properties/a/when"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "maxLength": -1}}})",
       "wrong_type /properties/a/maxLength"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "options": {}}}})",
       "wrong_type /properties/a/options"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "title": {"zh": "甲"}}}})",
       "wrong_type /properties/a/title"},
      {R"({"type": "object", "properties": {"a": {"type": "string", "sensitivity": "high"}}})",
       "invalid_value /properties/a/sensitivity"},
      {R"({"type": "object", "properties": {"a/b": {"type": "array", "items": {"type": "x"}}}})",
       "wrong_type /properties/a~1b/items/type"},
  };
  for (const auto& row : kRows) {
    const auto compiled = compile_schema(json(row.text));
    ASSERT_FALSE(compiled.has_value()) << row.text;
    EXPECT_EQ(compiled.error().code, "invalid_schema");
    EXPECT_EQ(told(compiled.error().faults), row.faults) << row.text;
  }
}

TEST(Schema, ValidatesValues) {
  const auto compiled = schema(R"({"type": "object", "required": ["name", "count"], "properties": {
    "name": {"type": "string", "minLength": 2, "maxLength": 3},
    "code": {"type": "string", "pattern": "^[A-Z]\\d+$"},
    "kind": {"type": "string", "options": {"a": {"zh": "甲", "en": "A"}}},
    "fixed": {"type": "string", "const": "x"},
    "count": {"type": "integer", "minimum": 1, "maximum": 10},
    "area": {"type": "number", "minimum": 0.5},
    "yes": {"type": "boolean"},
    "list": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true,
             "items": {"type": "string"}},
    "inner": {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}}
  }})");
  const struct {
    const char *value, *faults;
  } kRows[] = {
      {R"({"name": "武汉", "count": 1})", ""},
      {R"({"name": "武汉红山茶", "count": 1})", "max_length /name"},
      {R"({"name": "武", "count": 1})", "min_length /name"},
      {R"({})", "required /name; required /count"},
      {R"([])", "type "},
      {R"({"name": 5, "count": "5"})", "type /name; type /count"},
      {R"({"name": null, "count": 1})", "type /name"},
      {R"({"name": "ab", "count": 2.0})", ""},
      {R"({"name": "ab", "count": 2.5})", "type /count"},
      {R"({"name": "ab", "count": 0})", "minimum /count"},
      {R"({"name": "ab", "count": 11})", "maximum /count"},
      {R"({"name": "ab", "count": 1, "area": 0.4})", "minimum /area"},
      {R"({"name": "ab", "count": 1, "area": 1})", ""},
      {R"({"name": "ab", "count": 1, "other": 1})", "unknown_property /other"},
      {R"({"name": "ab", "count": 1, "code": "a1"})", "pattern /code"},
      {R"({"name": "ab", "count": 1, "code": "A1"})", ""},
      {R"({"name": "ab", "count": 1, "kind": "b"})", "options /kind"},
      {R"({"name": "ab", "count": 1, "fixed": "y"})", "const /fixed"},
      {R"({"name": "ab", "count": 1, "yes": "true"})", "type /yes"},
      {R"({"name": "ab", "count": 1, "list": []})", "min_items /list"},
      {R"({"name": "ab", "count": 1, "list": ["a", "b", "c"]})", "max_items /list"},
      {R"({"name": "ab", "count": 1, "list": ["a", "a"]})", "unique_items /list/1"},
      {R"({"name": "ab", "count": 1, "list": ["a", 1]})", "type /list/1"},
      {R"({"name": "ab", "count": 1, "inner": {}})", "required /inner/x"},
  };
  const cel::MapScope nothing{Map{}};
  for (const auto& row : kRows)
    EXPECT_EQ(told(validate(*compiled, json(row.value), nothing, Completeness::complete)),
              row.faults)
        << row.value;
  EXPECT_EQ(told(validate(*compiled, json(R"({"list": []})"), nothing, Completeness::types_only)),
            "");
  EXPECT_EQ(told(validate(*compiled, json(R"({"count": 0})"), nothing, Completeness::types_only)),
            "minimum /count");
}

TEST(Schema, ChecksFormats) {
  const struct {
    const char *format, *good, *bad, *code;
  } kRows[] = {
      {"date", "2025-02-28", "2025-02-29", "format"},
      {"uscc", "91420111MA4K00010P", "91420111MA4K00010Q", "invalid_uscc"},
      {"citizen-id", "420111199001010010", "420111199001010011", "invalid_citizen_id"},
      {"phone", "13800138000", "12345678901234", "format"},
      {"phone", "027-87654321", "027-8765", "format"},
      {"phone", "12345", "1", "format"},
      {"standard-address", "武汉市洪山区珞喻路1号", "珞喻路", "format"},
      {"standard-address", "湖北省武汉市洪山区珞喻路1号（A座）3-2室", "武汉市洪山区\n路", "format"},
      {"email", "a.b@example.com", "a@b", "format"},
      {"email", "x+y@mail.example.cn", "a..b@example.com", "format"},
  };
  for (const auto& row : kRows) {
    const auto compiled =
        schema(R"({"type": "object", "properties": {"x": {"type": "string", "format": ")" +
               std::string(row.format) + R"("}}})");
    const cel::MapScope nothing{Map{}};
    const auto faults = [&](const char* text) {
      return told(validate(*compiled, Map{{"x", text}}, nothing, Completeness::complete));
    };
    EXPECT_EQ(faults(row.good), "") << row.good;
    EXPECT_EQ(faults(row.bad), std::string(row.code) + " /x") << row.bad;
  }
}

TEST(Schema, LeavesOutFieldsThatDoNotApply) {
  const auto compiled = schema(R"({"type": "object", "required": ["name"], "properties": {
    "name": {"type": "string", "when": "'name' in guide.changes"}}})");
  const cel::MapScope yes{Map{{"guide", Map{{"changes", List{"name"}}}}}};
  const cel::MapScope no{Map{{"guide", Map{{"changes", List{"address"}}}}}};
  const cel::MapScope unanswered{Map{{"guide", Map{}}}};
  const Value filled = Map{{"name", "x"}};
  EXPECT_EQ(told(validate(*compiled, filled, yes, Completeness::complete)), "");
  EXPECT_EQ(told(validate(*compiled, Map{}, yes, Completeness::complete)), "required /name");
  EXPECT_EQ(told(validate(*compiled, Map{}, no, Completeness::complete)), "");
  EXPECT_EQ(told(validate(*compiled, filled, no, Completeness::complete)), "not_applicable /name");
  EXPECT_EQ(told(validate(*compiled, Map{}, unanswered, Completeness::complete)), "");
  EXPECT_EQ(at_pointer(schema_for_people(*compiled, no), "/properties/name"), nullptr);
  const Value shown = schema_for_people(*compiled, yes);
  EXPECT_NE(at_pointer(shown, "/properties/name"), nullptr);
  EXPECT_EQ(at_pointer(shown, "/properties/name/when"), nullptr);
}

TEST(Schema, FindsPersonalLeavesOfValuesAndPatches) {
  const auto compiled = schema(R"({"type": "object", "properties": {
    "a": {"type": "object", "properties": {"name": {"type": "string", "sensitivity": "personal"},
                                           "open": {"type": "string"}}},
    "ids": {"type": "array", "sensitivity": "personal", "items": {"type": "string"}},
    "people": {"type": "array", "items": {"type": "object", "properties": {
      "phone": {"type": "string", "sensitivity": "personal"}}}}}})");
  const Value value = json(
      R"({"a": {"name": null, "open": "o"}, "ids": ["1", "2"], "people": [{}, {"phone": "1"}]})");
  EXPECT_EQ(personal_pointers(*compiled, value),
            (std::vector<std::string>{"/a/name", "/ids", "/people/1/phone"}));
}

TEST(Schema, CutsToWhatIsDeclared) {
  const auto compiled = schema(R"({"type": "object", "properties": {
    "a": {"type": "object", "properties": {"x": {"type": "integer"}}},
    "l": {"type": "array", "items": {"type": "object", "properties": {"y": {"type": "integer"}}}}
  }})");
  EXPECT_EQ(cut(*compiled, json(R"({"a": {"x": 1, "z": 2}, "b": 3, "l": [{"y": 1, "w": 2}]})")),
            json(R"({"a": {"x": 1}, "l": [{"y": 1}]})"));
  EXPECT_TRUE(declares(*compiled, "a"));
  EXPECT_FALSE(declares(*compiled, "x"));
}

TEST(Schema, TakesAnOptionalFieldOutOfTheRequired) {
  const auto compiled = schema(R"({"type": "object", "required": ["a", "b"], "properties": {
    "a": {"type": "string", "optional": true}, "b": {"type": "string"}}})");
  EXPECT_EQ(told(validate(*compiled, Map{}, cel::MapScope(Map{}), Completeness::complete)),
            "required /b");
}

}  // namespace
}  // namespace yijian::definition
