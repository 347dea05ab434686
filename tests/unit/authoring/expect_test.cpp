#include "engine/authoring/expect.h"

#include <gtest/gtest.h>

#include "engine/authoring/actors.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

class Expectations : public testing::Test {
 protected:
  void SetUp() override {
    const Result<Value> machine = parse_json(
        R"({"id": "m", "initial": "a", "states": {"a": {"initial": "x", "states": {"x": {}, "done": {}}}, "b": {"initial": "y", "states": {"y": {}, "done": {"id": "end"}}}}})");
    Result<chart::Machine> compiled = chart::compile(*machine, {});
    ASSERT_TRUE(compiled);
    definition_.machine = std::move(*compiled);
    state_.active = {"", "a", "a.x"};
    state_.phase = law::Phase::accepted;
    state_.outcome = "granted";
    state_.department = "health";
    state_.tasks = {{"a.x", "reviewer", "health", {}, ""}};
    const Instant start = *parse_instant("2025-06-09 09:00");
    state_.clocks["promised"].clock =
        law::start_clock(start, {law::LimitUnit::workdays, 3}, calendar_);
    casework::TimerState timer;
    timer.id = "a.x:notice";
    timer.name = "notice";
    timer.clock = law::start_clock(start, {law::LimitUnit::workdays, 5}, calendar_);
    state_.timers[timer.id] = timer;
    state_.since[law::Phase::accepted] = start;
    state_.items["seal"] = {"opened", "S1.seal", 1, "decided", "denied", {}};
    state_.items["fund"] = {"notApplicable", "", 0, "", "", {}};
    state_.issued["business"] = Map{{"act", "change"}};
    seen_.subject = seen_.thing = &state_;
    seen_.definition = &definition_;
    seen_.calendar = &calendar_;
    seen_.now = *parse_instant("2025-06-11 10:00");
    seen_.events = {"acted.accept", "moved", "phase.accepted", "clock.started"};
    seen_.documents = {{"acceptance", {"受理日期为2025年6月9日。", "盖章"}}, {"deferral", {}}};
    seen_.linked_workflows = {{"supervision", "supervision"}};
    seen_.refusal = Error{"guard_false", "no", "", "", {"first"}, {{"/data/officers", "", ""}}};
    seen_.why = {"guard_false", "already_extended", "materials_missing"};
    seen_.credit = "clean";
  }

  bool holds(const char* then) const {
    std::vector<Fault> faults;
    const std::vector<Expectation> all = parse_expectations(*parse_json(then), "/t", faults);
    EXPECT_TRUE(faults.empty()) << then;
    EXPECT_FALSE(all.empty()) << then;
    for (const Expectation& one : all)
      if (check(one, seen_)) return false;
    return true;
  }

  law::WorkCalendar calendar_;
  definition::Definition definition_;
  casework::CaseState state_;
  Observed seen_;
};

