#include "engine/base/text.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/json.h"
#include "engine/base/utf8.h"

namespace yijian {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

// What must be escaped stands in front of, between and behind runs of every length up to two words.
TEST(Quoted, EveryByteReadsBackWhereverItStands) {
  for (int byte = 0; byte < 0x80; ++byte)
    for (size_t before = 0; before <= 17; ++before)
      for (const size_t after : {0U, 1U, 7U, 8U, 9U}) {
        const std::string text =
            std::string(before, 'a') + static_cast<char>(byte) + std::string(after, '~');
        const Result<Value> read = parse_json(in_quotes(text), "text");
        ASSERT_TRUE(read) << byte << " after " << before;
        EXPECT_EQ(read->string(), text);
      }
}

TEST(Quoted, OnlyWhatMustBeEscapedIs) {
  EXPECT_EQ(in_quotes("公章/刻制 \x7f~!#[]"), "\"公章/刻制 \x7f~!#[]\"");
  EXPECT_EQ(in_quotes(std::string("\0\x1f\b\t\n\f\r\"\\", 9)),
            "\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\\"");
}

TEST(Utf8, AWrongByteIsSeenBehindRunsOfAnyLength) {
  for (size_t before = 0; before <= 17; ++before) {
    const std::string run(before, 'a');
    EXPECT_TRUE(is_utf8(run + "证" + run)) << before;
    EXPECT_FALSE(is_utf8(run + "\xff" + run)) << before;
    EXPECT_FALSE(is_utf8(run + "\xe8\xaf")) << before;
    EXPECT_FALSE(is_utf8(run + "\xc0\xaf" + run)) << before;
    EXPECT_FALSE(is_utf8(run + "\xed\xa0\x80" + run)) << before;
  }
}

}  // namespace
}  // namespace yijian
