// Where the interpreter departs from XState on purpose: a test for each row of the table in
// docs/statecharts.md. tests/oracle/statecharts/deviations.mjs has the same machines.
#include "bench.h"

namespace yijian::chart {
namespace {

TEST(Deviations, DocumentOrderEventlessTransitionsOfRegionsAreTakenInDocumentOrder) {
  // XState takes the region first that has been still for longest: "toB toY toC".
  Bench bench(R"x({"id":"m","type":"parallel","states":{
      "A":{"initial":"a","states":{"a":{"on":{"go":{"target":"b","actions":"toB"}}},
           "b":{"always":{"target":"c","actions":"toC"}},"c":{}}},
      "B":{"initial":"x","states":{
           "x":{"always":{"guard":"in_state('#m.A.b')","target":"y","actions":"toY"}},"y":{}}}}})x");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.actions(), "toB toC toY");
}

TEST(Deviations, EnteredOnceAStateThatIsNotLeftIsNotEntered) {
  // XState runs "in" a second time.
  Bench bench(R"({"id":"m","entry":"in","initial":"a","states":{
      "a":{"on":{"go":{"target":"#m","actions":"again"}}},"b":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.actions(), "in");
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.actions(), "again");
  EXPECT_EQ(bench.leaves(), "a");
}

TEST(Deviations, LeftByAnotherATransitionWhoseStateIsLeftEntersNothing) {
  // XState enters what the history stands for although its parallel has been left.
  Bench bench(R"({"id":"m","initial":"p","states":{
      "p":{"type":"parallel","states":{
        "A":{"initial":"a","states":{"a":{"on":{"go":{"target":"h","actions":"stay"}}},
             "h":{"type":"history"}}},
        "B":{"on":{"go":{"target":"#m.out","actions":"leave"}}}}},
      "out":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.actions(), "stay leave");
  EXPECT_EQ(bench.leaves(), "out");
}

TEST(Deviations, DomainBeforeExitATransitionReachesAsFarWhenEnteringAsWhenLeaving) {
  // XState leaves A and B, reads the history that this has just recorded, and enters too little.
  Bench bench(R"({"id":"m","initial":"p","states":{"p":{"type":"parallel","states":{
      "A":{"entry":"+A","exit":"-A"},
      "B":{"type":"parallel","entry":"+B","exit":"-B","states":{"h":{"type":"history"},
           "x":{"on":{"go":"h"}},"y":{}}}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.actions(), "-B -A +A +B");
  EXPECT_EQ(bench.leaves(), "p.A p.B.x p.B.y");
}

TEST(Deviations, HistoryToHistoryAHistoryIsNeverActiveItself) {
  // XState makes "k" active beside "x"; leaving "w" and coming back it recurses for ever.
  Bench bench(R"({"initial":"a","states":{"a":{"on":{"go":"w.h"}},
      "w":{"initial":"k","on":{"out":"a"},"states":{
        "x":{"on":{"next":"y"}},"y":{},"h":{"type":"history"},
        "k":{"type":"history","target":"x"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.leaves(), "w.x");
  for (const char* event : {"next", "out", "go"}) EXPECT_EQ(bench.fares(event), "taken");
  EXPECT_EQ(bench.leaves(), "w.y");
}

TEST(Deviations, InitialActionsOfRegionsRunHoweverTheRegionIsEntered) {
  // XState forgets "begin" when another region is the target.
  Bench bench(R"({"id":"m","initial":"a","states":{"a":{"on":{"go":"p.A"}},
      "p":{"type":"parallel","states":{"A":{},
           "B":{"initial":{"target":"x","actions":"begin"},"states":{"x":{}}}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.actions(), "begin");
}

TEST(Deviations, ErrorsNotedAnErrorThatNothingHandlesDoesNotEndTheMachine) {
  Bench bench(R"({"initial":"a","states":{
      "a":{"invoke":{"id":"call","src":"work"},"on":{"go":"b"}},"b":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares(error_invoke_event("call"), Map{{"error", "no"}}), "none");
  EXPECT_EQ(bench.fares("go"), "taken");
  EXPECT_EQ(bench.leaves(), "b");
}

TEST(Deviations, OneTimerAnIdASendSetAnewReplacesTheOneThatWaits) {
  Bench bench(R"({"on":{"go":{"actions":{"type":"send","params":{"event":"E","delay":"1d"}}}}})");
  ASSERT_TRUE(bench.start());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(bench.fares("go"), "taken");
    EXPECT_EQ(bench.timers_set(), "send:E:1d") << "the same id: a host keeps one";
  }
}

}  // namespace
}  // namespace yijian::chart
