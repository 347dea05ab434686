// The contract of Queries, run against every store there is.
#include <algorithm>

#include "engine/law/phase.h"
#include "tests/contract/store_case.h"

namespace yijian::storage {
namespace {

using casework::Append;
using casework::CaseFilter;
using casework::TaskFilter;
using Names = std::vector<std::string>;

class QueriesContract : public ::testing::TestWithParam<NamedBackend> {
 protected:
  casework::Queries& queries() { return backend_->queries(); }
  void commit(const std::vector<Append>& appends) {
    ASSERT_TRUE(backend_->store().begin());
    for (const Append& append : appends) ASSERT_TRUE(backend_->store().append(append));
    ASSERT_TRUE(backend_->store().commit());
  }
  // Every page of the filter, page by page.
  Names all_cases(CaseFilter filter) {
    Names ids;
    while (true) {
      const auto page = queries().cases(filter);
      ENSURE(page && page->rows.size() <= filter.limit);
      for (const auto& row : page->rows) ids.push_back(row.id);
      if (page->next.empty()) return ids;
      filter.after = page->next;
    }
  }
  Names all_tasks(TaskFilter filter) {
    Names names;
    while (true) {
      const auto page = queries().tasks(filter);
      ENSURE(page && page->rows.size() <= filter.limit);
      for (const auto& hit : page->rows) names.push_back(hit.head.id + ":" + hit.task.task);
      if (page->next.empty()) return names;
      filter.after = page->next;
    }
  }
  std::unique_ptr<Backend> backend_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, QueriesContract, ::testing::ValuesIn(kBackends),
                         [](const auto& made) { return std::string(made.param.name); });

Append with_phase(const std::string& id, const std::string& phase) {
  Append append = step_of(id, 1);
  append.rows.head.phase = phase;
  return append;
}

TEST_P(QueriesContract, AHeadComesBackWithEveryColumn) {
  Append a = step_of("a", 1);
  casework::HeadRow& head = a.rows.head;
  head.workflow = "w", head.title = "t", head.phase = "decided", head.outcome = "granted";
  head.department = "d", head.opener = "o", head.paused = head.restricted = true;
  head.yellow = Instant{3}, head.due = Instant{-4}, head.opened = Instant{5};
  commit({a});
  EXPECT_EQ(queries().head("a")->value(), head);
  Append next = step_of("a", 2);
  commit({next});
  EXPECT_EQ(queries().head("a")->value(), next.rows.head) << "every column is written anew";
  EXPECT_FALSE(queries().head("b")->has_value());
}

Append with_parties(const std::string& id, const Names& parties) {
  Append append = step_of(id, 1);
  append.rows.parties.emplace();
  for (const std::string& party : parties)
    append.rows.parties->push_back(casework::party_key(party));
  std::sort(append.rows.parties->begin(), append.rows.parties->end());
  const Instant due{append.rows.parties->size() == 1 ? 9 : 5};
  append.rows.tasks = {{"t", "applicant", "", {}, {}, due}, {"u", "clerk", "d", {}, {}, {}}};
  return append;
}

TEST_P(QueriesContract, APartyFindsItsOwnCasesAndTasks) {
  commit({with_parties("a", {"tea"}), with_parties("b", {"grocer"}),
          with_parties("c", {"tea", "grocer"}), step_of("d", 1), with_parties("e", {"tea"})});
  commit({step_of("e", 2)});
  for (const size_t limit : {1UL, 2UL, 500UL}) {
    CaseFilter cases;
    cases.party = casework::party_key("tea");
    cases.limit = limit;
    EXPECT_EQ(all_cases(cases), (Names{"e", "c", "a"})) << limit;
    TaskFilter tasks;
    tasks.party = cases.party;
    tasks.limit = limit;
    EXPECT_EQ(all_tasks(tasks), (Names{"c:t", "a:t", "a:u", "c:u"})) << "e has none any more";
    tasks.roles = {"applicant"};
    EXPECT_EQ(all_tasks(tasks), (Names{"c:t", "a:t"})) << limit;
  }
  EXPECT_EQ(all_cases({.party = casework::party_key("nobody")}), Names{});
  EXPECT_EQ(all_cases({.workflow = "other", .party = casework::party_key("tea")}), Names{});
  EXPECT_TRUE(queries().cases({.party = casework::party_key("tea"), .after = "b"})->rows.empty());
  EXPECT_EQ(queries().tasks({.party = casework::party_key("tea"), .after = "9 b t"}).error().code,
            "invalid_cursor");
}

// "r" is restricted, of department d, with a task for e and one for any supervisor.
TEST_P(QueriesContract, ARestrictedCaseIsThereForThoseWhoHandleIt) {
  Append restricted = with_phase("r", "accepted");
  restricted.rows.head.restricted = true;
  restricted.rows.head.department = "d";
  restricted.rows.tasks = {{"t", "reviewer", "e", {}, {}, {}}, {"u", "supervisor", "", {}, {}, {}}};
  Append open = with_phase("o", "accepted");
  open.rows.tasks = {{"t", "reviewer", "e", {}, {}, {}}};
  commit({restricted, open});
  const Names all{"o", "r"}, one{"o"};
  struct Row {
    casework::Insider insider;
    Names cases;
  };
  for (const auto& [insider, cases] :
       {Row{{"d", ""}, all}, Row{{"e", ""}, all}, Row{{"", "supervisor"}, all},
        Row{{"f", "supervisor"}, all}, Row{{"f", "governor"}, one}, Row{{"f", ""}, one},
        Row{{"", ""}, one}, Row{{"supervisor", "d"}, one}}) {
    for (const size_t limit : {1UL, 500UL}) {
      EXPECT_EQ(all_cases({.limit = limit, .insider = insider}), cases) << insider.department;
      Names tasks;
      for (const std::string& id : cases) {
        tasks.push_back(id + ":t");
        if (id == "r") tasks.push_back("r:u");
      }
      Names found = all_tasks({.limit = limit, .insider = insider});
      std::sort(found.begin(), found.end());
      EXPECT_EQ(found, tasks) << insider.department << insider.role;
    }
    TaskFilter mine{.roles = {"supervisor"}, .insider = insider};
    EXPECT_EQ(all_tasks(mine), cases.size() == 2 ? Names{"r:u"} : Names{});
  }
  EXPECT_EQ(all_cases({}), all) << "nobody in particular asks";
}

TEST_P(QueriesContract, PartiesThatAStepChangesAreWrittenAnew) {
  commit({with_parties("a", {"tea", "grocer"})});
  EXPECT_EQ(queries().rows("a")->value().parties.size(), 2U);
  Append next = with_parties("a", {"grocer"});
  next.creates = false;
  next.step.n = next.rows.head.n = 2;
  commit({next});
  EXPECT_EQ(queries().rows("a")->value().parties, *next.rows.parties);
  EXPECT_EQ(all_cases({.party = casework::party_key("tea")}), Names{});
  EXPECT_EQ(all_cases({.party = casework::party_key("grocer")}), Names{"a"});
}

TEST_P(QueriesContract, CasesComeNewestFirstWhateverTheirIds) {
  commit({step_of("m", 1), step_of("z", 1), step_of("a", 1)});
  commit({step_of("m", 2)});
  EXPECT_EQ(all_cases({}), (Names{"a", "z", "m"}));
}

TEST_P(QueriesContract, PagesOfCasesFollowEachOtherWithoutGapOrOverlap) {
  Names expected;
  for (int i = 0; i < 11; ++i) {
    const std::string id = "c" + std::to_string(i * 7 % 11);
    commit({step_of(id, 1)});
    expected.insert(expected.begin(), id);
  }
  for (size_t limit : {1, 2, 5, 10, 11, 12}) {
    CaseFilter filter;
    filter.limit = limit;
    EXPECT_EQ(all_cases(filter), expected) << limit;
  }
}

TEST_P(QueriesContract, EveryFilterOfCasesHoldsAloneAndTogether) {
  Append a = with_phase("a", "submitted"), b = with_phase("b", "closed"),
         c = with_phase("c", "accepted");
  a.rows.head.workflow = "w1", a.rows.head.department = "d1";
  b.rows.head.workflow = "w1", b.rows.head.department = "d2", b.rows.head.opener = "a";
  c.rows.head.workflow = "w2", c.rows.head.department = "d1", c.rows.head.opener = "a";
  commit({a, b, c});
  EXPECT_EQ(all_cases({.workflow = "w1"}), (Names{"b", "a"}));
  EXPECT_EQ(all_cases({.department = "d1"}), (Names{"c", "a"}));
  EXPECT_EQ(all_cases({.opener = "a"}), (Names{"c", "b"}));
  EXPECT_EQ(all_cases({.phase = "accepted"}), Names{"c"});
  EXPECT_EQ(all_cases({.phase = "closed"}), Names{"b"});
  EXPECT_EQ(all_cases({.open_only = true}), (Names{"c", "a"}));
  EXPECT_EQ(all_cases({.phase = "closed", .open_only = true}), Names{});
  EXPECT_EQ(all_cases({.workflow = "w1", .phase = "submitted", .department = "d1"}), Names{"a"});
  EXPECT_EQ(all_cases({.workflow = "w2", .department = "d2"}), Names{});
  EXPECT_EQ(all_cases({.workflow = "' OR 1=1 --"}), Names{});
}

TEST_P(QueriesContract, ACaseIsOpenUntilItIsClosedOrEnded) {
  for (int i = 0; i < law::kPhaseCount; ++i) {
    const auto phase = static_cast<law::Phase>(i);
    const std::string name(law::name(phase));
    commit({with_phase(name, name)});
    const bool open = !law::is_terminal(phase) && phase != law::Phase::closed;
    const Names found = all_cases({.open_only = true});
    EXPECT_EQ(std::find(found.begin(), found.end(), name) != found.end(), open) << name;
    EXPECT_EQ(all_cases({.phase = name}), Names{name});
  }
}

casework::TaskRow task(const std::string& name, const std::string& role,
                       const std::string& department, std::optional<int64_t> due) {
  casework::TaskRow row{name, role, department, Instant{1}, {}, {}};
  if (due) row.due = Instant{*due};
  return row;
}

TEST_P(QueriesContract, TasksComeByDueAndThoseWithoutOneLast) {
  Append a = step_of("a", 1), b = step_of("b", 1);
  a.rows.tasks = {task("none", "clerk", "d1", {}), task("t30", "clerk", "d1", 30),
                  task("x20", "reviewer", "d2", 20)};
  b.rows.tasks = {task("early", "clerk", "d1", 10), task("y20", "clerk", "d1", 20)};
  commit({a, b});
  const Names all = {"b:early", "a:x20", "b:y20", "a:t30", "a:none"};
  EXPECT_EQ(all_tasks({}), all);
  for (size_t limit : {1, 2, 3, 4, 5, 6}) {
    TaskFilter filter;
    filter.limit = limit;
    EXPECT_EQ(all_tasks(filter), all) << limit;
  }
  EXPECT_EQ(all_tasks({.roles = {"reviewer"}}), Names{"a:x20"});
  EXPECT_EQ(all_tasks({.roles = {"clerk"}, .department = "d1", .limit = 1}),
            (Names{"b:early", "b:y20", "a:t30", "a:none"}));
  EXPECT_EQ(all_tasks({.roles = {"clerk", "reviewer"}, .limit = 2}), all);
  EXPECT_EQ(all_tasks({.roles = {"clerk"}, .department = "d2"}), Names{});
}

TEST_P(QueriesContract, TasksFollowTheirCasesSteps) {
  Append a = step_of("a", 1);
  a.rows.tasks = {task("one", "clerk", "d", 1), task("two", "clerk", "d", 2)};
  commit({a});
  Append next = step_of("a", 2);
  next.rows.tasks = {task("three", "clerk", "d", {}), task("two", "reviewer", "d", 5)};
  commit({next});
  EXPECT_EQ(all_tasks({}), (Names{"a:two", "a:three"}));
  EXPECT_EQ(queries().rows("a")->value().tasks, next.rows.tasks);
  const auto hit = queries().tasks({})->rows.at(0);
  EXPECT_EQ(hit.task, next.rows.tasks[1]);
  EXPECT_EQ(hit.head, next.rows.head);
  commit({step_of("a", 3)});
  EXPECT_EQ(all_tasks({}), Names{});
}

TEST_P(QueriesContract, ACursorThatIsNoneIsRefused) {
  commit({step_of("a", 1)});
  for (const std::string after : {"x", "1", "1 a", "9z a t", "1 nobody t", " "}) {
    const auto page = queries().tasks({.after = after});
    ASSERT_FALSE(page) << after;
    EXPECT_EQ(page.error().code, "invalid_cursor") << after;
  }
}

TEST_P(QueriesContract, CaseIdsComeInTheirOrder) {
  commit({step_of("b", 1), step_of("c", 1), step_of("a", 1)});
  EXPECT_EQ(*queries().case_ids("", 2), (Names{"a", "b"}));
  EXPECT_EQ(*queries().case_ids("b", 10), Names{"c"});
  EXPECT_EQ(*queries().case_ids("c", 10), Names{});
}

TEST_P(QueriesContract, RowsTellEverythingThatIsStoredOfACase) {
  Append a = step_of("a", 1);
  a.rows.tasks = {task("one", "clerk", "d", 1)};
  a.rows.wake = Instant{7};
  a.rows.outbox = {{"x", 1, "child", Map{{"item", "food"}}, Instant{5}}};
  commit({a});
  const auto rows = queries().rows("a")->value();
  EXPECT_EQ(rows.head, a.rows.head);
  EXPECT_EQ(rows.tasks, a.rows.tasks);
  EXPECT_EQ(rows.wake, a.rows.wake);
  ASSERT_EQ(rows.outbox.size(), 1U);
  EXPECT_EQ(rows.outbox[0].row.to, "x");
  EXPECT_EQ(rows.outbox[0].hash, a.step.hash);
  EXPECT_FALSE(queries().rows("b")->has_value());
}

}  // namespace
}  // namespace yijian::storage
