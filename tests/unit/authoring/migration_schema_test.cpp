// The schema that an editor reads and the parser of plans of migration say the same.
#include <fstream>
#include <sstream>

#include "engine/casework/migration.h"
#include "tests/unit/authoring/json_schema.h"

namespace yijian::authoring {
namespace {

Value migration_schema() {
  std::stringstream text;
  text << std::ifstream(std::string(YIJIAN_SOURCE_DIR) + "/workflows/schema/migration.schema.json")
              .rdbuf();
  return *parse_json(text.str());
}

Value plan_with(const std::string& rest) {
  return *parse_json(R"({"from": {"id": "a", "version": "1"}, "to": {"version": "2"})" + rest +
                     "}");
}

TEST(MigrationSchema, SchemaAndParserAgree) {
  const JsonSchema schema(migration_schema());
  const std::vector<std::pair<bool, std::string>> rows = {
      {true, ""},
      {true, R"(, "$schema": "s")"},
      {true, R"(, "states": {"a": "b"}, "form": {"x": "1", "y": null}, "vars": {"x": "2"})"},
      {true, R"(, "timers": {"a": "keep", "b": "restart", "c": "drop"})"},
      {true, R"(, "children": {"i": {"states": {}, "form": {}, "vars": {}, "timers": {}}})"},
      {false, R"(, "$schema": 1)"},
      {false, R"(, "states": {"a": ""})"},
      {false, R"(, "states": {"a": null})"},
      {false, R"(, "states": [])"},
      {false, R"(, "form": {"x": 1})"},
      {false, R"(, "vars": {"x": {}})"},
      {false, R"(, "timers": {"a": "stop"})"},
      {false, R"(, "children": {"i": {"children": {}}})"},
      {false, R"(, "children": {"i": []})"},
      {false, R"(, "more": 1)"},
  };
  for (const auto& [good, rest] : rows) {
    const Value plan = plan_with(rest);
    EXPECT_EQ(schema.accepts(plan), good) << rest;
    EXPECT_EQ(static_cast<bool>(casework::parse_plan(plan)), good) << rest;
  }
  for (const char* text : {"{}", "[]", R"({"from": {"id": "a"}, "to": {"version": "2"}})",
                           R"({"from": {"id": "", "version": "1"}, "to": {"version": "2"}})",
                           R"({"from": {"id": "a", "version": "1"}, "to": {"version": 2}})"}) {
    EXPECT_FALSE(schema.accepts(*parse_json(text))) << text;
    EXPECT_FALSE(casework::parse_plan(*parse_json(text))) << text;
  }
}

}  // namespace
}  // namespace yijian::authoring
