// The kernel's rules, each refused once and lawful once, on the days before, of and after.
#include <algorithm>

#include "engine/casework/reading.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

const Value kGround = Map{{"ground", "行政许可法第三十八条"}};

// One permit and the people of its department.
struct Permit {
  explicit Permit(std::string_view at, const std::string& workflow = "permit-drugs-new",
                  Value form = Office::tea_form())
      : office(at), id(*office.open(workflow, std::move(form))) {}

  Actor staff(const std::string& role, const std::string& name = "") const {
    Actor actor = office.staff(role, office.at(id).department);
    if (!name.empty()) actor.id = actor.name = name;
    return actor;
  }
  Status by(const std::string& role, const std::string& action, Value data = Map{},
            const std::string& opinion = "同意") {
    return office.act(id, role == "applicant" ? Office::applicant() : staff(role), action,
                      std::move(data), opinion);
  }
  bool offers(const std::string& action, const Actor& actor) const {
    const auto allowed =
        allowed_actions(*office.bundles.for_digest(state().bundle), state(), actor);
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](const Allowed& one) { return one.action == action; });
  }
  // submitted, forwarded, with its paper.
  void hand_in(bool with_paper = true) {
    if (with_paper) EXPECT_DONE(by("applicant", "supply", Map{{"material", "premises"}}));
    EXPECT_DONE(by("applicant", "submit"));
    EXPECT_DONE(by("clerk", "forward"));
  }
  void accept() {
    hand_in();
    EXPECT_DONE(by("clerk", "accept"));
  }
  std::string phase() const { return office.phase(id); }
  const CaseState& state() const { return office.at(id); }
  const ClockState& clock(const std::string& name) const { return state().clocks.at(name); }

  Office office;
  std::string id;
};

Value corrections(const std::string& material, const std::string& reason = "缺页") {
  return Map{{"corrections", List{Map{{"material", material}, {"reason", reason}}}}};
}

TEST(RAccept, NothingIsAcceptedWhileAPaperIsMissing) {
  Permit permit("2025-04-28 09:30");
  permit.hand_in(false);
  const Status refused = permit.by("clerk", "accept");
  EXPECT_SAID(refused, "materials_missing");
  EXPECT_EQ(refused.error().names, std::vector<std::string>{"premises"});
  EXPECT_DONE(permit.by("clerk", "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(permit.by("clerk", "accept"));
}

TEST(RAccept, SilenceAcceptsWhatIsThereButDoesNotGrantIt) {
  Permit permit("2025-04-28 09:30");
  permit.hand_in(false);
  permit.office.advance("2025-05-08 23:59");
  EXPECT_EQ(permit.phase(), "submitted");
  permit.office.advance("2025-05-09 00:00");
  EXPECT_EQ(permit.phase(), "accepted");
  EXPECT_EQ(format_day(day_of(permit.state().since.at(law::Phase::accepted))), "2025-04-28");
  EXPECT_DONE(permit.by("reviewer", "conclude"));
  EXPECT_SAID(permit.by("approver", "grant"), "materials_missing");
  EXPECT_DONE(permit.by("applicant", "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(permit.by("approver", "grant"));
}

TEST(RCorrect, OneNoticeThatNamesWhatTheCaseKnows) {
  Permit permit("2025-06-09 09:00");
  permit.hand_in();
  EXPECT_SAID(permit.by("clerk", "correct"), "invalid_data");
  EXPECT_SAID(permit.by("clerk", "correct", corrections("passport")), "invalid_data");
  EXPECT_SAID(permit.by("clerk", "correct", corrections("premises", "")), "invalid_data");
  const Value hidden = Map{{"corrections", List{Map{{"field", "张三"}, {"reason", "有误"}}}}};
  EXPECT_SAID(permit.by("clerk", "correct", hidden), "invalid_data");
  EXPECT_TRUE(permit.offers("correct", permit.staff("clerk")));
  EXPECT_DONE(permit.by("clerk", "correct", corrections("premises")));
  EXPECT_DONE(permit.by("applicant", "corrected"));
  EXPECT_FALSE(permit.offers("correct", permit.staff("clerk"))) << "there is one notice";
  EXPECT_SAID(permit.by("clerk", "correct", corrections("premises")), "correction_already_given");
  EXPECT_DONE(permit.by("clerk", "accept"));
}

TEST(RRefuse, RefusalDenialAndVoidingNeedGroundAndReason) {
  Permit permit("2025-06-09 09:00");
  permit.hand_in();
  EXPECT_SAID(permit.by("clerk", "refuse"), "invalid_data");
  EXPECT_SAID(permit.by("clerk", "refuse", kGround, ""), "opinion_required");
  EXPECT_DONE(permit.by("clerk", "accept"));
  EXPECT_DONE(permit.by("reviewer", "conclude"));
  EXPECT_SAID(permit.by("approver", "deny"), "invalid_data");
  EXPECT_SAID(permit.by("approver", "deny", kGround, ""), "opinion_required");
  EXPECT_DONE(permit.by("approver", "deny", kGround, "不符合条件"));
  EXPECT_EQ(permit.state().outcome, "denied");
  EXPECT_TRUE(permit.state().issued.empty());
}

TEST(RVoid, OnlyASupervisorVoidsAndOnlyBeforeTheDecision) {
  Permit permit("2025-06-09 09:00");
  permit.accept();
  EXPECT_SAID(permit.by("clerk", "void", kGround, "误受理"), "role_required");
  EXPECT_SAID(permit.by("applicant", "terminate", kGround, "不办了"), "role_required");
  EXPECT_SAID(permit.by("supervisor", "withdraw"), "role_required");
  EXPECT_SAID(permit.by("supervisor", "void"), "invalid_data");
  EXPECT_DONE(permit.by("supervisor", "void", kGround, "误受理"));
  EXPECT_EQ(permit.phase(), "voided");
  EXPECT_TRUE(permit.clock("promised").ended);
}

TEST(RDefer, APaperBroughtEndsTheClockAndOneOverdueTerminates) {
  for (const bool brought : {true, false}) {
    Permit permit("2025-03-28 09:00");
    permit.hand_in(false);
    EXPECT_SAID(permit.by("clerk", "defer", Map{{"material", "businessLicence"}}),
                "not_deferrable");
    EXPECT_DONE(permit.by("clerk", "defer", Map{{"material", "premises"}}));
    EXPECT_DONE(permit.by("clerk", "accept"));
    EXPECT_EQ(permit.office.due(permit.id, "deferral"), "2025-04-02");
    EXPECT_DONE(permit.by("reviewer", "conclude"));
    EXPECT_SAID(permit.by("approver", "grant"), "deferred_open");
    permit.office.advance("2025-04-02 23:59");
    EXPECT_EQ(permit.phase(), "accepted");
    if (brought) {
      EXPECT_DONE(permit.by("applicant", "supply", Map{{"material", "premises"}}));
      EXPECT_TRUE(permit.clock("deferral").ended);
    }
    permit.office.advance("2025-04-03 00:00");
    EXPECT_EQ(permit.phase(), brought ? "accepted" : "terminated");
  }
}

TEST(RDefer, AThingDefersWhatEveryItemThatAsksForItAllows) {
  Office office("2025-06-09 09:00");
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"address"}}});
  for (const char* paper : {"resolution", "oldLicence"})
    EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  const Value change = *parse_json(R"({"form":{"change":{"address":"武汉市洪山区珞喻路2号"}}})");
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", change));
  const Actor clerk = office.staff("clerk", "market-regulation");
  EXPECT_SAID(office.act(id, clerk, "defer", Map{{"material", "resolution"}}), "not_deferrable");
  EXPECT_DONE(office.act(id, clerk, "defer", Map{{"material", "addressProof"}}));
  EXPECT_DONE(office.act(id, clerk, "accept"));
  const std::string child = id + ".registration";
  EXPECT_EQ(office.due(child, "deferral"), "2025-06-10");
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "addressProof"}}));
  EXPECT_TRUE(office.at(child).clocks.at("deferral").ended);
}

