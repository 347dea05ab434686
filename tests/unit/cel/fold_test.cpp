#include "engine/cel/ast.h"
#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

const Value kConstants = Map{{"with", Map{{"days", 20}, {"online", false}, {"name", "甲"}}},
                             {"tables", Map{{"fees", List{Map{{"kind", "a"}, {"fee", 10}}}}}},
                             {"each", "x"}};

TEST(cel_constants, are_computed_when_the_expression_is_compiled) {
  const std::vector<ValueRow> rows = {
      {"1 + 2 * 3", 7},
      {"['a', 'b']", List{"a", "b"}},
      {"{'a': [1]}.a[0]", 1},
      {"size('abc') > 2", true},
      {"with.days + 5", 25},
      {"with.online && form.x == 1", false},
      {"form.x == 1 && with.online", false},
      {"!with.online || form.x", true},
      {"with.online ? form.x : 3", 3},
      {"has(with.days) && has(with.absent)", false},
      {"tables.fees[0].fee", 10},
      {"each + with.name", "x甲"},
      {".each", "x"},
  };
  for (const ValueRow& row : rows) {
    const Result<Program> program = compile(row.source, kConstants);
    ASSERT_TRUE(program.has_value()) << row.source;
    ASSERT_NE(program->constant(), nullptr) << row.source;
    EXPECT_TRUE(*program->constant() == row.value) << row.source;
  }
}

TEST(cel_constants, leave_what_names_take_part_in) {
  for (const char* source :
       {"form.x", "form.x && true", "true && form.x", "form.x || false", "[form.x]",
        "in_state('#a')", "[1].map(x, x + form.x)", "form.x ? 1 : 1", "with.online || form.x"}) {
    const Result<Program> program = compile(source, kConstants);
    ASSERT_TRUE(program.has_value()) << source;
    EXPECT_EQ(program->constant(), nullptr) << source;
  }
}

TEST(cel_constants, are_no_roots_and_do_not_hide_variables) {
  const Result<Program> program =
      compile("tables.fees.filter(each, each.kind == form.kind).map(with, with.fee)", kConstants);
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(program->roots(), std::vector<std::string>{"form"});
  const Value names = Map{{"form", Map{{"kind", "a"}}}};
  EXPECT_TRUE(*evaluate(*program, MapScope(names)) == Value(List{10}));
}

TEST(cel_constants, that_fail_fail_when_evaluated) {
  for (const char* source : {"1 / 0", "with.absent", "[1][2]", "{'a': 1, 'a': 2}", "1 + 'a'"}) {
    const Result<Program> program = compile(source, kConstants);
    ASSERT_TRUE(program.has_value()) << source;
    EXPECT_EQ(program->constant(), nullptr) << source;
    EXPECT_FALSE(evaluate(*program, MapScope(Map())).has_value()) << source;
  }
  expect_values({{"1 / 0 == 1 || true", true}, {"false && [1][2] == 1", false}});
}

TEST(cel_constants, do_not_make_compiling_expensive) {
  const Value big = Map{{"big", std::string(1 << 20, 'a')}};
  std::string many = "[big";
  for (int i = 0; i < 1000; ++i) many += ",big";
  const Result<Program> program = compile(many + "]", big);
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().code, "cel_too_large");
}

TEST(cel_programs, are_cheap_to_copy_and_evaluate_the_same_again) {
  const Result<Program> program = compile("form.x + 1");
  ASSERT_TRUE(program.has_value());
  const Program copy = *program;
  EXPECT_EQ(&copy.root(), &program->root());
  for (int i = 0; i < 3; ++i) {
    const Value names = Map{{"form", Map{{"x", i}}}};
    EXPECT_EQ(evaluate(copy, MapScope(names))->integer(), i + 1);
  }
}

}  // namespace
}  // namespace yijian::cel
