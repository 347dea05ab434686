// Dues computed anew when the node begins with another calendar, over every store (R-CLOCK-07):
// once for each open case, whatever cuts it short.
#include "storage/writer/recomputing.h"

#include "storage/writer/case_id.h"
#include "storage/writer/verify.h"
#include "tests/contract/registers.h"
#include "tests/contract/writer_world.h"

namespace yijian::storage {
namespace {

constexpr const char* kDuty = R"({ "id": "sweep", "version": "1.0.0", "kind": "duty",
  "title": {"zh": "清欠", "en": "Sweep"}, "basis": [{"law": "样例", "article": "一", "sample": true}],
  "schedule": {"every": "year", "on": "360d", "each": "registry:departments",
    "department": "each.department"},
  "machine": {"id": "m", "initial": "open", "states": {
    "open": {"task": "clerk", "limit": "5wd", "on": {"report": "done"}},
    "done": {"type": "final", "outcome": "done"}}} })";

const casework::Bundles& duty_bundles() {
  static const casework::Bundles kBundles = [] {
    casework::Bundles bundles;
    const definition::Library library = definition::load({{"sweep/workflow.json", kDuty}});
    for (const definition::Problem& problem : library.problems)
      ADD_FAILURE() << problem.place << " " << problem.code;
    for (const auto& bundle : library.bundles) bundles.add_current(bundle);
    return bundles;
  }();
  return kBundles;
}

law::WorkCalendar weekends() { return {}; }
// New Year's day to the 3rd are free, Sunday the 4th is worked.
law::WorkCalendar notice_of_2026() {
  const auto json = parse_json(R"({"year": 2026, "holidays": ["2026-01-01", "2026-01-02",
    "2026-01-03"], "workdays": ["2026-01-04"]})");
  return law::WorkCalendar({*law::parse_year_notice(*json)});
}

// The process dies at the n-th commit to come, and what was to be committed is lost.
class DyingStore : public MemoryStore {
 public:
  int commits_left = -1;
  Status commit() override {
    if (commits_left >= 0 && commits_left-- == 0) return Error{.code = "store_broken"};
    return MemoryStore::commit();
  }
  int loaded = 0, pages = 0;
  std::string corrupt;  // a case that cannot be read
  Result<std::vector<casework::SealedStep>> load(std::string_view case_id) override {
    ++loaded;
    if (case_id == corrupt) return Error{.code = "store_corrupt", .detail = "by this test"};
    return MemoryStore::load(case_id);
  }
  Result<casework::Page<casework::HeadRow>> cases(const casework::CaseFilter& filter) override {
    ++pages;
    return MemoryStore::cases(filter);
  }
};

// A year's duties, one for each department, opened on December 26 by weekends alone.
class Node {
 public:
  Node(casework::Store& store, casework::Queries& queries) : store_(store), queries_(queries) {}

  void begin(const law::WorkCalendar& calendar, size_t max_batch = 128) {
    writer.reset();
    store_.rollback();
    Setup setup{store_, queries_, clock, registers, duty_bundles()};
    setup.calendar = calendar;
    setup.entropy = [](size_t n) { return std::string(n, 'e'); };
    setup.options.threaded = false;
    setup.options.max_batch = max_batch;
    setup.options.rehearsal = true;
    setup.fatal = [](const Error&) {};
    writer = std::make_unique<Writer>(std::move(setup));
  }
  void advance(const char* to) {
    const Status done = writer->advance(*parse_instant(to));
    EXPECT_TRUE(done) << done.error().code << " " << done.error().detail;
  }
  void open(int departments) {
    for (int i = 0; i < departments; ++i)
      registers.tell("departments", "no-" + std::to_string(1000 + i),
                     Map{{"department", "d" + std::to_string(1000 + i)}});
    begin(weekends());
    advance("2025-12-25 09:00");
    advance("2025-12-26 09:00");
  }
  static std::string id_of(int i) {
    return scheduled_case_id("sweep", "no-" + std::to_string(1000 + i),
                             *parse_instant("2025-12-26 00:00"));
  }
  StateRef state(int i) { return *writer->view(id_of(i)); }
  std::string due(int i) {
    const StateRef stands = state(i);
    for (const auto& [name, one] : stands->clocks) return format_day(law::last_day(one.clock.due));
    return "";
  }
  Result<casework::Answer> report(int i) {
    casework::Envelope envelope;
    envelope.command = casework::Act{.action = "report", .task = "", .data = Map{}, .opinion = ""};
    envelope.actor = actor("clerk");
    envelope.actor->department = "d" + std::to_string(1000 + i);
    std::optional<Result<casework::Answer>> answer;
    writer->submit(id_of(i), envelope, [&](Result<casework::Answer> said) { answer = said; });
    if (!answer) return Error{.code = "unanswered"};
    return *answer;
  }
  // How often the case was computed anew, by its record.
  int64_t computed(int i) {
    int64_t times = 0;
    const auto steps = queries_.steps(id_of(i));
    for (const casework::StoredStep& step : *steps)
      if (step.step.body.find("\"type\":\"calendar.changed\"") != std::string::npos) ++times;
    return times;
  }
  Value entry() { return registers.entry(kCalendarRegister, kRecomputed); }
  void expect_proven(int i) {
    const auto found = verify_case(queries_, id_of(i));
    ASSERT_TRUE(found);
    for (const Finding& finding : *found) ADD_FAILURE() << finding.column << " " << finding.detail;
  }

  Registers registers;
  ManualClock clock{*parse_instant("2025-12-25 09:00")};
  std::unique_ptr<Writer> writer;

