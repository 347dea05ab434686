#include "engine/cel/check.h"

#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

Type of(TypeKind kind) { return {.kind = kind}; }

KnownField optional(std::string name, Type type) {
  return {.name = std::move(name), .type = std::move(type), .may_be_absent = true};
}

// form {name: string, area: number, floors: integer, note?: string, place?: {city: string, zip?},
// newName (when 'name' in guide.changes): string, rows: [{a: int, b?: string}]}, guide {changes?},
// and an open record, a map, an instant and a span.
Record names() {
  const Type place = record_of(
      {.fields = {{"city", of(TypeKind::string)}, optional("zip", of(TypeKind::string))}});
  const Type row =
      record_of({.fields = {{"a", of(TypeKind::integer)}, optional("b", of(TypeKind::string))}});
  KnownField new_name = optional("newName", of(TypeKind::string));
  new_name.present_when = {"'name' in guide.changes"};
  KnownField changes = optional("changes", list_of(of(TypeKind::string)));
  changes.remedy = "\"default\": []";
  const Type form = record_of({.fields = {{"name", of(TypeKind::string)},
                                          {"area", of(TypeKind::number)},
                                          {"floors", of(TypeKind::whole)},
                                          optional("note", of(TypeKind::string)),
                                          optional("place", place),
                                          new_name,
                                          {"rows", list_of(row)}}});
  return {.fields = {{"form", form},
                     {"guide", record_of({.fields = {changes}})},
                     {"event",
                      record_of({.fields = {{"passed", of(TypeKind::boolean)}}, .is_open = true})},
                     {"due", map_of(of(TypeKind::string), of(TypeKind::string))},
                     {"when", of(TypeKind::timestamp)},
                     {"span", of(TypeKind::duration)}}};
}

// "type" or "code word | code word", the words of a fault joined by "; ".
std::string verdict(const std::string& source) {
  const Result<Program> program = compile(source);
  if (!program) return program.error().code + " " + program.error().detail;
  const Checked checked = check_types(*program, names());
  if (checked.faults.empty()) return title_of(checked.type);
  std::string out;
  for (const TypeFault& fault : checked.faults) {
    out += (out.empty() ? "" : " | ") + fault.code;
    for (size_t i = 0; i < fault.words.size(); ++i)
      if (!fault.words[i].empty()) out += (i == 0 ? " " : "; ") + fault.words[i];
  }
  return out;
}

struct CheckRow {
  std::string source, verdict;
};

void expect_verdicts(const std::vector<CheckRow>& rows) {
  for (const CheckRow& row : rows) EXPECT_EQ(verdict(row.source), row.verdict) << row.source;
}

TEST(cel_check, faults_operators_on_types_they_are_not_for) {
  expect_verdicts({
      {"form.name + 1", "cel_type string + int"},
      {"1 + 1u", "cel_type int + uint"},
      {"form.name - form.name", "cel_type string - string"},
      {"1.5 % 2.0", "cel_type double % double"},
      {"when + when", "cel_type timestamp + timestamp"},
      {"span - when", "cel_type duration - timestamp"},
      {"form + form", "cel_type map + map"},
      {"-form.name", "cel_type -string"},
      {"!form.name", "cel_type ! string"},
      {"form.name && true == event.passed", "cel_type && string"},
      {"form.name ? 1 : 2", "cel_type ?: string"},
      {"form.name < 1", "cel_type string < int"},
      {"form.rows < form.rows", "cel_type list(map) < list(map)"},
      {"1 in form.name", "cel_type int in string"},
      {"form.rows['a']", "cel_type list[string]"},
      {"form.name[0]", "cel_type string[int]"},
      {"form.name.size", "cel_type .size: string"},
      {"form.name.all(x, true)", "cel_type string.all()"},
      {"form.rows.filter(r, r.a)", "cel_type filter() int"},
      {"{1.5: 2}", "cel_type {double: …}"},
      {"due[1]", "cel_type map[int]"},
  });
}

