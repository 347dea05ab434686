#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

// e is a map without members: e.x fails whenever it is evaluated.
const Value kNames = Map{{"e", Map()}, {"yes", true},         {"no", false},
                         {"one", 1},   {"xs", List{1, 2, 3}}, {"m", Map{{"a", 1}, {"b", 2}}}};

TEST(cel_absorption, lets_a_deciding_operand_outweigh_errors_on_either_side) {
  expect_values(
      {
          {"no && e.x", false},          {"e.x && no", false},
          {"yes || e.x", true},          {"e.x || yes", true},
          {"e.x && e.y && no", false},   {"yes && e.x && no && e.y", false},
          {"e.x || no || yes", true},    {"(e.x && yes) && no", false},
          {"(e.x || no) || yes", true},  {"e.x && (yes && no)", false},
          {"(e.x || yes) && yes", true}, {"!(e.x && no)", true},
          {"one && no", false},          {"no && one", false},
          {"one || yes", true},          {"absent || yes", true},
          {"1 / 0 == 1 || yes", true},   {"no && 1 / 0 == 1", false},
          {"yes ? 1 : e.x", 1},          {"no ? e.x : 2", 2},
          {"(e.x || yes) ? 1 : 2", 1},
      },
      kNames);
}

TEST(cel_absorption, keeps_errors_that_nothing_decides) {
  expect_errors(
      {
          {"yes && e.x", "cel_no_such_key"},
          {"e.x && yes", "cel_no_such_key"},
          {"no || e.x", "cel_no_such_key"},
          {"e.x || no", "cel_no_such_key"},
          {"e.x || absent", "cel_no_such_key"},
          {"absent || e.x", "cel_no_such_name"},
          {"!e.x", "cel_no_such_key"},
          {"one && yes", "cel_no_such_overload"},
          {"yes && one", "cel_no_such_overload"},
          {"no || one", "cel_no_such_overload"},
          {"one && one", "cel_no_such_overload"},
          {"e.x ? 1 : 2", "cel_no_such_key"},
          {"one ? 1 : 2", "cel_no_such_overload"},
          {"null ? 1 : 2", "cel_no_such_overload"},
          {"yes ? e.x : 2", "cel_no_such_key"},
          {"e.x == 1", "cel_no_such_key"},
          {"[1, e.x]", "cel_no_such_key"},
          {"{'a': e.x}", "cel_no_such_key"},
          {"{e.x: 1}", "cel_no_such_key"},
          {"xs[e.x]", "cel_no_such_key"},
          {"1 in [e.x]", "cel_no_such_key"},
          {"size(e.x)", "cel_no_such_key"},
          {"one + e.x", "cel_no_such_key"},
          {"-e.x", "cel_no_such_key"},
      },
      kNames);
}

TEST(cel_macros, walk_lists_and_the_keys_of_maps) {
  expect_values(
      {
          {"[].all(x, false)", true},
          {"[].exists(x, true)", false},
          {"[].exists_one(x, true)", false},
          {"xs.all(x, x > 0)", true},
          {"xs.all(x, x > 1)", false},
          {"xs.exists(x, x == 3)", true},
          {"xs.exists(x, x == 4)", false},
          {"xs.exists_one(x, x == 3)", true},
          {"xs.exists_one(x, x > 1)", false},
          {"xs.filter(x, x != 2)", List{1, 3}},
          {"xs.filter(x, false)", List{}},
          {"xs.map(x, x * x)", List{1, 4, 9}},
          {"xs.map(x, x > 1, x * 10)", List{20, 30}},
          {"xs.map(x, [x])", List{List{1}, List{2}, List{3}}},
          {"m.all(k, k in ['a', 'b'])", true},
          {"m.exists(k, m[k] == 2)", true},
          {"m.exists_one(k, k == 'a')", true},
          {"m.filter(k, m[k] > 1)", List{"b"}},
          {"m.map(k, k + '!')", List{"a!", "b!"}},
          {"{}.map(k, k)", List{}},
          {"{1: 'a', true: 'b'}.map(k, k)", List{1, true}},
      },
      kNames);
}

TEST(cel_macros, nest_and_shadow) {
  expect_values(
      {
          {"xs.map(x, xs.map(y, x * y))", List{List{1, 2, 3}, List{2, 4, 6}, List{3, 6, 9}}},
          {"xs.map(x, [x + 10].map(x, x + 100)[0] + x)", List{112, 114, 116}},
          {"xs.all(x, xs.exists(y, y == x))", true},
          {"xs.filter(x, xs.exists_one(y, y > x))", List{2}},
          {"xs.map(x, x + 1).filter(x, x > 2).map(x, x * 2)", List{6, 8}},
          {"xs.map(one, .one + one)", List{2, 3, 4}},
          {"[[1, 2], [3]].map(x, x.map(x, x + 1))", List{List{2, 3}, List{4}}},
          {"[{'n': 'a'}, {'n': 'b'}].map(x, x.n)", List{"a", "b"}},
          {"[{'n': 'a'}, {}].filter(x, has(x.n)).size()", 1},
          {"xs.map(x, x == 1 ? 'a' : 'b')", List{"a", "b", "b"}},
          {"xs.exists(x, x == 2) && xs.exists(y, y == 3)", true},
      },
      kNames);
}

