// Cases that the office begins of its own accord, and the ids of those that a case opens.
#include "engine/casework/case_ids.h"
#include "engine/casework/step_fields.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

constexpr const char* kOffer = R"({
  "id": "offer", "version": "1.0.0", "kind": "item", "regime": "benefit", "title": {"zh": "补贴", "en": "Offer"},
  "department": "d", "basis": [{"law": "L", "article": "1"}],
  "limits": {"statutory": "20wd", "promised": "5wd", "answer": "30d", "notice": "5wd"},
  "schedule": {"every": "month", "on": "1d", "each": "registry:r", "applicant": "each.party",
               "region": "each.region", "form": {"amount": "each.amount"}},
  "form": {"type": "object", "required": ["amount", "account"], "properties": {
    "amount": {"type": "integer", "readOnly": true}, "account": {"type": "string"}}},
  "machine": {"id": "m", "initial": "offered", "states": {
    "offered": {"phase": "draft", "task": "applicant", "after": {"answer": "declined"}, "on": {
      "confirm": {"by": ["applicant", "clerk", "reviewer"], "fields": "form", "target": "received"}}},
    "received": {"phase": "submitted", "task": "clerk", "on": {"accept": "review"},
      "after": {"notice": {"target": "review", "basis": [{"law": "L", "article": "1"}]}}},
    "review": {"phase": "accepted", "task": "approver", "on": {"grant": "granted"}},
    "granted": {"phase": "decided", "outcome": "granted", "task": "clerk", "on": {
      "deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"},
    "declined": {"phase": "withdrawn", "type": "final"}}}
})";

Value row() {
  return Map{
      {"id", "r1"}, {"party", Office::tea()}, {"region", "420111"}, {"amount", int64_t{500}}};
}
Value with(const char* key, Value value) {
  Map changed = row().map();
  changed.set(key, std::move(value));
  return changed;
}

const Bundles& with_offer() {
  static const Bundles kBundles = bundles_with({{"offer/workflow.json", kOffer}});
  return kBundles;
}

struct Offered : Office {
  Offered() : Office("2025-07-01 09:00") { bundles = with_offer(); }
  std::string told(Value each, std::string_view occasion = "2025-07-01 00:00") {
    const Result<std::string> id = start("offer", std::move(each), occasion);
    return id ? "done" : id.error().code + " " + id.error().pointer;
  }
  std::string by(const std::string& id, const Actor& actor, Value form) {
    const Status done = act(id, actor, "confirm", Map{{"form", std::move(form)}});
    if (done) return "done";
    const std::vector<Fault>& faults = done.error().faults;
    return done.error().code +
           (faults.empty() ? "" : " " + faults[0].pointer + " " + faults[0].code);
  }
};

TEST(Schedule, ACaseBeginsWithWhatTheRowSays) {
  Offered office;
  const std::string id = *office.start("offer", row(), "2025-07-01 00:00");
  const CaseState& state = office.at(id);
  EXPECT_EQ(state.origin, "schedule");
  EXPECT_EQ(state.element, "r1");
  EXPECT_EQ(state.department, "d");
  EXPECT_EQ(state.region, "420111");
  EXPECT_EQ(*state.form.find("amount"), Value(int64_t{500}));
  EXPECT_EQ(applicant_id(state), "91420111MA4K00010P");
  EXPECT_EQ(state.effective, *parse_instant("2025-07-01 00:00"));
  EXPECT_EQ(office.due(id, "answer"), "2025-07-31") << "counted from its day";
  const std::string& body = office.log.at(id)[0].body;
  EXPECT_EQ(body.find("500"), std::string::npos) << "what a register says of somebody is committed";
}

