// The types that expressions are checked against when a definition is loaded are those of the
// values that a case gives them.
#include "engine/definition/check_types.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

using cel::TypeKind;

bool is_kind_of(const cel::Type& type, const Value& value) {
  if (type.is_dyn()) return true;
  if (type.is(TypeKind::number) || type.is(TypeKind::whole))
    return value.is_int() || value.kind() == Value::Kind::real;
  if (type.is(TypeKind::record) || type.is(TypeKind::map)) return value.is_map();
  return cel::type_of(value).kind == type.kind;
}

// Every member of the value is known, of the type that is known of it, and there unless it may be
// absent; `whole` tells whether the latter is asked (forms of drafts have gaps).
void expect_typed(const cel::Type& type, const Value& value, const std::string& path, bool whole) {
  EXPECT_TRUE(is_kind_of(type, value)) << path << " is no " << cel::title_of(type);
  if (type.is(TypeKind::list) && type.element && value.is_list())
    for (const Value& element : value.list()) expect_typed(*type.element, element, path, whole);
  if (!type.is(TypeKind::record) || !value.is_map()) return;
  for (const Map::Entry& entry : value.map()) {
    const cel::KnownField* field = type.fields->find(entry.name());
    if (field != nullptr)
      expect_typed(field->type, entry.value, path + "." + entry.name(), whole);
    else
      EXPECT_TRUE(type.fields->is_open) << path << "." << entry.name() << " is not known";
  }
  if (!whole) return;
  for (const cel::KnownField& field : type.fields->fields)
    EXPECT_TRUE(field.may_be_absent || field.name == "missing" || value.find(field.name) != nullptr)
        << path << "." << field.name << " is absent";
}

// What comes and goes with the case's course, and what is of another shape.
bool comes_and_goes(const std::string& name) {
  return name == "acts" || name == "materials" || name == "items" || name == "facts";
}

void expect_names_typed(const Office& office, const std::string& id) {
  const CaseState& state = office.at(id);
  const definition::Bundle& bundle = *office.bundles.for_digest(state.bundle);
  const definition::Definition& made = *bundle.find(state.workflow);
  const Reading reading{bundle, made, state, nullptr};
  const CaseScope scope(reading);
  const cel::Record names = definition::names_of(made, definition::Units{});
  for (const cel::KnownField& name : names.fields) {
    const std::optional<Value> value = scope.find(name.name);
    ASSERT_TRUE(value) << name.name;
    expect_typed(name.type, *value, name.name, !comes_and_goes(name.name));
  }
}

TEST(ExpressionNames, AreOfTheTypesThatTheCheckerTakesThemFor) {
  Office office("2025-09-22 10:00");
  const std::string id = *office.open("permit-drugs-new", Office::tea_form());
  const std::string department = office.at(id).department;
  const auto staff = [&](const std::string& role) { return office.staff(role, department); };
  expect_names_typed(office, id);
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  EXPECT_DONE(office.act(id, staff("clerk"), "forward"));
  EXPECT_DONE(office.act(id, staff("clerk"), "defer", Map{{"material", "premises"}}));
  EXPECT_DONE(office.act(id, staff("clerk"), "accept"));
  expect_names_typed(office, id);
  EXPECT_DONE(office.act(id, Office::applicant(), "supply",
                         Map{{"material", "premises"}, {"digest", std::string(64, 'a')}}, ""));
  EXPECT_DONE(office.act(id, staff("reviewer"), "suspend",
                         Map{{"procedure", "hearing"}, {"days", "12wd"}}, "第三人申请听证"));
  expect_names_typed(office, id);
  EXPECT_DONE(office.act(id, staff("reviewer"), "resume", Map{}, "笔录已归档"));
  EXPECT_DONE(office.act(id, staff("reviewer"), "conclude", Map{}, "符合条件"));
  EXPECT_DONE(office.act(id, staff("approver"), "grant"));
  expect_names_typed(office, id);
}

TEST(ExpressionNames, OfAThingAreTypedTooAndItsUnansweredQuestionHasItsDefault) {
  Office office("2025-09-22 10:00");
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id = *office.open("enterprise-info-change", form);
  EXPECT_EQ(*office.at(id).guide.find("changes"), Value(List{}));
  expect_names_typed(office, id);
}

}  // namespace
}  // namespace yijian::casework
