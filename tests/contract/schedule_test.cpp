// Cases that schedules begin, over every store: on their day, once, whatever happens.
#include "storage/writer/case_id.h"
#include "storage/writer/schedules.h"
#include "storage/writer/verify.h"
#include "tests/contract/registers.h"
#include "tests/contract/writer_world.h"

namespace yijian::storage {
namespace {

constexpr const char* kSweep = R"({ "id": "sweep", "version": "1.0.0", "kind": "duty",
  "title": {"zh": "清欠", "en": "Sweep"}, "basis": [{"law": "样例", "article": "一", "sample": true}],
  "schedule": {"every": "month", "on": "1d", "each": "registry:departments",
    "department": "each.department"},
  "machine": {"id": "m", "initial": "open", "states": {
    "open": {"task": "clerk", "on": {"report": "done"}},
    "done": {"type": "final", "outcome": "done"}}} })";

const casework::Bundles& sweep_bundles() {
  static const casework::Bundles kBundles = [] {
    casework::Bundles bundles;
    const definition::Library library = definition::load({{"sweep/workflow.json", kSweep}});
    for (const definition::Problem& problem : library.problems)
      ADD_FAILURE() << problem.place << " " << problem.code;
    for (const auto& bundle : library.bundles) bundles.add_current(bundle);
    return bundles;
  }();
  return kBundles;
}

class ScheduleContract : public ::testing::TestWithParam<MakeBackend> {
 protected:
  void SetUp() override {
    for (const char* id : {"housing", "water", "works"})
      registers_.tell("departments", element(id), Map{{"department", id}});
  }
  static std::string element(const std::string& department) { return "no-" + department; }
  void start(bool group = true) {
    writer_.reset();
    storage::Setup setup{backend_->store(), backend_->queries(), clock_, registers_,
                         sweep_bundles()};
    setup.entropy = [](size_t n) { return std::string(n, 'e'); };
    setup.options.threaded = false;
    setup.options.group = group;
    setup.options.max_batch = 2;  // so that a round needs several
    setup.fatal = [](const Error&) {};
    writer_ = std::make_unique<Writer>(std::move(setup));
  }
  void advance(const char* to) {
    const Status done = writer_->advance(*parse_instant(to));
    ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;
  }
  std::vector<std::string> cases() { return *backend_->queries().case_ids("", 100); }
  static std::string id_of(const char* department, const char* day) {
    return scheduled_case_id("sweep", element(department), start_of(*parse_day(day)));
  }

  std::unique_ptr<Backend> backend_ = GetParam()();
  Registers registers_;
  ManualClock clock_{*parse_instant("2025-06-09 09:00")};
  std::unique_ptr<Writer> writer_;
};
INSTANTIATE_TEST_SUITE_P(Stores, ScheduleContract, ::testing::Values(make_memory, make_sqlite));

TEST_P(ScheduleContract, OnItsDayEveryElementHasItsCase) {
  start();
  advance("2025-06-30 23:59");
  EXPECT_TRUE(cases().empty());
  advance("2025-07-01 00:00");
  ASSERT_EQ(cases().size(), 3U);
  const auto state = writer_->view(id_of("housing", "2025-07-01"));
  ASSERT_TRUE(state && *state);
  EXPECT_EQ((*state)->origin, "schedule");
  EXPECT_EQ((*state)->department, "housing");
  EXPECT_EQ((*state)->element, "no-housing");
  EXPECT_EQ((*state)->effective, *parse_instant("2025-07-01 00:00"));
  EXPECT_EQ(registers_.entry(kScheduleRegister, "sweep").member("cases"), Value(int64_t{3}));
  advance("2025-07-31 23:59");
  EXPECT_EQ(cases().size(), 3U);
  advance("2025-08-01 12:00");
  EXPECT_EQ(cases().size(), 6U);
}

TEST_P(ScheduleContract, AnOccasionMissedIsMadeUpFor) {
  start();
  advance("2025-06-10 09:00");  // known since then, and kept
  writer_.reset();
  backend_->reopen();
  registers_.restore(backend_->store());
  clock_.set(*parse_instant("2025-08-03 15:00"));
  start();
  advance("2025-08-03 15:00");
  ASSERT_EQ(cases().size(), 6U) << "July and August, each once";
  const auto state = writer_->view(id_of("water", "2025-07-01"));
  ASSERT_TRUE(state && *state);
  EXPECT_EQ((*state)->effective, *parse_instant("2025-07-01 00:00"));
  EXPECT_EQ((*state)->at, *parse_instant("2025-08-03 15:00"));
}

TEST_P(ScheduleContract, AScheduleIsNotOlderThanTheNode) {
  start();
  advance("2025-06-09 09:00");
  EXPECT_EQ(registers_.entry(kScheduleRegister, "sweep").text("since"),
            "2025-06-09T09:00:00.000+08:00");
  EXPECT_TRUE(cases().empty()) << "June 1 was before";
}

// Whatever a round had done when it was cut short stands, and is not done again.
TEST_P(ScheduleContract, ARoundCutShortIsEndedAfterwards) {
  start();
  advance("2025-06-30 00:00");
  advance("2025-07-01 00:00");
  const std::vector<std::string> before = cases();
  // The note of the round is lost, as if the process had died before it.
  registers_.tell(kScheduleRegister, "sweep", Map{{"since", "2025-06-30T00:00:00.000+08:00"}});
  registers_.tell("departments", "zoo", Map{{"department", "zoo"}});
  start(/*group=*/false);
  advance("2025-07-01 01:00");
  EXPECT_EQ(cases().size(), before.size() + 1) << "only the new element's";
  for (const std::string& id : before) EXPECT_EQ(backend_->queries().steps(id)->size(), 1U);
  EXPECT_EQ(registers_.entry(kScheduleRegister, "sweep").member("cases"), Value(int64_t{4}));
}

TEST_P(ScheduleContract, ARowThatIsNoGoodIsToldAndStopsNoOther) {
  registers_.tell("departments", "broken", Map{{"name", "no department"}});
  start();
  advance("2025-06-30 00:00");
  advance("2025-07-01 00:00");
  EXPECT_EQ(cases().size(), 3U);
  const Value entry = registers_.entry(kScheduleRegister, "sweep");
  EXPECT_EQ(entry.member("cases"), Value(int64_t{3}));
  ASSERT_EQ(entry.member("refused").list().size(), 1U);
  EXPECT_EQ(entry.member("refused").list()[0].text("code"), "invalid_data");
  EXPECT_EQ(entry.member("refused").list()[0].text("pointer"), "/schedule/department");
  EXPECT_EQ(entry.member("refused").list()[0].member("row"), Value(int64_t{1}));
}

TEST_P(ScheduleContract, WhatIsWrittenProvesItself) {
  start();
  advance("2025-06-30 00:00");
  advance("2025-07-01 00:00");
  for (const std::string& id : cases()) {
    const auto found = verify_case(backend_->queries(), id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->empty());
    const auto steps = backend_->queries().steps(id);
    ASSERT_TRUE(steps);
    EXPECT_EQ((*steps)[0].step.body.find("no-"), std::string::npos);
    EXPECT_NE((*steps)[0].step.body.find("\"element\":{\"$sm3\""), std::string::npos)
        << "an element's id may be a person's";
  }
}

}  // namespace
}  // namespace yijian::storage
