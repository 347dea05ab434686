#include "engine/base/json.h"

#include <gtest/gtest.h>

namespace yijian {
namespace {

struct Refused {
  std::string text, code, place, pointer;
};

TEST(Json, RefusesHostileTextWithItsPlace) {
  const std::vector<Refused> rows = {
      {"", "malformed_json", "f:1:1", ""},
      {"{\"a\":1", "malformed_json", "f:1:7", "/a"},
      {"{\"a\":1,\"b\":[1,{\"c\":0,\"c\":1}]}", "duplicate_key", "f:1:20", "/b/1/c"},
      {"[1,\n  tru]", "malformed_json", "f:2:6", "/1"},
      {"\"\xC0\xAF\"", "malformed_json", "f:1:2", ""},
      {"[18446744073709551616]", "malformed_json", "f:1:2", "/0"},
      {"[9223372036854775808]", "malformed_json", "f:1:2", "/0"},
      {"1 2", "malformed_json", "f:1:3", ""},
  };
  for (const Refused& row : rows) {
    const Result<Value> parsed = parse_json(row.text, "f");
    ASSERT_FALSE(parsed) << row.text;
    EXPECT_EQ(parsed.error().code, row.code) << row.text;
    EXPECT_EQ(parsed.error().place, row.place) << row.text;
    EXPECT_EQ(parsed.error().pointer, row.pointer) << row.text;
  }
}

TEST(Json, RefusesTwoHundredThousandNestedArrays) {
  EXPECT_EQ(parse_json(std::string(200'000, '[')).error().code, "too_deep");
  EXPECT_TRUE(parse_json(std::string(kMaxJsonDepth, '[') + std::string(kMaxJsonDepth, ']')));
}

TEST(Json, RefusesAnObjectOfTooManyMembers) {
  std::string text = "{";
  for (size_t i = 0; i <= kMaxJsonMembers; ++i)
    text += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
  EXPECT_EQ(parse_json(text + "}").error().code, "too_many_members");
}

TEST(Json, TellsIntegersFromReals) {
  const Value value = *parse_json("[1, 1.0, -0, 1e2, 9223372036854775807]");
  EXPECT_EQ(value, Value(List{1, 1.0, 0, 100.0, Value(INT64_MAX)}));
  EXPECT_EQ(to_json(value), "[1,1.0,0,100.0,9223372036854775807]");
  EXPECT_EQ(to_json(Value(List{-0.0, 0.0, TypeValue{ValueKind::null}})),
            R"([-0.0,0.0,"null_type"])");
}

TEST(Json, KeepsTheOrderOfMembers) {
  EXPECT_EQ(to_json(*parse_json("{\"z\":1,\"a\":{\"y\":[],\"b\":{}}}")),
            "{\"z\":1,\"a\":{\"y\":[],\"b\":{}}}");
  EXPECT_EQ(to_pretty_json(*parse_json("{\"z\":[1,2],\"a\":{}}")),
            "{\n  \"z\": [\n    1,\n    2\n  ],\n  \"a\": {}\n}");
}

TEST(Json, NeverRepeatsWhatItReadInAnError) {
  const Error error = parse_json("{\"id\": 420111199001010010x}").error();
  EXPECT_EQ(error.detail.find("4201"), std::string::npos) << error.detail;
}

TEST(Json, LocatesPointersInCodePoints) {
  const std::string text = "{\n  \"名\": [1, {\"a/b\": 2}]\n}";
  const Position position = locate(text, "/名/1/a~1b");
  EXPECT_EQ(position.line, 2);
  EXPECT_EQ(position.column, 20);
  EXPECT_EQ(locate(text, "/名/7").column, 8);
}

TEST(Json, FollowsPointers) {
  const Value value = *parse_json("{\"a~b\":[{\"c\":7}]}");
  EXPECT_EQ(*at_pointer(value, "/a~0b/0/c"), Value(7));
  for (const char* pointer : {"/x", "/a~0b/1", "/a~0b/00x", "/a~0b/0/c/d", "a"})
    EXPECT_EQ(at_pointer(value, pointer), nullptr) << pointer;
}

TEST(Json, APointersTokensAreUnescaped) {
  using Tokens = std::vector<std::string>;
  EXPECT_EQ(tokens_of(""), Tokens{});
  EXPECT_EQ(tokens_of("x"), Tokens{});
  EXPECT_EQ(tokens_of("/"), Tokens{""});
  EXPECT_EQ(tokens_of("/a~1b/0//~01"), (Tokens{"a/b", "0", "", "~1"}));
}

}  // namespace
}  // namespace yijian
