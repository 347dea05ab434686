// Did you mean: edit distances, and when a suggestion is certain.
#include <gtest/gtest.h>

#include "engine/base/json.h"
#include "engine/base/nearest.h"

namespace yijian {
namespace {

TEST(Nearest, CountsEdits) {
  const struct {
    const char *a, *b;
    size_t edits;
  } kRows[] = {{"", "", 0},        {"", "abc", 3},          {"abc", "abc", 0}, {"abc", "abd", 1},
               {"abc", "ab", 1},   {"abc", "xabc", 1},      {"abc", "acb", 1}, {"ca", "abc", 3},
               {"role", "rlo", 2}, {"kitten", "sitting", 3}};
  for (const auto& row : kRows) {
    EXPECT_EQ(edit_distance(row.a, row.b), row.edits) << row.a << " " << row.b;
    EXPECT_EQ(edit_distance(row.b, row.a), row.edits) << row.b << " " << row.a;
  }
}

TEST(Nearest, IsCertainOnlyOfOneEditAndNoRival) {
  const struct {
    const char* word;
    std::vector<std::string> names;
    const char* name;  // "" none
    bool certain;
  } kRows[] = {
      {"departmnt", {"department", "title"}, "department", true},
      {"reviwer", {"reviewer", "reviewed"}, "reviewer", false},  // the other is two away
      {"clrk", {"clerk"}, "clerk", true},
      {"abc", {"abd"}, "abd", false},  // too short to be sure
      {"teh", {"nothing"}, "", false},
      {"", {"a"}, "", false},
      {"same", {"same"}, "", false},
      {"supervsior", {"supervisor"}, "supervisor", true},
      {"suprvsior", {"supervisor"}, "supervisor", false},
  };
  for (const auto& row : kRows) {
    const auto found = nearest(row.word, row.names);
    EXPECT_EQ(found ? found->name : "", row.name) << row.word;
    EXPECT_EQ(found && found->certain, row.certain) << row.word;
  }
}

TEST(Nearest, GivesUpOnWhatWouldTakeTooLong) {
  const std::string word(100, 'a');
  std::vector<std::string> names(1'000, std::string(100, 'b'));
  names.push_back(word + "a");
  EXPECT_FALSE(nearest(word, names));
  EXPECT_FALSE(nearest(std::string(1'000, 'a'), {std::string(1'001, 'a')}));
}

TEST(Extent, CoversKeyAndValue) {
  const std::string text = R"({ "a" : [1, {"b/c": "x\"y" , "d":{} }], "e": null })";
  const struct {
    const char *pointer, *key, *value;
  } kRows[] = {{"", "", R"({ "a" : [1, {"b/c": "x\"y" , "d":{} }], "e": null })"},
               {"/a", "\"a\"", R"([1, {"b/c": "x\"y" , "d":{} }])"},
               {"/a/0", "", "1"},
               {"/a/1/b~1c", "\"b/c\"", R"("x\"y")"},
               {"/a/1/d", "\"d\"", "{}"},
               {"/e", "\"e\"", "null"},
               {"/e/nowhere", "\"e\"", "null"}};
  for (const auto& row : kRows) {
    const Extent extent = extent_of(text, row.pointer);
    EXPECT_EQ(text.substr(extent.key_from, extent.key_to - extent.key_from), row.key)
        << row.pointer;
    EXPECT_EQ(text.substr(extent.from, extent.to - extent.from), row.value) << row.pointer;
  }
  for (size_t length = 0; length < text.size(); ++length)  // broken text ends, and stays inside
    EXPECT_LE(extent_of(std::string_view(text).substr(0, length), "/a/1/d").to, length);
}

}  // namespace
}  // namespace yijian
