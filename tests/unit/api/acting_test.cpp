// Who may act, and what a refusal tells them.
#include <algorithm>

#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

TEST(Acting, AnActThatNobodyMayDoNowNamesThoseThatAreOpen) {
  Office office;
  const std::string id = office.submitted();
  const Reply reply = office.act(kWindow, id, "grant");
  EXPECT_EQ(reply.status(), 409);
  EXPECT_EQ(reply.code(), "not_allowed_now");
  ASSERT_NE(reply.body.find("names"), nullptr) << reply.response.body;
  std::string names;
  for (const Value& name : reply.body.find("names")->list()) names += name.string() + " ";
  EXPECT_NE(names.find("accept "), std::string::npos) << names;
  EXPECT_EQ(names.find("grant"), std::string::npos) << names;
}

TEST(Acting, RefusalsOfPeopleByRoleDepartmentAndHand) {
  Office office;
  const std::string id = office.submitted();
  const struct {
    const char* who;
    int status;
    const char* code;
    const char* name;  // names[0]
  } rows[] = {{"", 401, "unauthorized", "absent"},
              {"stranger", 401, "unauthorized", "absent"},
              {"tea", 403, "role_required", "clerk"},
              {"reviewer@market-regulation", 403, "role_required", "clerk"},
              {"supervisor", 403, "role_required", "clerk"},
              {"auditor", 403, "role_required", "clerk"},
              {"clerk@tax", 403, "department_required", "market-regulation"},
              {"grocer", 404, "not_found", "absent"},
              {"integrator", 404, "not_found", "absent"},
              {"admin", 404, "not_found", "absent"}};
  for (const auto& row : rows) {
    const Reply reply = office.act(row.who, id, "accept");
    EXPECT_EQ(reply.status(), row.status) << row.who << ": " << reply.response.body;
    EXPECT_EQ(reply.code(), row.code) << row.who;
    EXPECT_EQ(reply.at("/names/0"), row.name) << row.who;
  }
  EXPECT_EQ(office.get("", "/v1/cases/" + id).header("WWW-Authenticate"), "Bearer");
}

// One role examines, another decides, each when it is its turn.
TEST(Acting, TheReviewerDoesNotDecideNorTheApproverBeforeTheReview) {
  Office office;
  const std::string item = office.accepted() + ".registration";
  EXPECT_EQ(office.get("approver@market-regulation", "/v1/cases/" + item).at("/allowed"), "[]");
  const Value concluded = Map{{"action", "conclude"}, {"opinion", "属实"}};
  EXPECT_EQ(office.act("approver@market-regulation", item, "grant").code(), "not_allowed_now");
  EXPECT_EQ(office.act("approver@market-regulation", item, concluded).code(), "role_required");
  ASSERT_EQ(office.act("reviewer@market-regulation", item, concluded).status(), 200);
  EXPECT_EQ(office.act("reviewer@market-regulation", item, "grant").code(), "role_required");
  EXPECT_EQ(office.act("approver@market-regulation", item, "grant").status(), 200);
}

TEST(Acting, AnOpinionThatIsRequiredIsAskedFor) {
  Office office;
  const std::string item = office.accepted() + ".registration";
  const Reply reply = office.act("reviewer@market-regulation", item, "conclude");
  EXPECT_EQ(reply.status(), 422);
  EXPECT_EQ(reply.code(), "opinion_required");
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/opinion");
}

