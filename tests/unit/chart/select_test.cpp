#include "engine/chart/select.h"
#include "bench.h"

namespace yijian::chart {
namespace {

TEST(Descriptors, ExactPartialAndStarMatchByWholeParts) {
  struct Row {
    const char* descriptor;
    const char* event;
    bool matches;
  };
  const Row kRows[] = {
      {"a", "a", true},       {"a", "ab", false},      {"a", "a.b", false},
      {"*", "a", true},       {"*", "a.b", true},      {"a.*", "a.b", true},
      {"a.*", "a.b.c", true}, {"a.*", "a", true},      {"a.*", "ab", false},
      {"a.*", "ab.c", false}, {"a.b.*", "a.c", false}, {"a.b.*", "a.b.c", true},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(descriptor_matches(row.descriptor, row.event), row.matches)
        << row.descriptor << " " << row.event;
}

TEST(Selection, TheExactNameComesBeforeLongerPartsBeforeTheStar) {
  Bench bench(R"({"on":{"*":{"actions":"star"},"a.*":{"actions":"part"},
      "a.b.*":{"actions":"longer"},"a.b.c":{"actions":"exact"}}})");
  ASSERT_TRUE(bench.start());
  const char* const kRows[][2] = {
      {"a.b.c", "exact"}, {"a.b.d", "longer"}, {"a.b", "longer"}, {"a.c", "part"}, {"b", "star"}};
  for (const auto& [event, action] : kRows) {
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.actions(), action) << event;
  }
}

TEST(Selection, AWildcardOfTheSameStateIsAskedWhenTheGuardsOfTheExactNameSayNo) {
  Bench bench(R"({"initial":"a","on":{"E":{"actions":"above"}},"states":{"a":{"on":{
      "*":{"guard":"event.n > 1","actions":"star"},"E":{"guard":"event.n > 2","actions":"exact"}}}}})");
  ASSERT_TRUE(bench.start());
  const char* const kWords[] = {"above", "above", "star", "exact"};
  for (int n = 0; n < 4; ++n) {
    EXPECT_EQ(bench.fares("E", Map{{"n", n}}), "taken");
    EXPECT_EQ(bench.actions(), kWords[n]);
  }
}

TEST(Selection, TheFirstAlternativeWhoseGuardHoldsIsTaken) {
  Bench bench(R"({"on":{"E":[{"guard":"event.n > 2","actions":"many"},
      {"guard":"event.n > 1","actions":"some"},{"actions":"few"}]}})");
  ASSERT_TRUE(bench.start());
  const char* const kWords[] = {"few", "few", "some", "many"};
  for (int n = 0; n < 4; ++n) {
    EXPECT_EQ(bench.fares("E", Map{{"n", n}}), "taken");
    EXPECT_EQ(bench.actions(), kWords[n]);
  }
}

TEST(Selection, TheInnermostStateTakesTheEventAndAFailedGuardLetsItBubble) {
  Bench bench(R"({"initial":"a","on":{"E":{"actions":"outer"}},"states":{
      "a":{"on":{"E":{"guard":"event.inner","actions":"inner"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E", Map{{"inner", true}}), "taken");
  EXPECT_EQ(bench.actions(), "inner");
  EXPECT_EQ(bench.fares("E", Map{{"inner", false}}), "taken");
  EXPECT_EQ(bench.actions(), "outer");
}

TEST(Selection, AnEmptyObjectForbidsWhatTheStatesAboveWouldTake) {
  Bench bench(R"({"initial":"a","on":{"*":{"actions":"outer"}},"states":{
      "a":{"on":{"E":{}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "forbidden");
  EXPECT_TRUE(bench.steps.empty());
  EXPECT_EQ(bench.fares("F"), "taken");
}

TEST(Selection, ATransitionOfTheDefinitionsOwnKeysAloneIsTakenNotForbidden) {
  Bench bench(R"({"on":{"save":{"by":["clerk"]}}})", {{}, {}, {"by"}, {}});
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("save"), "taken");
  ASSERT_EQ(bench.steps.size(), 1u);
  EXPECT_EQ(bench.steps[0].transitions.size(), 1u);
}

TEST(Selection, BlockedNamesTheGuardsThatSaidNoWhenNothingWasTaken) {
  Bench bench(R"({"initial":"a","on":{"E":{"guard":"event.y","actions":"y"}},"states":{
      "a":{"on":{"E":[{"guard":"event.x"},{"guard":"false"}]}}}})");
  ASSERT_TRUE(bench.start());
  const auto none = bench.send("E", Map{{"x", false}, {"y", false}});
  ASSERT_TRUE(none);
  EXPECT_EQ(none->handling, Handling::none);
  ASSERT_EQ(none->blocked.size(), 3u);
  EXPECT_EQ(bench.machine().transition(none->blocked[0]).pointer, "/states/a/on/E/0");
  const auto taken = bench.send("E", Map{{"x", false}, {"y", true}});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->handling, Handling::taken);
  EXPECT_TRUE(taken->blocked.empty());
}

constexpr const char* kTwoRegions = R"({"id":"m","type":"parallel",
    "on":{"E":{"actions":"root"}},"states":{
      "A":{"initial":"a1","states":{
        "a1":{"on":{"E":{"target":"a2","actions":"inA"},"OUT":"#m.A.a2","MIX":{}}},"a2":{}}},
      "B":{"initial":"b1","states":{
        "b1":{"on":{"E":{"target":"b2","actions":"inB"},"MIX":{"target":"b2","actions":"inB"},
                    "ONE":"b2"}},"b2":{}}}}})";

