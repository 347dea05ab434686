#include <algorithm>

#include "bench.h"

namespace yijian::chart {
namespace {

TEST(Macrostep, EventlessGoFirstThenRaisedThenUndelayedSends) {
  Bench bench(R"({"initial":"a","states":{
    "a":{"on":{"GO":{"target":"b","actions":[
      {"type":"send","params":{"event":"SENT"}},{"type":"raise","params":{"event":"RAISED"}}]}}},
    "b":{"always":{"target":"c","actions":"always"}},
    "c":{"on":{"RAISED":{"actions":"raised"},"SENT":{"target":"d","actions":"sent"}}},
    "d":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.actions(), "always raised sent");
  EXPECT_EQ(bench.events(), "GO - RAISED SENT");
  EXPECT_EQ(bench.leaves(), "d");
}

TEST(Macrostep, RaisedByTheMicrostepComesBeforeRaisedByTheHost) {
  Bench bench(R"({"on":{"GO":{"actions":{"type":"raise","params":{"event":"MINE"}}},
      "MINE":{"actions":"mine"},"HOSTS":{"actions":"hosts"}}})");
  ASSERT_TRUE(bench.start());
  bench.answers = {{"HOSTS", Map{}}};
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.actions(), "mine hosts");
}

TEST(Macrostep, EventsRaisedOnExitTransitionAndEntryKeepThatOrder) {
  Bench bench(R"({"id":"m","initial":"a","on":{"1":{"actions":"one"},"2":{"actions":"two"},
      "3":{"actions":"three"}},"states":{
    "a":{"exit":{"type":"raise","params":{"event":"1"}},"on":{"GO":{"target":"b",
        "actions":{"type":"raise","params":{"event":"2"}}}}},
    "b":{"entry":{"type":"raise","params":{"event":"3"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.actions(), "one two three");
}

TEST(Macrostep, WhatARaisedEventCarriesIsSeenByGuards) {
  Bench bench(R"({"on":{"GO":{"actions":{"type":"raise","params":{"event":{"type":"E","n":3}}}},
      "E":[{"guard":"event.n == 3","actions":"three"},{"actions":"other"}]}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.actions(), "three");
}

TEST(Macrostep, EventlessTransitionsSeeTheEventBeforeThem) {
  Bench bench(R"({"initial":"a","states":{"a":{"on":{"GO":"b"}},
    "b":{"always":[{"guard":"has(event.left) && event.left","target":"l"},{"target":"r"}]},
    "l":{},"r":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO", Map{{"left", true}}), "taken");
  EXPECT_EQ(bench.leaves(), "l");
}

TEST(Macrostep, EventlessTransitionsAreTriedEvenWhenNothingTakesTheEvent) {
  Bench bench(R"({"initial":"a","states":{"a":{"always":{"guard":"ready","target":"b"}},"b":{}}})");
  bench.facts["ready"] = false;
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.leaves(), "a");
  bench.facts["ready"] = true;
  EXPECT_EQ(bench.fares("ANY"), "none");
  EXPECT_EQ(bench.leaves(), "b");
}

TEST(Macrostep, AnEventlessTransitionThatOnlyActsIsTakenOnceForEachEvent) {
  Bench bench(R"({"always":{"actions":"tick"}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.actions(), "tick");
  EXPECT_EQ(bench.fares("E"), "none");
  EXPECT_EQ(bench.actions(), "tick");
}

TEST(Macrostep, AnEventlessTransitionThatLeavesAllAsItWasIsTakenOnce) {
  Bench bench(R"({"initial":"a","states":{"a":{"entry":"in","always":{"target":"a","reenter":true,
      "actions":"again"}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.actions(), "in again in");
}

TEST(Macrostep, AnEndlessLoopEndsAtTheLimitAndNamesItsStates) {
  Bench bench(R"({"initial":"start","states":{"start":{"on":{"GO":"ping"}},
    "ping":{"always":"pong"},"pong":{"id":"named","always":"ping"}}})");
  ASSERT_TRUE(bench.start());
  const auto outcome = bench.send("GO");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "endless_loop");
  std::vector<std::string> names = outcome.error().names;
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"named", "ping"}));
  EXPECT_EQ(bench.steps.size(), static_cast<size_t>(kMaxMicrosteps));
}

TEST(Macrostep, LoopsByRaisedAndBySentEventsEndAsWell) {
  for (const char* type : {"raise", "send"}) {
    Bench bench(std::string(R"({"on":{"E":{"actions":{"type":")") + type +
                R"(","params":{"event":"E"}}}}})");
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares("E"), "endless_loop");
  }
}

