#include "bench.h"

namespace yijian::chart {
namespace {

TEST(Assign, TheContextIsAssignedByTheFirstMicrostep) {
  Bench bench(R"({"context":{"a":1,"b":{"c":[2.5]}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.variables(), R"({"a":1,"b":{"c":[2.5]}})");
  ASSERT_EQ(bench.steps[0].assigned.size(), 2u);
  EXPECT_EQ(bench.steps[0].assigned[1].first, "b");
}

TEST(Assign, ActionsSeeWhatThoseBeforeThemAssignedInTheSameMicrostep) {
  Bench bench(R"({"context":{"n":1},"initial":"a","states":{
    "a":{"exit":{"type":"assign","params":{"n":"vars.n * 10"}},"on":{"E":{"target":"b","actions":[
      {"type":"assign","params":{"n":"context.n + 1"}},
      {"type":"eleven","when":"vars.n == 11"}]}}},
    "b":{"entry":[{"type":"assign","params":{"m":"vars.n + event.k"}},
                  {"type":"choose","params":{"branches":[
                    {"guard":"vars.m == 100","actions":["wrong"]},
                    {"guard":"vars.m == 16","actions":["sixteen","again"]},
                    {"actions":"else"}]}}]}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E", Map{{"k", 5}}), "taken");
  EXPECT_EQ(bench.actions(), "eleven sixteen again");
  EXPECT_EQ(bench.variables(), R"({"n":11,"m":16})");
  ASSERT_EQ(bench.steps.size(), 1u);
  const auto& assigned = bench.steps[0].assigned;
  ASSERT_EQ(assigned.size(), 2u) << "the last value of each";
  EXPECT_EQ(assigned[0].second, Value(11));
  EXPECT_EQ(bench.steps[0].assigned_roots, (std::vector<std::string>{"vars", "context", "event"}));
}

TEST(Assign, TheExpressionsOfOneAssignSeeTheVariablesBeforeIt) {
  Bench bench(R"({"context":{"a":1,"b":2},"on":{"SWAP":{"actions":
      {"type":"assign","params":{"a":"vars.b","b":"vars.a"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("SWAP"), "taken");
  EXPECT_EQ(bench.variables(), R"({"a":2,"b":1})");
}

TEST(Assign, OtherNamesAreTheHosts) {
  Bench bench(R"({"on":{"E":{"actions":{"type":"assign","params":{"a":"form.area + 1"}}}}})");
  bench.facts["form"] = Map{{"area", 41}};
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.variables(), R"({"a":42})");
  EXPECT_EQ(bench.steps[0].assigned_roots, std::vector<std::string>{"form"});
}

TEST(Actions, TheHostsActionsComeWithTheirParamsAndTransition) {
  Bench bench(R"({"initial":"a","states":{"a":{"on":{"E":{"target":"b","actions":
      {"type":"notify","params":{"to":"applicant"}}}}},"b":{"entry":["log"]}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  ASSERT_EQ(bench.steps[0].actions.size(), 2u);
  EXPECT_EQ(to_json(bench.steps[0].actions[0].params), R"({"to":"applicant"})");
  EXPECT_EQ(bench.steps[0].actions[0].transition, 0);
  EXPECT_TRUE(bench.steps[0].actions[1].params.is_null());
  EXPECT_EQ(bench.steps[0].actions[1].transition, -1);
}

TEST(Actions, AnActionWhoseConditionIsFalseIsLeftOut) {
  Bench bench(R"({"on":{"E":{"actions":[{"type":"a","when":"event.a"},
      {"type":"raise","params":{"event":"F"},"when":"event.f"}]},"F":{"actions":"f"}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E", Map{{"a", false}, {"f", true}}), "taken");
  EXPECT_EQ(bench.actions(), "f");
  EXPECT_EQ(bench.fares("E", Map{{"a", true}, {"f", false}}), "taken");
  EXPECT_EQ(bench.actions(), "a");
}

constexpr const char* kTimers = R"({"id":"m","initial":"a","after":{"60d":{}},"states":{
  "a":{"after":{"5wd":[{"guard":"vars.x == 1","target":"b"},{"target":"c"}],"1000":{"actions":"tick"}},
    "on":{"AGAIN":{"target":"a","reenter":true},"ACT":{"actions":"t"},"OUT":"b"}},
  "b":{},"c":{}},"context":{"x":0}})";