TEST(cel_check, faults_functions_on_arguments_they_are_not_for) {
  expect_verdicts({
      {"size(form.area)", "cel_type size(number)"},
      {"form.name.startsWith(1)", "cel_type startsWith(string, int)"},
      {"form.area.contains('a')", "cel_type contains(number, string)"},
      {"int(form.rows)", "cel_type int(list(map))"},
      {"int(event.passed)", "cel_type int(bool)"},
      {"timestamp(form.area)", "cel_type timestamp(number)"},
      {"span.getFullYear()", "cel_type getFullYear(duration)"},
      {"span.getHours('UTC')", "cel_type getHours(duration, string)"},
      {"when.getHours(8)", "cel_type getHours(timestamp, int)"},
      {"string(int)", "cel_type string(type)"},
  });
}

TEST(cel_check, faults_what_always_fails) {
  expect_verdicts({
      {"event.passed || 1 / 0 == 1", "cel_always_fails cel_divide_by_zero; division by zero"},
      {"timestamp('2025-13-01T00:00:00Z') < when",
       "cel_always_fails cel_invalid_argument; the text is no timestamp"},
      {"duration('3 days') < span",
       "cel_always_fails cel_invalid_argument; the text is no duration"},
      {"when.getHours('Asia/Shangai')", "cel_always_fails cel_invalid_argument; no such time zone"},
      {"when.getHours('Asia/Shanghai')", "int"},
  });
}

TEST(cel_check, faults_comparisons_that_are_never_true) {
  expect_verdicts({
      {"form.name == 1", "cel_never_equal string == int"},
      {"form.name != event.passed", "cel_never_equal string != bool"},
      {"type(form.name) == 'string'", "cel_never_equal type == string"},
      {"1 in form.rows.map(r, string(r.a))", "cel_never_equal int in list(string)"},
      {"1 in form", "cel_never_equal int in map"},
      {"form.rows.map(r, r.a) == ['a']", "cel_never_equal list(int) == list(string)"},
      {"form.name == null", "bool"},
      {"form.area == 1 && form.floors == 1u", "bool"},
  });
}

TEST(cel_check, faults_arithmetic_that_a_number_of_the_other_kind_would_break) {
  expect_verdicts({
      {"form.area * 2", "cel_mixed_numbers form.area; double(form.area)"},
      {"2.5 + form.area", "cel_mixed_numbers form.area; double(form.area)"},
      {"form.floors + 1", "cel_mixed_numbers form.floors; int(form.floors)"},
      {"form.area + form.name", "cel_type number + string"},
      {"double(form.area) * 2.0 > form.area", "bool"},
      {"int(form.floors) + 1", "int"},
      {"form.area >= 100 && -form.area < 1.5", "bool"},
  });
}

TEST(cel_check, faults_members_that_there_are_not) {
  expect_verdicts({
      {"form.aera > 1", "cel_unknown_field form.aera; name area floors note place newName rows"},
      {"has(form.aera)", "cel_unknown_field form.aera; name area floors note place newName rows"},
      {"form['aera']", "cel_unknown_field form.aera; name area floors note place newName rows"},
      {"form.rows.exists(r, r.c == 1)", "cel_unknown_field r.c; a b"},
      {"{'a': 1}.b", "cel_unknown_field b; a"},
      {"event.anything", "dyn"},
      {"due.promised", "string"},
      {"unknown.at.all", "dyn"},
  });
}