TEST_F(Expectations, HoldOrNot) {
  const std::pair<const char*, bool> rows[] = {
      {R"({"phase": "accepted"})", true},
      {R"({"phase": "draft"})", false},
      {R"({"state": "x"})", true},
      {R"({"state": "a.x"})", true},
      {R"({"state": ["x"]})", true},
      {R"({"state": "a"})", false},
      {R"({"state": ["x", "y"]})", false},
      {R"({"outcome": "granted"})", true},
      {R"({"outcome": "denied"})", false},
      {R"({"tasks": {"x": "reviewer"}})", true},
      {R"({"tasks": {"x": "reviewer@health"}})", true},
      {R"({"tasks": {"x": "reviewer@tax"}})", false},
      {R"({"tasks": {"x": "clerk"}})", false},
      {R"({"tasks": {"y": "reviewer"}})", false},
      {R"({"due": {"promised": "2025-06-12", "notice": "2025-06-16"}})", true},
      {R"({"due": {"promised": "2025-06-13"}})", false},
      {R"({"due": {"statutory": "2025-06-12"}})", false},
      {R"({"provisional": {"promised": true}})", true},
      {R"({"provisional": {"promised": false}})", false},
      {R"({"used": {"promised": 1}})", true},
      {R"({"used": {"promised": 2}})", false},
      {R"({"light": {"promised": "green"}})", true},
      {R"({"light": {"promised": "red"}})", false},
      {R"({"since": {"accepted": "2025-06-09"}})", true},
      {R"({"since": {"accepted": "2025-06-10"}})", false},
      {R"({"since": {"closed": "2025-06-09"}})", false},
      {R"({"items": {"seal": "denied", "fund": "notApplicable"}})", true},
      {R"({"items": {"seal": "decided"}})", true},
      {R"({"items": {"seal": "granted"}})", false},
      {R"({"items": {"tax": "granted"}})", false},
      {R"({"cases": {"supervision": "supervision"}})", true},
      {R"({"cases": {"verification": "x"}})", false},
      {R"({"documents": ["acceptance"]})", true},
      {R"({"documents": ["acceptance", "deferral"]})", true},
      {R"({"documents": ["deferral", "acceptance"]})", false},
      {R"({"documents": [{"id": "acceptance", "says": ["2025年6月9日", "盖章"]}, "deferral"]})",
       true},
      {R"({"documents": [{"id": "acceptance", "says": ["6月9日。\n盖章"]}]})", true},
      {R"({"documents": [{"id": "acceptance", "says": ["6月9日", "6月10日"]}]})", false},
      {R"({"documents": [{"id": "deferral", "says": ["盖章"]}]})", false},
      {R"({"documents": [{"id": "grant", "says": ["盖章"]}]})", false},
      {R"({"licence": "business"})", true},
      {R"({"licence": null})", false},
      {R"({"licence": "food"})", false},
      {R"({"credit": "clean"})", true},
      {R"({"credit": "barred"})", false},
      {R"({"events": ["acted.accept", "clock.started"]})", true},
      {R"({"events": ["clock.started", "acted.accept"]})", false},
      {R"({"refused": "guard_false", "names": ["first", "officers"]})", true},
      {R"({"refused": "guard_error"})", false},
      {R"({"names": ["second"]})", false},
      {R"({"why": ["guard_false", "materials_missing"]})", true},
      {R"({"why": ["materials_missing", "guard_false"]})", false},
      {R"({"why": ["deferred_open"]})", false},
  };
  for (const auto& [then, expected] : rows) EXPECT_EQ(holds(then), expected) << then;
}

TEST_F(Expectations, AWrongDueExplainsItsCounting) {
  std::vector<Fault> faults;
  const Value then = *parse_json(R"({"due": {"promised": "2025-06-11"}})");
  const auto mismatch = check(parse_expectations(then, "/t", faults).front(), seen_);
  ASSERT_TRUE(mismatch);
  EXPECT_EQ(mismatch->got, "2025-06-12");
  EXPECT_EQ(mismatch->note, "counted 06-10 06-11 06-12");
}

TEST_F(Expectations, ARevokedLicenceIsNotHeld) {
  state_.issued["business"] = Map{{"act", "revoke"}};
  EXPECT_TRUE(holds(R"({"licence": null})"));
  EXPECT_FALSE(holds(R"({"licence": "business"})"));
}

TEST_F(Expectations, AnAmbiguousLastPartNamesNoState) {
  EXPECT_FALSE(names_state(definition_.machine, "a.done", "done"));
  EXPECT_TRUE(names_state(definition_.machine, "a.done", "a.done"));
  EXPECT_TRUE(names_state(definition_.machine, "b.done", "end"));
  EXPECT_FALSE(names_state(definition_.machine, "a.done", "end"));
}

TEST_F(Expectations, ActorsAreStableAndDepartmentsFollowTheTask) {
  const Value applicant = Map{{"type", "enterprise"}, {"name", "甲"}, {"id", "91"}};
  const casework::Actor reviewer = actor_from("reviewer", state_, applicant);
  EXPECT_EQ(reviewer.department, "health");
  EXPECT_EQ(reviewer.id, actor_from("reviewer", state_, applicant).id);
  EXPECT_NE(reviewer.id, actor_from("approver", state_, applicant).id);
  EXPECT_EQ(actor_from("reviewer/zhang", state_, applicant).id,
            actor_from("approver/zhang", state_, applicant).id);
  EXPECT_EQ(actor_from("clerk@tax/li", state_, applicant).department, "tax");
  EXPECT_EQ(actor_from("applicant", state_, applicant).party, "91");
}

}  // namespace
}  // namespace yijian::authoring