TEST(Schedule, ARowThatIsNoGoodIsRefusedWithItsPlace) {
  Offered office;
  EXPECT_EQ(office.told(with("party", Value())), "invalid_data /schedule/applicant");
  EXPECT_EQ(office.told(with("party", "tea")), "invalid_data /schedule/applicant");
  EXPECT_EQ(office.told(with("region", int64_t{7})), "invalid_data /schedule/region");
  EXPECT_EQ(office.told(Map{{"id", "r1"}}), "invalid_data /schedule/applicant");
  EXPECT_EQ(office.told(with("amount", "much")), "invalid_data /form/amount");
  Map forged = Office::tea().map();
  forged.set("id", "91420111MA4K00011P");
  EXPECT_EQ(office.told(with("party", forged)), "invalid_uscc /parties/0/id");
  EXPECT_EQ(office.told(row(), "2025-07-02 00:00"), "not_allowed_now ");
  EXPECT_TRUE(office.cases.empty() || office.at("C1").n == 0);
}

TEST(Schedule, AWorkflowWithoutOneIsBegunByNobody) {
  Office office("2025-07-01 09:00");
  EXPECT_EQ(office.start("registration-change", row(), "2025-07-01 00:00").error().code,
            "unknown_workflow");
}

// R-OFFER-01
TEST(Schedule, OnlyTheApplicantsWordSubmitsIt) {
  Offered office;
  const std::string id = *office.start("offer", row(), "2025-07-01 00:00");
  const Value account = Map{{"account", "6222"}};
  EXPECT_EQ(office.by(id, office.staff("reviewer", "d"), account), "unlawful_move");
  EXPECT_EQ(office.phase(id), "draft");
  EXPECT_EQ(office.by(id, office.staff("clerk", "d"), account), "done");
  EXPECT_EQ(office.phase(id), "submitted");
}

TEST(Schedule, SilenceIsNoApplication) {
  Offered office;
  const std::string id = *office.start("offer", row(), "2025-07-01 00:00");
  office.advance("2025-08-01 00:00");
  EXPECT_EQ(office.phase(id), "withdrawn");
}

TEST(ReadOnly, WhatTheOfficesDataFillInNobodyChanges) {
  Offered office;
  const std::string id = *office.start("offer", row(), "2025-07-01 00:00");
  const Actor tea = Office::applicant();
  EXPECT_EQ(office.by(id, tea, Map{{"amount", int64_t{501}}, {"account", "6222"}}),
            "invalid_data /data/form/amount read_only");
  EXPECT_EQ(office.by(id, tea, Map{{"amount", Value()}, {"account", "6222"}}),
            "invalid_data /data/form/amount read_only");
  EXPECT_EQ(office.by(id, tea, Map{{"amount", int64_t{500}}, {"account", "6222"}}), "done")
      << "a client sends back what it was shown";
}

TEST(CaseIds, AreFixedByOpenerNameAndAttempt) {
  EXPECT_EQ(child_case_id("20250609-0000ABCDEF", "tax", 1), "20250609-0000ABCDEF.tax");
  EXPECT_EQ(child_case_id("20250609-0000ABCDEF", "tax", 2), "20250609-0000ABCDEF.tax.2");
  const std::string opener = "20250609-0000ABCDEF.construction-permit-decision";
  const std::string id = child_case_id(opener, "supervision", 1);
  EXPECT_TRUE(is_case_id(id)) << id;
  EXPECT_EQ(id.substr(0, 20), "20250609-0000ABCDEF.");
  EXPECT_EQ(id, child_case_id(opener, "supervision", 1));
  EXPECT_NE(id, child_case_id(opener, "supervision", 2));
  EXPECT_NE(id, child_case_id(opener, "rectification", 1));
  EXPECT_TRUE(is_case_id(child_case_id(std::string(50, 'a'), "supervision", 12)));
  for (int64_t attempt = 1; attempt < 12; ++attempt) {
    EXPECT_EQ(attempt_of(opener, "supervision", child_case_id(opener, "supervision", attempt), 20),
              attempt);
    EXPECT_EQ(attempt_of("a", "b", child_case_id("a", "b", attempt), 20), attempt);
  }
  EXPECT_EQ(attempt_of("a", "b", "a.b.9", 8), 0);
  EXPECT_EQ(attempt_of("a", "b", "a.c", 8), 0);
}

}  // namespace
}  // namespace yijian::casework
