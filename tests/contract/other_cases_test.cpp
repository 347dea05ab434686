// Facts about other cases, over every store: the party's open ones of a workflow, as committed.
#include "tests/contract/writer_world.h"

namespace yijian::storage {
namespace {

constexpr const char* kClue =
    R"j({ "id": "clue", "version": "1.0.0", "kind": "item", "regime": "appeal",
  "title": {"zh": "线索", "en": "Clue"}, "department": "d", "basis": [{"law": "L", "article": "1"}],
  "channels": ["online"], "limits": {"statutory": "20wd", "promised": "5wd", "notice": "5wd"},
  "guide": [{"id": "about", "choose": "one", "default": "a", "ask": {"zh": "?", "en": "?"},
             "options": {"a": {"zh": "甲", "en": "A"}, "b": {"zh": "乙", "en": "B"}}}],
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {"submit": "received", "withdraw": "gone"}},
    "received": {"phase": "submitted", "task": "clerk",
      "after": {"notice": {"target": "handling", "basis": [{"law": "L", "article": "1"}]}},
      "on": {"accept": {
        "facts": {"same": {"from": "cases:clue", "key": "applicant.id"}},
        "guard": "has(facts.same) && !facts.same.exists(c, c.guide.about == guide.about)",
        "target": "handling"}}},
    "handling": {"phase": "accepted", "task": "reviewer", "on": {"reply": "replied"}},
    "replied": {"phase": "decided", "outcome": "granted", "task": "clerk",
      "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"},
    "gone": {"phase": "withdrawn", "type": "final"}}} })j";

const casework::Bundles& clue_bundles() {
  static const casework::Bundles kBundles = [] {
    casework::Bundles bundles;
    const definition::Library library = definition::load({{"clue/workflow.json", kClue}});
    for (const definition::Problem& problem : library.problems)
      ADD_FAILURE() << problem.place << " " << problem.code;
    for (const auto& bundle : library.bundles) bundles.add_current(bundle);
    return bundles;
  }();
  return kBundles;
}

class OtherCases : public ::testing::TestWithParam<MakeBackend> {
 protected:
  void SetUp() override {
    storage::Setup setup{backend_->store(), backend_->queries(), clock_, registries_,
                         clue_bundles()};
    setup.entropy = [this](size_t n) { return std::string(n, static_cast<char>('a' + drawn_++)); };
    setup.options.threaded = false;
    writer_ = std::make_unique<Writer>(std::move(setup));
  }
  std::string send(const std::string& id, casework::Command command, const std::string& role) {
    casework::Envelope envelope;
    envelope.command = std::move(command);
    envelope.actor = actor(role);
    std::string told;
    writer_->submit(id, std::move(envelope), [&](Result<casework::Answer> answer) {
      told = answer ? answer->case_id : answer.error().code;
    });
    return told;
  }
  // A case that waits for its acceptance.
  std::string filed(const char* about) {
    casework::Open open;
    open.workflow = "clue";
    open.parties = {
        Map{{"role", "applicant"}, {"type", "person"}, {"name", "张三"}, {"id", kPerson}}};
    open.guide = Map{{"about", about}};
    open.channel = "online";
    const std::string id = send("", open, "applicant");
    EXPECT_EQ(act(id, "applicant", "submit"), id);
    return id;
  }
  std::string act(const std::string& id, const std::string& role, const std::string& action) {
    return send(id, casework::Act{.action = action, .task = "", .data = Map{}, .opinion = "ok"},
                role);
  }

  int drawn_ = 0;
  std::unique_ptr<Backend> backend_ = GetParam()();
  ManualClock clock_{*parse_instant("2025-06-09 09:00")};
  SilentRegistries registries_;
  std::unique_ptr<Writer> writer_;
};
INSTANTIATE_TEST_SUITE_P(Stores, OtherCases, ::testing::Values(make_memory, make_sqlite));

TEST_P(OtherCases, TheSameIsNotHandledTwiceAndACaseDoesNotMeetItself) {
  const std::string first = filed("a");
  EXPECT_EQ(act(first, "clerk", "accept"), first);
  const std::string again = filed("a");
  EXPECT_EQ(act(again, "clerk", "accept"), "guard_false");
  const std::string other = filed("b");
  EXPECT_EQ(act(other, "clerk", "accept"), other);
}

TEST_P(OtherCases, WhatIsOverCountsNoMore) {
  const std::string first = filed("a");
  const std::string again = filed("a");
  EXPECT_EQ(act(again, "clerk", "accept"), "guard_false");
  EXPECT_EQ(act(first, "clerk", "accept"), "guard_false") << "each is the other's";
  clock_.set(*parse_instant("2025-06-18 09:00"));  // the silence accepts both
  EXPECT_EQ(act(first, "reviewer", "reply"), first);
  EXPECT_EQ(act(first, "clerk", "deliver"), first);
  const std::string third = filed("a");
  EXPECT_EQ(act(again, "reviewer", "reply"), again);
  EXPECT_EQ(act(third, "clerk", "accept"), "guard_false");
  EXPECT_EQ(act(again, "clerk", "deliver"), again);
  EXPECT_EQ(act(third, "clerk", "accept"), third);
}

TEST_P(OtherCases, TheRecordKeepsWhatWasKnownCommitted) {
  const std::string first = filed("a");
  const std::string again = filed("b");
  ASSERT_EQ(act(again, "clerk", "accept"), again);
  const auto steps = backend_->queries().steps(again);
  ASSERT_TRUE(steps);
  const std::string& body = steps->back().step.body;
  EXPECT_NE(body.find("\"source\":\"cases:clue\""), std::string::npos) << body;
  EXPECT_EQ(body.find(first), std::string::npos) << "who else complains is nobody's business";
  EXPECT_NE(steps->back().step.priv.find(first), std::string::npos);
}

}  // namespace
}  // namespace yijian::storage
