// Lists: who finds which case, pages, cursors, lights.
#include <algorithm>
#include <set>

#include "api/http/uri.h"
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

std::vector<std::string> ids(const Reply& reply) {
  std::vector<std::string> all;
  const Value* cases = reply.body.find("cases");
  EXPECT_NE(cases, nullptr) << reply.response.body;
  if (cases != nullptr)
    for (const Value& row : cases->list()) all.push_back(row.text("id"));
  return all;
}

// Every row of every page; each page but the last is full.
std::vector<std::string> walk(Office& office, const std::string& who, const std::string& path,
                              size_t limit, std::vector<std::string>* cursors = nullptr) {
  std::vector<std::string> all;
  std::string next;
  for (int pages = 0; pages < 50; ++pages) {
    const std::string cursor = next.empty() ? "" : "&cursor=" + next;
    const Reply reply = office.get(who, path + "limit=" + std::to_string(limit) + cursor);
    EXPECT_EQ(reply.status(), 200) << reply.response.body;
    const std::vector<std::string> page = ids(reply);
    all.insert(all.end(), page.begin(), page.end());
    EXPECT_LE(page.size(), limit);
    next = reply.body.text("next");
    if (next.empty()) return all;
    if (cursors != nullptr) cursors->push_back(next);
    EXPECT_EQ(page.size(), limit) << "a page with another behind it is full";
  }
  ADD_FAILURE() << "the pages never end";
  return all;
}

TEST(Lists, PagesCoverEveryCaseOnceNewestFirst) {
  Office office;
  std::vector<std::string> made;
  for (int i = 0; i < 7; ++i) made.push_back(office.draft(i % 2 == 0 ? "tea" : "grocer"));
  std::reverse(made.begin(), made.end());
  for (const size_t limit : {1UL, 2UL, 3UL, 6UL, 7UL, 8UL, 500UL})
    EXPECT_EQ(walk(office, "auditor", "/v1/cases?", limit), made) << limit;
}

TEST(Lists, AnApplicantFindsItsOwnCasesAndNoCursorOfAnothers) {
  Office office;
  std::vector<std::string> own;
  std::set<std::string> others;
  for (int i = 0; i < 9; ++i) {
    const bool mine = i % 3 == 1;
    const std::string id = office.draft(mine ? "tea" : "grocer");
    if (mine) own.insert(own.begin(), id);
    if (!mine) others.insert(id);
  }
  for (const size_t limit : {1UL, 2UL, 3UL, 50UL}) {
    std::vector<std::string> cursors;
    std::vector<std::string> found;
    std::string next;
    for (int pages = 0; pages < 20; ++pages) {
      const Reply reply = office.get("tea", "/v1/cases?limit=" + std::to_string(limit) +
                                                (next.empty() ? "" : "&cursor=" + next));
      for (const std::string& id : ids(reply)) found.push_back(id);
      next = reply.body.text("next");
      EXPECT_FALSE(others.contains(next)) << "a cursor tells of another's case";
      if (next.empty()) break;
    }
    EXPECT_EQ(found, own) << limit;
  }
  for (const char* who : {"wang", "integrator", "admin"})
    EXPECT_EQ(office.get(who, "/v1/cases").response.body, R"({"cases":[]})") << who;
}

// What nobody but the store could tell apart: rows of other people's cases are never looked at.
TEST(Lists, AnApplicantsListsTouchNoCaseOfOthers) {
  Office office;
  const std::string own = office.draft();
  casework::Append broken;
  broken.case_id = broken.rows.head.id = "20250609-BROKEN";
  broken.creates = true;
  broken.step = {.n = 1, .body = "no step", .priv = "", .hash = {}};
  broken.rows.head.workflow = "enterprise-info-change";
  broken.rows.head.n = 1;
  broken.rows.tasks = {{"t", "applicant", "", {}, {}, {}}};
  ASSERT_TRUE(office.store().begin());
  ASSERT_TRUE(office.store().append(broken));
  ASSERT_TRUE(office.store().commit());
  const Reply cases = office.get("tea", "/v1/cases");
  EXPECT_EQ(cases.status(), 200) << cases.response.body;
  EXPECT_EQ(ids(cases), std::vector<std::string>{own});
  const Reply tasks = office.get("tea", "/v1/tasks");
  EXPECT_EQ(tasks.status(), 200) << tasks.response.body;
  EXPECT_EQ(tasks.at("/tasks/0/case"), own);
  EXPECT_EQ(tasks.at("/tasks/1"), "absent");
  EXPECT_EQ(ids(office.get("tea", "/v1/cases?cursor=20250609-BROKEN")), std::vector<std::string>{})
      << "another's case is no place in one's own list";
}

TEST(Lists, FiltersNarrow) {
  Office office;
  const std::string thing = office.accepted();
  const std::string draft = office.draft("grocer");
  const std::string item = thing + ".registration";
  using Ids = std::vector<std::string>;
  const struct {
    const char* query;
    Ids found;
  } rows[] = {{"", {draft, item, thing}},
              {"workflow=registration-change", {item}},
              {"phase=draft", {draft}},
              {"phase=closed", {}},
              {"department=tax", {}},
              {"department=market-regulation", {draft, item, thing}},
              {"open=true", {draft, item, thing}},
              {"open=false&workflow=enterprise-info-change", {draft, thing}}};
  for (const auto& row : rows) {
    Ids found = ids(office.get("auditor", std::string("/v1/cases?") + row.query));
    Ids wanted = row.found;
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(found, wanted) << row.query;
  }
  EXPECT_EQ(ids(office.get("auditor", "/v1/cases?opener=" + thing)), Ids{item});
}

