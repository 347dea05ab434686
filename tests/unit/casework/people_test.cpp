// Who may judge a case: whoever had a hand in it before may not, in their own name or another's.
#include <algorithm>

#include "engine/casework/offers.h"
#include "engine/casework/why.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

const Value kFoodLaw = Map{{"ground", "食品安全法第三十五条"}};
const Value kReview = Map{{"basis", "行政复议法"},
                          {"document", "武复决〔2025〕7号"},
                          {"received", "2025-06-09T09:00:00.000+08:00"}};

Actor person(const std::string& role, const std::string& name, const std::string& behalf = "",
             const std::string& department = "market-regulation") {
  Actor actor;
  actor.id = actor.name = name;
  actor.role = role;
  actor.department = department;
  actor.on_behalf_of = behalf;
  return actor;
}

void bring_papers(Office& office, const std::string& id, const std::vector<std::string>& papers) {
  for (const std::string& paper : papers)
    EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
}

// A permit that is filed by the applicant, but for what `who` does of it: "open" or an act.
std::string filed(Office& office, const Actor& who, const std::string& does) {
  const std::string id = *office.open("permit-drugs-new", Office::tea_form(), Map{}, {},
                                      does == "open" ? who : Office::applicant());
  if (does == "save") EXPECT_DONE(office.act(id, who, "save"));
  if (does == "supply") EXPECT_DONE(office.act(id, who, "supply", Map{{"material", "premises"}}));
  if (does != "supply") bring_papers(office, id, {"premises"});
  EXPECT_DONE(office.act(id, does == "submit" ? who : Office::applicant(), "submit"));
  EXPECT_DONE(office.act(id, person("clerk", "counter"), "forward"));
  return id;
}

bool offers(const Office& office, const std::string& id, const Actor& actor,
            const std::string& action) {
  const CaseState& state = office.at(id);
  const auto allowed = allowed_actions(*office.bundles.for_digest(state.bundle), state, actor);
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const Allowed& one) { return one.action == action; });
}

TEST(RPeopleHelping, WhoeverOpenedFilledInSuppliedOrSubmittedDoesNotAccept) {
  for (const char* does : {"open", "save", "supply", "submit"}) {
    Office office("2025-06-09 09:00");
    const std::string id = filed(office, person("clerk", "zhao"), does);
    EXPECT_SAID(office.act(id, person("clerk", "zhao"), "accept"), "helped_to_file");
    EXPECT_SAID(office.act(id, person("clerk", "zhao"), "refuse", kFoodLaw), "helped_to_file");
    EXPECT_FALSE(offers(office, id, person("clerk", "zhao"), "accept")) << does;
    EXPECT_TRUE(offers(office, id, person("clerk", "zhao"), "correct")) << does;
    EXPECT_DONE(office.act(id, person("clerk", "counter"), "accept"));
    EXPECT_DONE(office.act(id, person("reviewer", "zhang"), "conclude"));
    EXPECT_SAID(office.act(id, person("approver", "zhao"), "deny", kFoodLaw), "helped_to_file");
    EXPECT_DONE(office.act(id, person("approver", "li"), "grant"));
  }
}

TEST(RPeopleHelping, WhoReceivesAtTheCounterHasNotHelped) {
  Office office("2025-06-09 09:00");
  const std::string id = *office.open("permit-drugs-new", Office::tea_form());
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
  EXPECT_DONE(office.act(id, person("clerk", "zhao"), "forward"));
  EXPECT_DONE(office.act(id, person("clerk", "zhao"), "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(office.act(id, person("clerk", "zhao"), "accept"));
  EXPECT_TRUE(office.at(id).assistants.empty());
}

TEST(RPeopleHelping, WhoHelpsForAnotherBindsBothAndNobodyActsForThem) {
  Office office("2025-06-09 09:00");
  const std::string id = filed(office, person("clerk", "deputy", "zhao"), "submit");
  for (const Actor& actor :
       {person("clerk", "deputy"), person("clerk", "zhao"), person("clerk", "counter", "zhao"),
        person("clerk", "zhao", "counter")})
    EXPECT_SAID(office.act(id, actor, "accept"), "helped_to_file");
  EXPECT_DONE(office.act(id, person("clerk", "counter"), "accept"));
}

TEST(RPeopleHelping, WhoHelpedToFileAThingDecidesNoneOfItsItems) {
  Office office("2025-06-09 09:00");
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"name"}}});
  bring_papers(office, id, {"resolution", "oldLicence"});
  const Value rest =
      *parse_json(R"({"form":{"change":{"name":"武汉红山新茶饮有限公司"},"seals":["official"]}})");
  EXPECT_DONE(office.act(id, person("clerk", "zhao"), "submit", rest));
  EXPECT_SAID(office.act(id, person("clerk", "zhao"), "accept"), "helped_to_file");
  EXPECT_DONE(office.act(id, person("clerk", "wang"), "accept"));
  const std::string child = id + ".registration";
  EXPECT_EQ(office.at(child).assistants, std::vector<std::string>{"zhao"});
  EXPECT_DONE(office.act(child, person("reviewer", "zhang"), "conclude"));
  EXPECT_SAID(office.act(child, person("approver", "zhao"), "grant"), "helped_to_file");
  EXPECT_SAID(office.act(child, person("approver", "li", "zhao"), "grant"), "helped_to_file");
  // Four eyes over the thing's acts hold across delegation as well.
  EXPECT_SAID(office.act(child, person("approver", "wang"), "grant"), "four_eyes");
  EXPECT_SAID(office.act(child, person("approver", "li", "wang"), "grant"), "four_eyes");
  EXPECT_DONE(office.act(child, person("approver", "li"), "grant"));
}

