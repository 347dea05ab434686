// Refusals that no shipped workflow leads to, and what becomes of an engine event that fails: one
// odd workflow, and a thing all of whose items may be left out.
#include <algorithm>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

constexpr const char* kOdd = R"({
  "id": "odd", "version": "1.0.0", "kind": "item", "title": {"zh": "试", "en": "Odd"},
  "department": "d", "basis": [{"law": "L", "article": "1"}], "channels": ["web"],
  "limits": {"statutory": "20wd", "notice": "5wd", "promised": "3wd"},
  "form": {"type": "object", "properties": {"count": {"type": "integer"}}},
  "commitment": {"letter": "commitment", "verify": "fire-verification", "within": "60d",
                 "basis": [{"law": "L", "article": "1"}]},
  "machine": {"id": "m", "context": {"n": 0}, "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {
      "sign": {"actions": [{"type": "commit"}]},
      "ask": {"guard": "10 / vars.n > 1", "target": "submitted"},
      "add": {"actions": [{"type": "assign", "params": {"n": "10 / vars.n"}}]},
      "submit": {"fields": "form", "target": "submitted"}}},
    "submitted": {"phase": "submitted", "task": "clerk",
      "after": {"notice": {"guard": "10 / vars.n > 1", "target": "accepted"}},
      "on": {"accept": "accepted"}},
    "accepted": {"phase": "accepted", "type": "parallel", "onDone": "decided", "states": {
      "left": {"initial": "look", "states": {
        "look": {"task": "reviewer", "on": {"conclude": "done"}}, "done": {"type": "final"}}},
      "right": {"initial": "look", "states": {
        "look": {"task": "reviewer", "on": {"conclude": "done"}}, "done": {"type": "final"}}}}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "on": {"deliver": "closed", "parent.delivered": "closed",
                       "commitment.breached": "revoked"}},
    "closed": {"phase": "closed", "on": {"commitment.breached": "revoked"}},
    "revoked": {"phase": "revoked", "type": "final"}
  }}
})";

constexpr const char* kEmpty = R"({
  "id": "empty", "version": "1.0.0", "kind": "thing", "title": {"zh": "空", "en": "Empty"},
  "department": "market-regulation", "basis": [{"law": "L", "article": "1"}], "channels": ["web"],
  "limits": {"promised": "3wd"},
  "guide": [{"$ref": "dictionary#enterpriseChanges", "id": "changes"}],
  "items": [{"id": "tax", "workflow": "tax-info-change", "when": "'name' in guide.changes"}],
  "machine": {"use": "integrated-handling"}
})";

const Bundles& with_odd_ones() {
  static const Bundles kBundles =
      bundles_with({{"odd/workflow.json", kOdd}, {"empty/workflow.json", kEmpty}});
  return kBundles;
}

// A case of the odd workflow.
struct Odd {
  Odd() : office("2025-06-09 09:00") {
    office.bundles = with_odd_ones();
    id = *office.open("odd", Map{});
  }
  // What the person is told: "done", or the code of the refusal.
  std::string by(const std::string& role, const std::string& action) {
    const Actor actor = role == "applicant" ? Office::applicant() : office.staff(role, "d");
    const Status done = office.act(id, actor, action);
    return done ? "done" : done.error().code;
  }
  void accept() {
    EXPECT_EQ(by("applicant", "submit"), "done");
    EXPECT_EQ(by("clerk", "accept"), "done");
  }
  const CaseState& state() const { return office.at(id); }
  bool has_incident() const {
    return std::any_of(state().tasks.begin(), state().tasks.end(),
                       [](const TaskState& task) { return task.state == kIncidentTask; });
  }
  Office office;
  std::string id;
};

TEST(Refusals, AGuardThatCannotBeJudgedIsToldAndNothingHappens) {
  Odd odd;
  const CaseState before = odd.state();
  EXPECT_EQ(odd.by("applicant", "ask"), "guard_error");
  EXPECT_TRUE(odd.state() == before);
}

TEST(Refusals, AnActionThatFailsIsToldAndNothingHappens) {
  Odd odd;
  const CaseState before = odd.state();
  EXPECT_EQ(odd.by("applicant", "add"), "action_error");
  EXPECT_TRUE(odd.state() == before);
}

TEST(Refusals, ACommitmentIsSignedOnce) {
  Odd odd;
  EXPECT_EQ(odd.by("applicant", "sign"), "done");
  EXPECT_EQ(odd.by("applicant", "sign"), "already_signed");
}

TEST(Refusals, WhoeverHasTwoTasksWithTheSameActionSaysWhichIsMeant) {
  Odd odd;
  odd.accept();
  EXPECT_EQ(odd.by("reviewer", "conclude"), "task_required");
  Envelope envelope;
  envelope.command = Act{.action = "conclude", .task = "accepted.right.look", .opinion = ""};
  envelope.actor = odd.office.staff("reviewer", "d");
  envelope.now = odd.office.now;
  envelope.entropy = std::string(32, 'e');
  const CaseState& state = odd.state();
  const auto one =
      decide(*odd.office.bundles.for_digest(state.bundle), odd.office.calendar, state, envelope);
  ASSERT_TRUE(one) << one.error().detail;
  const auto& active = one->after.active;
  EXPECT_TRUE(std::count(active.begin(), active.end(), "accepted.left.look"));
  EXPECT_FALSE(std::count(active.begin(), active.end(), "accepted.right.look"));
}