TEST(Timers, EnteringSetsOneForEachDelayAndLeavingCancelsThem) {
  Bench bench(kTimers);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.timers_set(), ":60d a:5wd a:1000");
  const TimerSet& timer = bench.steps[0].timers_set[1];
  EXPECT_EQ(timer.event, "a:5wd");
  EXPECT_EQ(timer.delay, "5wd");
  EXPECT_EQ(timer.state, 1);
  EXPECT_EQ(bench.fares("ACT"), "taken");
  EXPECT_EQ(bench.timers_set() + bench.timers_cancelled(), "") << "a targetless one restarts none";
  EXPECT_EQ(bench.fares("AGAIN"), "taken");
  EXPECT_EQ(bench.timers_cancelled(), "a:5wd a:1000");
  EXPECT_EQ(bench.timers_set(), "a:5wd a:1000");
  EXPECT_EQ(bench.fares("OUT"), "taken");
  EXPECT_EQ(bench.timers_cancelled(), "a:5wd a:1000");
  EXPECT_EQ(bench.timers_set(), "");
}

TEST(Timers, OneThatFiresIsAnEventAndItsAlternativesAreTriedInOrder) {
  Bench bench(kTimers);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("a:1000"), "taken");
  EXPECT_EQ(bench.actions(), "tick");
  EXPECT_EQ(bench.fares("a:5wd"), "taken");
  EXPECT_EQ(bench.leaves(), "c");
  EXPECT_EQ(bench.fares("a:5wd"), "none") << "too late: its state has been left";
}

TEST(Timers, ATimerIsTakenByNoPartialDescriptor) {
  Bench bench(R"({"initial":"a","states":{"a":{"after":{"1d":{"actions":"timer"}},"initial":"b",
      "states":{"b":{"after":{"2d":{"actions":"inner"}},"on":{"a.*":{"actions":"stolen"}}}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("a:1d"), "taken");
  EXPECT_EQ(bench.actions(), "timer");
  EXPECT_EQ(bench.fares("a.b:2d"), "taken");
  EXPECT_EQ(bench.actions(), "inner");
}

TEST(Timers, ADelayedSendIsATimerThatOutlivesTheState) {
  Bench bench(R"({"initial":"a","states":{
    "a":{"on":{"GO":{"target":"b","actions":[
      {"type":"send","params":{"event":"remind","delay":"3d"}},
      {"type":"send","params":{"event":{"type":"ring","n":1},"delay":1500,"id":"bell"}}]}}},
    "b":{"on":{"OUT":"c","HUSH":{"actions":{"type":"cancel","params":{"id":"bell"}}}}},"c":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.timers_set(), "send:remind:3d bell");
  const TimerSet& bell = bench.steps[0].timers_set[1];
  EXPECT_EQ(bell.event, "ring");
  EXPECT_EQ(bell.delay, "1500");
  EXPECT_EQ(bell.state, kNoState);
  EXPECT_EQ(to_json(bell.value), R"({"n":1})");
  EXPECT_EQ(bench.fares("HUSH"), "taken");
  EXPECT_EQ(bench.timers_cancelled(), "bell");
  EXPECT_EQ(bench.fares("OUT"), "taken");
  EXPECT_EQ(bench.timers_cancelled(), "");
}

TEST(Timers, SetAndCancelledInOneMicrostepIsNotSet) {
  Bench bench(
      R"({"on":{"E":{"actions":[{"type":"send","params":{"event":"x","delay":"1d","id":"i"}},
      {"type":"send","params":{"event":"y","delay":"2d","id":"i"}}]},
      "F":{"actions":[{"type":"send","params":{"event":"x","delay":"1d","id":"i"}},
      {"type":"cancel","params":{"id":"i"}}]}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  ASSERT_EQ(bench.steps[0].timers_set.size(), 1u) << "the later of one id takes its place";
  EXPECT_EQ(bench.steps[0].timers_set[0].event, "y");
  EXPECT_EQ(bench.fares("F"), "taken");
  EXPECT_EQ(bench.timers_set(), "");
  EXPECT_EQ(bench.timers_cancelled(), "i");
}

constexpr const char* kInvoke = R"({"id":"m","initial":"a","states":{
  "a":{"on":{"GO":"b"}},
  "b":{"invoke":[{"id":"items","src":"items","input":{"x":1},
      "onDone":[{"guard":"event.output == 'granted'","target":"c"},{"target":"a"}],"onError":"e"},
      {"src":"registry:R","onDone":{"actions":"answered"}}],
    "on":{"AGAIN":{"target":"b","reenter":true}}},
  "c":{},"e":{}}})";

TEST(Invoke, EnteringStartsLeavingStopsAndReentryDoesBoth) {
  Bench bench(kInvoke);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("GO"), "taken");
  ASSERT_EQ(bench.steps[0].invokes_started.size(), 2u);
  EXPECT_EQ(bench.steps[0].invokes_started[0].id, "items");
  EXPECT_EQ(to_json(bench.steps[0].invokes_started[0].input), R"({"x":1})");
  EXPECT_EQ(bench.steps[0].invokes_started[0].state, 2);
  EXPECT_EQ(bench.steps[0].invokes_started[1].src, "registry:R");
  const std::vector<std::string> both = {"items", "1.m.b"};
  EXPECT_EQ(bench.snapshot().invokes, both);
  EXPECT_EQ(bench.fares("AGAIN"), "taken");
  EXPECT_EQ(bench.steps[0].invokes_stopped, both);
  EXPECT_EQ(bench.steps[0].invokes_started.size(), 2u);
  EXPECT_EQ(bench.snapshot().invokes, both);
}