TEST(RCommit, NoneWithoutCleanCreditAndNoneTwice) {
  const Value form =
      *parse_json(R"({"place":{"address":"武汉市洪山区珞喻路1号","area":180},"use":"restaurant"})");
  Permit permit("2025-09-01 09:00", "fire-safety-check", form);
  permit.office.credit = "barred";
  EXPECT_SAID(permit.by("applicant", "commit"), "credit_barred");
  permit.office.credit = "clean";
  EXPECT_SAID(permit.by("clerk", "commit"), "role_required");
  EXPECT_SAID(permit.by("applicant", "promise", Map{{"material", "floorPlan"}}), "not_allowed_now");
  EXPECT_DONE(permit.by("applicant", "promise", Map{{"material", "evacuationPlan"}}));
  EXPECT_DONE(permit.by("applicant", "commit"));
  EXPECT_SAID(permit.by("applicant", "commit"), "guard_false");
}

TEST(RClock, OneExtensionBeforeTheDueByTheHead) {
  for (const auto& [at, word] : {std::pair("2025-07-06 12:00", "done"),
                                 {"2025-07-07 23:59", "done"},
                                 {"2025-07-08 00:00", "not_allowed_now"}}) {
    Permit permit("2025-06-09 10:00");
    permit.accept();
    EXPECT_EQ(permit.office.due(permit.id, "statutory"), "2025-07-07");
    permit.office.advance(at);
    EXPECT_SAID(permit.by("approver", "extend"), "role_required");
    EXPECT_SAID(permit.by("head", "extend"), word);
    if (word != std::string("done")) continue;
    EXPECT_EQ(permit.office.due(permit.id, "statutory"), "2025-07-21");
    EXPECT_EQ(permit.office.due(permit.id, "promised"), "2025-06-16");
    EXPECT_SAID(permit.by("head", "extend"), "already_extended");
  }
}