TEST(Refusals, AThingOfWhichNoItemAppliesIsNotTakenIn) {
  Office office("2025-06-09 09:00");
  office.bundles = with_odd_ones();
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id = *office.open("empty", Map{}, Map{{"changes", List{"address"}}});
  const Status refused = office.act(id, Office::applicant(), "submit");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "no_applicable_item");
  EXPECT_EQ(refused.error().pointer, "/guide");
  EXPECT_TRUE(office.act(id, Office::applicant(), "answer",
                         Map{{"guide", Map{{"changes", List{"name"}}}}}));
  EXPECT_TRUE(office.act(id, Office::applicant(), "submit", Map{{"form", form}}));
}

// The load check refuses such a definition; were one to slip through, decide would not follow it.
TEST(Refusals, AMoveThatTheLawDoesNotKnowIsRefusedWhateverTheDefinitionSays) {
  Odd odd;
  const definition::Bundle& loaded = *odd.office.bundles.for_workflow("odd");
  auto forged = std::make_shared<definition::Definition>(*loaded.find("odd"));
  const chart::StateId submitted = forged->machine.find_path("submitted");
  forged->states[static_cast<size_t>(submitted)].phase = law::Phase::decided;
  definition::Bundle bundle = loaded;
  bundle.definitions["odd"] = forged;
  Envelope envelope;
  envelope.command = Act{.action = "submit", .task = "", .opinion = ""};
  envelope.actor = Office::applicant();
  envelope.now = odd.office.now;
  envelope.entropy = std::string(32, 'e');
  const auto refused = decide(bundle, odd.office.calendar, odd.state(), envelope);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "unlawful_move");
}

TEST(Refusals, AKeyUsedForAnotherRequestIsAMistakeAndForTheSameOneIsAnsweredAgain) {
  CaseState state;
  state.done_commands.push_back({.id = "k1", .request = "r1", .n = 7});
  Envelope envelope;
  envelope.command_id = "k1";
  envelope.request = "r1";
  EXPECT_EQ(**done_before(state, envelope), 7);
  envelope.request = "r2";
  EXPECT_EQ(done_before(state, envelope).error().code, "idempotency_mismatch");
  envelope.command_id = "k2";
  EXPECT_EQ(*done_before(state, envelope), std::nullopt);
}

TEST(Incidents, ATimerThatFailsIsNotedAndTheSupervisorResolvesIt) {
  Odd odd;
  EXPECT_EQ(odd.by("applicant", "submit"), "done");
  odd.office.advance("2025-06-17 09:00");  // the notice is due; its guard divides by zero
  EXPECT_EQ(odd.office.phase(odd.id), "submitted");
  ASSERT_TRUE(odd.has_incident());
  EXPECT_TRUE(odd.state().timers.empty()) << "it is never tried again";
  const auto last = open_step(odd.office.log.at(odd.id).back().body, "");
  const auto& events = last->draft.events;
  ASSERT_EQ(events.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<TimerFired>(events[0].event));
  EXPECT_EQ(std::get<Incident>(events[1].event).code, "guard_error");
  EXPECT_EQ(odd.by("clerk", "resolve"), "role_required");
  EXPECT_EQ(odd.by("supervisor", "resolve"), "done");
  EXPECT_FALSE(odd.has_incident());
  EXPECT_EQ(odd.by("supervisor", "resolve"), "not_allowed_now");
  EXPECT_EQ(odd.by("clerk", "accept"), "done") << "the case goes on";
}

// Below the writer, which ignores what a lane has had.
TEST(Deliveries, AMessageTakenTwiceOpensNoSecondCaseAndChangesNothingOfTheFirst) {
  Office office("2025-06-09 09:00");
  office.hold = true;
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"address"}}});
  for (const char* paper : {"resolution", "oldLicence", "addressProof"})
    EXPECT_TRUE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  const Value change = *parse_json(R"({"form":{"change":{"address":"武汉市洪山区珞喻路2号"}}})");
  EXPECT_TRUE(office.act(id, Office::applicant(), "submit", change));
  EXPECT_TRUE(office.act(id, office.staff("clerk", "market-regulation"), "accept"));
  ASSERT_EQ(office.outbox.size(), 1U);
  const Message opening = office.outbox.front();
  office.deliver(opening);
  Envelope again;
  again.command = Deliver{opening};
  again.now = office.now;
  again.entropy = std::string(32, 'e');
  const definition::Bundle& bundle = *office.bundles.for_digest(office.at(id).bundle);
  const auto twice = decide(bundle, office.calendar, office.at(opening.to), again);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "case_exists");

  const Message report = office.outbox.back();
  ASSERT_EQ(report.kind, "child");
  office.deliver(report);
  const CaseState once = office.at(id);
  office.deliver(report);
  CaseState after = office.at(id);
  EXPECT_EQ(after.n, once.n + 1);
  after.n = once.n;
  after.head = once.head;
  EXPECT_TRUE(after == once);
}

}  // namespace
}  // namespace yijian::casework
