// Departments together: tasks that several of them sign, groups of items, findings that go out in
// one notice, cases opened beside a case.
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

// A thing of one duty that three departments sign, by the join given; whoever objects.
std::string signed_thing(const std::string& id, const std::string& join) {
  return R"({"id": ")" + id + R"(", "version": "1.0.0", "kind": "item",
  "title": {"zh": "会签", "en": "Signed"}, "department": "d", "channels": ["web"],
  "basis": [{"law": "L", "article": "1"}], "limits": {"notice": "5wd"},
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {"submit": "submitted"}},
    "submitted": {"phase": "submitted", "task": "clerk", "after": {"notice": {"target": "signing",
        "basis": [{"law": "L", "article": "1"}]}}, "on": {"accept": "signing"}},
    "signing": {"phase": "accepted",
      "task": {"role": "reviewer", "departments": ["a", "b", "c"], "join": ")" +
         join + R"("},
      "on": {"agree": {"opinion": "required", "target": "agreed"},
             "object": {"opinion": "required", "target": "objected"},
             "clarify": {"by": ["clerk"], "target": "signing", "reenter": true}}},
    "agreed": {"phase": "accepted", "task": "approver", "on": {"grant": "decided"}},
    "objected": {"phase": "accepted", "task": "approver", "on": {"grant": "decided"}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"}}}})";
}

// A case that waits for another one beside it, whose outcome it takes.
constexpr const char* kAsking = R"({"id": "asking", "version": "1.0.0", "kind": "duty",
  "title": {"zh": "请示", "en": "Asking"}, "department": "d", "basis": [{"law": "L", "article": "1"}],
  "machine": {"id": "m", "context": {"answer": ""}, "initial": "begin", "states": {
    "begin": {"task": "clerk", "on": {"ask": "waiting"}},
    "waiting": {"task": "clerk",
      "invoke": {"id": "opinion", "src": "case:opinion-street", "onDone": {"target": "begin",
        "actions": [{"type": "assign", "params": {"answer": "event.output.outcome"}}]}},
      "on": {"giveUp": "begin"}}}}})";