TEST(Macrostep, ALongButFiniteRunIsNoLoop) {
  Bench bench(R"({"context":{"n":0},"initial":"a","states":{"a":{
      "always":[{"guard":"vars.n < 998","actions":{"type":"assign","params":{"n":"vars.n + 1"}}},
                {"target":"b"}]},"b":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.leaves(), "b");
  EXPECT_EQ(bench.variables(), R"({"n":998})");
}

TEST(Errors, AGuardThatFailsEndsTheStepBeforeAnythingIsApplied) {
  Bench bench(R"({"initial":"a","states":{"a":{"on":{"E":{"guard":"event.absent","target":"b"}}},
      "b":{}}})");
  ASSERT_TRUE(bench.start());
  const auto outcome = bench.send("E");
  ASSERT_FALSE(outcome);
  const Error& error = outcome.error();
  EXPECT_EQ(error.code, "guard_error");
  EXPECT_EQ(error.pointer, "/states/a/on/E/guard");
  for (const char* word : {"\"a\"", "\"E\"", "cel_no_such_key"})
    EXPECT_NE(error.detail.find(word), std::string::npos) << error.detail;
  EXPECT_TRUE(bench.steps.empty());
  EXPECT_EQ(bench.leaves(), "a");
}

TEST(Errors, AGuardThatIsNoBoolFailsToo) {
  Bench bench(R"({"on":{"E":{"guard":"1"}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "guard_error");
}

TEST(Errors, AnActionThatFailsNamesItsStateAndIsNotApplied) {
  const char* const kRows[][2] = {
      {R"({"type":"assign","params":{"a":"1 / 0"}})", "/states/b/entry"},
      {R"({"type":"note","when":"vars.absent"})", "/states/b/entry/when"},
      {R"({"type":"choose","params":{"branches":[{"guard":"nobody"}]}})",
       "/states/b/entry/params/branches/0/guard"},
  };
  for (const auto& [action, pointer] : kRows) {
    Bench bench(std::string(R"({"initial":"a","states":{"a":{"on":{"E":"b"}},"b":{"entry":)") +
                action + "}}}");
    ASSERT_TRUE(bench.start());
    const auto outcome = bench.send("E");
    ASSERT_FALSE(outcome) << action;
    EXPECT_EQ(outcome.error().code, "action_error");
    EXPECT_EQ(outcome.error().pointer, pointer);
    EXPECT_NE(outcome.error().detail.find("\"b\""), std::string::npos) << outcome.error().detail;
    EXPECT_TRUE(bench.steps.empty());
  }
}

TEST(Errors, AnErrorOfTheHostEndsTheMacrostep) {
  Bench bench(R"({"on":{"E":{"actions":{"type":"raise","params":{"event":"F"}}},"F":{}}})");
  ASSERT_TRUE(bench.start());
  bench.refuse = true;
  EXPECT_EQ(bench.fares("E"), "refused_by_host");
}

TEST(Done, AFinalChildRaisesTheDoneEventOfItsParentWithItsOutput) {
  Bench bench(R"({"id":"m","context":{"n":2},"initial":"a","states":{
    "a":{"initial":"x","onDone":[{"guard":"event.output.twice == 4 && event.output.list[0] == 'z'",
        "target":"b"},{"target":"wrong"}],"states":{
      "x":{"on":{"E":"end"}},
      "end":{"type":"final","output":{"twice":"vars.n * 2","list":["'z'",1]}}}},
    "b":{},"wrong":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.events(), "E xstate.done.state.m.a");
  EXPECT_EQ(bench.leaves(), "b");
  EXPECT_FALSE(bench.done());
}

TEST(Done, ParallelsCascadeFromTheInsideOutOnceAllRegionsAreComplete) {
  Bench bench(R"({"id":"m","initial":"p","states":{
    "p":{"type":"parallel","onDone":{"target":"out","actions":"pDone"},"states":{
      "A":{"initial":"a","states":{"a":{"on":{"A":"f"}},"f":{"type":"final"}}},
      "Q":{"type":"parallel","onDone":{"actions":"qDone"},"states":{
        "B":{"initial":"b","onDone":{"actions":"bDone"},"states":{
          "b":{"on":{"B":"f"}},"f":{"type":"final"}}},
        "C":{"initial":"c","states":{"c":{"on":{"C":"f"}},"f":{"type":"final"}}}}}}},
    "out":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("B"), "taken");
  EXPECT_EQ(bench.actions(), "bDone");
  EXPECT_EQ(bench.fares("A"), "taken");
  EXPECT_EQ(bench.actions(), "");
  EXPECT_EQ(bench.fares("C"), "taken");
  EXPECT_EQ(bench.actions(), "qDone pDone");
  EXPECT_EQ(bench.leaves(), "out");
}

TEST(Done, SeveralRegionsEndingAtOnceRaiseTheParallelsEventOnce) {
  Bench bench(R"({"id":"m","initial":"p","states":{
    "p":{"type":"parallel","onDone":{"actions":"pDone"},"states":{
      "A":{"initial":"a","states":{"a":{"on":{"E":"f"}},"f":{"type":"final"}}},
      "B":{"initial":"b","states":{"b":{"on":{"E":"f"}},"f":{"type":"final"}}}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "pDone");
}

TEST(Done, ATopLevelFinalEndsTheMachine) {
  Bench bench(R"({"id":"m","initial":"a","exit":"-m","onDone":{"actions":"never"},
    "on":{"R":{"actions":"never"}},"after":{"9d":{}},"states":{
      "a":{"on":{"E":{"target":"end","actions":{"type":"raise","params":{"event":"R"}}}}},
      "end":{"type":"final","entry":"+end","exit":"-end","invoke":{"src":"x"}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_TRUE(bench.done());
  EXPECT_EQ(bench.actions(), "+end -end -m") << "exit actions of all that is active";
  EXPECT_EQ(bench.timers_cancelled(), ":9d");
  EXPECT_TRUE(bench.snapshot().invokes.empty());
  EXPECT_EQ(bench.leaves(), "end");
  EXPECT_EQ(bench.fares("R"), "none");
  EXPECT_TRUE(bench.steps.empty());
}

TEST(Done, AParallelMachineIsDoneWhenAllItsRegionsAre) {
  Bench bench(R"({"type":"parallel","states":{
      "A":{"initial":"a","states":{"a":{"on":{"A":"f"}},"f":{"type":"final"}}},
      "B":{"initial":"b","states":{"b":{"on":{"B":"f"}},"f":{"type":"final"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("A"), "taken");
  EXPECT_FALSE(bench.done());
  EXPECT_EQ(bench.fares("B"), "taken");
  EXPECT_TRUE(bench.done());
}

TEST(Done, AMachineThatStartsInAFinalStateIsDoneAtOnce) {
  Bench bench(R"({"initial":"f","states":{"f":{"type":"final"}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_TRUE(bench.done());
}

TEST(Done, TheMachinesOutputSeesThatOfItsFinalState) {
  Bench bench(
      R"({"context":{"n":2},"output":{"sum":"event.output + vars.n"},"initial":"a","states":{
      "a":{"on":{"E":"f"}},"f":{"type":"final","output":"vars.n * 20",
      "exit":{"type":"assign","params":{"n":"0"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_TRUE(bench.steps.back().output.is_null());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(to_json(bench.steps.back().output), R"({"sum":42})");
}

TEST(Done, AnOutputOfTheMachineThatFailsRefusesTheStep) {
  Bench bench(R"({"output":"event.output","initial":"a","states":{"a":{"on":{"E":"f"}},
      "f":{"type":"final"}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "action_error");
  EXPECT_EQ(bench.leaves(), "a");
}

TEST(InState, TheMachineItselfIsActiveFromTheFirstEntryOn) {
  Bench bench(R"x({"id":"m","entry":{"type":"yes","when":"in_state('#m') && !in_state('#m.a')"},
      "initial":"a","states":{"a":{}}})x");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.actions(), "yes");
}

TEST(InState, KnowsIdsAndPathsOfTheConfigurationBeforeTheMicrostep) {
  const char* const kRows[][2] = {
      {"#named", "yes"}, {"#m.a.x", "yes"}, {"a", "yes"},  {"a.x", "yes"}, {"#m", "yes"},
      {"x", "no"},       {"#nobody", "no"}, {"a.y", "no"}, {"b", "no"},    {"", "yes"},
  };
  std::string text = R"x({"id":"m","initial":"a","on":{"E":[
      {"guard":"in_state('STATE')","target":".b",
       "actions":[{"type":"yes","when":"!in_state('b')"}]},
      {"actions":"no"}]},"states":{
    "a":{"initial":"x","states":{"x":{"id":"named"},"y":{}}},"b":{}}})x";
  for (const auto& [state, answer] : kRows) {
    std::string asked = text;
    asked.replace(asked.find("STATE"), 5, state);
    Bench bench(asked);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares("E"), "taken");
    EXPECT_EQ(bench.actions(), answer) << state;
  }
}

}  // namespace
}  // namespace yijian::chart