TEST(Selection, EveryRegionTakesTheEventInDocumentOrderInOneMicrostep) {
  Bench bench(kTwoRegions);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "inA inB");
  EXPECT_EQ(bench.steps.size(), 1u);
  EXPECT_EQ(bench.exited(), "B.b1 A.a1");
  EXPECT_EQ(bench.entered(), "A.a2 B.b2");
  EXPECT_EQ(bench.leaves(), "A.a2 B.b2");
}

TEST(Selection, TheParallelItselfIsAskedOnlyWhenNoRegionTakesTheEvent) {
  Bench bench(kTwoRegions);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("ONE"), "taken");
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "inA");
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "root");
}

TEST(Selection, OneRegionForbiddingLeavesTheOthersFree) {
  Bench bench(kTwoRegions);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("MIX"), "taken");
  ASSERT_EQ(bench.steps.size(), 1u);
  EXPECT_EQ(bench.steps[0].transitions.size(), 1u);
  EXPECT_EQ(bench.leaves(), "A.a1 B.b2");
}

TEST(Conflicts, OfTwoRegionsLeavingTheParallelTheFirstInTheDocumentWins) {
  Bench bench(R"({"id":"m","initial":"p","states":{
      "p":{"type":"parallel","states":{
        "A":{"on":{"E":{"target":"#m.x","actions":"toX"}}},
        "B":{"on":{"E":{"target":"#m.y","actions":"toY"}}}}},
      "x":{},"y":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "toX");
  EXPECT_EQ(bench.leaves(), "x");
}

TEST(Conflicts, ATargetlessTransitionConflictsWithNothing) {
  Bench bench(R"({"id":"m","initial":"p","states":{
      "p":{"type":"parallel","states":{
        "A":{"on":{"E":{"actions":"note"}}},
        "B":{"on":{"E":{"target":"#m.y","actions":"toY"}}}}},
      "y":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "note toY");
  EXPECT_EQ(bench.leaves(), "y");
}

TEST(Conflicts, AnInnerEventlessTransitionPreemptsTheOuterOneFoundBefore) {
  // Region A finds the parallel's own always first; B's lies inside it and leaves B.b1, too.
  Bench bench(R"({"id":"m","initial":"p","states":{
      "p":{"type":"parallel","always":{"guard":"go","target":"#m.out","actions":"outer"},"states":{
        "A":{},
        "B":{"initial":"b1","states":{
          "b1":{"always":{"guard":"go","target":"b2","actions":"inner"}},"b2":{}}}}},
      "out":{}}})");
  bench.facts["go"] = false;
  ASSERT_TRUE(bench.start());
  bench.facts["go"] = true;
  EXPECT_EQ(bench.fares("any"), "none");
  EXPECT_EQ(bench.actions(), "inner outer");
  EXPECT_EQ(bench.leaves(), "out");
}

TEST(Address, OnlyTheAddressedStateAndItsAncestorsAreAsked) {
  Bench bench(R"({"type":"parallel","on":{"UP":{"actions":"root"}},"states":{
      "A":{"initial":"a","states":{"a":{"on":{"done":"b","UP":{"actions":"inA"}}},"b":{}}},
      "B":{"initial":"a","states":{"a":{"on":{"done":"b"}},"b":{}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("done", Map{}, "B.a"), "taken");
  EXPECT_EQ(bench.leaves(), "A.a B.b");
  EXPECT_EQ(bench.fares("done", Map{}, "B.a"), "none") << "not active any more";
  EXPECT_EQ(bench.fares("done", Map{}, "B"), "none") << "nothing below the address";
  EXPECT_EQ(bench.fares("UP", Map{}, "B.b"), "taken");
  EXPECT_EQ(bench.actions(), "root") << "an ancestor, although region A has its own";
}

TEST(Address, WhatAnAddressedEventRaisesIsHandledEverywhere) {
  Bench bench(R"({"type":"parallel","states":{
      "A":{"on":{"go":{"actions":{"type":"raise","params":{"event":"next"}}}}},
      "B":{"initial":"a","states":{"a":{"on":{"next":"b"}},"b":{}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go", Map{}, "A"), "taken");
  EXPECT_EQ(bench.leaves(), "A B.b");
}

TEST(Probe, SaysWhatWouldHappenAndDoesNothing) {
  Bench bench(R"({"initial":"a","states":{"a":{"on":{
      "E":{"guard":"event.ok","target":"b","actions":"x"},"F":{}}},"b":{"type":"final"}}})");
  ASSERT_TRUE(bench.start());
  const auto word = [&](const char* name, bool ok) {
    const auto outcome = probe(bench.machine(), {name, Map{{"ok", ok}}}, kNoState, bench);
    return outcome ? Bench::word(outcome->handling) : outcome.error().code;
  };
  bench.steps.clear();
  EXPECT_EQ(word("E", true), "taken");
  EXPECT_EQ(word("E", false), "none");
  EXPECT_EQ(word("F", false), "forbidden");
  EXPECT_TRUE(bench.steps.empty());
  EXPECT_EQ(bench.leaves(), "a");
  const auto failed = probe(bench.machine(), {"E", Map{}}, kNoState, bench);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "guard_error");
  EXPECT_EQ(bench.fares("E", Map{{"ok", true}}), "taken");
  EXPECT_EQ(word("F", false), "none") << "the machine is done";
}

}  // namespace
}  // namespace yijian::chart
