#include "engine/cel/ast.h"
#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

TEST(cel_syntax, refuses_what_is_no_expression) {
  expect_compile_errors({
      {"", "cel_syntax"},           {"   // only a comment", "cel_syntax"},
      {"1 +", "cel_syntax"},        {"+ 1", "cel_syntax"},
      {"1 2", "cel_syntax"},        {"(1", "cel_syntax"},
      {"1)", "cel_syntax"},         {"[1, 2", "cel_syntax"},
      {"[1 2]", "cel_syntax"},      {"[,]", "cel_syntax"},
      {"[1,,2]", "cel_syntax"},     {"{'a'}", "cel_syntax"},
      {"{'a': }", "cel_syntax"},    {"{'a': 1 'b': 2}", "cel_syntax"},
      {"a.", "cel_syntax"},         {"a..b", "cel_syntax"},
      {"a.5", "cel_syntax"},        {"a[", "cel_syntax"},
      {"a[]", "cel_syntax"},        {"f(", "cel_syntax"},
      {"size(1,)", "cel_syntax"},   {"a ? b", "cel_syntax"},
      {"a ? b : ", "cel_syntax"},   {"a ? b ? 1 : 2 : 3", "cel_syntax"},
      {"a = 1", "cel_syntax"},      {"a & b", "cel_syntax"},
      {"a | b", "cel_syntax"},      {"a === b", "cel_syntax"},
      {"a # b", "cel_syntax"},      {"a ~ b", "cel_syntax"},
      {"$a", "cel_syntax"},         {"a; b", "cel_syntax"},
      {"a in", "cel_syntax"},       {"in a", "cel_syntax"},
      {"-", "cel_syntax"},          {"!", "cel_syntax"},
      {"许可", "cel_syntax"},       {std::string("a\0b", 3), "cel_syntax"},
      {"'\xff'", "cel_syntax"},     {"'\xed\xa0\x80'", "cel_syntax"},
      {"'\xc0\xaf'", "cel_syntax"}, {"a.`b", "cel_syntax"},
      {"a.``", "cel_syntax"},       {"a.`b\\`", "cel_syntax"},
      {"`a`", "cel_syntax"},
  });
}

TEST(cel_syntax, refuses_literals_that_are_none) {
  expect_compile_errors({
      {"9223372036854775808", "cel_syntax"},
      {"-9223372036854775809", "cel_syntax"},
      {"18446744073709551616u", "cel_syntax"},
      {"0x8000000000000000", "cel_syntax"},
      {"0x10000000000000000u", "cel_syntax"},
      {"0x", "cel_syntax"},
      {"0xg", "cel_syntax"},
      {"1e999", "cel_syntax"},
      {"1.", "cel_syntax"},
      {"1e", "cel_syntax"},
      {"1e+", "cel_syntax"},
      {"1.5u", "cel_syntax"},
      {"12ab", "cel_syntax"},
      {"1uu", "cel_syntax"},
      {"1_000", "cel_syntax"},
      {"'a", "cel_syntax"},
      {"\"a'", "cel_syntax"},
      {"'a\nb'", "cel_syntax"},
      {"'''a''", "cel_syntax"},
      {"'\\", "cel_syntax"},
      {"'\\'", "cel_syntax"},
      {"'\\q'", "cel_syntax"},
      {"'\\x4'", "cel_syntax"},
      {"'\\xg0'", "cel_syntax"},
      {"'\\u00e'", "cel_syntax"},
      {"'\\ud800'", "cel_syntax"},
      {"'\\U00110000'", "cel_syntax"},
      {"'\\U0000dfff'", "cel_syntax"},
      {"'\\08'", "cel_syntax"},
      {"'\\400'", "cel_syntax"},
      {"b'\\u0041'", "cel_syntax"},
      {"rb'a'", "cel_syntax"},
  });
}

