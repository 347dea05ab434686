// GET /v1/cases/{id}/why, and the same list in refusals.
#include <set>

#include "api/access/view.h"
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

std::string why_path(const std::string& id, const std::string& action,
                     const std::string& task = "") {
  return "/v1/cases/" + id + "/why?action=" + action + (task.empty() ? "" : "&task=" + task);
}

TEST(Why, AClerkSeesAtOnceWhatIsMissingAndWhomToAsk) {
  Office office;
  const std::string id = office.submitted();
  const Reply reply = office.get("reviewer@market-regulation", why_path(id, "accept"));
  ASSERT_EQ(reply.status(), 200) << reply.response.body;
  EXPECT_EQ(reply.at("/possible"), "false");
  EXPECT_EQ(reply.at("/case"), id);
  EXPECT_EQ(reply.at("/why/0/code"), "role_required");
  EXPECT_EQ(reply.at("/why/0/roles/0"), "clerk");
  EXPECT_EQ(reply.at("/why/0/departments/0"), "market-regulation");
  EXPECT_NE(reply.at("/why/0/remedy/zh").find("窗口人员"), std::string::npos);
  EXPECT_EQ(reply.header("ETag"), "\"" + std::to_string(office.version(id)) + "\"");
  EXPECT_EQ(office.get(kWindow, why_path(id, "accept")).at("/why"), "[]");
  EXPECT_EQ(office.get(kWindow, why_path(id, "accept")).at("/possible"), "true");
}

TEST(Why, AnApplicantIsTalkedToAsOneAndToldNoNames) {
  Office office;
  const std::string id = office.accepted() + ".registration";
  ASSERT_EQ(
      office.act("reviewer@market-regulation", id, Map{{"action", "conclude"}, {"opinion", "属实"}})
          .status(),
      200);
  const Reply reply = office.get("tea", why_path(id, "grant"));
  ASSERT_EQ(reply.status(), 200) << reply.response.body;
  EXPECT_EQ(reply.at("/why/0/text/zh"), "此项由办理机关办理");
  EXPECT_EQ(reply.at("/why/0/guards"), "absent");
  EXPECT_EQ(reply.response.body.find("reviewer@"), std::string::npos) << reply.response.body;
  EXPECT_EQ(office.get("grocer", why_path(id, "grant")).status(), 404);
  EXPECT_EQ(office.get("integrator", why_path(id, "grant")).status(), 404);
  EXPECT_EQ(office.get("", why_path(id, "grant")).status(), 401);
  EXPECT_EQ(office.get(kWindow, why_path("nowhere", "grant")).status(), 404);
}