TEST(cel_check, points_out_what_may_be_absent) {
  expect_verdicts({
      {"form.note == ''", "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
      {"form['note'] == ''", "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
      {"form.note == form.note", "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
      {"'name' in guide.changes",
       "cel_may_be_absent guide.changes; has(guide.changes) ? guide.changes : []; \"default\": []"},
      {"form.place.city", "cel_may_be_absent form.place; has(form.place) && …"},
      {"has(form.place.zip)", "cel_may_be_absent form.place; has(form.place) && …"},
      {"has(form.place) && form.place.zip == ''",
       "cel_may_be_absent form.place.zip; has(form.place.zip) ? form.place.zip : ''"},
      {"form.rows.all(r, r.b == '')", "cel_may_be_absent r.b; has(r.b) ? r.b : ''"},
      {"has(form.note) || form.note == ''",
       "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
      {"has(form.note) ? '' : form.note",
       "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
      {"has(guide.changes) && form.newName == ''",
       "cel_may_be_absent form.newName; has(form.newName) ? form.newName : ''"},
      {"[has(form.note), form.note == '']",
       "cel_may_be_absent form.note; has(form.note) ? form.note : ''"},
  });
}

TEST(cel_check, accepts_what_was_made_sure_of) {
  expect_verdicts({
      {"has(form.note) && form.note == ''", "bool"},
      {"form.note == '' && has(form.note)", "bool"},
      {"!has(form.note) || form.note == ''", "bool"},
      {"has(form.note) ? form.note : ''", "string"},
      {"!has(form.note) ? '' : form.note", "string"},
      {"'note' in form && form.note == ''", "bool"},
      {"has(form.place) && has(form.place.zip) && form.place.zip == ''", "bool"},
      {"has(form.place) && (form.name == '' || form.place.city == '')", "bool"},
      {"form.rows.all(r, has(r.b) && r.b == '')", "bool"},
      {"form.rows.map(r, has(r.b), r.b)", "list(string)"},
      {"has(guide.changes) && 'name' in guide.changes && form.newName == ''", "bool"},
      {"has(guide.changes) && 'name' in guide.changes ? form.newName : form.name", "string"},
  });
}

TEST(cel_check, tells_types) {
  expect_verdicts({
      {"1", "int"},
      {"[1, 2.5]", "list(number)"},
      {"[1, 'a']", "list"},
      {"{'a': 1}.a", "int"},
      {"{1: form.name}[1]", "string"},
      {"event.passed ? 1 : 'a'", "dyn"},
      {"when - when", "duration"},
      {"when + span", "timestamp"},
      {"span + when", "timestamp"},
      {"when - span", "timestamp"},
      {"event.x + 1", "int"},
      {"event.x - when", "dyn"},
      {"form.rows.map(r, r.a)", "list(int)"},
      {"form.rows.filter(r, r.a > 1)[0].a", "int"},
      {"form.map(k, k)", "list(string)"},
      {"type(1)", "type"},
      {"int", "type"},
      {"in_state('#a')", "bool"},
      {"dyn(form.name) + 1", "int"},
      {"string(form.area) + form.name", "string"},
  });
}

TEST(cel_check, tells_the_place) {
  const Result<Program> program = compile("event.passed &&\n  form.name > 1");
  ASSERT_TRUE(program.has_value());
  const Checked checked = check_types(*program, names());
  ASSERT_EQ(checked.faults.size(), 1u);
  EXPECT_EQ(checked.faults[0].place, "2:13");
}

TEST(cel_types_of_values, follow_their_members) {
  EXPECT_EQ(title_of(type_of(List{1, 2})), "list(int)");
  EXPECT_EQ(title_of(type_of(List{})), "list");
  Map by_number;
  by_number.append(1, "a");
  by_number.append(2, "b");
  const Type numbered = type_of(by_number);
  ASSERT_TRUE(numbered.is(TypeKind::map));
  EXPECT_EQ(title_of(*numbered.key) + title_of(*numbered.element), "intstring");
  const Type rows = type_of(List{Map{{"a", 1}}, Map{{"a", 2}, {"b", "x"}}});
  ASSERT_TRUE(rows.element && rows.element->is(TypeKind::record));
  EXPECT_FALSE(rows.element->fields->find("a")->may_be_absent);
  EXPECT_TRUE(rows.element->fields->find("b")->may_be_absent);
  EXPECT_EQ(rows.element->fields->find("c"), nullptr);
}

}  // namespace
}  // namespace yijian::cel
