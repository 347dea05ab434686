// A three-level machine as definitions write them: keys of their own on states and transitions,
// histories after a suspension, an invocation's outcome, addressed acts.
#include "bench.h"

namespace yijian::chart {
namespace {

const ExtraKeys kKeys = {{},
                         {"phase", "title", "outcome", "task", "limit"},
                         {"title", "by", "opinion", "fields", "documents", "fourEyes", "basis"},
                         {}};

constexpr const char* kApproval = R"({"id":"approval","initial":"pending","states":{
  "pending":{"title":{"zh":"未决","en":"Pending"},"initial":"draft",
    "on":{
      "deferral.overdue":[
        {"guard":"case.consequence == 'suspend'","target":".suspended"},
        {"guard":"case.consequence == 'deny'","target":".accepted.deciding"},
        {"target":"terminated"}]},
    "states":{
      "draft":{"phase":"draft","task":"applicant",
        "always":{"guard":"case.origin == 'parent'","target":"submitted"},
        "on":{"save":{"by":["applicant"],"fields":"form"},
              "submit":{"by":["applicant"],"fields":"form","documents":["receipt"],"target":"submitted"}}},
      "submitted":{"phase":"submitted","initial":"received",
        "after":{"notice":{"target":"accepted","basis":[{"law":"行政许可法","article":"第三十二条"}]}},
        "states":{
          "received":{"task":"clerk","on":{"forward":{"target":"preReview"}}},
          "preReview":{"task":"clerk","on":{
            "accept":[{"guard":"case.commitment == 'signed'","target":"#accepted.deciding"},
                      {"target":"#accepted"}],
            "correct":{"target":"#correcting"}}}}},
      "correcting":{"id":"correcting","phase":"correcting","task":"applicant","limit":"correction",
        "after":{"correction":{"guard":"true","target":"#withdrawn"}},
        "on":{"corrected":{"target":"submitted.preReview"}}},
      "accepted":{"id":"accepted","phase":"accepted","initial":"review",
        "on":{"suspend":{"by":["reviewer"],"target":"suspended"},
              "extend":{"by":["head"],"actions":[{"type":"extend"}]}},
        "states":{
          "review":{"initial":"examine","onDone":"deciding","states":{
            "examine":{"task":"reviewer","on":{"conclude":{"opinion":"required","target":"done"}}},
            "done":{"type":"final"}}},
          "deciding":{"task":"approver","on":{
            "grant":{"fourEyes":["accept","conclude"],"guard":"true","target":"#granted"},
            "sendBack":{"opinion":"required","target":"review"}}},
          "last":{"type":"history","history":"deep","target":"review"}}},
      "suspended":{"phase":"suspended","task":"reviewer",
        "after":{"announced":{"target":"accepted.last"}},
        "on":{"resume":{"opinion":"required","target":"accepted.last"}}}}},
  "settled":{"initial":"decided","on":{"revoke":{"by":["head"],"target":"revoked"}},"states":{
    "decided":{"phase":"decided","task":"clerk","initial":"granted",
      "on":{"deliver":{"target":"delivered"}},"states":{
        "granted":{"id":"granted","outcome":"granted"},"denied":{"id":"denied","outcome":"denied"}}},
    "delivered":{"phase":"delivered","always":"closed"},
    "closed":{"phase":"closed"}}},
  "withdrawn":{"id":"withdrawn","phase":"withdrawn","type":"final"},
  "terminated":{"id":"terminated","phase":"terminated","type":"final"},
  "revoked":{"phase":"revoked","type":"final"}}})";

Bench approval(const char* origin, const char* consequence = "") {
  Bench bench(kApproval, kKeys);
  bench.facts["case"] =
      Map{{"origin", origin}, {"commitment", "none"}, {"consequence", consequence}};
  return bench;
}

TEST(Approval, ACaseGoesFromDraftToClosedThroughSuspensionAndBack) {
  Bench bench = approval("applicant");
  ASSERT_TRUE(bench.start());
  const char* const kSteps[][2] = {
      {"save", "pending.draft"},
      {"submit", "pending.submitted.received"},
      {"forward", "pending.submitted.preReview"},
      {"correct", "correcting"},
      {"corrected", "pending.submitted.preReview"},
      {"accept", "pending.accepted.review.examine"},
      {"conclude", "pending.accepted.deciding"},
      {"extend", "pending.accepted.deciding"},
      {"suspend", "pending.suspended"},
      {"resume", "pending.accepted.deciding"},
      {"sendBack", "pending.accepted.review.examine"},
      {"suspend", "pending.suspended"},
      {"pending.suspended:announced", "pending.accepted.review.examine"},
      {"conclude", "pending.accepted.deciding"},
      {"grant", "granted"},
      {"deliver", "settled.closed"},
      {"revoke", "revoked"},
  };
  for (const auto& [event, leaf] : kSteps) {
    EXPECT_EQ(bench.fares(event), "taken") << event;
    EXPECT_EQ(bench.leaves(), leaf) << event;
  }
  EXPECT_TRUE(bench.done());
}

TEST(Approval, AChildPassesDraftInItsOpeningStep) {
  Bench bench = approval("parent");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.leaves(), "pending.submitted.received");
  EXPECT_EQ(bench.timers_set(), "pending.submitted:notice");
  EXPECT_EQ(bench.fares("pending.submitted:notice"), "taken") << "silence accepts";
  EXPECT_EQ(bench.leaves(), "pending.accepted.review.examine");
}

TEST(Approval, AnOverdueDeferralHasItsDeclaredConsequence) {
  const char* const kRows[][2] = {{"suspend", "pending.suspended"},
                                  {"deny", "pending.accepted.deciding"},
                                  {"terminate", "terminated"}};
  for (const auto& [consequence, leaf] : kRows) {
    Bench bench = approval("parent", consequence);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares("deferral.overdue"), "taken");
    EXPECT_EQ(bench.leaves(), leaf);
  }
}

TEST(Approval, WhatNoStateKnowsIsNotTaken) {
  Bench bench = approval("applicant");
  ASSERT_TRUE(bench.start());
  for (const char* event : {"grant", "accept", "parent.delivered", "", "*"})
    EXPECT_EQ(bench.fares(event), "none") << event;
}

}  // namespace
}  // namespace yijian::chart