TEST(cel_macros, absorb_errors_as_the_operators_they_stand_for) {
  expect_values(
      {
          {"[0, 1].all(x, 1 / x > 1)", false},
          {"[1, 0].exists(x, 1 / x == 1)", true},
          {"[0, 1].exists(x, 1 / x == 1)", true},
          {"['a', 1].exists(x, x > 0)", true},
          {"[1, 'a', 3].all(x, x < 2)", false},
          {"xs.all(x, x < 2 && e.x)", false},
      },
      kNames);
  expect_errors(
      {
          {"[0, 1].all(x, 1 / x > 0)", "cel_divide_by_zero"},
          {"[0, 1].exists(x, 1 / x > 1)", "cel_divide_by_zero"},
          {"[0, 1].exists_one(x, 1 / x == 1)", "cel_divide_by_zero"},
          {"[1, 0].filter(x, 1 / x == 1)", "cel_divide_by_zero"},
          {"[1, 0].map(x, 1 / x)", "cel_divide_by_zero"},
          {"[1, 0].map(x, 1 / x == 1, x)", "cel_divide_by_zero"},
          {"xs.all(x, x)", "cel_no_such_overload"},
          {"xs.exists(x, 'a')", "cel_no_such_overload"},
          {"xs.exists_one(x, null)", "cel_no_such_overload"},
          {"xs.filter(x, x)", "cel_no_such_overload"},
          {"xs.map(x, x, x)", "cel_no_such_overload"},
          {"one.all(x, true)", "cel_no_such_overload"},
          {"'abc'.map(x, x)", "cel_no_such_overload"},
          {"null.exists(x, true)", "cel_no_such_overload"},
          {"e.x.all(x, true)", "cel_no_such_key"},
          {"xs.all(x, y > 0)", "cel_no_such_name"},
          {"xs.map(x, x) == x", "cel_no_such_name"},
      },
      kNames);
}

TEST(cel_guards, must_be_bool) {
  const auto ask = [](const char* source) {
    return evaluate_bool(*compile(source), MapScope(kNames));
  };
  EXPECT_TRUE(*ask("one == 1"));
  EXPECT_FALSE(*ask("no"));
  EXPECT_EQ(ask("one").error().code, "cel_not_bool");
  EXPECT_EQ(ask("one").error().detail, "the value must be a bool and is of kind int");
  EXPECT_EQ(ask("'true'").error().code, "cel_not_bool");
  EXPECT_EQ(ask("null").error().code, "cel_not_bool");
  EXPECT_EQ(ask("e.x").error().code, "cel_no_such_key");
}

TEST(cel_errors, name_what_the_source_names_and_no_value) {
  struct Row {
    const char* source;
    const char* detail;
    const char* place;
  };
  const Row rows[] = {
      {"form.changes", "no such key: changes", "1:6"},
      {"form[form.name]", "no such key", "1:6"},
      {"absent > 1", "no such name: absent", "1:1"},
      {"form.name + 1", "no such overload: string + int", "1:11"},
      {"form.name\n < 1", "no such overload: string < int", "2:2"},
      {"form.name.first", "no such overload: .first of string", "1:11"},
      {"form.name && true", "no such overload: && of string", "1:11"},
      {"-form.name", "no such overload: - of string", "1:1"},
      {"size(form.age)", "no such overload: size() of int", "1:1"},
      {"form.age.startsWith('a')", "no such overload: startsWith() of int, string", "1:10"},
      {"form.age / 0", "division by zero", "1:10"},
      {"form.age * 9223372036854775807", "overflow in *", "1:10"},
      {"[1][form.age]", "index out of range", "1:5"},
      {"int(form.name)", "the text is no number of that kind", "1:1"},
      {"{form.name: 1, form.name: 2}", "a map's key stands twice", "1:21"},
      {"form.name.all(x, x)", "no such overload: all() of string", "1:11"},
  };
  const Value names = Map{{"form", Map{{"name", "张三"}, {"age", 42}}}};
  for (const Row& row : rows) {
    const Result<Value> result = outcome(row.source, names);
    ASSERT_FALSE(result.has_value()) << row.source;
    EXPECT_EQ(result.error().detail, row.detail) << row.source;
    EXPECT_EQ(result.error().place, row.place) << row.source;
  }
}

}  // namespace
}  // namespace yijian::cel
