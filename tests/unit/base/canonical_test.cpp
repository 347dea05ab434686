#include "engine/base/canonical.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/base/digest.h"
#include "engine/base/json.h"
#include "engine/base/text.h"

namespace yijian {
namespace {

TEST(Canonical, PrintsNumbersAsEcmascriptDoes) {
  const std::vector<std::pair<double, std::string>> rows = {
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {4.5, "4.5"},
      {2e-3, "0.002"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {1e20, "100000000000000000000"},
      {1e21, "1e+21"},
      {1e30, "1e+30"},
      {333333333.33333329, "333333333.3333333"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {-9007199254740992, "-9007199254740992"},
      {1e-27, "1e-27"},
      {123456.789, "123456.789"}};
  for (const auto& [number, text] : rows) EXPECT_EQ(format_double(number), text);
}

TEST(Canonical, SortsByUtf16CodeUnits) {
  const Value value = *parse_json(
      "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,"
      "\"\\u00f6\":7,\"\":8}");
  EXPECT_EQ(canonical_text(value),
            "{\"\":8,\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
}

TEST(Canonical, EscapesOnlyWhatMustBe) {
  EXPECT_EQ(canonical_text(Value(std::string("\x01\b\t\n\f\r\"\\/\x7f", 10))),
            "\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/\x7f\"");
}

TEST(Canonical, TagsWhatItsTextWouldNotGiveBack) {
  const std::vector<std::pair<Value, std::string>> rows = {
      {2.0, R"({"$double":"2"})"},
      {2.5, "2.5"},
      {1e21, "1e+21"},
      {1e20, R"({"$double":"100000000000000000000"})"},
      {-0.0, R"({"$double":"-0"})"},
      {std::nan(""), R"({"$double":"NaN"})"},
      {-HUGE_VAL, R"({"$double":"-Infinity"})"},
      {Value(uint64_t{7}), R"({"$uint":"7"})"},
      {Value(int64_t{9007199254740991}), "9007199254740991"},
      {Value(int64_t{9007199254740992}), R"({"$int":"9007199254740992"})"},
      {Bytes{"hi"}, R"({"$bytes":"aGk="})"},
      {Timestamp{1, 500'000'000}, R"({"$timestamp":"1970-01-01T00:00:01.5Z"})"},
      {Duration{-1, -500'000'000}, R"({"$duration":"-1.5s"})"},
      {Map{{"$sm3", 1}, {"a", 2.0}}, R"({"$$sm3":1,"a":{"$double":"2"}})"}};
  for (const auto& [value, text] : rows) {
    const Value tagged = *tag(value);
    EXPECT_EQ(canonical_text(tagged), text);
    const Value read = *untag(*parse_json(text));
    const bool nan = value.kind() == Value::Kind::real && std::isnan(value.real());
    EXPECT_TRUE(nan ? std::isnan(read.real()) : read == value) << text;
    if (text == R"({"$double":"-0"})") {
      EXPECT_TRUE(std::signbit(read.real()));
    }
  }
}

TEST(Canonical, RefusesMapsThatJsonCannotHold) {
  Map map;
  map.append(Value(1), Value("a"));
  EXPECT_EQ(tag(Value(List{Value(map)})).error().code, "not_recordable");
  EXPECT_EQ(tag(Value(Map{{"type", TypeValue{ValueKind::list}}})).error().code, "not_recordable");
}

TEST(Canonical, RefusesTagsItNeverWrites) {
  for (const char* text : {R"({"$what":"1"})", R"({"$uint":"-1"})", R"({"$double":2})",
                           R"({"$bytes":"x"})", R"({"a":1,"$b":2})"})
    EXPECT_EQ(untag(*parse_json(text)).error().code, "malformed_record") << text;
}

TEST(Digest, AgreesWithThePublishedVectors) {
  EXPECT_EQ(hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_EQ(hex(sm3({"a", "", "bc"})), hex(sm3("abc")));
  std::string block;
  for (int i = 0; i < 16; ++i) block += "abcd";
  EXPECT_EQ(hex(sm3(block)), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST(Digest, ReadsOnlyLowercaseHexadecimal) {
  EXPECT_EQ(unhex("00ff"), std::string("\0\xff", 2));
  for (const char* text : {"0", "0G", "FF"}) EXPECT_FALSE(unhex(text));
  EXPECT_FALSE(digest_from_hex("00"));
  EXPECT_EQ(hex(*digest_from_hex(hex(sm3("x")))), hex(sm3("x")));
}

}  // namespace
}  // namespace yijian
