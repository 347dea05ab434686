#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "tests/unit/casework/step_samples.h"

namespace yijian::casework {
namespace {

const Digest kPrev = origin_digest("20250428-0001", std::nullopt);

SealedStep sealed(const StepDraft& draft) {
  Result<SealedStep> step = seal(draft, kPrev, kEntropy);
  if (!step) ADD_FAILURE() << step.error().code << " " << step.error().detail;
  return step ? *std::move(step) : SealedStep{};
}

std::string code_of(std::string_view body, std::string_view priv) {
  const Result<OpenedStep> opened = open_step(body, priv);
  return opened ? "" : opened.error().code;
}

std::string refusal(const StepDraft& draft) {
  const Result<SealedStep> step = seal(draft, kPrev, kEntropy);
  return step ? "" : step.error().code;
}

TEST(Seal, the_same_step_opened_and_sealed_again_is_the_same_bytes) {
  std::mt19937 random(20250428);
  for (int i = 0; i < 2'000; ++i) {
    const SealedStep once = sealed(random_step(random));
    const Result<OpenedStep> opened = open_step(once.body, once.priv);
    ASSERT_TRUE(opened) << opened.error().code << opened.error().pointer << opened.error().detail
                        << once.body;
    const SealedStep twice = sealed(opened->draft);
    ASSERT_EQ(once.body, twice.body);
    ASSERT_EQ(once.priv, twice.priv);
    ASSERT_EQ(once.hash, twice.hash);
  }
}

TEST(Seal, a_step_is_opened_with_everything_that_was_drafted) {
  const StepDraft draft = filing_step();
  const SealedStep step = sealed(draft);
  const Result<OpenedStep> opened = open_step(step.body, step.priv);
  ASSERT_TRUE(opened) << opened.error().pointer << opened.error().detail;
  const StepDraft& read = opened->draft;
  EXPECT_EQ(read.case_id, draft.case_id);
  EXPECT_EQ(read.effective, draft.effective);
  EXPECT_EQ(read.late->reason, "网络中断");
  EXPECT_EQ(read.actor->name, "张三");
  EXPECT_EQ(read.actor->party, "p1");
  EXPECT_EQ(read.actor->channel, "phone");
  EXPECT_TRUE(read.actor->personal);
  EXPECT_EQ(read.command_id, draft.command_id);
  EXPECT_EQ(read.request, draft.request);
  EXPECT_EQ(read.facts, draft.facts);
  EXPECT_EQ(read.basis, draft.basis);
  EXPECT_EQ(read.personal_facts, draft.personal_facts);
  EXPECT_EQ(read.events[1].personal, draft.events[1].personal);
  EXPECT_EQ(std::get<Acted>(read.events[0].event).opinion, "请尽快");
  EXPECT_EQ(std::get<FormChanged>(read.events[1].event).patch.find("area")->real(), 80.0);
}

TEST(Seal, nothing_personal_stands_in_the_body) {
  const SealedStep step = sealed(filing_step());
  for (const char* text : {"张三", "u-7\"", "p1", "p2", "网络中断", "通知 3 号", "请尽快",
                           "110101199001011237", "clean"})
    EXPECT_EQ(step.body.find(text), std::string::npos) << text;
  EXPECT_EQ(sealed(review_step()).body.find("同意"), std::string::npos);
  EXPECT_NE(sealed(review_step()).body.find("王五"), std::string::npos);
}

TEST(Seal, a_step_at_its_own_time_with_nothing_personal_has_no_more_than_it_needs) {
  StepDraft draft;
  draft.case_id = "c";
  draft.n = 2;
  draft.command_type = "wake";
  draft.events = {{TimerFired{"notice", "x"}, {}}};
  const SealedStep step = sealed(draft);
  EXPECT_EQ(step.body,
            R"({"at":"1970-01-01T08:00:00.000+08:00","case":"c","command":)"
            R"({"type":"wake"},"events":[{"id":"x","type":"timer.notice"}],"n":2,"v":1})");
  EXPECT_EQ(step.priv, "");
  EXPECT_EQ(step.hash, sm3({bytes_of(kPrev), step.body}));
}

TEST(Seal, the_outer_of_two_personal_values_wins) {
  StepDraft draft = review_step();
  draft.events = {
      {FormChanged{Map{{"p", Map{{"q", 1}}}}, {}}, {"/patch/p/q", "/patch/p", "/patch/p"}}};
  const SealedStep step = sealed(draft);
  const Value priv = *parse_json(step.priv);
  EXPECT_EQ(priv.find("values")->map().size(), 1U);
  EXPECT_NE(priv.find("values")->find("/events/0/patch/p"), nullptr);
}

TEST(Seal, what_could_not_be_read_back_is_not_recorded) {
  const auto with_patch = [](Value value) {
    StepDraft draft = review_step();
    draft.events = {{FormChanged{Map{{"x", std::move(value)}}, {}}, {"/patch/x"}}};
    return refusal(draft);
  };
  Map twice;
  twice.append("a", 1);
  twice.append("a", 2);
  Map by_number;
  by_number.append(1, 1);
  Value deep = 1;
  for (int i = 0; i < 70; ++i) deep = List{deep};
  Map wide;
  for (int i = 0; i < 5'000; ++i) wide.append(Value(std::to_string(i)), 1);
  EXPECT_EQ(with_patch(twice), "not_recordable");
  EXPECT_EQ(with_patch(by_number), "not_recordable");
  EXPECT_EQ(with_patch(deep), "not_recordable");
  EXPECT_EQ(with_patch(wide), "not_recordable");
  EXPECT_EQ(with_patch("\xff"), "not_recordable");
  EXPECT_EQ(with_patch(TypeValue{ValueKind::integer}), "not_recordable");
  EXPECT_EQ(with_patch("ok"), "");
}

TEST(Seal, the_deepest_value_that_is_sealed_is_opened) {
  size_t opened = 0;
  for (size_t depth = 50; depth < 70; ++depth)
    for (const bool personal : {false, true}) {
      Value deep = uint64_t{1};
      for (size_t i = 0; i < depth; ++i) deep = List{deep};
      StepDraft draft = review_step();
      draft.facts = deep;
      if (personal) draft.personal_facts = {""};
      const Result<SealedStep> step = seal(draft, kPrev, kEntropy);
      if (!step) continue;
      ++opened;
      EXPECT_EQ(code_of(step->body, step->priv), "") << depth;
    }
  EXPECT_GT(opened, 10U);
  EXPECT_LT(opened, 30U);
}

TEST(Seal, a_draft_that_breaks_the_rules_of_a_step_is_refused) {
  const auto changed = [](auto change) {
    StepDraft draft = review_step();
    change(draft);
    return refusal(draft);
  };
  EXPECT_EQ(changed([](StepDraft&) {}), "");
  EXPECT_EQ(changed([](StepDraft& d) { d.case_id = "a b"; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.case_id = std::string(51, 'a'); }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.n = 0; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.effective.ms += 1; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.command_type = ""; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.actor->id = ""; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.events.clear(); }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.events = {{Acted{}, {}}}; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.events[0].personal = {"/type"}; }), "not_recordable");
  EXPECT_EQ(changed([](StepDraft& d) { d.events[0].personal = {""}; }), "not_recordable");
}

TEST(Chain, the_origin_names_the_opener) {
  const Opener opener{"c1", 12, std::string(64, 'a')};
  const std::string zero(1, '\0');
  EXPECT_EQ(origin_digest("c", std::nullopt), sm3("yijian/1" + zero + "c"));
  EXPECT_EQ(origin_digest("c", opener), sm3("yijian/1" + zero + "c" + zero + "c1" + zero + "12" +
                                            zero + std::string(32, '\xaa')));
}

TEST(Docs, the_example_of_records_md_is_what_seal_makes) {
  std::ifstream file(YIJIAN_SOURCE_DIR "/docs/records.md");
  std::stringstream text;
  text << file.rdbuf();
  StepDraft draft = review_step();
  draft.n = 1;
  draft.events.resize(1);
  const SealedStep step = sealed(draft);
  for (const std::string& part : {step.body, step.priv, hex(step.hash), hex(kPrev)})
    EXPECT_NE(text.str().find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace yijian::casework
