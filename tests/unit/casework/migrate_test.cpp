// Migration: cases go over to another version whole, or not at all and with every reason.
#include <algorithm>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

struct Edit {
  std::string path, from, to;  // every occurrence
};

constexpr const char* kPermit = "permit/workflow.json";
constexpr const char* kApproval = "templates/standard-approval.json";

// What the test's workflows need of the shipped files, edited.
std::vector<definition::SourceFile> edited(const std::vector<Edit>& edits) {
  std::vector<definition::SourceFile> files;
  for (definition::SourceFile& file : definition::shipped_files()) {
    const std::string folder = file.path.substr(0, file.path.find('/'));
    const bool wanted = folder == "templates" || folder == "shared" || folder == "permit" ||
                        folder == "work-permit" || folder == "social-card" ||
                        folder == "work-permit-and-card" || folder == "supervision";
    if (wanted) files.push_back(std::move(file));
  }
  for (const Edit& edit : edits) {
    bool found = false;
    for (definition::SourceFile& file : files)
      for (size_t at = 0; file.path == edit.path;) {
        at = file.text.find(edit.from, at);
        if (at == std::string::npos) break;
        file.text.replace(at, edit.from.size(), edit.to);
        at += edit.to.size();
        found = true;
      }
    EXPECT_TRUE(found) << edit.path << ": " << edit.from;
  }
  return files;
}

Bundles version(std::vector<Edit> edits, const std::string& number) {
  for (const char* path : {kPermit, "work-permit/workflow.json", "social-card/workflow.json",
                           "work-permit-and-card/workflow.json"})
    edits.push_back({path, R"("version": "1.0.0")", R"("version": ")" + number + "\""});
  return bundles_of(edited(edits));
}

// An office with the first version, to which another one is published later.
struct Moving {
  explicit Moving(const char* at = "2025-06-09 09:00") : office(at) {
    office.bundles = version({}, "1.0.0");
  }
  void publish(std::vector<Edit> edits) {
    for (const auto& [workflow, bundle] : version(std::move(edits), "2.0.0").current)
      office.bundles.add_current(bundle);
  }
  void file(bool submitted = true) {
    id = *office.open("permit-drugs-new", Office::tea_form());
    if (!submitted) return;
    EXPECT_DONE(by("applicant", "supply", Map{{"material", "premises"}}));
    EXPECT_DONE(by("applicant", "submit"));
  }
  void forward() {
    file();
    EXPECT_DONE(by("clerk", "forward"));
  }
  Status by(const std::string& role, const std::string& action, Value data = Map{}) {
    return office.act(
        id,
        role == "applicant" ? Office::applicant() : office.staff(role, office.at(id).department),
        action, std::move(data));
  }
  Status migrate(const std::string& rest, const std::string& role = "integrator",
                 const std::string& reason = "新版施行") {
    return office.migrate(id, "permit-drugs-new",
                          R"({"from": {"id": "permit-drugs-new", "version": "1.0.0"},
                              "to": {"version": "2.0.0"})" +
                              rest + "}",
                          role, reason);
  }
  // Refused with this reason among others, and the case is as it was.
  void expect_reason(const std::string& rest, const std::string& code, const std::string& pointer) {
    const CaseState before = state();
    const Status refused = migrate(rest);
    EXPECT_SAID(refused, "cannot_migrate");
    EXPECT_TRUE(state() == before);
    std::string all;
    bool found = false;
    if (!refused)
      for (const Fault& fault : refused.error().faults) {
        all += fault.pointer + " " + fault.code + ": " + fault.detail + "\n";
        found = found || (fault.code == code && fault.pointer == pointer);
      }
    EXPECT_TRUE(found) << code << " " << pointer << " is not among\n" << all;
  }
  const CaseState& state() const { return office.at(id); }
  std::string last_body() const { return office.log.at(id).back().body; }

  Office office;
  std::string id;
};

const std::vector<Edit> kRenamed{{kApproval, R"("preReview")", R"("window")"},
                                 {kApproval, "submitted.preReview", "submitted.window"}};
const std::string kToWindow = R"(, "states": {"pending.submitted.preReview":
                                              "pending.submitted.window"})";