 private:
  casework::Store& store_;
  casework::Queries& queries_;
};

class RecomputingContract : public ::testing::TestWithParam<MakeBackend> {
 protected:
  std::unique_ptr<Backend> backend_ = GetParam()();
  Node node_{backend_->store(), backend_->queries()};
};
INSTANTIATE_TEST_SUITE_P(Stores, RecomputingContract, ::testing::Values(make_memory, make_sqlite));

TEST_P(RecomputingContract, EveryOpenCaseHasOneStepAndAClosedOneNone) {
  node_.open(5);
  EXPECT_EQ(node_.due(0), "2026-01-02");
  ASSERT_TRUE(node_.report(4));
  const int64_t closed = node_.state(4)->n;
  node_.begin(notice_of_2026());
  node_.advance("2025-12-26 10:00");
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(node_.due(i), "2026-01-05");
    EXPECT_EQ(node_.computed(i), 1);
    node_.expect_proven(i);
  }
  EXPECT_EQ(node_.state(4)->n, closed);
  EXPECT_EQ(node_.entry().member("done"), Value(true));
  EXPECT_EQ(node_.entry().member("cases"), Value(int64_t{4}));
  EXPECT_EQ(node_.entry().text("calendar"), notice_of_2026().digest());
  node_.advance("2026-01-05 23:59");
  EXPECT_FALSE(node_.state(0)->clocks.begin()->second.passed);
  node_.advance("2026-01-06 00:00");
  EXPECT_TRUE(node_.state(0)->clocks.begin()->second.passed);
}

TEST_P(RecomputingContract, WhatIsKnownAfterARestartIsInTheStore) {
  node_.open(2);
  node_.begin(notice_of_2026());
  node_.advance("2025-12-26 10:00");
  bool kept = false;
  const auto entries = backend_->store().entries();
  for (const casework::Store::StoredEntry& entry : *entries)
    if (entry.name == kCalendarRegister && entry.key == kRecomputed)
      kept = parse_json(entry.text)->text("calendar") == notice_of_2026().digest();
  EXPECT_TRUE(kept);
}

// The node was down when its stored due passed; the calendar that it begins with says later.
TEST_P(RecomputingContract, ADueThatTheNewCalendarPutsOffDoesNotFire) {
  node_.open(1);
  node_.clock.set(*parse_instant("2026-01-05 09:00"));
  node_.begin(notice_of_2026());
  node_.advance("2026-01-05 09:00");
  EXPECT_FALSE(node_.state(0)->clocks.begin()->second.passed);
  EXPECT_EQ(node_.due(0), "2026-01-05");
  node_.advance("2026-01-06 00:00");
  EXPECT_TRUE(node_.state(0)->clocks.begin()->second.passed);
  node_.expect_proven(0);
}

// More cases than a page, and one batch does not reach the oldest: its person is not kept waiting,
// nor judged by the old dues.
TEST_P(RecomputingContract, ACommandFindsItsCaseComputedAnew) {
  constexpr int kCases = 230;
  node_.open(kCases);
  node_.begin(notice_of_2026(), 8);
  ASSERT_TRUE(node_.report(0));
  EXPECT_EQ(node_.computed(0), 1);
  const auto steps = backend_->queries().steps(Node::id_of(0));
  ASSERT_GE(steps->size(), 3U);
  EXPECT_NE((*steps)[steps->size() - 2].step.body.find("calendar.changed"), std::string::npos);
  for (int i = 1; i < kCases; ++i) EXPECT_EQ(node_.computed(i), 1) << i;
  EXPECT_EQ(node_.entry().member("done"), Value(true));
}

// --- Cut short, and what it reads; over the store in memory, which can be made to fail.

TEST(Recomputing, CutShortAnywhereItIsGoneOnWithAndNoCaseIsDoneTwice) {
  constexpr int kCases = 210;
  for (int commits = 0; commits < 60; commits += 3) {
    DyingStore store;
    Node node(store, store);
    node.open(kCases);
    store.commits_left = commits;
    node.begin(notice_of_2026(), 16);
    (void)node.writer->advance(*parse_instant("2025-12-26 10:00"));
    store.commits_left = -1;
    node.begin(notice_of_2026(), 16);
    node.advance("2025-12-26 11:00");
    for (int i = 0; i < kCases; ++i)
      ASSERT_EQ(node.computed(i), 1) << "case " << i << ", " << commits << " commits";
    ASSERT_EQ(node.entry().member("done"), Value(true));
  }
}

TEST(Recomputing, TheSameCalendarCostsNothing) {
  DyingStore store;
  Node node(store, store);
  node.open(20);
  ASSERT_TRUE(node.report(3));
  node.begin(notice_of_2026());
  store.loaded = store.pages = 0;
  node.advance("2025-12-26 10:00");
  EXPECT_EQ(store.loaded, 19) << "of the cases the open ones alone are read";
  node.begin(notice_of_2026());
  store.loaded = store.pages = 0;
  node.advance("2025-12-26 11:00");
  EXPECT_EQ(store.loaded, 0);
  EXPECT_EQ(store.pages, 0);
}

TEST(Recomputing, ACaseThatCannotBeReadStopsNoOther) {
  DyingStore store;
  Node node(store, store);
  node.open(3);
  store.corrupt = Node::id_of(1);
  node.begin(notice_of_2026());
  node.advance("2025-12-26 10:00");
  EXPECT_EQ(node.computed(0), 1);
  EXPECT_EQ(node.computed(1), 0);
  EXPECT_EQ(node.computed(2), 1);
  EXPECT_EQ(node.entry().member("done"), Value(true));
}

}  // namespace
}  // namespace yijian::storage