TEST(cel_syntax, refuses_reserved_words_as_names_and_takes_them_as_fields) {
  for (const char* word :
       {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while"}) {
    const std::string name = word;
    expect_compile_errors({{name, "cel_syntax"},
                           {"1 + " + name, "cel_syntax"},
                           {"." + name, "cel_syntax"},
                           {name + "(1)", "cel_syntax"},
                           {"[1].all(" + name + ", true)", "cel_syntax"}});
    EXPECT_TRUE(compile("a." + name).has_value()) << word;
  }
  expect_compile_errors({{"a.true", "cel_syntax"},
                         {"a.in", "cel_syntax"},
                         {"a.null", "cel_syntax"},
                         {".false", "cel_syntax"},
                         {"true(1)", "cel_syntax"}});
}

TEST(cel_syntax, refuses_message_literals_by_name) {
  for (const char* source : {"a{}", "a.b{}", "a.b.C{x: 1}", ".a.b{x: 1}"}) {
    const Result<Program> program = compile(source);
    ASSERT_FALSE(program.has_value()) << source;
    EXPECT_EQ(program.error().code, "cel_syntax");
    EXPECT_NE(program.error().detail.find("message literals"), std::string::npos);
  }
}

TEST(cel_syntax, says_where_and_what_was_expected) {
  struct Row {
    const char* source;
    const char* place;
    const char* detail;
  };
  const Row rows[] = {
      {"(1 + 2", "1:7", "expected ')' but found the end"},
      {"1 +\n  * 2", "2:3", "expected an expression but found '*'"},
      {"'许可' == a.", "1:11", "expected a field name but found the end"},
      {"a ? b 1", "1:7", "expected ':' but found a literal"},
      {"true && a = 2", "1:11", "expected '=='"},
      {"'ab\\q'", "1:4", "an escape that is none"},
      {"1 + frobnicate(2)", "1:5", "no function is called frobnicate"},
      {"has(a)", "1:1", "expected a field, as in has(a.b), inside has()"},
  };
  for (const Row& row : rows) {
    const Result<Program> program = compile(row.source);
    ASSERT_FALSE(program.has_value()) << row.source;
    EXPECT_EQ(program.error().place, row.place) << row.source;
    EXPECT_EQ(program.error().detail, row.detail) << row.source;
  }
}

TEST(cel_syntax, refuses_unknown_functions_and_wrong_arguments) {
  expect_compile_errors({
      {"frobnicate()", "cel_unknown_function"},
      {"a.frobnicate(1)", "cel_unknown_function"},
      {"math.abs(1)", "cel_unknown_function"},
      {"false && frobnicate()", "cel_unknown_function"},
      {"a.has(b)", "cel_unknown_function"},
      {".has(a.b)", "cel_unknown_function"},
      {"size()", "cel_arguments"},
      {"size(a, b)", "cel_arguments"},
      {"a.size(b)", "cel_arguments"},
      {"startsWith(a, b)", "cel_arguments"},
      {"a.startsWith()", "cel_arguments"},
      {"a.contains(b, c)", "cel_arguments"},
      {"a.in_state('#x')", "cel_arguments"},
      {"in_state()", "cel_arguments"},
      {"has()", "cel_arguments"},
      {"has(a.b, c)", "cel_arguments"},
      {"a.all(x)", "cel_arguments"},
      {"a.all(x, true, true)", "cel_arguments"},
      {"a.exists(x)", "cel_arguments"},
      {"a.exists_one(x, true, 1)", "cel_arguments"},
      {"a.filter(x, true, x)", "cel_arguments"},
      {"a.map(x)", "cel_arguments"},
      {"a.map(x, true, x, x)", "cel_arguments"},
      {"a.all()", "cel_syntax"},
      {"a.all(x.y, true)", "cel_syntax"},
      {"a.all(1, true)", "cel_syntax"},
      {"a.all(true, true)", "cel_syntax"},
      {"has(a)", "cel_syntax"},
      {"has(a[0])", "cel_syntax"},
      {"has(a.b.c())", "cel_unknown_function"},
  });
}

TEST(cel_syntax, reads_every_form_of_literal) {
  expect_values({
      {"null", nullptr},
      {"true", true},
      {"false", false},
      {"0", 0},
      {"007", 7},
      {"42", 42},
      {"-42", -42},
      {"0x2A", 42},
      {"0XfF", 255},
      {"-0x2a", -42},
      {"9223372036854775807", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"-0x8000000000000000", INT64_MIN},
      {"42u", uint64_t{42}},
      {"0xFFU", uint64_t{255}},
      {"18446744073709551615u", UINT64_MAX},
      {"1.5", 1.5},
      {".5", 0.5},
      {"-.5", -0.5},
      {"1e3", 1000.0},
      {"1E+3", 1000.0},
      {"2.5e-3", 0.0025},
      {"'a'", "a"},
      {"\"a\"", "a"},
      {"''", ""},
      {"''''''", ""},
      {"'it\\'s'", "it's"},
      {"\"it's\"", "it's"},
      {"'''a'b\nc'''", "a'b\nc"},
      {"\"\"\"a\"\"b\"\"\"", "a\"\"b"},
      {"'\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\\"\\'\\`'", "\a\b\f\n\r\t\v\\?\"'`"},
      {"'\\x41\\X42\\103'", "ABC"},
      {"'\\xe9'", "\xc3\xa9"},
      {"'\\u8bb8\\u53ef'", "许可"},
      {"'\\U0001F600'", "\xf0\x9f\x98\x80"},
      {"'\\000'", std::string(1, '\0')},
      {"r'a\\nb'", "a\\nb"},
      {"R\"\"\"a\\\"\"\"", "a\\"},
      {"b'abc'", Bytes{"abc"}},
      {"B\"许\"", Bytes{"许"}},
      {"b'\\xff\\377\\000'", Bytes{std::string("\xff\xff\0", 3)}},
      {"br'\\x41'", Bytes{"\\x41"}},
      {"bR'''a'b'''", Bytes{"a'b"}},
      {"[]", List{}},
      {"[1, 'a', [2]]", List{1, "a", List{2}}},
      {"[1, 2,]", List{1, 2}},
      {"{}", Map{}},
      {"{'a': 1, 'b': {'c': 2},}", Map{{"a", 1}, {"b", Map{{"c", 2}}}}},
  });
}

TEST(cel_syntax, skips_blanks_and_comments) {
  expect_values({
      {" \t\r\n\f1\n", 1},
      {"1 // one", 1},
      {"// first\n1 // then\n + 2", 3},
      {"'a // b'", "a // b"},
      {"7//2", 7},
  });
}

TEST(cel_syntax, binds_operators_by_their_strength) {
  expect_values({
      {"2 + 3 * 4", 14},
      {"(2 + 3) * 4", 20},
      {"2 * 3 + 4", 10},
      {"10 - 4 - 3", 3},
      {"100 / 10 / 5", 2},
      {"100 / 10 * 5", 50},
      {"7 - 5 % 3", 5},
      {"-2 * 3", -6},
      {"2 - -3", 5},
      {"2-3", -1},
      {"- 5", -5},
      {"--5", 5},
      {"-(2 + 3)", -5},
      {"!true || true", true},
      {"!(true || true)", false},
      {"!!true", true},
      {"!false && false", false},
      {"true || true && false", true},
      {"(true || true) && false", false},
      {"false && false || true", true},
      {"1 + 1 == 2", true},
      {"1 < 2 == true", true},
      {"1 + 2 in [3]", true},
      {"1 in [1] == true", true},
      {"!(1 in [2])", true},
      {"1 == 2 || 2 == 2 && 3 == 3", true},
      {"true ? 1 : 2 + 3", 1},
      {"false ? 1 : true ? 2 : 3", 2},
      {"false ? 1 : false ? 2 : 3", 3},
      {"true ? (false ? 1 : 2) : 3", 2},
      {"true || false ? 1 : 2", 1},
      {"1 + (true ? 1 : 2) * 10", 11},
      {"-[1, 2][1] + 5", 3},
      {"[[1, 2], [3]][0][1]", 2},
      {"{'a': [{'b': 5}]}.a[0].b", 5},
      {"'abc'.size() + 1", 4},
      {"1 - 'abc'.size()", -2},
      {"-1 < 0 && 0 < 1u", true},
  });
}

TEST(cel_syntax, lists_free_names_once_in_order_of_appearance) {
  struct Row {
    const char* source;
    std::vector<std::string> roots;
  };
  const Row rows[] = {
      {"1 + 2", {}},
      {"form.place.area > 3 && form.x == vars.y", {"form", "vars"}},
      {"vars.y == form.x", {"vars", "form"}},
      {"has(form.x)", {"form"}},
      {"form['x'][i]", {"form", "i"}},
      {"size(a) + b.size()", {"a", "b"}},
      {"xs.all(x, x > y)", {"xs", "y"}},
      {"x.all(x, x > 1)", {"x"}},
      {"xs.all(x, x > 1) && x", {"xs", "x"}},
      {"xs.map(x, ys.filter(y, x == y && z), w)", {"xs", "ys", "z", "w"}},
      {"xs.all(x, .x == x)", {"xs", "x"}},
      {".form.x", {"form"}},
      {"[a, {b: c}]", {"a", "b", "c"}},
      {"a ? b : c", {"a", "b", "c"}},
      {"in_state('#a') && b", {"b"}},
      {"false && form.x", {"form"}},
  };
  for (const Row& row : rows) {
    const Result<Program> program = compile(row.source);
    ASSERT_TRUE(program.has_value()) << row.source << " " << program.error().detail;
    EXPECT_EQ(program->roots(), row.roots) << row.source;
    EXPECT_EQ(program->source(), row.source);
    for (const std::string& root : row.roots) EXPECT_TRUE(program->reads(root));
    EXPECT_FALSE(program->reads("nobody"));
  }
}

}  // namespace
}  // namespace yijian::cel
