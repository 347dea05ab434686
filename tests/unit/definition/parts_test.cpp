// Holes, references, constant guards and exits, each by itself.
#include <gtest/gtest.h>

#include "engine/definition/exits.h"
#include "engine/definition/guards.h"
#include "engine/definition/holes.h"
#include "engine/definition/references.h"
#include "tests/unit/definition/json_text.h"

namespace yijian::definition {
namespace {

TEST(Holes, AreFilledFromConstants) {
  const Value constants = json(
      R"J({"with": {"n": 3, "s": "x", "l": [1], "b": false, "m": {"zh": "甲"}, "cel": "a == 'b'"}})J");
  const struct {
    const char *written, *filled;
  } kRows[] = {
      {R"J({"a": "${with.n}"})J", R"J({"a": 3})J"},
      {R"J({"a": "n${with.n}-${with.s}"})J", R"J({"a": "n3-x"})J"},
      {R"J({"a": "${with.l}", "b": "${with.m}"})J", R"J({"a": [1], "b": {"zh": "甲"}})J"},
      {R"J({"a": "${with.b ? 1 : null}", "c": 1})J", R"J({"c": 1})J"},
      {R"J({"guard": "${with.cel}"})J", R"J({"guard": "a == 'b'"})J"},
      {R"J({"a": "${'}'}{"})J", R"J({"a": "}{"})J"},
      {R"J({"a": "${ {'k': with.s}.k }!"})J", R"J({"a": "x!"})J"},
      {R"J({"a": "$ {with.n} $"})J", R"J({"a": "$ {with.n} $"})J"},
      {R"J([{"each": "with.l", "id": "${each}"}])J", R"J([{"each": "with.l", "id": "${each}"}])J"},
  };
  for (const auto& row : kRows) {
    std::vector<Fault> faults;
    EXPECT_EQ(fill_holes(json(row.written), constants, faults), json(row.filled)) << row.written;
    EXPECT_TRUE(faults.empty()) << row.written;
  }
}

TEST(Holes, ThatCannotBeFilledAreToldWithTheirPointer) {
  const Value constants = json(R"J({"with": {"n": 3, "l": [1]}})J");
  const struct {
    const char *written, *code, *pointer;
  } kRows[] = {
      {R"J({"a": ["${with.m}"]})J", "bad_hole", "/a/0"},
      {R"J({"a": "${form.x}"})J", "bad_hole", "/a"},
      {R"J({"a": "x${with.l}"})J", "bad_hole", "/a"},
      {R"J({"a": "x${null}"})J", "bad_hole", "/a"},
      {R"J({"a": "x${with.n"})J", "bad_hole", "/a"},
      {R"J({"guard": "x == ${with.n}"})J", "hole_in_cel", "/guard"},
      {R"J({"data": {"a": "x + ${with.n}"}})J", "hole_in_cel", "/data/a"},
      {R"J({"type": "assign", "params": {"v": "1 + ${with.n}"}})J", "hole_in_cel", "/params/v"},
  };
  for (const auto& row : kRows) {
    std::vector<Fault> faults;
    fill_holes(json(row.written), constants, faults);
    ASSERT_EQ(faults.size(), 1U) << row.written;
    EXPECT_EQ(faults[0].code, row.code) << row.written;
    EXPECT_EQ(faults[0].pointer, row.pointer) << row.written;
  }
}

TEST(References, EnterPropertiesAndYieldToTheKeysBesideThem) {
  const Value dictionary = json(R"J({"fields": {
    "person": {"type": "object", "properties": {"name": {"type": "string", "maxLength": 5}}},
    "firm": {"type": "object", "properties": {"boss": {"$ref": "dictionary#person", "title": 1}}}
  }})J");
  const struct {
    const char *written, *resolved;
  } kRows[] = {
      {R"J({"$ref": "dictionary#person.name", "maxLength": 9})J",
       R"J({"type": "string", "maxLength": 9})J"},
      {R"J({"$ref": "dictionary#firm.boss.name"})J", R"J({"type": "string", "maxLength": 5})J"},
      {R"J({"type": "array", "items": {"$ref": "dictionary#person.name"}})J",
       R"J({"type": "array", "items": {"type": "string", "maxLength": 5}})J"},
      {R"J({"$ref": "dictionary#firm"})J",
       R"J({"type": "object", "properties": {"boss": {"type": "object", "title": 1,
            "properties": {"name": {"type": "string", "maxLength": 5}}}}})J"},
  };
  for (const auto& row : kRows) {
    std::vector<Fault> faults;
    EXPECT_EQ(resolve(json(row.written), dictionary, Section::fields, faults), json(row.resolved));
    EXPECT_TRUE(faults.empty()) << row.written;
  }
  for (const char* wrong : {"dictionary#", "dictionary#x", "dictionary#person.age", "other#person",
                            "dictionary#person.name.x", "dictionary#.person"}) {
    std::vector<Fault> faults;
    resolve(Map{{"$ref", wrong}}, dictionary, Section::fields, faults);
    ASSERT_EQ(faults.size(), 1U) << wrong;
    EXPECT_EQ(faults[0].code, "unknown_reference") << wrong;
    EXPECT_EQ(faults[0].pointer, "/$ref");
  }
}