constexpr const char* kOpener = R"({"id": "opener", "version": "1.0.0", "kind": "item",
  "title": {"zh": "立案", "en": "Opener"}, "department": "d", "channels": ["web"],
  "basis": [{"law": "L", "article": "1"}], "limits": {"notice": "5wd"},
  "form": {"type": "object", "properties": {"name": {"type": "string"}}},
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {
      "open": {"actions": [{"type": "openCase", "params": {"id": "beside", "workflow": "asking"}}]},
      "submit": "submitted"}},
    "submitted": {"phase": "submitted", "task": "clerk",
      "after": {"notice": {"target": "accepted", "basis": [{"law": "L", "article": "1"}]}},
      "on": {"accept": "accepted"}},
    "accepted": {"phase": "accepted", "task": "approver", "on": {"grant": "decided"}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"}}}})";

const Bundles& with_ours() {
  static const Bundles kBundles =
      bundles_with({{"by-all/workflow.json", signed_thing("by-all", "all")},
                    {"by-two/workflow.json", signed_thing("by-two", "quorum:2")},
                    {"by-first/workflow.json", signed_thing("by-first", "firstRefusal")},
                    {"asking/workflow.json", kAsking},
                    {"opener/workflow.json", kOpener}});
  return kBundles;
}

struct Signing {
  explicit Signing(const std::string& workflow) : office("2025-06-09 09:00") {
    office.bundles = with_ours();
    id = *office.open(workflow, Map{});
    EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
    EXPECT_DONE(office.act(id, office.staff("clerk", "d"), "accept"));
  }
  std::string by(const std::string& department, const std::string& action) {
    return said(office.act(id, office.staff("reviewer", department), action));
  }
  std::string state() const { return office.at(id).active.back(); }
  std::string tasks() const {
    std::string names;
    for (const TaskState& task : office.at(id).tasks) names += task.name() + " ";
    return names;
  }

  Office office;
  std::string id;
};

TEST(Signing, EachDepartmentHasATaskAndActsOnce) {
  Signing signing("by-all");
  EXPECT_EQ(signing.tasks(), "signing@a signing@b signing@c ");
  EXPECT_EQ(signing.by("d", "agree"), "department_required");
  EXPECT_EQ(signing.by("a", "agree"), "done");
  EXPECT_EQ(signing.tasks(), "signing@b signing@c ");
  EXPECT_EQ(signing.by("a", "agree"), "already_signed");
  EXPECT_EQ(signing.by("b", "agree"), "done");
  EXPECT_EQ(signing.state(), "signing");
  EXPECT_EQ(signing.by("c", "agree"), "done");
  EXPECT_EQ(signing.state(), "agreed");
  const Value* said_by_a = at_pointer(signing.office.at(signing.id).acts, "/agree/departments/a");
  ASSERT_NE(said_by_a, nullptr);
  EXPECT_EQ(said_by_a->text("by"), "reviewer@a");
  EXPECT_TRUE(signing.office.at(signing.id).signatures.empty()) << "the task is over";
}

TEST(Signing, WithAllAnObjectionStandsBehindTheConsent) {
  Signing signing("by-all");
  EXPECT_EQ(signing.by("a", "object"), "done");
  EXPECT_EQ(signing.by("b", "agree"), "done");
  EXPECT_EQ(signing.state(), "signing");
  EXPECT_EQ(signing.by("c", "agree"), "done");
  EXPECT_EQ(signing.state(), "objected");
}

TEST(Signing, AQuorumDecidesAndTheOthersNeedNotAct) {
  Signing signing("by-two");
  EXPECT_EQ(signing.by("a", "object"), "done");
  EXPECT_EQ(signing.by("b", "agree"), "done");
  EXPECT_EQ(signing.state(), "signing");
  EXPECT_EQ(signing.by("c", "agree"), "done");
  EXPECT_EQ(signing.state(), "agreed");
  EXPECT_EQ(signing.tasks(), "agreed ");
}

TEST(Signing, TheFirstRefusalIsHeardAtOnce) {
  Signing consent("by-first");
  for (const char* department : {"a", "b", "c"}) EXPECT_EQ(consent.by(department, "agree"), "done");
  EXPECT_EQ(consent.state(), "agreed");
  Signing refusal("by-first");
  EXPECT_EQ(refusal.by("b", "agree"), "done");
  EXPECT_EQ(refusal.by("c", "object"), "done");
  EXPECT_EQ(refusal.state(), "objected");
}

TEST(Signing, AnotherRolesActIsNoSignatureAndEnteringAnewBeginsAnew) {
  Signing signing("by-all");
  EXPECT_EQ(signing.by("a", "agree"), "done");
  EXPECT_DONE(signing.office.act(signing.id, signing.office.staff("clerk", "d"), "clarify"));
  EXPECT_EQ(signing.tasks(), "signing@a signing@b signing@c ");
  EXPECT_EQ(signing.by("a", "agree"), "done") << "asked again, it answers again";
}

// The construction permit up to its two groups.
std::string construction(Office& office) {
  office.bundles = with_ours();
  const std::string id =
      *office.open("construction-permit", Map{{"project", "食堂"}}, Map{{"basement", "no"}});
  for (const char* paper : {"drawings", "contract"})
    EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
  EXPECT_DONE(office.act(id, office.staff("clerk", "housing"), "accept"));
  const std::string visit = id + ".visit";
  EXPECT_DONE(
      office.act(visit, office.staff("clerk", "housing"), "arrange", Map{{"day", "2025-06-10"}}));
  for (const char* department : {"fire-rescue", "quality"})
    EXPECT_DONE(office.act(visit, office.staff("reviewer", department), "sign"));
  EXPECT_DONE(office.act(visit, office.staff("clerk", "housing"), "record"));
  return id;
}

Status opinion(Office& office, const std::string& id, const std::string& item,
               const std::string& action) {
  const std::string child = id + "." + item;
  return office.act(child, office.staff("reviewer", office.at(child).department), action);
}

TEST(Groups, AQuorumIsMetAndTheRestIsDismissed) {
  Office office("2025-06-09 09:00");
  const std::string id = construction(office);
  const auto status = [&](const char* item) { return office.at(id).items.at(item).status; };
  EXPECT_EQ(status("civilDefence"), "notApplicable");
  EXPECT_DONE(opinion(office, id, "traffic", "agree"));
  EXPECT_EQ(status("opinions"), "waiting");
  EXPECT_DONE(opinion(office, id, "street", "agree"));
  EXPECT_EQ(status("opinions"), "granted");
  EXPECT_EQ(office.phase(id + ".greening"), "withdrawn");
  EXPECT_EQ(status("permit"), "waiting") << "the reviews are not done";
}

TEST(Groups, AQuorumOutOfReachSkipsWhatNeedsIt) {
  Office office("2025-06-09 09:00");
  const std::string id = construction(office);
  EXPECT_DONE(opinion(office, id, "traffic", "object"));
  EXPECT_DONE(opinion(office, id, "greening", "object"));
  EXPECT_EQ(office.at(id).items.at("opinions").status, "denied");
  EXPECT_EQ(office.at(id).items.at("permit").status, "skipped");
  EXPECT_EQ(office.phase(id), "decided") << "the thing's own join is firstRefusal";
  EXPECT_EQ(office.at(id).outcome, "denied");
}

const Value kUnclear =
    Map{{"corrections", List{Map{{"material", "premises"}, {"reason", "模糊"}}}}};

// A convenience store whose three departments accept for themselves.
std::string store_of(Office& office) {
  const std::string id = *office.open("licence-convenience-store-new", Office::tea_form());
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
  return id;
}
Status clerk(Office& office, const std::string& id, const std::string& action, Value data = Map{}) {
  return office.act(id, office.staff("clerk", office.at(id).department), action, std::move(data));
}

TEST(Findings, AfterTheThingsOwnNoticeNoDepartmentGivesAnother) {
  Office office("2025-06-09 09:00");
  const std::string id = store_of(office);
  EXPECT_DONE(clerk(office, id + ".food", "forward"));
  EXPECT_DONE(clerk(office, id, "correct", kUnclear));
  EXPECT_EQ(office.phase(id), "correcting");
  EXPECT_SAID(clerk(office, id + ".food", "correct", kUnclear), "correction_already_given");
  EXPECT_DONE(clerk(office, id + ".food", "accept"));
}

TEST(Findings, AReportThatCrossesTheNoticeChangesNothing) {
  Office office("2025-06-09 09:00");
  const std::string id = store_of(office);
  EXPECT_DONE(clerk(office, id + ".food", "forward"));
  office.hold = true;
  EXPECT_DONE(clerk(office, id + ".food", "correct", kUnclear));
  EXPECT_DONE(clerk(office, id, "correct", kUnclear));
  office.deliver_all();
  office.hold = false;
  EXPECT_EQ(office.phase(id), "correcting");
  EXPECT_EQ(office.at(id).corrections.list().size(), 1U);
  EXPECT_DONE(office.act(id, Office::applicant(), "corrected"));
  for (const char* item : {".tobacco", ".drugs"}) {
    EXPECT_DONE(clerk(office, id + item, "forward"));
    EXPECT_DONE(clerk(office, id + item, "accept"));
  }
  EXPECT_DONE(clerk(office, id, "accept"));
  EXPECT_EQ(office.phase(id), "accepted");
  office.advance("2025-06-20 09:00");
  office.deliver_all();
  EXPECT_EQ(office.phase(id + ".food"), "accepted") << "by silence";
}

TEST(Findings, OfTwoDepartmentsGoOutInOneNoticeWhenAllHaveAnswered) {
  Office office("2025-06-09 09:00");
  const std::string id = store_of(office);
  for (const char* item : {".food", ".tobacco", ".drugs"})
    EXPECT_DONE(clerk(office, id + item, "forward"));
  EXPECT_DONE(clerk(office, id + ".food", "correct", kUnclear));
  EXPECT_DONE(clerk(office, id + ".tobacco", "correct", kUnclear));
  EXPECT_EQ(office.phase(id), "submitted");
  EXPECT_DONE(clerk(office, id + ".drugs", "accept"));
  EXPECT_EQ(office.phase(id), "correcting");
  EXPECT_EQ(office.at(id).corrections.list().size(), 2U);
  EXPECT_EQ(office.phase(id + ".food"), "correcting");
  EXPECT_EQ(office.phase(id + ".drugs"), "accepted");
  EXPECT_DONE(office.act(id, Office::applicant(), "corrected",
                         Map{{"form", Map{{"place", Map{{"area", 90}}}}}}));
  EXPECT_EQ(office.phase(id + ".tobacco"), "submitted");
  EXPECT_EQ(*at_pointer(office.at(id + ".tobacco").form, "/place/area"), Value(90))
      << "the item has the form as it was corrected";
}

TEST(Supervision, OneAtATimeAndAnotherOnceItIsLifted) {
  Office office("2025-06-09 09:00");
  office.bundles = with_ours();
  const std::string id = construction(office);
  const auto supervised = [&] { return office.at(id + ".greening").linked.at("supervision"); };
  office.advance("2025-06-20 09:00");
  office.deliver_all();
  const std::string first = id + ".greening.supervision";
  EXPECT_EQ(supervised(), first);
  EXPECT_DONE(office.act(first, office.staff("governor", ""), "order"));
  EXPECT_DONE(office.act(first, office.staff("approver", "greening"), "reply"));
  EXPECT_DONE(office.act(first, office.staff("supervisor", ""), "lift"));
  EXPECT_EQ(office.at(id + ".greening").linked_ended.at("supervision"), "lifted");
  EXPECT_EQ(supervised(), first) << "nothing else has passed";
}

TEST(Supervision, NotWhileTheApplicantIsOnTurn) {
  Office office("2025-06-09 09:00");
  const std::string id = store_of(office);
  EXPECT_DONE(clerk(office, id, "correct", kUnclear));
  office.advance("2025-06-30 09:00");
  office.deliver_all();
  EXPECT_TRUE(office.at(id).clocks.at("correction").passed);
  EXPECT_FALSE(office.at(id).linked.contains("supervision"));
}

TEST(Opened, ACaseBesideReportsToItsInvocation) {
  Office office("2025-06-09 09:00");
  office.bundles = with_ours();
  const std::string opener = *office.open("opener", Map{});
  EXPECT_DONE(office.act(opener, Office::applicant(), "open"));
  const std::string asking = opener + ".beside";
  const Actor its_clerk = office.staff("clerk", "d");
  EXPECT_DONE(office.act(asking, its_clerk, "ask"));
  const std::string first = asking + ".opinion";
  ASSERT_TRUE(office.cases.contains(first));
  EXPECT_DONE(office.act(asking, its_clerk, "giveUp"));
  EXPECT_DONE(office.act(asking, its_clerk, "ask"));
  const std::string second = asking + ".opinion.2";
  ASSERT_TRUE(office.cases.contains(second));
  const auto answer = [&](const std::string& id, const char* action) {
    EXPECT_DONE(office.act(id, office.staff("reviewer", office.at(id).department), action));
  };
  answer(first, "object");
  EXPECT_EQ(office.at(asking).active.back(), "waiting") << "what comes late is ignored";
  answer(second, "agree");
  EXPECT_EQ(office.at(asking).active.back(), "begin");
  EXPECT_EQ(office.at(asking).variables.text("answer"), "granted");
}

}  // namespace
}  // namespace yijian::casework