TEST(Acting, YesterdaysActIsEnteredWithItsReasonAndEvidence) {
  Office office;
  const std::string id = office.submitted();
  office.advance("1wd");
  const auto accept = [&](const Value& effective, const Value& late) {
    return office.act(kWindow, id,
                      Map{{"action", "accept"}, {"effective", effective}, {"late", late}});
  };
  const Value late = Map{{"reason", "系统停机"}, {"evidence", "收件登记簿第3页"}};
  const char* kDay = "2025-06-09T16:30:00.000+08:00";
  const struct {
    Value effective, late;
    const char* pointer;
  } rows[] = {{"yesterday", late, "/effective"},
              {7, late, "/effective"},
              {kDay, "停机", "/late"},
              {kDay, Map{{"reason", 1}}, "/late/reason"},
              {kDay, Map{{"reason", "停机"}, {"confirmedBy", "clerk"}}, "/late/confirmedBy"},
              {kDay, Map{{"reason", "停机"}}, "/late"},
              {kDay, Map{{"reason", "停机"}, {"evidence", std::string(3'001, 'x')}}, "/late"},
              {"2025-06-08T16:30:00+08:00", late, "/effective"},
              {"2025-06-11T16:30:00+08:00", late, "/effective"}};
  for (const auto& row : rows) {
    const Reply reply = accept(row.effective, row.late);
    EXPECT_EQ(reply.status(), 422) << row.pointer << reply.response.body;
    EXPECT_EQ(reply.at("/errors/0/pointer"), row.pointer) << reply.response.body;
  }
  EXPECT_EQ(office.act(kWindow, id, Map{{"action", "accept"}, {"late", late}}).status(), 422);
  const Reply done = accept(kDay, late);
  ASSERT_EQ(done.status(), 200) << done.response.body;
  const Reply timeline = office.get(kWindow, "/v1/cases/" + id + "/timeline");
  const List& steps = timeline.body.find("steps")->list();
  const auto accepted = std::find_if(steps.begin(), steps.end(), [](const Value& one) {
    return one.text("command") == "act.accept";
  });
  ASSERT_NE(accepted, steps.end());
  const Value& step = *accepted;
  EXPECT_EQ(step.text("effective"), kDay);
  EXPECT_EQ(step.member("late").text("reason"), "系统停机");
  EXPECT_EQ(step.member("late").text("evidence"), "收件登记簿第3页");
  EXPECT_EQ(step.text("rule"), "R-LATE-01");
}

TEST(Acting, WhatOneCouldTakeBackIsOfferedAndNobodyElseIsOfferedIt) {
  Office office;
  const std::string item = office.accepted() + ".registration";
  const char* kReviewer = "reviewer@market-regulation";
  const auto offered = [&](const std::string& who) {
    const Reply shown = office.get(who, "/v1/cases/" + item);
    bool found = false;
    for (const Value& one : shown.body.find("allowed")->list())
      found = found || one.text("action") == "retract";
    return found;
  };
  EXPECT_FALSE(offered(kReviewer));
  const Value concluded = Map{{"action", "conclude"}, {"opinion", "属实"}};
  ASSERT_EQ(office.act(kReviewer, item, concluded).status(), 200);
  EXPECT_TRUE(offered(kReviewer));
  EXPECT_FALSE(offered("approver@market-regulation"));
  EXPECT_EQ(office.act("approver@market-regulation", item, "retract").code(), "not_allowed_now");
  ASSERT_EQ(office.act(kReviewer, item, "retract").status(), 200);
  EXPECT_FALSE(offered(kReviewer));
  EXPECT_EQ(office.act(kReviewer, item, concluded).status(), 200) << "and can be done anew";
  EXPECT_EQ(office.act("approver@market-regulation", item, "grant").status(), 200);
  EXPECT_EQ(office.act("approver@market-regulation", item, "retract").code(), "already_acted_upon");
}

TEST(Acting, MissingPapersAreNamed) {
  Office office;
  const std::string id = office.draft();
  ASSERT_EQ(office.act("tea", id, "submit").status(), 200);
  const Reply reply = office.act(kWindow, id, "accept");
  EXPECT_EQ(reply.status(), 409) << reply.response.body;
  EXPECT_EQ(reply.code(), "materials_missing");
  EXPECT_EQ(reply.at("/names"), R"(["resolution","oldLicence"])");
}

TEST(Acting, WhatIsAllowedIsWhatCanBeDone) {
  Office office;
  const std::string id = office.submitted();
  for (const std::string& who : everybody()) {
    const Reply shown = office.get(who, "/v1/cases/" + id);
    if (shown.status() != 200) continue;
    bool may_accept = false;
    for (const Value& one : shown.body.find("allowed")->list())
      may_accept = may_accept || one.text("action") == "accept";
    EXPECT_EQ(may_accept, who == kWindow) << who;
  }
}

TEST(Acting, AnApplicantFilesForItsOwnPartyAlone) {
  Office office;
  const Reply reply = office.post("tea", "/v1/cases", filing(kGrocerUscc));
  EXPECT_EQ(reply.status(), 403);
  EXPECT_EQ(reply.code(), "forbidden");
  const Reply window = office.post(kWindow, "/v1/cases", filing(kGrocerUscc));
  EXPECT_EQ(window.status(), 201) << "a window files for whoever stands at it";
}

// A refusal that differs from that of a case that does not exist would tell that one does.
TEST(Acting, OfAnothersCaseNothingCanBeLearned) {
  Office office;
  const std::string id = office.submitted();
  const std::string body = R"({"action": "submit"})";
  for (const char* who : {"grocer", "wang", "integrator", "admin"})
    for (const char* tag : {"\"1\"", "\"4\"", "\"9\""}) {
      const Headers headers{.if_match = tag};
      const Reply real = office.send(who, "POST", "/v1/cases/" + id + "/actions", body, headers);
      const Reply none = office.send(who, "POST", "/v1/cases/none/actions", body, headers);
      EXPECT_EQ(real.status(), 404) << who << tag;
      EXPECT_EQ(real.response.body, none.response.body) << who << tag;
    }
}

}  // namespace
}  // namespace yijian::api