TEST(Migrate, ACaseGoesOnUnderTheNewVersion) {
  Moving moving;
  moving.forward();
  const CaseState before = moving.state();
  moving.publish(kRenamed);
  EXPECT_DONE(moving.migrate(kToWindow));
  const CaseState& after = moving.state();
  EXPECT_EQ(after.version, "2.0.0");
  EXPECT_EQ(after.bundle, moving.office.bundles.for_workflow("permit-drugs-new")->digest);
  EXPECT_EQ(after.bundle_at(before.n), before.bundle);
  EXPECT_EQ(after.bundle_at(after.n), after.bundle);
  EXPECT_EQ(after.active,
            (std::vector<std::string>{"pending", "pending.submitted", "pending.submitted.window"}));
  ASSERT_EQ(after.tasks.size(), 1U);
  EXPECT_EQ(after.tasks[0].state, "pending.submitted.window");
  EXPECT_EQ(after.tasks[0].since, before.tasks[0].since);
  EXPECT_TRUE(after.timers == before.timers);  // the period of notice runs on
  EXPECT_TRUE(after.form == before.form);
  EXPECT_TRUE(after.phase == before.phase);
  EXPECT_DONE(moving.by("clerk", "accept"));
  EXPECT_EQ(moving.office.phase(moving.id), "accepted");
  EXPECT_SAID(moving.migrate(kToWindow), "already_migrated");
}

TEST(Migrate, SilenceStillAcceptsOnItsDay) {
  Moving moving;
  moving.file();
  const std::string due = moving.office.due(moving.id, "notice");
  // The same timer, elsewhere: the compound state around it has another name.
  moving.publish(
      {{kApproval, R"("submitted": {)", R"("received": {)"},
       {kApproval, R"("target": "submitted")", R"("target": "received")"},
       {kApproval, R"("parent.submitted": "submitted.preReview")",
        R"("parent.submitted": "received.preReview")"},
       {kApproval, R"("target": "submitted.preReview")", R"("target": "received.preReview")"}});
  EXPECT_DONE(moving.migrate(R"(, "states": {"pending.submitted": "pending.received"})"));
  EXPECT_EQ(moving.office.due(moving.id, "notice"), due);
  EXPECT_EQ(moving.state().timers.begin()->second.state, "pending.received");
  EXPECT_EQ(moving.state().active.back(), "pending.received.received");
  moving.office.advance("2025-06-16 23:59");
  EXPECT_EQ(moving.office.phase(moving.id), "submitted");
  moving.office.advance("2025-06-17 00:00");
  EXPECT_EQ(moving.office.phase(moving.id), "accepted");
}

TEST(Migrate, OnlyAnAdminOrIntegratorWithAReasonMayDoIt) {
  Moving moving;
  moving.forward();
  moving.publish(kRenamed);
  EXPECT_SAID(moving.migrate(kToWindow, "clerk"), "role_required");
  EXPECT_SAID(moving.migrate(kToWindow, "admin", ""), "opinion_required");
  EXPECT_DONE(moving.migrate(kToWindow, "admin", "张三要求"));
  EXPECT_EQ(moving.last_body().find("张三"), std::string::npos) << "the reason is committed";
  EXPECT_NE(moving.office.log.at(moving.id).back().priv.find("张三"), std::string::npos);
}

TEST(Migrate, AStateWithoutAPlaceIsNamed) {
  Moving moving;
  moving.forward();
  moving.publish(kRenamed);
  moving.expect_reason("", "state_unmapped", "/states/pending.submitted.preReview");
  moving.expect_reason(R"(, "states": {"pending.submitted.preReview": "pending.submitted"})",
                       "state_not_leaf", "/states/pending.submitted.preReview");
  moving.expect_reason(
      R"(, "states": {"pending.submitted.preReview": "pending.accepted.deciding"})",
      "phase_differs", "/states/pending.submitted.preReview");
}