TEST(Invoke, ItsInputIsEvaluatedBehindTheEntryActions) {
  Bench bench(R"({"id":"m","context":{"n":1},"initial":"a","states":{
    "a":{"on":{"GO":"b","FAIL":"c"}},
    "b":{"entry":{"type":"assign","params":{"n":"vars.n + 1"}},
      "invoke":{"id":"i","src":"s","input":{"n":"vars.n","deep":["event.x",true],"kept":7}}},
    "c":{"invoke":{"id":"j","src":"s","input":{"n":"vars.n / 0"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("FAIL"), "action_error");
  EXPECT_EQ(bench.fares("GO", Map{{"x", "y"}}), "taken");
  EXPECT_EQ(to_json(bench.steps.back().invokes_started[0].input),
            R"({"n":2,"deep":["y",true],"kept":7})");
  const std::vector<std::string> roots = {"vars", "event"};
  EXPECT_EQ(bench.steps.back().invokes_started[0].input_roots, roots);
}

TEST(Invoke, ItsDoneAndErrorEventsAreTransitionsOfItsState) {
  struct Row {
    std::string event;
    const char* output;
    const char* leaves;
  };
  const Row kRows[] = {{done_invoke_event("items"), "granted", "c"},
                       {done_invoke_event("items"), "denied", "a"},
                       {error_invoke_event("items"), "", "e"},
                       {done_invoke_event("1.m.b"), "", "b"}};
  for (const Row& row : kRows) {
    Bench bench(kInvoke);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares("GO"), "taken");
    EXPECT_EQ(bench.fares(row.event, Map{{"output", row.output}}), "taken");
    EXPECT_EQ(bench.leaves(), row.leaves) << row.event;
    EXPECT_EQ(bench.snapshot().invokes.empty(), std::string(row.leaves) != "b");
  }
}

TEST(Invoke, AResultThatComesLateIsIgnored) {
  Bench bench(R"x({"initial":"a","on":{"*":{"actions":"star"}},"states":{
      "a":{"invoke":{"id":"call","src":"x","onDone":"b"},"on":{"OUT":"b"}},
      "b":{"always":{"guard":"has(event.output)","target":"wrong"}},"wrong":{}}})x");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("OUT"), "taken");
  for (const std::string& late : {done_invoke_event("call"), error_invoke_event("call")}) {
    EXPECT_EQ(bench.fares(late, Map{{"output", 1}}), "none");
    EXPECT_EQ(bench.actions(), "") << "not even for a star, or for what would follow from it";
    const auto asked = probe(bench.machine(), {late, Map{}}, kNoState, bench);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->handling, Handling::none);
  }
  EXPECT_EQ(bench.leaves(), "b");
  EXPECT_EQ(bench.fares(done_invoke_event("nobody")), "taken") << "an event like any other";
}

TEST(Invoke, AResultThatWaitsWhileItsStateIsLeftIsLate) {
  Bench bench(R"({"initial":"a","on":{"*":{"actions":"star"}},"states":{
      "a":{"on":{"GO":"b"}},"b":{"invoke":{"id":"call","src":"x"},"always":"c"},"c":{}}})");
  ASSERT_TRUE(bench.start());
  bench.answers = {{done_invoke_event("call"), Map{}}};
  EXPECT_EQ(bench.fares("GO"), "taken");
  EXPECT_EQ(bench.leaves(), "c");
  EXPECT_EQ(bench.actions(), "");
}

TEST(Snapshots, AfterRemembersTheNewestHistoryAndKeepsTheRest) {
  const Bench bench(R"({"initial":"a","states":{"a":{},"h":{"type":"history"}}})");
  Snapshot before;
  before.active = {1};
  before.variables = Map{{"x", 1}, {"y", 2}};
  before.history = {{2, {1}}};
  before.invokes = {"one", "two"};
  Microstep step;
  step.history = {{2, {2}}};
  step.assigned = {{"y", 3}, {"z", 4}};
  step.invokes_stopped = {"one"};
  step.invokes_started = {{"three", "s", nullptr, 1}};
  const Snapshot next = after(bench.machine(), before, step);
  EXPECT_EQ(to_json(next.variables), R"({"x":1,"y":3,"z":4})");
  EXPECT_EQ(next.history, (decltype(next.history){{2, {2}}}));
  EXPECT_EQ(next.invokes, (std::vector<std::string>{"two", "three"}));
  EXPECT_EQ(next.active, std::vector<StateId>{1});
}

}  // namespace
}  // namespace yijian::chart
