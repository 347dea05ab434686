#include <gtest/gtest.h>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "tests/unit/casework/step_samples.h"

namespace yijian::casework {
namespace {

const Digest kPrev = origin_digest("20250428-0001", std::nullopt);

std::string code_of(std::string_view body, std::string_view priv) {
  const Result<OpenedStep> opened = open_step(body, priv);
  return opened ? "" : opened.error().code;
}

// The private column with one of its values changed by `change`; absent when none remain.
template <class Change>
std::string changed(const std::string& priv, const std::string& pointer, Change change) {
  Map column = parse_json(priv)->map();
  Map values = column.find("values")->map();
  change(values, pointer);
  column.set("values", values);
  return canonical_text(Value(column));
}

std::string with_value(const std::string& priv, const std::string& pointer, const Value& value) {
  return changed(priv, pointer, [&](Map& values, const std::string& at) { values.set(at, value); });
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(OpenStep, a_flipped_bit_anywhere_in_the_body_breaks_the_chain) {
  const SealedStep step = *seal(filing_step(), kPrev, kEntropy);
  for (size_t i = 0; i < step.body.size(); ++i)
    for (const int bit : {0, 3, 7}) {
      std::string body = step.body;
      body[i] = static_cast<char>(body[i] ^ (1 << bit));
      EXPECT_NE(step_hash(kPrev, body), step.hash) << i;
      const Result<OpenedStep> opened = open_step(body, step.priv);
      if (!opened) continue;
      // What still opens says something else, and says it canonically.
      const Result<SealedStep> again = seal(opened->draft, kPrev, kEntropy);
      ASSERT_TRUE(again);
      EXPECT_EQ(again->body, body) << i;
    }
}

TEST(OpenStep, a_flipped_bit_anywhere_in_the_private_values_is_noticed) {
  const SealedStep step = *seal(filing_step(), kPrev, kEntropy);
  const size_t values = step.priv.find("\"values\"");
  for (size_t i = values; i < step.priv.size(); ++i) {
    std::string priv = step.priv;
    priv[i] = static_cast<char>(priv[i] ^ 1);
    EXPECT_NE(code_of(step.body, priv), "") << i << " " << priv;
  }
}

TEST(OpenStep, another_value_is_a_commitment_mismatch) {
  const SealedStep step = *seal(filing_step(), kPrev, kEntropy);
  const std::string at = "/events/1/patch/name";
  const Value entry = *parse_json(step.priv)->find("values")->find(at);
  const Value other = List{entry.list()[0], "李四"};
  EXPECT_EQ(code_of(step.body, with_value(step.priv, at, entry)), "");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, at, other)), "commitment_mismatch");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, "/events/1/patch/area", entry)),
            "commitment_mismatch");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, "", entry)), "commitment_mismatch");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, at, List{})), "malformed_record");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, at, List{"00"})), "malformed_record");
  EXPECT_EQ(code_of(step.body, with_value(step.priv, at, nullptr)), "malformed_record");
}

TEST(OpenStep, an_erased_value_reads_as_erased_and_the_rest_stands) {
  const SealedStep step = *seal(filing_step(), kPrev, kEntropy);
  const std::string at = "/events/1/patch/name";
  const Value salt = parse_json(step.priv)->find("values")->find(at)->list()[0];
  const std::string gone =
      changed(step.priv, at, [](Map& values, const std::string& p) { values.erase(p); });
  for (const std::string& priv : {with_value(step.priv, at, List{salt}), gone}) {
    const Result<OpenedStep> opened = open_step(step.body, priv);
    ASSERT_TRUE(opened) << opened.error().detail;
    const Value& patch = std::get<FormChanged>(opened->draft.events[1].event).patch;
    EXPECT_TRUE(is_erased(*patch.find("name")));
    EXPECT_EQ(*patch.find("name"), Value(Map{{"$erased", true}}));
    EXPECT_EQ(patch.text("$id"), "110101199001011237");
    EXPECT_EQ(opened->draft.events[1].personal.size(), 2U);
  }
}

TEST(OpenStep, a_masked_step_opens_without_any_private_value) {
  const SealedStep step = *seal(filing_step(), kPrev, kEntropy);
  const Result<OpenedStep> opened = open_step(step.body, "");
  ASSERT_TRUE(opened) << opened.error().detail << opened.error().pointer;
  EXPECT_EQ(opened->draft.actor->id, kErasedText);
  EXPECT_TRUE(opened->draft.actor->personal);
  EXPECT_EQ(opened->draft.late->reason, kErasedText);
  EXPECT_EQ(std::get<Acted>(opened->draft.events[0].event).opinion, kErasedText);
  EXPECT_TRUE(is_erased(*opened->draft.facts.find("credit")->find("value")));
  EXPECT_EQ(opened->draft.request, "");
}

TEST(OpenStep, every_random_step_opens_masked) {
  std::mt19937 random(7);
  for (int i = 0; i < 1'000; ++i) {
    const SealedStep step = *seal(random_step(random), kPrev, kEntropy);
    EXPECT_EQ(code_of(step.body, ""), "") << step.body;
  }
}