TEST(Migrate, ANewTimerIsStartedOnlyWhenThePlanSaysSo) {
  Moving moving;
  moving.file();
  moving.publish({{kApproval, R"("title": {"zh": "收件", "en": "Received"}, "task": "clerk",)",
                   R"("title": {"zh": "收件", "en": "Received"}, "task": "clerk",
                   "after": {"3wd": {"target": "preReview"}},)"}});
  moving.expect_reason("", "timer_would_not_run", "/timers/3wd");
  EXPECT_DONE(moving.migrate(R"(, "timers": {"3wd": "restart"})"));
  EXPECT_EQ(moving.office.due(moving.id, "3wd"), "2025-06-12");
  moving.office.advance("2025-06-13 00:00");
  EXPECT_EQ(moving.state().active.back(), "pending.submitted.preReview");
}

TEST(Migrate, ATimerThatIsGoneIsDroppedOnlyWhenThePlanSaysSo) {
  Moving moving;
  moving.office.bundles =
      version({{kApproval, R"("title": {"zh": "收件", "en": "Received"}, "task": "clerk",)",
                R"("title": {"zh": "收件", "en": "Received"}, "task": "clerk",
                   "after": {"3wd": {"target": "preReview"}},)"}},
              "1.0.0");
  moving.file();
  moving.publish({});
  moving.expect_reason("", "timer_unmapped", "/timers/3wd");
  moving.expect_reason(R"(, "timers": {"3wd": "restart"})", "timer_unmapped", "/timers/3wd");
  EXPECT_EQ(moving.state().timers.size(), 2U);
  EXPECT_DONE(moving.migrate(R"(, "timers": {"3wd": "drop"})"));
  EXPECT_EQ(moving.state().timers.size(), 1U);
}

TEST(Migrate, ThePeriodOfNoticeCannotBeStoppedOrBegunAnew) {
  Moving moving;
  moving.forward();
  moving.publish({});
  for (const char* wish : {"drop", "restart"}) {
    const Status refused =
        moving.migrate(R"(, "timers": {"notice": ")" + std::string(wish) + "\"}");
    EXPECT_SAID(refused, "invalid_plan");
    EXPECT_EQ(refused.error().faults[0].code, "statutory_timer");
  }
}

TEST(Migrate, AStepsLimitMayNotDisappear) {
  Moving moving;
  moving.forward();
  EXPECT_DONE(
      moving.by("clerk", "correct",
                *parse_json(R"({"corrections": [{"material": "premises", "reason": "缺页"}]})")));
  moving.publish({{kApproval, R"("limit": "correction",)", ""}});
  moving.expect_reason("", "limit_gone", "/states/pending.correcting");
}

TEST(Migrate, AStepsNewLimitBeginsWithTheMigration) {
  Moving moving;
  moving.forward();
  moving.publish(
      {{kApproval, R"("title": {"zh": "预审", "en": "Pre-review"}, "task": "clerk",)",
        R"("title": {"zh": "预审", "en": "Pre-review"}, "task": "clerk", "limit": "2wd",)"}});
  EXPECT_DONE(moving.migrate(""));
  EXPECT_EQ(moving.office.due(moving.id, "2wd"), "2025-06-11");
  EXPECT_EQ(moving.state().tasks[0].clock, "2wd");
  EXPECT_DONE(moving.by("clerk", "accept"));
  EXPECT_TRUE(moving.state().clocks.at("2wd").ended);
}

TEST(Migrate, TheDecisionClocksRunOnAsTheyAre) {
  Moving moving;
  moving.forward();
  EXPECT_DONE(moving.by("clerk", "accept"));
  const auto before = moving.state().clocks;
  ASSERT_TRUE(before.contains("promised"));
  moving.publish({{kPermit, R"("statutory": ")", R"("statutory2": ")"}});
  moving.expect_reason("", "limit_gone", "/timers/statutory");
  Moving other;
  other.forward();
  EXPECT_DONE(other.by("clerk", "accept"));
  other.publish({});
  EXPECT_DONE(other.migrate(""));
  EXPECT_TRUE(other.state().clocks == before);
}

TEST(Migrate, NobodyIsFreedFromTheFourEyes) {
  Moving moving;
  moving.forward();
  EXPECT_DONE(moving.by("clerk", "accept"));
  moving.publish(
      {{kApproval, R"("fourEyes": ["accept", "conclude"],)", R"("fourEyes": ["conclude"],)"}});
  moving.expect_reason("", "four_eyes_lost", "/states");
}

TEST(Migrate, WhatIsAskedAnewKeepsASubmittedCase) {
  Moving moving;
  moving.forward();
  moving.publish({{kPermit, R"("materials": [)",
                   R"("materials": [{"id": "seal", "title": {"zh": "印模", "en": "Seal"}}, )"}});
  moving.expect_reason("", "material_asked_anew", "/form/seal");
}

TEST(Migrate, WhatWasComputedFromTheFormIsNeverInTheOpen) {
  Moving moving;
  moving.forward();
  moving.publish(
      {{kPermit, R"("place": {"$ref": "dictionary#place")",
        R"("legal": {"title": {"zh": "法定代表人", "en": "Legal person"}, "type": "string", "maxLength": 50},
      "place": {"$ref": "dictionary#place")"}});
  const std::string legal = R"("form": {"legal": "form.enterprise.legalPerson.name"})";
  moving.expect_reason(R"j(, "form": {"legal": "size(form.place)"})j", "type", "/form/legal");
  moving.expect_reason(R"(, "form": {"place": null})", "required", "/form/place");
  moving.expect_reason(R"(, "form": {"legal": "form.nowhere"})", "form_error", "/form/legal");
  EXPECT_DONE(
      moving.migrate("," + legal + R"(, "vars": {"who": "applicant.name", "two": "1 + 1"})"));
  EXPECT_EQ(moving.state().form.text("legal"), "张三");
  EXPECT_EQ(moving.state().variables.text("who"), "武汉红山茶饮有限公司");
  EXPECT_EQ(moving.state().variables.member("two"), Value(2));
  EXPECT_EQ(moving.last_body().find("张三"), std::string::npos) << moving.last_body();
  EXPECT_EQ(moving.last_body().find("红山"), std::string::npos) << moving.last_body();
  EXPECT_NE(moving.last_body().find(R"("two":2)"), std::string::npos) << moving.last_body();
}

TEST(Migrate, AStateThatTheTargetLeavesAtOnceIsNoPlace) {
  Moving moving;
  moving.forward();
  moving.publish({{kApproval, R"({"guard": "case.accepted", "target": "accepted"})",
                   R"({"guard": "case.accepted || size(case.id) > 0", "target": "accepted"})"}});
  moving.expect_reason("", "would_move_on", "/states");
}

// A thing with one open child.
struct MovingThing {
  explicit MovingThing(bool hold = false) {
    moving.office.hold = hold;
    id = *moving.office.open("work-permit-and-card", Map{{"worker", "Jean Martin"}});
    EXPECT_DONE(act(id, Office::applicant(), "supply", Map{{"material", "contract"}}));
    EXPECT_DONE(act(id, Office::applicant(), "submit"));
    EXPECT_DONE(act(id, moving.office.staff("clerk", "science-technology"), "accept"));
  }
  Status act(const std::string& which, const Actor& actor, const std::string& action,
             Value data = Map{}) {
    return moving.office.act(which, actor, action, std::move(data));
  }
  void grant(const std::string& child) {
    const std::string department = moving.office.at(child).department;
    EXPECT_DONE(act(child, moving.office.staff("reviewer", department), "conclude"));
    EXPECT_DONE(act(child, moving.office.staff("approver", department), "grant"));
  }
  Status migrate(const std::string& which, const std::string& rest = "") {
    return moving.office.migrate(which, "work-permit-and-card",
                                 R"({"from": {"id": "work-permit-and-card", "version": "1.0.0"},
                                     "to": {"version": "2.0.0"})" +
                                     rest + "}");
  }
  Moving moving;
  std::string id;
};

const std::vector<Edit> kExamined{{kApproval, R"("examine": {)", R"("look": {)"},
                                  {kApproval, R"("initial": "examine")", R"("initial": "look")"}};
const std::string kToLook = R"(, "children": {"permit": {"states": {
    "pending.accepted.review.examine": "pending.accepted.review.look"}}})";

