#include <cmath>
#include <limits>

#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(cel_arithmetic, refuses_overflow_and_division_by_zero) {
  expect_errors({
      {"9223372036854775807 + 1", "cel_overflow"},
      {"-9223372036854775808 + -1", "cel_overflow"},
      {"-9223372036854775808 - 1", "cel_overflow"},
      {"9223372036854775807 - -1", "cel_overflow"},
      {"4611686018427387904 * 2", "cel_overflow"},
      {"-9223372036854775808 * -1", "cel_overflow"},
      {"-9223372036854775808 / -1", "cel_overflow"},
      {"-9223372036854775808 % -1", "cel_overflow"},
      {"-(-9223372036854775808)", "cel_overflow"},
      {"18446744073709551615u + 1u", "cel_overflow"},
      {"0u - 1u", "cel_overflow"},
      {"9223372036854775808u * 2u", "cel_overflow"},
      {"1 / 0", "cel_divide_by_zero"},
      {"1 % 0", "cel_divide_by_zero"},
      {"1u / 0u", "cel_divide_by_zero"},
      {"1u % 0u", "cel_divide_by_zero"},
  });
}

TEST(cel_arithmetic, never_converts_silently) {
  expect_errors({
      {"1 + 1u", "cel_no_such_overload"},
      {"1 + 1.0", "cel_no_such_overload"},
      {"1u - 1.0", "cel_no_such_overload"},
      {"'a' + 1", "cel_no_such_overload"},
      {"'a' + b'a'", "cel_no_such_overload"},
      {"'a' - 'a'", "cel_no_such_overload"},
      {"'a' * 2", "cel_no_such_overload"},
      {"[1] - [1]", "cel_no_such_overload"},
      {"{} + {}", "cel_no_such_overload"},
      {"null + null", "cel_no_such_overload"},
      {"true + true", "cel_no_such_overload"},
      {"1.5 % 1.0", "cel_no_such_overload"},
      {"-1u", "cel_no_such_overload"},
      {"-'a'", "cel_no_such_overload"},
      {"-null", "cel_no_such_overload"},
      {"!1", "cel_no_such_overload"},
      {"!null", "cel_no_such_overload"},
  });
}

TEST(cel_arithmetic, computes_each_kind_of_number) {
  expect_values({
      {"9223372036854775806 + 1", INT64_MAX},
      {"-9223372036854775807 - 1", INT64_MIN},
      {"7 / 2", 3},
      {"-7 / 2", -3},
      {"7 % 3", 1},
      {"-7 % 3", -1},
      {"7 % -3", 1},
      {"3u * 4u - 2u", uint64_t{10}},
      {"7u / 2u + 7u % 2u", uint64_t{4}},
      {"1.5 + 2.0 * 2.0 - 0.5", 5.0},
      {"1.0 / 0.0", kInfinity},
      {"-1.0 / 0.0", -kInfinity},
      {"-(1.5)", -1.5},
      {"0.1 + 0.2", 0.1 + 0.2},
  });
  const Result<Value> nan = outcome("0.0 / 0.0");
  ASSERT_TRUE(nan.has_value());
  EXPECT_TRUE(std::isnan(nan->real()));
  EXPECT_TRUE(std::signbit(outcome("-0.0")->real()));
}

TEST(cel_arithmetic, joins_strings_bytes_and_lists) {
  expect_values({
      {"'许' + '可'", "许可"},
      {"'' + ''", ""},
      {"b'a' + b'\\xff'", Bytes{"a\xff"}},
      {"[1] + [] + ['a']", List{1, "a"}},
  });
}