TEST(RClock, AnExtensionIsOfferedOnlyWhileOneCanStillBeGiven) {
  Permit permit("2025-06-09 10:00");
  EXPECT_FALSE(permit.offers("extend", permit.staff("head")));
  permit.accept();
  EXPECT_TRUE(permit.offers("extend", permit.staff("head")));
  EXPECT_DONE(permit.by("head", "extend"));
  EXPECT_FALSE(permit.offers("extend", permit.staff("head"))) << "there is one extension";
  Permit late("2025-06-09 10:00");
  late.accept();
  late.office.advance("2025-07-08 00:00");
  EXPECT_SAID(late.by("head", "extend"), "not_allowed_now");
  EXPECT_FALSE(late.offers("extend", late.staff("head"))) << "the statutory due has passed";
}

TEST(RClock, ASuspensionIsOneOfTheLawsForAnAnnouncedTime) {
  Permit permit("2025-06-09 10:00");
  permit.accept();
  const auto procedure = [](const char* name, const char* days) {
    return Map{{"procedure", name}, {"days", days}};
  };
  EXPECT_SAID(permit.by("reviewer", "suspend", procedure("lunch", "3wd")), "invalid_data");
  EXPECT_SAID(permit.by("reviewer", "suspend", procedure("payment", "3wd")), "invalid_data");
  EXPECT_SAID(permit.by("reviewer", "suspend", procedure("hearing", "soon")), "invalid_data");
  EXPECT_SAID(permit.by("reviewer", "suspend", procedure("hearing", "0wd")), "invalid_data");
  EXPECT_DONE(permit.by("reviewer", "suspend", procedure("hearing", "3wd")));
  EXPECT_FALSE(permit.clock("statutory").clock.running);
  permit.office.advance("2025-06-12 23:59");
  EXPECT_EQ(permit.phase(), "suspended");
  permit.office.advance("2025-06-13 00:00");
  EXPECT_EQ(permit.phase(), "accepted");
  EXPECT_TRUE(permit.clock("statutory").clock.running);
}

TEST(RPeople, WhoeverEverHadAHandInTheReviewMayNotGrant) {
  Permit permit("2025-06-09 09:00");
  permit.accept();
  const auto as = [&](const char* role, const char* name, const char* action) {
    return permit.office.act(permit.id, permit.staff(role, name), action);
  };
  EXPECT_DONE(as("reviewer", "zhang", "conclude"));
  EXPECT_DONE(as("approver", "li", "sendBack"));
  EXPECT_DONE(as("reviewer", "wang", "conclude"));
  EXPECT_SAID(as("approver", "wang", "grant"), "four_eyes");
  EXPECT_SAID(as("approver", "zhang", "grant"), "four_eyes");  // his review was not the last
  Actor deputy = permit.staff("approver", "deputy");
  deputy.on_behalf_of = "zhang";
  EXPECT_SAID(permit.office.act(permit.id, deputy, "grant"), "four_eyes");
  EXPECT_DONE(as("approver", "li", "grant"));
}

TEST(RPeople, WhoActsForAnotherBindsBoth) {
  Permit permit("2025-06-09 09:00");
  permit.accept();
  Actor deputy = permit.staff("reviewer", "deputy");
  deputy.on_behalf_of = "zhang";
  EXPECT_DONE(permit.office.act(permit.id, deputy, "conclude"));
  for (const char* name : {"deputy", "zhang"})
    EXPECT_SAID(permit.office.act(permit.id, permit.staff("approver", name), "grant"), "four_eyes");
}

TEST(RPeople, ReviewsNeedAnOpinionAndTheOwnDepartment) {
  Permit permit("2025-06-09 09:00");
  permit.accept();
  EXPECT_SAID(permit.by("reviewer", "conclude", Map{}, ""), "opinion_required");
  EXPECT_SAID(permit.office.act(permit.id, permit.office.staff("reviewer", "tobacco"), "conclude"),
              "department_required");
  Actor stranger = Office::applicant();
  stranger.party = "92420111MA4K00029H";
  EXPECT_SAID(permit.office.act(permit.id, stranger, "withdraw"), "forbidden");
  EXPECT_SAID(permit.by("reviewer", "conclude", Map{{"mood", "good"}}), "invalid_data");
  EXPECT_DONE(permit.by("reviewer", "conclude"));
}

TEST(RPeople, APartyThatIsOnlyInterestedDoesNotActForTheApplicant) {
  const List parties = {
      Map{{"role", "applicant"}, {"id", "A"}},
      Map{{"role", "agent"}, {"id", "B"}, {"acts", List{"submit"}}},
      Map{{"role", "interested"}, {"id", "C"}},
  };
  EXPECT_TRUE(acts_for_party(parties, "A", "withdraw"));
  EXPECT_TRUE(acts_for_party(parties, "B", "submit"));
  EXPECT_FALSE(acts_for_party(parties, "B", "withdraw"));
  EXPECT_FALSE(acts_for_party(parties, "C", "withdraw"));
  EXPECT_FALSE(acts_for_party(parties, "", "withdraw"));
}

}  // namespace
}  // namespace yijian::casework