TEST(References, ThatMultiplyAreStopped) {
  std::string text = R"J({"fields": {"f0": {"type": "string"})J";
  for (int i = 1; i < 30; ++i) {
    const std::string below = R"J({"$ref": "dictionary#f)J" + std::to_string(i - 1) + "\"}";
    text += ", \"f" + std::to_string(i) + R"J(": {"type": "object", "properties": {"a": )J" +
            below + ", \"b\": " + below + "}}";
  }
  std::vector<Fault> faults;
  resolve(Map{{"$ref", "dictionary#f29"}}, json(text + "}}"), Section::fields, faults);
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults[0].code, "too_many");
}

TEST(Guards, ThatAreConstantAreDecided) {
  const Value constants = json(R"J({"with": {"yes": true, "list": []}})J");
  const struct {
    const char *written, *decided;
  } kRows[] = {
      {R"J({"on": {"a": {"guard": "with.yes", "target": "x"}}})J",
       R"J({"on": {"a": {"target": "x"}}})J"},
      {R"J({"on": {"a": {"guard": "!with.yes", "target": "x"}}})J", R"J({"on": {}})J"},
      {R"J({"on": {"a": {"guard": "!with.yes && case.x", "target": "x"}}})J",
       R"J({"on": {"a": {"guard": "!with.yes && case.x", "target": "x"}}})J"},
      {R"J({"always": {"guard": "false", "target": "x"}})J", "{}"},
      {R"J({"after": {"1d": [{"guard": "size(with.list) > 0", "target": "x"}, {"target": "y"}]}})J",
       R"J({"after": {"1d": [{"target": "y"}]}})J"},
      {R"J({"on": {"a": [{"by": ["clerk"], "guard": "false", "target": "x"}, "y"]}})J",
       R"J({"on": {"a": [{"target": "y", "by": ["clerk"]}]}})J"},
      {R"J({"states": {"s": {"on": {"a": {"guard": "false"}}}}})J",
       R"J({"states": {"s": {"on": {}}}})J"},
      {R"J({"on": {"a": {}}})J", R"J({"on": {"a": {}}})J"},
  };
  for (const auto& row : kRows) {
    Moves moves;
    EXPECT_EQ(decide_guards(json(row.written), constants, moves), json(row.decided)) << row.written;
  }
  Moves moves;
  decide_guards(json(R"J({"on": {"a": [{"guard": "false"}, "x", "y"]}})J"), constants, moves);
  EXPECT_EQ(moves, (Moves{{"/on/a/0", "/on/a/1"}, {"/on/a/1", "/on/a/2"}}));
}

TEST(Exits, StandOnTheTopmostStatesThatMayLeave) {
  const Value machine = add_exits(json(R"J({"id": "m", "initial": "open", "states": {
    "open": {"initial": "draft", "states": {
      "draft": {"phase": "draft"}, "submitted": {"phase": "submitted"}}},
    "late": {"initial": "work", "states": {
      "work": {"phase": "accepted"}, "decided": {"phase": "decided"}}},
    "gone": {"phase": "withdrawn", "type": "final"}
  }})J"),
                                  false);
  const auto has = [&](const char* pointer) { return at_pointer(machine, pointer) != nullptr; };
  EXPECT_EQ(*at_pointer(machine, "/states/open/on/withdraw/target"), Value("#withdrawn"));
  EXPECT_TRUE(has("/states/open/on/void"));
  EXPECT_FALSE(has("/states/open/on/terminate"));  // a draft cannot be terminated
  EXPECT_TRUE(has("/states/open/states/submitted/on/terminate"));
  EXPECT_FALSE(has("/states/late/on"));
  EXPECT_TRUE(has("/states/late/states/work/on/withdraw"));
  EXPECT_TRUE(has("/states/late/states/work/on/parent.dismissed"));
  EXPECT_FALSE(has("/states/late/states/decided/on"));
  EXPECT_EQ(*at_pointer(machine, "/states/gone/id"), Value("withdrawn"));  // there is one: reused
  EXPECT_FALSE(has("/states/withdrawn"));
  EXPECT_TRUE(has("/states/voided"));
  EXPECT_TRUE(has("/states/terminated"));
}

TEST(Exits, ThatAMachineSpellsAreItsOwn) {
  const Value machine = add_exits(json(R"J({"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "on": {"withdraw": "left"}}, "work": {"phase": "submitted"},
    "left": {"phase": "withdrawn", "type": "final"}}})J"),
                                  false);
  EXPECT_EQ(at_pointer(machine, "/states/work/on/withdraw"), nullptr);
  EXPECT_NE(at_pointer(machine, "/states/work/on/parent.dismissed"), nullptr);
}

TEST(Exits, OfADutyAreVoidAndDismissalAlone) {
  const Value machine = add_exits(json(R"J({"id": "m", "initial": "work", "states": {
    "work": {}, "done": {"type": "final"}}})J"),
                                  true);
  EXPECT_EQ(at_pointer(machine, "/states/work/on")->map().size(), 2U);
  EXPECT_NE(at_pointer(machine, "/states/work/on/void"), nullptr);
  EXPECT_NE(at_pointer(machine, "/states/work/on/parent.dismissed"), nullptr);
  EXPECT_EQ(at_pointer(machine, "/states/done/on"), nullptr);
}

}  // namespace
}  // namespace yijian::definition