TEST(OpenStep, whatever_may_be_personal_can_be_erased) {
  StepDraft draft = review_step();
  CaseOpened opened;
  opened.guide = Map{{"a", 1}};
  opened.parties = {1};
  opened.declined = {"x"};
  opened.variables = opened.licence = opened.licences = Map{{"a", 1}};
  draft.events = {
      {opened, {"/parties", "/declined", "/guide", "/variables", "/licence", "/licences"}},
      {ClockChanged{ClockChange::paused, "p", "", "ill", {}}, {"/reason"}},
      {LicenceActed{"issue", "food", {}, ""}, {"/licence"}},
      {MaterialMarked{"shared", "m", "s", "d"}, {"/source", "/digest"}},
      {Incident{"e", "c", "d"}, {"/detail"}}};
  const SealedStep step = *seal(draft, kPrev, kEntropy);
  const Result<OpenedStep> masked = open_step(step.body, "");
  ASSERT_TRUE(masked) << masked.error().pointer << masked.error().detail;
  EXPECT_TRUE(is_erased(std::get<CaseOpened>(masked->draft.events[0].event).parties[0]));
  EXPECT_EQ(std::get<LicenceActed>(masked->draft.events[2].event).licence, kErasedText);
  EXPECT_EQ(masked->draft.events[0].personal.size(), 6U);
}

TEST(OpenStep, a_body_that_seal_would_not_write_is_malformed) {
  const SealedStep step = *seal(review_step(), kPrev, kEntropy);
  const std::string& body = step.body;
  ASSERT_EQ(code_of(body, step.priv), "");
  const std::pair<const char*, const char*> edits[] = {
      {R"("n":4)", R"("n": 4)"},
      {R"("n":4)", R"("n":0)"},
      {R"("n":4)", R"("n":4.5)"},
      {R"("n":4)", R"("n":9007199254740993)"},
      {R"("n":4,)", ""},
      {R"("v":1)", R"("v":2)"},
      {R"("v":1)", R"("v":1,"w":1)"},
      {R"("days":3)", R"("days":{"$double":"2.5"})"},
      {R"("days":3)", R"("days":{"$int":"3"})"},
      {R"("days":3)", R"("days":{"$new":"3"})"},
      {R"("days":3)", R"("days":{"$erased":true})"},
      {R"("days":3)", R"("days":{"$sm3":"ab"})"},
      {R"("days":3)", R"("days":{"$sm3":3})"},
      {R"("days":3)", R"("days":{"$int":"3","x":1})"},
      {R"("case":"20250428-0001")", R"("case":"2025/1")"},
      {R"("command":{)", R"("command":{"extra":1,)"},
      {R"("type":"act"})", R"("type":""})"},
      {R"("actor":{)", R"("actor":{"channel":"",)"},
      {R"("id":"wang")", R"("id":"")"},
      {R"(09:00:00.000+08:00","case")", R"(09:00:00+08:00","case")"},
      {R"("events":[)", R"("effective":"2025-04-28T09:00:00.000+08:00","events":[)"},
      {R"("events":[)", R"("effective":"2025-04-28T09:00:00.001+08:00","events":[)"},
  };
  for (const auto& [from, to] : edits)
    EXPECT_EQ(code_of(replaced(body, from, to), step.priv), "malformed_record") << from << to;
}

TEST(OpenStep, personal_values_in_the_open_or_others_committed_are_malformed) {
  const SealedStep step = *seal(review_step(), kPrev, kEntropy);
  const std::string commitment = R"({"$sm3":")" + std::string(64, '0') + R"("})";
  for (const char* text : {R"("id":"wang")", R"("name":"王五")", R"("role":"reviewer")",
                           R"("document":"notice")", R"("type":"moved")"}) {
    if (step.body.find(text) == std::string::npos) continue;
    const std::string key = std::string(text).substr(0, std::string(text).find(':') + 1);
    EXPECT_EQ(code_of(replaced(step.body, text, key + commitment), step.priv), "malformed_record")
        << text;
  }
  const size_t opinion = step.body.find(R"("opinion":{)");
  const size_t end = step.body.find('}', opinion) + 1;
  std::string open = step.body;
  open.replace(opinion, end - opinion, R"("opinion":"同意")");
  EXPECT_EQ(code_of(open, ""), "malformed_record");
}

TEST(OpenStep, a_private_column_that_seal_would_not_write_is_malformed) {
  const SealedStep step = *seal(review_step(), kPrev, kEntropy);
  for (const char* priv :
       {"{}", "[]", "null", R"({"values":{}})", R"({"values":[]})", R"({"command":""})",
        R"({"command":1})", R"({"other":1})", " ", "x", R"({"command": "a"})"})
    EXPECT_EQ(code_of(step.body, priv), "malformed_record") << priv;
  EXPECT_EQ(code_of(step.body, R"({"command":"ab"})"), "");
}

TEST(OpenStep, garbage_is_refused) {
  for (const char* body : {"", "{}", "[]", "null", "{\"v\":1}", "\xff", "{"})
    EXPECT_EQ(code_of(body, ""), "malformed_record") << body;
}

}  // namespace
}  // namespace yijian::casework