TEST(RPeopleHelping, WhoAcceptedAThingForAnotherBindsBothInItsItems) {
  Office office("2025-06-09 09:00");
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"name"}}});
  bring_papers(office, id, {"resolution", "oldLicence"});
  const Value rest =
      *parse_json(R"({"form":{"change":{"name":"武汉红山新茶饮有限公司"},"seals":["official"]}})");
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", rest));
  EXPECT_DONE(office.act(id, person("clerk", "deputy", "wang"), "accept"));
  const std::string child = id + ".registration";
  EXPECT_DONE(office.act(child, person("reviewer", "zhang"), "conclude"));
  for (const Actor& actor : {person("approver", "deputy"), person("approver", "wang"),
                             person("approver", "li", "wang"), person("approver", "wang", "li")})
    EXPECT_SAID(office.act(child, actor, "grant"), "four_eyes");
  EXPECT_DONE(office.act(child, person("approver", "li"), "grant"));
}

// A denial (by `who`) that was sent back on review: the case that is done anew, submitted.
std::string done_anew(Office& office, const std::string& id, const Actor& who) {
  EXPECT_DONE(office.act(id, person("clerk", "counter"), "accept"));
  EXPECT_DONE(office.act(id, person("reviewer", "zhang"), "conclude"));
  EXPECT_DONE(office.act(id, who, "deny", kFoodLaw));
  EXPECT_DONE(office.act(id, person("head", "he"), "redo", kReview));
  const std::string anew = office.at(id).linked.at("redo");
  EXPECT_DONE(office.act(anew, Office::applicant(), "submit"));
  EXPECT_DONE(office.act(anew, person("clerk", "counter"), "forward"));
  return anew;
}

TEST(RPeopleAnew, WhoDeniedItAndForWhomDoNotDecideItAgain) {
  Office office("2025-06-09 09:00");
  const std::string first = done_anew(office, filed(office, Office::applicant(), "submit"),
                                      person("approver", "deputy", "qian"));
  EXPECT_SAID(office.act(first, person("clerk", "qian"), "accept"), "decided_before");
  EXPECT_DONE(office.act(first, person("clerk", "counter"), "accept"));
  EXPECT_DONE(office.act(first, person("reviewer", "zhang"), "conclude"));
  for (const Actor& actor : {person("approver", "deputy"), person("approver", "qian"),
                             person("approver", "li", "qian")}) {
    EXPECT_SAID(office.act(first, actor, "grant"), "decided_before");
    EXPECT_SAID(office.act(first, actor, "deny", kFoodLaw), "decided_before");
  }
  EXPECT_DONE(office.act(first, person("approver", "li"), "deny", kFoodLaw));
  // And once more: neither the first nor the second decides the third time.
  EXPECT_DONE(office.act(first, person("head", "he"), "redo", kReview));
  const std::string second = office.at(first).linked.at("redo");
  EXPECT_EQ(office.at(second).decided_before, (std::vector<std::string>{"deputy", "qian", "li"}));
}

TEST(RPeopleAnew, WhoHelpedWithTheOldFileDoesNotJudgeTheNewOne) {
  Office office("2025-06-09 09:00");
  const std::string anew =
      done_anew(office, filed(office, person("clerk", "zhao"), "save"), person("approver", "qian"));
  EXPECT_SAID(office.act(anew, person("clerk", "zhao"), "accept"), "helped_to_file");
  EXPECT_DONE(office.act(anew, person("clerk", "counter"), "accept"));
}

TEST(RPeopleHelping, WhyNotNamesWhoCould) {
  Office office("2025-06-09 09:00");
  const std::string id = filed(office, person("clerk", "zhao"), "submit");
  const CaseState& state = office.at(id);
  const auto blockers = why({*office.bundles.for_digest(state.bundle), office.calendar, state,
                             person("clerk", "zhao"), office.now, "accept", ""});
  ASSERT_EQ(blockers.size(), 1U);
  EXPECT_EQ(blockers[0].code, "helped_to_file");
  EXPECT_NE(blockers[0].text.zh.find("帮办"), std::string::npos);
  EXPECT_EQ(blockers[0].roles, std::vector<std::string>{"clerk"});
  EXPECT_NE(blockers[0].remedy.zh.find("窗口人员"), std::string::npos);
}

}  // namespace
}  // namespace yijian::casework
