#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

Value type(ValueKind kind) { return TypeValue{kind}; }

TEST(cel_types, refuse_to_be_anything_but_equal) {
  expect_errors({
      {"int < uint", "cel_no_such_overload"},
      {"int + int", "cel_no_such_overload"},
      {"string(int)", "cel_no_such_overload"},
      {"int(int)", "cel_no_such_overload"},
      {"{int: 1}", "cel_invalid_argument"},
      {"int.name", "cel_no_such_overload"},
      {"size(type(1))", "cel_no_such_overload"},
      {"integer", "cel_no_such_name"},
      {"google.protobuf.Any", "cel_no_such_name"},
      {"google.protobuf", "cel_no_such_name"},
  });
  expect_compile_errors({
      {"type()", "cel_arguments"},
      {"type(1, 2)", "cel_arguments"},
      {"a.type()", "cel_arguments"},
  });
}

TEST(cel_types, are_values_of_their_own) {
  const Value names = Map{{"when", Timestamp{5, 0}}, {"span", Duration{5, 0}}};
  expect_values(
      {
          {"type(null)", type(ValueKind::null)},
          {"type(true)", type(ValueKind::boolean)},
          {"type(1)", type(ValueKind::integer)},
          {"type(1u)", type(ValueKind::uinteger)},
          {"type(1.0)", type(ValueKind::real)},
          {"type('')", type(ValueKind::string)},
          {"type(b'')", type(ValueKind::bytes)},
          {"type([1])", type(ValueKind::list)},
          {"type({})", type(ValueKind::map)},
          {"type(when)", type(ValueKind::timestamp)},
          {"type(span)", type(ValueKind::duration)},
          {"type(type(1))", type(ValueKind::type)},
          {"type(int) == type && type == type(type)", true},
          {"type(when) == google.protobuf.Timestamp", true},
          {"type(span) == .google.protobuf.Duration", true},
          {"type(1) == uint", false},
          {"int == 1", false},
          {"null_type == type(null)", true},
          {"type(1.0) in [int, double]", true},
          {"[1, 'a', null].map(e, type(e)) == [int, string, null_type]", true},
          {"[1, 'a', 2].filter(e, type(e) == int)", List{1, 2}},
          {"dyn(int) == int", true},
      },
      names);
}

TEST(cel_types, give_way_to_names_of_the_same_word) {
  const Value names = Map{{"list", List{1, 2}}, {"type", "a"}};
  expect_values(
      {
          {"list.size()", 2},
          {"type + 'b'", "ab"},
          {"type(list) == type([])", true},
          {"['x'].map(int, int + 'y')[0]", "xy"},
      },
      names);
  const Result<Program> program = compile("int == type(x)", Map{{"int", "constant"}, {"x", 1}});
  ASSERT_TRUE(program.has_value());
  ASSERT_NE(program->constant(), nullptr);
  EXPECT_FALSE(program->constant()->boolean());
}

}  // namespace
}  // namespace yijian::cel