TEST(cel_arithmetic, adds_and_subtracts_instants_and_durations) {
  const Value names = Map{{"t", Timestamp{100, 200'000'000}},
                          {"u", Timestamp{40, 900'000'000}},
                          {"d", Duration{60, 900'000'000}},
                          {"back", Duration{-1, -500'000'000}},
                          {"last", Timestamp{253'402'300'799, 999'999'999}},
                          {"first", Timestamp{-62'135'596'800, 0}},
                          {"nano", Duration{0, 1}},
                          {"long", Duration{315'576'000'000, 0}}};
  expect_values(
      {
          {"t - u", Duration{59, 300'000'000}},
          {"u - t", Duration{-59, -300'000'000}},
          {"t + d", Timestamp{161, 100'000'000}},
          {"d + t", Timestamp{161, 100'000'000}},
          {"t - d", Timestamp{39, 300'000'000}},
          {"first - back", Timestamp{-62'135'596'799, 500'000'000}},
          {"d + d", Duration{121, 800'000'000}},
          {"d + back", Duration{59, 400'000'000}},
          {"back - d", Duration{-62, -400'000'000}},
          {"t > u && d > back && t - u < d", true},
          {"t == u + (t - u)", true},
          {"t == d", false},
      },
      names);
  expect_errors(
      {
          {"last + nano", "cel_overflow"},
          {"first - nano", "cel_overflow"},
          {"long + nano", "cel_overflow"},
          {"t + t", "cel_no_such_overload"},
          {"d - t", "cel_no_such_overload"},
          {"t * d", "cel_no_such_overload"},
          {"d * d", "cel_no_such_overload"},
          {"d / d", "cel_no_such_overload"},
          {"t + 1", "cel_no_such_overload"},
          {"t < d", "cel_no_such_overload"},
          {"-d", "cel_no_such_overload"},
      },
      names);
}

TEST(cel_equality, is_false_between_kinds_and_never_an_error) {
  expect_values({
      {"1 == '1'", false},
      {"1 != '1'", true},
      {"null == 0", false},
      {"null == false", false},
      {"null == null", true},
      {"true == 1", false},
      {"'a' == b'a'", false},
      {"[] == {}", false},
      {"[] == null", false},
      {"[1, 'a'] == [1, 1]", false},
      {"{} == {}", true},
      {"b'a' == b'a'", true},
      {"'a' == 'a' && 'a' != 'b' && 'a' != 'aa'", true},
  });
}

TEST(cel_equality, compares_numbers_by_exact_value_across_kinds) {
  expect_values({
      {"1 == 1u", true},
      {"1 == 1.0", true},
      {"1u == 1.0", true},
      {"1.0 == 1u", true},
      {"-1 == 18446744073709551615u", false},
      {"1 == 1.5", false},
      {"9007199254740993 == 9007199254740992.0", false},
      {"9007199254740992 == 9007199254740992.0", true},
      {"9223372036854775807 == 9223372036854775808.0", false},
      {"9223372036854775808u == 9223372036854775808.0", true},
      {"18446744073709551615u == 18446744073709551616.0", false},
      {"-9223372036854775808 == -9223372036854775808.0", true},
      {"0 == -0.0", true},
      {"0.0 == -0.0", true},
      {"0.0 / 0.0 == 0.0 / 0.0", false},
      {"0.0 / 0.0 != 0.0 / 0.0", true},
      {"0 == 0.0 / 0.0", false},
      {"[0.0 / 0.0] == [0.0 / 0.0]", false},
      {"[1, 2u] == [1.0, 2]", true},
      {"[1, 2] == [2, 1]", false},
      {"[1] == [1, 1]", false},
      {"{'a': 1} == {'a': 1u}", true},
      {"{1: 'a'} == {1u: 'a'}", true},
      {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", true},
      {"{'a': 1} == {'b': 1}", false},
      {"{'a': 1} == {'a': 2}", false},
      {"{'a': 1} == {'a': 1, 'b': 2}", false},
      {"{'1': 1} == {1: 1}", false},
  });
}

TEST(cel_ordering, has_no_order_between_kinds) {
  expect_errors({
      {"1 < '1'", "cel_no_such_overload"},
      {"null < null", "cel_no_such_overload"},
      {"null <= 1", "cel_no_such_overload"},
      {"[1] < [2]", "cel_no_such_overload"},
      {"{} >= {}", "cel_no_such_overload"},
      {"'a' > b'a'", "cel_no_such_overload"},
      {"true > 0", "cel_no_such_overload"},
  });
}

TEST(cel_ordering, orders_by_exact_value_and_by_code_point) {
  expect_values({
      {"1 < 2 && 1 <= 1 && 2 > 1 && 2 >= 2", true},
      {"1 < 1 || 1 > 1 || 2 <= 1 || 1 >= 2", false},
      {"-1 < 0u", true},
      {"0u > -1", true},
      {"9223372036854775807 < 18446744073709551615u", true},
      {"1 < 1.5 && 1.5 < 2u", true},
      {"-1 > -1.5", true},
      {"-1.5 < -1", true},
      {"9007199254740993 > 9007199254740992.0", true},
      {"9007199254740992.0 < 9007199254740993", true},
      {"9223372036854775807 < 9223372036854775808.0", true},
      {"18446744073709551615u < 18446744073709551616.0", true},
      {"-9223372036854775808 >= -9223372036854775808.0", true},
      {"-9223372036854775808 > -1e300", true},
      {"0u > -0.5", true},
      {"1 < 1.0 / 0.0 && 1u < 1.0 / 0.0", true},
      {"1 > -1.0 / 0.0", true},
      {"0.0 / 0.0 < 1 || 0.0 / 0.0 >= 1 || 1u < 0.0 / 0.0", false},
      {"'a' < 'b' && 'a' < 'aa' && '' < 'a'", true},
      {"'Z' < 'a'", true},
      {"'\\uffff' < '\\U00010000'", true},
      {"b'a' < b'\\xff'", true},
      {"false < true", true},
      {"true <= false", false},
  });
}

TEST(cel_membership, looks_in_lists_and_map_keys) {
  expect_values({
      {"1 in []", false},
      {"1 in [2, 1]", true},
      {"1 in [1.0]", true},
      {"'1' in [1]", false},
      {"null in [null]", true},
      {"[1] in [[1]]", true},
      {"'a' in {'a': null}", true},
      {"'b' in {'a': 1}", false},
      {"1u in {1: 'a'}", true},
      {"1.0 in {1: 'a'}", true},
      {"1.5 in {1: 'a'}", false},
      {"null in {'a': 1}", false},
      {"true in {true: 1}", true},
  });
  expect_errors({
      {"'a' in 'abc'", "cel_no_such_overload"},
      {"1 in 1", "cel_no_such_overload"},
      {"1 in null", "cel_no_such_overload"},
  });
}

TEST(cel_lists_and_maps, refuse_bad_indexes_and_keys) {
  expect_errors({
      {"[1][1]", "cel_index"},
      {"[1][-1]", "cel_index"},
      {"[][0]", "cel_index"},
      {"[1][9223372036854775807]", "cel_index"},
      {"[1][18446744073709551615u]", "cel_index"},
      {"[1][1e300]", "cel_index"},
      {"[1][0.5]", "cel_invalid_argument"},
      {"[1][0.0 / 0.0]", "cel_invalid_argument"},
      {"[1]['0']", "cel_no_such_overload"},
      {"[1][true]", "cel_no_such_overload"},
      {"'abc'[0]", "cel_no_such_overload"},
      {"null[0]", "cel_no_such_overload"},
      {"{'a': 1}['b']", "cel_no_such_key"},
      {"{1: 1}['1']", "cel_no_such_key"},
      {"{1: 1}[null]", "cel_no_such_key"},
      {"{1: 1}[1.5]", "cel_no_such_key"},
      {"{'a': 1}.b", "cel_no_such_key"},
      {"{'a': {}}.a.b", "cel_no_such_key"},
      {"[1].a", "cel_no_such_overload"},
      {"'a'.b", "cel_no_such_overload"},
      {"null.a", "cel_no_such_overload"},
      {"{'a': 1, 'a': 2}", "cel_duplicate_key"},
      {"{1: 1, 1: 2}", "cel_duplicate_key"},
      {"{1: 1, 1u: 2}", "cel_duplicate_key"},
      {"{true: 1, true: 2}", "cel_duplicate_key"},
      {"{1.0: 1}", "cel_invalid_argument"},
      {"{null: 1}", "cel_invalid_argument"},
      {"{[1]: 1}", "cel_invalid_argument"},
      {"{b'a': 1}", "cel_invalid_argument"},
  });
}

TEST(cel_lists_and_maps, give_their_members) {
  expect_values({
      {"[7, 8][0]", 7},
      {"[7, 8][1u]", 8},
      {"[7, 8][1.0]", 8},
      {"{'a': 7}['a']", 7},
      {"{'a': 7}.a", 7},
      {"{'a': {'b': 7}}.a.b", 7},
      {"{'items.answered': 7}.`items.answered`", 7},
      {"{1: 7}[1]", 7},
      {"{1: 7}[1u]", 7},
      {"{1u: 7}[1]", 7},
      {"{1: 7}[1.0]", 7},
      {"{true: 7}[true]", 7},
      {"{1: 'i', '1': 's', true: 'b'}['1']", "s"},
      {"has({'a': null}.a)", true},
      {"has({'a': 1}.b)", false},
      {"has({'a': {'b': 1}}.a.b)", true},
      {"has({'a-b': 1}.`a-b`)", true},
  });
}

TEST(cel_names, answer_from_the_scope) {
  const Value names = Map{{"form", Map{{"place", Map{{"area", 120}}}, {"tags", List{"a", "b"}}}},
                          {"flag", true},
                          {"nothing", nullptr}};
  expect_values(
      {
          {"form.place.area", 120},
          {"form.place.area >= 100 && flag", true},
          {"form.tags[1]", "b"},
          {"form['place']['area']", 120},
          {"'b' in form.tags", true},
          {"'place' in form", true},
          {"has(form.place.area)", true},
          {"has(form.place.floor)", false},
          {"nothing == null", true},
          {".form.place.area", 120},
      },
      names);
  expect_errors(
      {
          {"absent", "cel_no_such_name"},
          {"absent.a", "cel_no_such_name"},
          {"has(absent.a)", "cel_no_such_name"},
          {"form.absent", "cel_no_such_key"},
          {"has(form.absent.a)", "cel_no_such_key"},
          {"has(flag.a)", "cel_no_such_overload"},
          {"has(nothing.a)", "cel_no_such_overload"},
          {"nothing.a", "cel_no_such_overload"},
          {"form.tags.a", "cel_no_such_overload"},
      },
      names);
}

TEST(cel_names, are_asked_for_once_in_an_evaluation) {
  class Counting : public Scope {
   public:
    std::optional<Value> find(std::string_view) const override {
      ++count;
      return Value(1);
    }
    mutable int count = 0;
  };
  const Counting scope;
  const Result<Program> program =
      compile("a + a + b + c + d + e + f + e + [1, 2].map(x, x + a)[0]");
  ASSERT_TRUE(program.has_value());
  EXPECT_EQ(evaluate(*program, scope)->integer(), 10);
  EXPECT_EQ(scope.count, 6);
}

TEST(cel_names, of_states_are_answered_by_in_state) {
  class Chart : public MapScope {
   public:
    Chart() : MapScope(Map{{"id", "#b"}}) {}
    bool in_state(std::string_view id) const override { return id == "#a"; }
  };
  const auto ask = [](const char* source) { return evaluate_bool(*compile(source), Chart()); };
  EXPECT_TRUE(*ask("in_state('#a')"));
  EXPECT_FALSE(*ask("in_state('#b')"));
  EXPECT_FALSE(*ask("in_state(id)"));
  EXPECT_EQ(ask("in_state(1)").error().code, "cel_no_such_overload");
  expect_values({{"in_state('#a')", false}});
}

TEST(cel_functions, measure_and_search_text) {
  expect_values({
      {"size('')", 0},
      {"size('许可证a')", 4},
      {"'\\U0001F600'.size()", 1},
      {"size(b'许')", 3},
      {"size([1, 2])", 2},
      {"{'a': 1}.size()", 1},
      {"'abc'.startsWith('ab')", true},
      {"'abc'.startsWith('')", true},
      {"'abc'.startsWith('b')", false},
      {"'abc'.startsWith('abcd')", false},
      {"'abc'.endsWith('bc')", true},
      {"'abc'.endsWith('ab')", false},
      {"'行政许可'.contains('许可')", true},
      {"'abc'.contains('')", true},
      {"''.contains('')", true},
      {"''.contains('a')", false},
      {"'abc'.contains('ac')", false},
  });
  expect_errors({
      {"size(1)", "cel_no_such_overload"},
      {"size(null)", "cel_no_such_overload"},
      {"'a'.startsWith(1)", "cel_no_such_overload"},
      {"1.startsWith('a')", "cel_no_such_overload"},
      {"b'a'.contains(b'a')", "cel_no_such_overload"},
      {"['a'].contains('a')", "cel_no_such_overload"},
  });
}

TEST(cel_functions, convert_what_fits_and_refuse_the_rest) {
  expect_errors({
      {"int('')", "cel_invalid_argument"},
      {"int('1x')", "cel_invalid_argument"},
      {"int(' 1')", "cel_invalid_argument"},
      {"int('1.0')", "cel_invalid_argument"},
      {"int('9223372036854775808')", "cel_overflow"},
      {"int(9223372036854775808u)", "cel_overflow"},
      {"int(9223372036854775808.0)", "cel_overflow"},
      {"int(-9223372036854775808.0)", "cel_overflow"},
      {"int(0.0 / 0.0)", "cel_overflow"},
      {"int(1.0 / 0.0)", "cel_overflow"},
      {"int(true)", "cel_no_such_overload"},
      {"int(null)", "cel_no_such_overload"},
      {"uint(-1)", "cel_overflow"},
      {"uint(-1.0)", "cel_overflow"},
      {"uint(18446744073709551616.0)", "cel_overflow"},
      {"uint('-1')", "cel_invalid_argument"},
      {"uint('18446744073709551616')", "cel_overflow"},
      {"double('one')", "cel_invalid_argument"},
      {"double('')", "cel_invalid_argument"},
      {"double(' 1')", "cel_invalid_argument"},
      {"double('1e400')", "cel_overflow"},
      {"double(true)", "cel_no_such_overload"},
      {"string(null)", "cel_no_such_overload"},
      {"string([])", "cel_no_such_overload"},
      {"string(b'\\xff')", "cel_invalid_argument"},
      {"bool('yes')", "cel_invalid_argument"},
      {"bool(1)", "cel_no_such_overload"},
      {"bytes(1)", "cel_no_such_overload"},
  });
  expect_values({
      {"int('-42')", -42},
      {"int(42u)", 42},
      {"int(1.9)", 1},
      {"int(-1.9)", -1},
      {"int(7)", 7},
      {"uint(7)", uint64_t{7}},
      {"uint(7.9)", uint64_t{7}},
      {"uint('18446744073709551615')", UINT64_MAX},
      {"double(1)", 1.0},
      {"double(1u)", 1.0},
      {"double('1.5e3')", 1500.0},
      {"double('-1e-400')", -0.0},
      {"double('Infinity')", kInfinity},
      {"1e-400", 0.0},
      {"string(1000000.0)", "1000000"},
      {"string(1e21)", "1e+21"},
      {"string(double('-0'))", "-0"},
      {"string(-1)", "-1"},
      {"string(1u)", "1"},
      {"string(-4.5e-3)", "-0.0045"},
      {"string(true)", "true"},
      {"string(b'许')", "许"},
      {"string('a')", "a"},
      {"bool('true') && !bool('0') && bool(true)", true},
      {"bytes('许')", Bytes{"许"}},
      {"dyn(1) == 1", true},
  });
}

}  // namespace
}  // namespace yijian::cel