TEST(Why, WhatTheMatterDoesNotKnowIsAskedBack) {
  Office office;
  const std::string id = office.submitted();
  const Reply meant = office.get(kWindow, why_path(id, "acept"));
  EXPECT_EQ(meant.status(), 422);
  EXPECT_EQ(meant.code(), "unknown_action");
  EXPECT_EQ(meant.at("/names/0"), "accept");
  const Reply strange = office.get(kWindow, why_path(id, "zzzzzzzz"));
  EXPECT_EQ(strange.code(), "unknown_action");
  EXPECT_EQ(strange.at("/names"), "absent");
  EXPECT_EQ(office.get(kWindow, why_path(id, std::string(3'000, 'a'))).code(), "unknown_action");
  EXPECT_EQ(office.get(kWindow, "/v1/cases/" + id + "/why").code(), "bad_request");
  EXPECT_EQ(office.get(kWindow, why_path(id, "accept", "nowhere")).code(), "unknown_task");
  EXPECT_EQ(office.get(kWindow, why_path(id, "accept", std::string(3'000, 'a'))).code(),
            "unknown_task");
  const Reply posted =
      office.act(kWindow, id, Map{{"action", std::string(100'000, 'a')}, {"task", "x"}});
  EXPECT_EQ(posted.code(), "not_allowed_now");
  EXPECT_EQ(posted.at("/why/0/code"), "not_allowed_now");
}

// Actions of the case's workflow, as the shipped definition has them, and the kernel's.
std::set<std::string> actions_of(const Value& view) {
  const std::string workflow = view.text("workflow");
  std::set<std::string> names = {"supply", "promise", "defer", "answer", "rate", "resolve"};
  for (const definition::Act& act : shipped_bundles().for_workflow(workflow)->find(workflow)->acts)
    names.insert(act.action);
  return names;
}

bool lists(const Value& allowed, const std::string& action) {
  for (const Value& one : allowed.list())
    if (one.text("action") == action) return true;
  return false;
}

// What only the law's word on the contents stands against is offered all the same.
bool is_of_the_contents(const std::string& code) {
  return code == "materials_missing" || code == "deferred_open" || code == "invalid_data" ||
         code == "unlawful_move";
}

void expect_agreement(Office& office, const std::string& who, const std::string& id, int& blocked) {
  const Reply view = office.get(who, "/v1/cases/" + id);
  if (view.status() != 200) return;
  for (const std::string& action : actions_of(view.body)) {
    SCOPED_TRACE(who + " " + action + " " + id + " " + view.at("/phase"));
    const Reply told = office.get(who, why_path(id, action));
    ASSERT_EQ(told.status(), 200) << told.response.body;
    const bool offered = lists(*view.body.find("allowed"), action);
    const std::string first = told.at("/why/0/code");
    if (first == "absent") {
      EXPECT_TRUE(offered);
      continue;
    }
    EXPECT_TRUE(!offered || is_of_the_contents(first)) << first;
    const Reply refused = office.act(who, id, Map{{"action", action}, {"opinion", "同意"}});
    ++blocked;
    EXPECT_GE(refused.status(), 400) << "refused: " << first;
    if (refused.code() == "invalid_data" && first != "invalid_data") continue;  // what it brings
    EXPECT_EQ(refused.code(), first);
    EXPECT_EQ(refused.at("/why"), told.at("/why"));
  }
}

TEST(Why, TheViewTheQuestionAndTheRefusalAgreeForEverybodyInEveryState) {
  Office office;
  const std::string thing = office.accepted();
  const std::string granted = office.granted_registration();
  int blocked = 0;
  for (const std::string& id :
       {office.draft(), office.submitted(), thing, thing + ".registration", granted})
    for (const std::string& who : everybody()) expect_agreement(office, who, id, blocked);
  EXPECT_GT(blocked, 200);
}

TEST(Why, ARefusalOfTheStoreOrOfAnUnseenCaseSaysNothingOfIt) {
  Office office;
  const std::string id = office.submitted();
  EXPECT_EQ(office.act("grocer", id, "accept").at("/why"), "absent");
  const Reply stale = office.post(kWindow, "/v1/cases/" + id + "/actions",
                                  Map{{"action", "accept"}}, {.if_match = "\"1\""});
  EXPECT_EQ(stale.code(), "stale_version");
  EXPECT_EQ(stale.at("/why/0/code"), "stale_version");
  EXPECT_EQ(stale.at("/version"), std::to_string(office.version(id)));
}

TEST(Why, WhatIsPersonalIsMaskedForWhoeverLacksTheRight) {
  casework::Blocker blocker{.code = "guard_false"};
  blocker.guards = {{.source = "form.owner != '' && form.area > 1",
                     .reads = {{.path = "form.owner", .value = Value("张三"), .personal = true},
                               {.path = "form.area", .value = Value(int64_t{1})},
                               {.path = "form.none", .value = std::nullopt},
                               {.path = "form.long", .value = std::nullopt, .cut = true}}}};
  const auto shown = [&](bool personal) {
    return to_json(access::why_view({blocker}, {.see = true, .personal = personal}));
  };
  EXPECT_NE(shown(true).find("张三"), std::string::npos);
  EXPECT_EQ(shown(false).find("张三"), std::string::npos);
  EXPECT_NE(shown(false).find(R"({"path":"form.owner","value":"***"})"), std::string::npos)
      << shown(false);
  EXPECT_NE(shown(false).find(R"({"path":"form.area","value":1})"), std::string::npos);
  EXPECT_NE(shown(false).find(R"({"path":"form.none"},{"path":"form.long","cut":true})"),
            std::string::npos);
}

}  // namespace
}  // namespace yijian::api