TEST(Migrate, AThingAndItsChildMoveInEitherOrder) {
  for (const bool thing_first : {true, false}) {
    MovingThing thing;
    const std::string permit = thing.id + ".permit";
    const std::string card = thing.id + ".card";
    thing.moving.publish(kExamined);
    EXPECT_SAID(thing.migrate(permit), "cannot_migrate");
    if (thing_first) EXPECT_DONE(thing.migrate(thing.id, kToLook));
    if (!thing_first) EXPECT_DONE(thing.migrate(permit, kToLook));
    thing.grant(permit);
    EXPECT_EQ(thing.moving.office.at(thing.id).items.at("permit").outcome, "granted");
    EXPECT_DONE(thing.migrate(thing_first ? permit : thing.id, kToLook));
    // The next item opens in the bundle of the thing when it was opened.
    EXPECT_EQ(thing.moving.office.at(card).version, thing_first ? "2.0.0" : "1.0.0");
    if (!thing_first)
      EXPECT_DONE(thing.migrate(card, R"(, "children": {"card": {"states": {
          "pending.accepted.review.examine": "pending.accepted.review.look"}}})"));
    thing.grant(card);
    EXPECT_EQ(thing.moving.office.phase(thing.id), "decided");
    EXPECT_EQ(thing.moving.office.at(thing.id).version, "2.0.0");
  }
}

