// Another calendar: what is open is computed anew, what has run out is told and not undone.
#include "engine/casework/recalendar.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

// A permit filed in the last days of 2025, when nobody knows the holidays of 2026.
class Recalendared : public ::testing::Test {
 protected:
  void file(bool with_paper = true) {
    office_.calendar = shipped_calendar({2025});
    id_ = *office_.open("permit-drugs-new", Office::tea_form());
    if (with_paper)
      EXPECT_DONE(office_.act(id_, Office::applicant(), "supply", Map{{"material", "premises"}}));
    EXPECT_DONE(office_.act(id_, Office::applicant(), "submit"));
    EXPECT_DONE(office_.act(id_, staff("clerk"), "forward"));
  }
  void know_2026() { office_.calendar = shipped_calendar({2025, 2026}); }
  Actor staff(const std::string& role) const {
    return office_.staff(role, office_.at(id_).department);
  }
  const CaseState& state() const { return office_.at(id_); }
  StepDraft last() const {
    const SealedStep& step = office_.log.at(id_).back();
    return open_step(step.body, step.priv)->draft;
  }
  const CalendarChanged& changed() {
    last_ = last();
    return std::get<CalendarChanged>(last_.events.front().event);
  }
  bool is_flagged() const {
    return std::any_of(state().tasks.begin(), state().tasks.end(),
                       [](const TaskState& task) { return task.state == kIncidentTask; });
  }

  Office office_{"2025-12-26 10:00"};
  std::string id_;
  StepDraft last_;
};

TEST_F(Recalendared, OneStepNamesTheRuleTheCalendarAndEveryDueThatChanges) {
  file();
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  know_2026();
  const int64_t n = state().n;
  EXPECT_DONE(office_.recalendar(id_));
  EXPECT_EQ(state().n, n + 1);
  EXPECT_EQ(office_.due(id_, "promised"), "2026-01-05");
  EXPECT_EQ(office_.due(id_, "statutory"), "2026-01-26");
  EXPECT_FALSE(state().clocks.at("statutory").clock.provisional);
  const StepDraft step = last();
  EXPECT_EQ(step.rule, "R-CLOCK-07");
  EXPECT_EQ(step.calendar, office_.calendar.digest());
  EXPECT_EQ(step.command_type, "recalendar");
  EXPECT_FALSE(step.actor);
  EXPECT_EQ(step.events.size(), 1U) << "nothing had run out";
  EXPECT_EQ(changed().clocks.size(), 2U);
}

TEST_F(Recalendared, WhereNothingChangesThereIsNoStep) {
  file();
  EXPECT_SAID(office_.recalendar(id_), "calendar_unchanged");
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  const CaseState before = state();
  EXPECT_SAID(office_.recalendar(id_), "calendar_unchanged");
  EXPECT_TRUE(state() == before);
}

TEST_F(Recalendared, AClockThatIsPausedHasItsNewDueAndStaysPaused) {
  file();
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  EXPECT_DONE(office_.act(id_, staff("reviewer"), "suspend",
                          Map{{"procedure", "hearing"}, {"days", "3wd"}}));
  ASSERT_FALSE(state().clocks.at("statutory").clock.running);
  EXPECT_EQ(office_.due(id_, "announced"), "2025-12-31");
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  EXPECT_FALSE(state().clocks.at("statutory").clock.running);
  EXPECT_EQ(office_.due(id_, "statutory"), "2026-01-26");
  EXPECT_TRUE(changed().timers.empty()) << "three days of 2025 are what they were";
}

TEST_F(Recalendared, WhatRanOutTooEarlyIsToldOnceAndStands) {
  file(false);
  office_.advance("2026-01-04 09:00");
  ASSERT_EQ(office_.phase(id_), "accepted");
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  ASSERT_EQ(changed().early_timers.size(), 1U);
  EXPECT_EQ(changed().early_timers[0].name, "pending.submitted:notice");
  EXPECT_EQ(format_day(law::last_day(changed().early_timers[0].clock.due)), "2026-01-05");
  EXPECT_TRUE(is_flagged());
  EXPECT_EQ(office_.phase(id_), "accepted");
  EXPECT_EQ(state().since.at(law::Phase::accepted), *parse_instant("2025-12-26 10:00"));
  EXPECT_DONE(office_.act(id_, staff("supervisor"), "resolve"));
  office_.calendar = law::WorkCalendar();  // no notice at all, and then all of them again
  EXPECT_DONE(office_.recalendar(id_));
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  EXPECT_TRUE(changed().early_timers.empty());
  EXPECT_FALSE(is_flagged());
}

TEST_F(Recalendared, ALimitThatHasPassedIsFlaggedAndDoesNotPassAgain) {
  file();
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  office_.advance("2026-01-03 09:00");
  ASSERT_TRUE(state().clocks.at("promised").passed);
  ASSERT_TRUE(state().linked.contains(std::string(kSupervision)));
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  ASSERT_EQ(changed().early_clocks.size(), 1U);
  EXPECT_EQ(changed().early_clocks[0].name, "promised");
  EXPECT_EQ(law::light(state().clocks.at("promised").clock, office_.now), law::Light::green)
      << "the light is the calendar's";
  EXPECT_TRUE(is_flagged());
  const int64_t n = state().n;
  office_.advance("2026-01-07 09:00");
  EXPECT_EQ(state().n, n) << "its passing has been noted";
}

TEST_F(Recalendared, OneThatPassedRightlyIsNotFlagged) {
  office_.now = *parse_instant("2026-02-24 10:00");
  file();
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  office_.advance("2026-03-04 00:00");
  ASSERT_TRUE(state().clocks.at("promised").passed);
  know_2026();  // March 2 already, for February 28 was worked
  EXPECT_DONE(office_.recalendar(id_));
  EXPECT_TRUE(changed().early_clocks.empty());
  EXPECT_FALSE(is_flagged());
}

TEST_F(Recalendared, OnesOwnActIsStillTakenBackAndTheDuesAreTheNewOnes) {
  file();
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  EXPECT_DONE(office_.act(id_, staff("reviewer"), "conclude"));
  know_2026();
  EXPECT_DONE(office_.recalendar(id_));
  const Instant firm = state().firm;
  EXPECT_DONE(office_.act(id_, staff("reviewer"), "retract"));
  EXPECT_EQ(state().tasks.front().role, "reviewer");
  EXPECT_EQ(office_.due(id_, "promised"), "2026-01-05");
  EXPECT_EQ(office_.due(id_, "statutory"), "2026-01-26");
  EXPECT_LE(state().firm, firm) << "a calendar moves no case";
  EXPECT_SAID(office_.recalendar(id_), "calendar_unchanged");
}

TEST_F(Recalendared, WhatIsOwedComesInTheOrderOfTheLaw) {
  file(false);
  const Instant at = *parse_instant("2026-01-03 00:00");
  EXPECT_TRUE(std::holds_alternative<Wake>(*owed(state(), at, office_.calendar, true)));
  EXPECT_FALSE(owed(state(), Instant{at.ms - 1}, office_.calendar, true));
  know_2026();
  EXPECT_TRUE(std::holds_alternative<Recalendar>(*owed(state(), at, office_.calendar, false)))
      << "the calendar in force sets it for another day";
  const Instant before{at.ms - 1};
  EXPECT_FALSE(owed(state(), before, office_.calendar, false));
  EXPECT_TRUE(std::holds_alternative<Recalendar>(*owed(state(), before, office_.calendar, true)));
}

}  // namespace
}  // namespace yijian::casework
