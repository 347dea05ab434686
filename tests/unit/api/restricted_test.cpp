// access: restricted. Whoever does not handle such a case meets it nowhere: not by its id, not in a
// list, not by what an act on it is answered, not by a cursor.
#include <algorithm>
#include <map>

#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

constexpr const char* kPolice = "reviewer@public-security";
constexpr const char* kExaminer = "reviewer@market-regulation";

// A clue of the tea house, filed, and waiting to be accepted by market-regulation.
std::string clue(Office& office, const char* by = "tea") {
  const Reply filed =
      office.post(by, "/v1/cases",
                  Map{{"workflow", "claim-clue-transfer"},
                      {"channel", "window"},
                      {"parties", filing().find("parties")->list()},
                      {"form", Map{{"facts", "同一人三次索要赔偿并威胁投诉"}, {"amount", 30000}}}});
  EXPECT_EQ(filed.status(), 201) << filed.response.body;
  return filed.body.text("id");
}

std::string submitted_clue(Office& office) {
  const std::string id = clue(office);
  const Reply supplied =
      office.act("tea", id, Map{{"action", "supply"}, {"data", Map{{"material", "messages"}}}});
  EXPECT_EQ(supplied.status(), 200) << supplied.response.body;
  EXPECT_EQ(office.act("tea", id, "submit").status(), 200);
  return id;
}

bool lists(Office& office, const std::string& who, const std::string& path, const char* key,
           const char* member, const std::string& id) {
  const Reply reply = office.get(who, path);
  EXPECT_EQ(reply.status(), 200) << reply.response.body;
  const Value* rows = reply.body.find(key);
  if (rows == nullptr) return false;
  return std::any_of(rows->list().begin(), rows->list().end(),
                     [&](const Value& row) { return row.text(member) == id; });
}

void expect_hidden(Office& office, const std::string& who, const std::string& id) {
  for (const char* path : {"", "/timeline"}) {
    const Reply shown = office.get(who, "/v1/cases/" + id + path);
    EXPECT_EQ(shown.status(), 404) << who << path;
    EXPECT_EQ(shown.response.body,
              office.get(who, "/v1/cases/no-such" + std::string(path)).response.body)
        << "as if there were none";
  }
  EXPECT_FALSE(lists(office, who, "/v1/cases?limit=500", "cases", "id", id)) << who;
  EXPECT_FALSE(lists(office, who, "/v1/tasks?scope=all&limit=500", "tasks", "case", id)) << who;
  for (const char* action : {"accept", "supply", "terminate", "nonsense"}) {
    const Reply acted = office.send(who, "POST", "/v1/cases/" + id + "/actions",
                                    to_json(Map{{"action", action}}), {.if_match = "\"1\""});
    EXPECT_EQ(acted.status(), 404) << who << " " << action << acted.response.body;
  }
}

void expect_seen(Office& office, const std::string& who, const std::string& id) {
  EXPECT_EQ(office.get(who, "/v1/cases/" + id).status(), 200) << who;
  EXPECT_EQ(office.get(who, "/v1/cases/" + id + "/timeline").status(), 200) << who;
  EXPECT_TRUE(lists(office, who, "/v1/cases?limit=500", "cases", "id", id)) << who;
  EXPECT_TRUE(lists(office, who, "/v1/tasks?scope=all&limit=500", "tasks", "case", id)) << who;
}

TEST(Restricted, OnlyThoseWhoHandleItItsPartyAndAuditorsMeetTheCase) {
  Office office;
  const std::string id = submitted_clue(office);
  const std::vector<std::string> seen{
      "tea", kWindow, kExaminer, "approver@market-regulation", "head@market-regulation", "auditor"};
  for (const std::string& who : everybody())
    if (std::find(seen.begin(), seen.end(), who) != seen.end())
      expect_seen(office, who, id);
    else
      expect_hidden(office, who, id);
}

TEST(Restricted, TheCaseOpensToADepartmentWithItsTaskAndClosesAfterwards) {
  Office office;
  const std::string id = submitted_clue(office);
  ASSERT_EQ(office.act(kWindow, id, "accept").status(), 200);
  expect_hidden(office, kPolice, id);
  const auto opinion = [](const char* action) {
    return Map{{"action", action}, {"opinion", "有敲诈勒索嫌疑"}};
  };
  ASSERT_EQ(office.act(kExaminer, id, opinion("handOver")).status(), 200);
  expect_seen(office, kPolice, id);
  const Reply whole = office.get(kPolice, "/v1/cases/" + id);
  EXPECT_NE(whole.response.body.find("威胁投诉"), std::string::npos) << "to handle is to see";
  expect_hidden(office, "reviewer@tax", id);
  ASSERT_EQ(office.act(kPolice, id, opinion("sendBack")).status(), 200);
  expect_hidden(office, kPolice, id);
}

// A clerk elsewhere may file it for somebody, and learns that it is filed.
TEST(Restricted, WhoeverFilesWhatIsNotTheirsLearnsTheIdAlone) {
  Office office;
  const Reply filed =
      office.post("clerk@tax", "/v1/cases",
                  Map{{"workflow", "claim-clue-transfer"},
                      {"channel", "window"},
                      {"parties", filing().find("parties")->list()},
                      {"form", Map{{"facts", "同一人三次索要赔偿并威胁投诉"}, {"amount", 30000}}}});
  ASSERT_EQ(filed.status(), 201) << filed.response.body;
  const std::string id = filed.body.text("id");
  EXPECT_EQ(filed.header("Location"), "/v1/cases/" + id);
  EXPECT_EQ(filed.body.map().size(), 3U) << filed.response.body;
  EXPECT_EQ(filed.at("/n"), "1");
  expect_hidden(office, "clerk@tax", id);
  EXPECT_EQ(office.get("tea", "/v1/cases/" + id).status(), 200);
}

TEST(Restricted, AnAuditorSeesItMasked) {
  Office office;
  const std::string id = submitted_clue(office);
  const std::string body = office.get("auditor", "/v1/cases/" + id).response.body;
  EXPECT_EQ(body.find("威胁投诉"), std::string::npos) << body;
  EXPECT_NE(body.find("***"), std::string::npos) << body;
}

}  // namespace
}  // namespace yijian::api
