#include <functional>

#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

std::string repeat(std::string_view part, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += part;
  return text;
}

List numbers(size_t count) {
  List list;
  for (size_t i = 0; i < count; ++i) list.emplace_back(static_cast<int64_t>(i));
  return list;
}

TEST(cel_budget, refuses_a_source_that_is_too_long) {
  const std::string longest = "1" + std::string(kMaxSourceBytes - 1, ' ');
  EXPECT_TRUE(compile(longest).has_value());
  expect_compile_errors({{longest + " ", "cel_too_large"}});
}

TEST(cel_budget, refuses_what_is_nested_too_deeply) {
  struct Row {
    const char* name;
    std::function<std::string(size_t)> nested;
    size_t deepest;
  };
  const Row rows[] = {
      {"brackets", [](size_t n) { return repeat("(", n) + "1" + repeat(")", n); }, 63},
      {"lists", [](size_t n) { return repeat("[", n) + repeat("]", n); }, 64},
      {"maps", [](size_t n) { return repeat("{1:", n) + "1" + repeat("}", n); }, 63},
      {"negations", [](size_t n) { return repeat("!", n) + "true"; }, 63},
      {"minuses", [](size_t n) { return repeat("-", n) + "a"; }, 63},
      {"sums", [](size_t n) { return "1" + repeat("+1", n); }, 63},
      {"fields", [](size_t n) { return "a" + repeat(".b", n); }, 63},
      {"indexes", [](size_t n) { return repeat("a[", n) + "1" + repeat("]", n); }, 63},
      {"calls", [](size_t n) { return repeat("size(", n) + "a" + repeat(")", n); }, 63},
      {"conditionals", [](size_t n) { return repeat("a?1:", n) + "1"; }, 63},
      {"loops", [](size_t n) { return repeat("a.map(x,", n) + "1" + repeat(")", n); }, 63},
      {"chains", [](size_t n) { return "a" + repeat(".map(x,x)", n); }, 63},
  };
  for (const Row& row : rows) {
    EXPECT_TRUE(compile(row.nested(row.deepest)).has_value()) << row.name;
    for (const size_t depth : {row.deepest + 1, size_t{1000}}) {
      const Result<Program> program = compile(row.nested(depth));
      ASSERT_FALSE(program.has_value()) << row.name << " " << depth;
      EXPECT_EQ(program.error().code, "cel_too_large") << row.name << " " << depth;
    }
  }
}

TEST(cel_budget, takes_long_chains_of_and_and_or) {
  EXPECT_TRUE(*outcome("a" + repeat("||a", 2000), Map{{"a", false}}) == Value(false));
  EXPECT_TRUE(*outcome("a" + repeat("&&a", 2000), Map{{"a", true}}) == Value(true));
}

TEST(cel_budget, refuses_too_many_nodes) {
  // Two nodes a member, and one for the list.
  EXPECT_TRUE(compile("[-a" + repeat(",-a", kMaxNodes / 2 - 2) + "]").has_value());
  const Result<Program> program = compile("[-a" + repeat(",-a", kMaxNodes / 2 - 1) + "]");
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().code, "cel_too_large");
}

TEST(cel_budget, ends_an_evaluation_that_takes_too_many_steps) {
  const Value names = Map{{"xs", numbers(400)}, {"yes", true}};
  EXPECT_TRUE(outcome("xs.all(x, xs.exists(y, y == 0))", names).has_value());
  expect_errors(
      {
          {"xs.all(x, xs.all(y, y >= 0))", "cel_budget"},
          {"xs.map(x, xs.map(y, x * y))", "cel_budget"},
          {"xs.filter(x, xs.exists_one(y, y == x))", "cel_budget"},
          {"xs.exists(x, xs.filter(y, y < 0) == [1])", "cel_budget"},
      },
      names);
}

TEST(cel_budget, is_absorbed_by_nothing) {
  const Value names = Map{{"xs", numbers(400)}, {"yes", true}, {"no", false}};
  expect_errors(
      {
          {"xs.all(x, xs.all(y, y >= 0)) || yes", "cel_budget"},
          {"xs.all(x, xs.all(y, y >= 0)) && no", "cel_budget"},
          {"xs.exists(z, z == 399 || xs.all(x, xs.all(y, y >= 0)))", "cel_budget"},
          {"[0, 1].exists(z, z == 1 || xs.all(x, xs.all(y, y >= 0)))", "cel_budget"},
      },
      names);
}

TEST(cel_budget, counts_work_that_is_no_node) {
  const std::string text(1 << 20, 'a');
  const Value names = Map{{"xs", numbers(300)},
                          {"long", numbers(50'000)},
                          {"other", numbers(50'000)},
                          {"text", text},
                          {"twin", text},
                          {"part", std::string(1 << 19, 'a') + "b"}};
  expect_errors(
      {
          {"xs.all(x, long == other)", "cel_budget"},
          {"xs.all(x, !(-1 in long))", "cel_budget"},
          {"xs.all(x, long != null && long.size() > 0 && [long] == [other])", "cel_budget"},
          {"xs.all(x, text == twin)", "cel_budget"},
          {"xs.all(x, text <= twin)", "cel_budget"},
          {"xs.all(x, text.size() > 0)", "cel_budget"},
          {"xs.all(x, !text.contains(part))", "cel_budget"},
          {"xs.all(x, [text].size() == 1)", "cel_budget"},
          {"xs.all(x, bytes(text) != b'')", "cel_budget"},
      },
      names);
}

TEST(cel_budget, counts_the_search_in_large_maps) {
  Map large;
  for (int i = 0; i < 10'000; ++i) large.append(Value("k" + std::to_string(i)), i);
  const Value names = Map{{"xs", numbers(300)}, {"m", large}};
  expect_values({{"m.k9999 + m['k1']", 10'000}}, names);
  expect_errors(
      {
          {"xs.all(x, m.k9999 > 0)", "cel_budget"},
          {"xs.all(x, m['k9999'] > 0)", "cel_budget"},
          {"xs.all(x, has(m.k9999))", "cel_budget"},
          {"xs.all(x, 'k9999' in m)", "cel_budget"},
          {"xs.all(x, !(1 in m))", "cel_budget"},
      },
      names);
}

TEST(cel_budget, refuses_to_build_what_is_too_large) {
  const std::string half(1 << 19, 'a');
  const Value names = Map{{"half", half},
                          {"bytes", Bytes{half}},
                          {"list", numbers(40'000)},
                          {"few", numbers(20)},
                          {"yes", true}};
  // A string of half a mebibyte twice, with its eight bytes each, is above the limit.
  expect_errors(
      {
          {"half + half", "cel_budget"},
          {"bytes + bytes", "cel_budget"},
          {"half + half == '' || yes", "cel_budget"},
          {"[half, half]", "cel_budget"},
          {"{'a': half, 'b': half}", "cel_budget"},
          {"{half: half}", "cel_budget"},
          {"few.map(x, half)", "cel_budget"},
          {"[half, half].filter(x, true)", "cel_budget"},
          {"[list] + [list] + [list] + [list]", "cel_budget"},
      },
      names);
  EXPECT_EQ(outcome("size(half + 'a')", names)->integer(), (1 << 19) + 1);
}

TEST(cel_budget, counts_shared_parts_as_often_as_they_appear) {
  const std::string doubled = "[1]" + repeat(".map(x,[x,x])", 40);
  const Result<Program> program = compile(doubled);
  ASSERT_TRUE(program.has_value());
  const Result<Value> result = evaluate(*program, MapScope(Map()));
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, "cel_budget");
}

}  // namespace
}  // namespace yijian::cel
