#include "api/http/uri.h"

#include <gtest/gtest.h>

#include <string>

#include "api/http/limits.h"

namespace yijian::http {
namespace {

TEST(Query, IsDecodedInOrderWithRepeatedNamesKept) {
  const Result<Query> query = query_parameters("a=1&b=%E4%B8%80+%2B&&a=2&empty=&bare");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->size(), 5U);
  EXPECT_EQ(query->text("a"), "1");
  EXPECT_EQ(query->text("b"), "一 +");
  EXPECT_EQ(query->text("empty", "x"), "");
  EXPECT_EQ(query->text("bare", "x"), "");
  EXPECT_EQ(query->text("absent", "x"), "x");
}

TEST(Query, RefusesWhatIsBrokenOrTooMuch) {
  for (const char* text : {"a=%", "a=%1", "a=%G0", "%00=1", "a=%00", "a=%1B", "a=%ed%a0%80"})
    EXPECT_FALSE(query_parameters(text)) << text;
  std::string many;
  for (size_t i = 0; i < kMaxQueryParameters; ++i) many += "a=1&";
  EXPECT_TRUE(query_parameters(many));
  const Result<Query> one_more = query_parameters(many + "a=1");
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error().code, "bad_request");
}

TEST(Target, IsTakenInOriginAndAbsoluteForm) {
  const struct {
    const char* target;
    const char* path;
    const char* query;
  } rows[] = {
      {"/a/b?x=1?y", "/a/b", "x=1?y"},
      {"http://host:80/a?x", "/a", "x"},
      {"http://host", "/", ""},
      {"*", "*", ""},
      {"/a?next=http://b", "/a", "next=http://b"},
  };
  for (const auto& row : rows) {
    const Result<Target> parts = split_target(row.target);
    ASSERT_TRUE(parts) << row.target;
    EXPECT_EQ(parts->path, row.path);
    EXPECT_EQ(parts->query, row.query);
  }
  for (const char* target : {"", "a/b", "host:443", "/a#b", "http://host?x"})
    EXPECT_FALSE(split_target(target)) << target;
}

TEST(PercentEncoding, IsUndoneByDecoding) {
  const std::string text = "〔2025〕 1号?&=%~";
  const auto segments = path_segments("/" + percent_encoded(text));
  ASSERT_TRUE(segments);
  EXPECT_EQ(segments->front(), text);
}

}  // namespace
}  // namespace yijian::http