TEST(Lists, BadQueriesAreRefused) {
  Office office;
  office.draft();
  for (const char* path :
       {"/v1/cases?limit=0", "/v1/cases?limit=501", "/v1/cases?limit=-1", "/v1/cases?limit=1x",
        "/v1/cases?limit=", "/v1/cases?limit=99999999999999999999", "/v1/cases?phase=lost",
        "/v1/cases?open=maybe", "/v1/tasks?scope=yours", "/v1/tasks?limit=0",
        "/v1/tasks?cursor=nonsense", "/v1/tasks?cursor=1%20nobody%20x"}) {
    const Reply reply = office.get("auditor", path);
    EXPECT_EQ(reply.status(), 400) << path << reply.response.body;
    EXPECT_EQ(reply.code(), "bad_request") << path;
  }
}

TEST(Lists, MyTasksAreThoseOfMyRoleAndDepartment) {
  Office office;
  const std::string thing = office.submitted();
  const std::string draft = office.draft("grocer");
  const auto tasks = [&](const char* who, const char* query = "") {
    std::vector<std::string> all;
    const Reply reply = office.get(who, std::string("/v1/tasks?") + query);
    for (const Value& row : reply.body.find("tasks")->list())
      all.push_back(row.text("case") + " " + row.text("role"));
    return all;
  };
  using Tasks = std::vector<std::string>;
  EXPECT_EQ(tasks(kWindow), Tasks{thing + " clerk"});
  EXPECT_EQ(tasks("clerk@tax"), Tasks{});
  EXPECT_EQ(tasks("clerk@nowhere"), Tasks{}) << "it may act on none of them";
  EXPECT_EQ(tasks("reviewer@market-regulation"), Tasks{});
  EXPECT_EQ(tasks("grocer"), Tasks{draft + " applicant"});
  EXPECT_EQ(tasks("tea"), Tasks{}) << "the case waits for the window";
  EXPECT_EQ(tasks("supervisor", "scope=all"), (Tasks{thing + " clerk", draft + " applicant"}));
  EXPECT_EQ(tasks("tea", "scope=all"), Tasks{thing + " clerk"}) << "of its own cases alone";
  EXPECT_EQ(tasks("integrator", "scope=all"), Tasks{});
}

TEST(Lists, PagesOfTasksCoverEachOnce) {
  Office office;
  for (int i = 0; i < 5; ++i) office.draft(i % 2 == 0 ? "tea" : "grocer");
  for (const char* who : {"auditor", "tea"}) {
    std::set<std::string> found;
    std::string next;
    size_t rows = 0;
    for (int pages = 0; pages < 20; ++pages) {
      const Reply reply =
          office.get(who, "/v1/tasks?scope=all&limit=1" +
                              (next.empty() ? "" : "&cursor=" + http::percent_encoded(next)));
      ASSERT_EQ(reply.status(), 200) << reply.response.body;
      for (const Value& row : reply.body.find("tasks")->list()) {
        found.insert(row.text("case"));
        ++rows;
      }
      next = reply.body.text("next");
      if (next.empty()) break;
    }
    EXPECT_EQ(rows, std::string(who) == "tea" ? 3U : 5U) << who;
    EXPECT_EQ(found.size(), rows) << who;
  }
}

// The light of a row is that of the case, also while its clocks stand still.
TEST(Lists, RowsAndCasesShowTheSameLight) {
  Office office;
  const std::string item = office.accepted() + ".registration";
  const auto lights = [&] {
    const Reply shown = office.get(kWindow, "/v1/cases/" + item);
    const Reply list = office.get(kWindow, "/v1/cases?workflow=registration-change");
    const Reply tasks = office.get("reviewer@market-regulation", "/v1/tasks");
    EXPECT_EQ(list.at("/cases/0/light"), shown.at("/clocks/promised/light"));
    EXPECT_EQ(list.at("/cases/0/due"), shown.at("/clocks/promised/due"));
    EXPECT_EQ(tasks.at("/tasks/0/light"), shown.at("/tasks/0/light")) << tasks.response.body;
    return shown.at("/clocks/promised/light");
  };
  EXPECT_EQ(lights(), "green");
  const Reply suspended =
      office.act("reviewer@market-regulation", item,
                 Map{{"action", "suspend"},
                     {"opinion", "需要鉴定"},
                     {"data", Map{{"procedure", "appraisal"}, {"days", "20d"}}}});
  ASSERT_EQ(suspended.at("/phase"), "suspended") << suspended.response.body;
  EXPECT_EQ(lights(), "paused");
  office.advance("5wd");
  EXPECT_EQ(lights(), "paused") << "the due that was written has passed, the limit has not";
}

}  // namespace
}  // namespace yijian::api
