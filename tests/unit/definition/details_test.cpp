// Details of faults in Chinese: patterns with what stands in them, and what is left alone.
#include "engine/definition/details.h"

#include <gtest/gtest.h>

namespace yijian::definition {
namespace {

TEST(Details, AreToldInChineseWithWhatStandsInThem) {
  const std::pair<const char*, const char*> rows[] = {
      {"division by zero", "除以零"},
      {"1:13: expected an expression but found the end", "1:13: 应为表达式，却是结尾"},
      {"2:4: expected ')' but found 'x'", "2:4: 应为“)”，却是“x”"},
      {"cel_no_such_key: no such key: dys", "cel_no_such_key: 没有键 dys"},
      {"a machine has at most 10000 states", "一个流程最多 10000 个状态"},
      {"photo: submitted or promised is wanted", "photo：应为 submitted 或 promised"},
      {"null is no transition; {} forbids the event", "null 不是转移；禁止事件写 {}"},
  };
  for (const auto& [en, zh] : rows) EXPECT_EQ(in_chinese(en), zh);
}

TEST(Details, NamesNumbersAndUnknownWordsStayAsTheyAre) {
  for (const char* word : {"", "items", "actions", "25wd", "1:13: ", "form.width", "门店",
                           "string > int", "{value: {zh, en}}", "nobody ever said this"})
    EXPECT_EQ(in_chinese(word), word);
}

}  // namespace
}  // namespace yijian::definition