TEST(Migrate, AChildWhoseOpeningIsOnItsWayOpensInWhatItWasSentBy) {
  MovingThing thing(true);
  thing.moving.publish(kExamined);
  const std::string old = thing.moving.office.at(thing.id).bundle;
  EXPECT_DONE(thing.migrate(thing.id));
  thing.moving.office.deliver_all();
  EXPECT_EQ(thing.moving.office.at(thing.id + ".permit").bundle, old);
  EXPECT_DONE(thing.migrate(thing.id + ".permit", kToLook));
}

TEST(Migrate, AThingKeepsItsItems) {
  MovingThing thing;
  thing.moving.publish({{"work-permit-and-card/workflow.json", R"({"id": "card", "workflow")",
                         R"({"id": "other", "workflow")"}});
  const Status refused = thing.migrate(thing.id);
  EXPECT_SAID(refused, "cannot_migrate");
  EXPECT_EQ(refused.error().names, (std::vector<std::string>{"item_gone", "item_would_not_run"}));
}

TEST(Migrate, APlanIsReadStrictly) {
  const Result<MigrationPlan> plan = parse_plan(*parse_json(
      R"({"from": {"id": "a"}, "to": {"version": 2}, "states": {"a": 1}, "form": {"x": "1 +",
          "place": "form.p", "place.area": null}, "timers": {"t": "stop"}, "more": 1,
          "children": {"one": {"vars": []}}})"));
  ASSERT_FALSE(plan);
  std::vector<std::string> said;
  for (const Fault& fault : plan.error().faults) said.push_back(fault.pointer + " " + fault.code);
  for (const char* one :
       {"/from/version missing_key", "/to/version wrong_type", "/states/a wrong_type",
        "/form/x cel_syntax", "/form/place.area conflict", "/timers/t unknown_word",
        "/more unknown_key", "/children/one/vars wrong_type"})
    EXPECT_NE(std::find(said.begin(), said.end(), one), said.end()) << one;
  EXPECT_EQ(said.size(), 8U);
}

TEST(Migrate, APlanNamesStatesThatThereAre) {
  Moving moving;
  moving.file();
  const std::shared_ptr<const definition::Bundle> from =
      moving.office.bundles.current.at("permit-drugs-new");
  moving.publish(kRenamed);
  const Result<MigrationPlan> plan = parse_plan(*parse_json(
      R"({"from": {"id": "permit-drugs-new", "version": "1.0.0"}, "to": {"version": "2.0.0"},
          "states": {"nowhere": "pending.submitted.window", "pending.draft": "nowhere"}})"));
  ASSERT_TRUE(plan);
  const Status checked =
      check_plan(*plan, *from, *moving.office.bundles.for_workflow("permit-drugs-new"));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().faults.size(), 2U);
}

}  // namespace
}  // namespace yijian::casework
