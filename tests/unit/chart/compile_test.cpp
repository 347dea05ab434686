#include "bench.h"

namespace yijian::chart {
namespace {

// Every fault as "pointer code", one a line.
std::string faults_of(std::string_view text) {
  const Result<Value> json = parse_json(text, "test");
  if (!json) return "no JSON: " + json.error().detail;
  const Result<Machine> machine = compile(*json, {{"title"}, {"phase"}, {"by"}, {"note"}});
  if (machine) return "";
  EXPECT_EQ(machine.error().code, "invalid_machine");
  std::string lines;
  for (const Fault& fault : machine.error().faults) {
    EXPECT_FALSE(fault.detail.empty());
    lines += (lines.empty() ? "" : "\n") + fault.pointer + " " + fault.code;
  }
  return lines;
}

struct CompileRow {
  const char* why;
  const char* machine;
  const char* faults;
};

void check(const std::vector<CompileRow>& rows) {
  for (const CompileRow& row : rows) EXPECT_EQ(faults_of(row.machine), row.faults) << row.why;
}

TEST(Compile, StatesWithFaultsAreRefusedWithTheirPointers) {
  check({
      {"no object", R"([])", " wrong_type"},
      {"unknown key", R"({"initials": "a"})", "/initials unknown_key"},
      {"key with slash", R"({"a/b~c": 1})", "/a~1b~0c unknown_key"},
      {"unknown key below", R"({"initial":"a","states":{"a":{"phases":"x"}}})",
       "/states/a/phases unknown_key"},
      {"context belongs to the machine", R"({"initial":"a","states":{"a":{"context":{}}}})",
       "/states/a/context unknown_key"},
      {"context is a map", R"({"context": [1]})", "/context wrong_type"},
      {"type", R"({"type": "weird"})", "/type wrong_type"},
      {"states no object", R"({"states": ["a"]})", "/states wrong_type"},
      {"state no object", R"({"initial":"b","states":{"a":"x","b":{}}})", "/states/a wrong_type"},
      {"dotted key", R"({"initial":"b","states":{"a.c":{},"b":{}}})", "/states/a.c wrong_type"},
      {"no initial", R"({"states":{"a":{}}})", " missing_initial"},
      {"no initial below", R"({"initial":"a","states":{"a":{"states":{"x":{}}}}})",
       "/states/a missing_initial"},
      {"initial unknown", R"({"initial":"z","states":{"a":{}}})", "/initial unknown_target"},
      {"initial is a key", R"({"initial":3,"states":{"a":{}}})", "/initial wrong_type"},
      {"initial in a list", R"({"initial":["a",7],"states":{"a":{}}})", "/initial/1 wrong_type"},
      {"initial without target", R"({"initial":{"actions":"i"},"states":{"a":{}}})",
       "/initial wrong_type"},
      {"initial outside",
       R"({"initial":"a","states":{"a":{"initial":"#(machine).b","states":{"x":{}}},"b":{}}})",
       "/states/a/initial unknown_target"},
      {"initial itself", R"({"initial":"#m","id":"m","states":{"a":{}}})",
       "/initial unknown_target"},
      {"initials that exclude each other", R"({"initial":["a","b"],"states":{"a":{},"b":{}}})",
       "/initial/1 unknown_target"},
      {"initial of parallel", R"({"type":"parallel","initial":"a","states":{"a":{}}})",
       "/initial unknown_key"},
      {"parallel without states", R"({"type":"parallel"})", " wrong_type"},
      {"final with states", R"({"type":"final","states":{"a":{}}})", "/states wrong_type"},
      {"twice the same id", R"({"initial":"a","states":{"a":{"id":"x"},"b":{"id":"x"}}})",
       "/states/b/id duplicate_id"},
      {"the machine's id", R"({"id":"m","initial":"a","states":{"a":{"id":"m"}}})",
       "/states/a/id duplicate_id"},
      {"empty id", R"({"initial":"a","states":{"a":{"id":""}}})", "/states/a/id wrong_type"},
      {"all are found",
       R"({"x":1,"initial":"a","states":{"a":{"y":2,"on":{"E":"nowhere","F":null}}}})",
       "/x unknown_key\n/states/a/y unknown_key\n/states/a/on/E unknown_target\n"
       "/states/a/on/F null_transition"},
  });
}

TEST(Compile, HistoriesWithFaultsAreRefused) {
  check({
      {"root", R"({"type":"history"})", "/type wrong_type"},
      {"depth", R"({"initial":"a","states":{"a":{},"h":{"type":"history","history":"full"}}})",
       "/states/h/history wrong_type"},
      {"no events", R"({"initial":"a","states":{"a":{},"h":{"type":"history","on":{}}}})",
       "/states/h/on unknown_key"},
      {"target elsewhere",
       R"({"initial":"a","states":{"b":{},"a":{"initial":"x","states":{"x":{},
          "h":{"type":"history","target":"#(machine).b"}}}}})",
       "/states/a/states/h/target unknown_target"},
      {"target a history",
       R"({"initial":"a","states":{"a":{},"g":{"type":"history"},
          "h":{"type":"history","target":"g"}}})",
       "/states/h/target unknown_target"},
      {"only histories", R"({"initial":"h","states":{"a":{},"h":{"type":"history"}}})",
       "/states/h missing_initial"},
      {"an initial history without a target makes others ask, too",
       R"({"initial":"h","states":{"a":{},"h":{"type":"history"},"k":{"type":"history"}}})",
       "/states/h missing_initial\n/states/k missing_initial"},
      {"target of no history", R"({"initial":"a","states":{"a":{"target":"a"}}})",
       "/states/a/target unknown_key"},
  });
}

TEST(Compile, TransitionsWithFaultsAreRefused) {
  check({
      {"null", R"({"on":{"E":null}})", "/on/E null_transition"},
      {"null among alternatives", R"({"on":{"E":[{},null]}})", "/on/E/1 null_transition"},
      {"null always", R"({"always":null})", "/always null_transition"},
      {"no alternative", R"({"on":{"E":[]}})", "/on/E wrong_type"},
      {"a number", R"({"on":{"E":3}})", "/on/E wrong_type"},
      {"on is a map", R"({"on":[]})", "/on wrong_type"},
      {"empty event", R"({"on":{"":{}}})", "/on/ wrong_type"},
      {"star inside", R"({"on":{"a.*.b":{}}})", "/on/a.*.b wrong_type"},
      {"star glued", R"({"on":{"a*":{}}})", "/on/a* wrong_type"},
      {"star after dot alone", R"({"on":{".*":{}}})", "/on/.* wrong_type"},
      {"unknown key", R"({"on":{"E":{"cond":"true"}}})", "/on/E/cond unknown_key"},
      {"reenter", R"({"on":{"E":{"reenter":"yes"}}})", "/on/E/reenter wrong_type"},
      {"guard is text", R"({"on":{"E":{"guard":true}}})", "/on/E/guard wrong_type"},
      {"guard is CEL", R"({"on":{"E":{"guard":"1 +"}}})", "/on/E/guard cel_syntax"},
      {"target text", R"({"on":{"E":{"target":7}}})", "/on/E/target wrong_type"},
      {"target empty", R"({"on":{"E":""}})", "/on/E unknown_target"},
      {"sibling of the root", R"({"initial":"a","states":{"a":{}},"on":{"E":"a"}})",
       "/on/E unknown_target"},
      {"no targets", R"({"on":{"E":{"target":[]}}})", "/on/E/target wrong_type"},
      {"unknown id", R"({"on":{"E":"#nobody"}})", "/on/E unknown_target"},
      {"below unknown id", R"({"id":"m","on":{"E":"#m.x"}})", "/on/E unknown_target"},
      {"targets that exclude each other",
       R"({"initial":"a","states":{"a":{},"b":{}},"on":{"E":{"target":[".a",".b"]}}})",
       "/on/E/target/1 unknown_target"},
      {"a target inside another",
       R"({"initial":"a","states":{"a":{"initial":"x","states":{"x":{}}}},
           "on":{"E":{"target":[".a",".a.x"]}}})",
       "/on/E/target/1 unknown_target"},
      {"a target beside the history of all regions",
       R"({"type":"parallel","states":{"a":{"initial":"x","states":{"x":{}}},"b":{},
           "h":{"type":"history"}},"on":{"E":{"target":[".a.x",".h"]}}})",
       "/on/E/target/1 unknown_target"},
      {"empty delay", R"({"after":{"":{}}})", "/after/ wrong_type"},
      {"invoke without src", R"({"invoke":{"id":"x"}})", "/invoke/src wrong_type"},
      {"invoke key", R"({"invoke":[{"src":"x","onFail":{}}]})", "/invoke/0/onFail unknown_key"},
      {"invoke target", R"({"invoke":[{"src":"x","onDone":".y"}]})",
       "/invoke/0/onDone unknown_target"},
      {"output", R"({"type":"final","output":{"a":["1 +"]}})", "/output/a/0 cel_syntax"},
  });
}

TEST(Compile, ActionsWithFaultsAreRefused) {
  check({
      {"a number", R"({"entry":3})", "/entry wrong_type"},
      {"no type", R"({"entry":[{}]})", "/entry/0/type wrong_type"},
      {"empty type", R"({"exit":""})", "/exit wrong_type"},
      {"unknown key", R"({"entry":[{"type":"x","param":1}]})", "/entry/0/param unknown_key"},
      {"when", R"({"entry":[{"type":"x","when":"("}]})", "/entry/0/when cel_syntax"},
      {"assign nothing", R"({"entry":"assign"})", "/entry/params wrong_type"},
      {"assign CEL", R"({"entry":{"type":"assign","params":{"a":"1 +"}}})",
       "/entry/params/a cel_syntax"},
      {"assign a number", R"({"entry":{"type":"assign","params":{"a":1}}})",
       "/entry/params/a wrong_type"},
      {"raise nothing", R"({"entry":{"type":"raise","params":{}}})",
       "/entry/params/event wrong_type"},
      {"raise later", R"({"entry":{"type":"raise","params":{"event":"E","delay":"1s"}}})",
       "/entry/params/delay unknown_key"},
      {"raise a star", R"({"entry":{"type":"raise","params":{"event":"*"}}})",
       "/entry/params/event wrong_type"},
      {"send delay", R"({"entry":{"type":"send","params":{"event":"E","delay":-1}}})",
       "/entry/params/delay wrong_type"},
      {"send id", R"({"entry":{"type":"send","params":{"event":"E","id":1}}})",
       "/entry/params/id wrong_type"},
      {"cancel nothing", R"({"entry":{"type":"cancel","params":{}}})",
       "/entry/params/id wrong_type"},
      {"choose nothing", R"({"entry":{"type":"choose","params":{}}})",
       "/entry/params/branches wrong_type"},
      {"choose deeper",
       R"({"entry":{"type":"choose","params":{"branches":[{"guard":"(","actions":[{}]}]}}})",
       "/entry/params/branches/0/guard cel_syntax\n"
       "/entry/params/branches/0/actions/0/type wrong_type"},
  });
}

TEST(Compile, OwnKeysOfTheDefinitionAreLeftAlone) {
  EXPECT_EQ(faults_of(R"({"title":1,"initial":"a","states":{"a":{"phase":2,
      "on":{"E":{"by":3}},"entry":{"type":"x","note":4}}}})"),
            "");
}

TEST(Compile, NoMoreThanTheLimitOfStates) {
  const auto machine_of = [](int states) {
    Map children;
    for (int i = 1; i < states; ++i) children.append("s" + std::to_string(i), Map{});
    return Value(Map{{"initial", "s1"}, {"states", std::move(children)}});
  };
  EXPECT_TRUE(compile(machine_of(kMaxStates), {}));
  const Result<Machine> refused = compile(machine_of(kMaxStates + 1), {});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().faults.size(), 1u);
  EXPECT_EQ(refused.error().faults[0].code, "too_many_states");
  EXPECT_EQ(refused.error().faults[0].pointer, "/states/s" + std::to_string(kMaxStates));
}

TEST(Compile, StatesAreFlatInDocumentOrderWithPathsAndIntervals) {
  const Bench bench(R"({"id":"m","initial":"a","states":{
      "a":{"initial":"x","states":{"x":{"id":"deep"},"y":{}}},
      "b":{"type":"final"}}})");
  const Machine& m = bench.machine();
  ASSERT_EQ(m.states.size(), 5u);
  EXPECT_EQ(m.find_path(""), 0);
  EXPECT_EQ(m.find_path("a.y"), 3);
  EXPECT_EQ(m.find_path("a.z"), kNoState);
  EXPECT_EQ(m.states[1].last_descendant, 3);
  EXPECT_EQ(m.states[2].pointer, "/states/a/states/x");
  EXPECT_EQ(m.name(2), "deep");
  EXPECT_TRUE(m.is_descendant(3, 1));
  EXPECT_FALSE(m.is_descendant(1, 1));
  EXPECT_FALSE(m.is_descendant(4, 1));
  EXPECT_EQ(m.states[4].type, StateType::final);
}

TEST(Compile, DoneEventsAreNamedAsXStateNamesThem) {
  const Bench bench(R"({"id":"m","initial":"a","states":{"a":{"initial":"x","states":{
      "x":{"id":"deep"}}}}})");
  EXPECT_EQ(done_state_event(bench.machine(), 0), "xstate.done.state.m");
  EXPECT_EQ(done_state_event(bench.machine(), 1), "xstate.done.state.m.a");
  EXPECT_EQ(done_state_event(bench.machine(), 2), "xstate.done.state.deep");
  EXPECT_EQ(done_invoke_event("items"), "xstate.done.actor.items");
  EXPECT_EQ(error_invoke_event("items"), "xstate.error.actor.items");
}

// Each row: where it stands, the target, the path it means.
TEST(Compile, TargetsAreResolvedFromTheirSource) {
  const char* const kRows[][2] = {
      {"b", "b"},
      {"b.y", "b.y"},
      {".x", "a.x"},
      {".x.deep", "a.x.deep"},
      {"#named", "b.y"},
      {"#m.b.z", "b.z"},
      {"#m", ""},
      {"#dotted.id", "b.z"},
      {"#dotted.id.q", "b.z.q"},
  };
  for (const auto& [target, path] : kRows) {
    const Bench bench(std::string(R"({"id":"m","initial":"a","states":{
        "a":{"on":{"E":")") +
                      target + R"("},"initial":"x","states":{
             "x":{"initial":"deep","states":{"deep":{}}}}},
        "b":{"initial":"y","states":{"y":{"id":"named"},
             "z":{"id":"dotted.id","initial":"q","states":{"q":{}}}}}}})");
    const Machine& m = bench.machine();
    ASSERT_EQ(m.transitions.size(), 1u) << target;
    ASSERT_EQ(m.transitions[0].targets.size(), 1u) << target;
    EXPECT_EQ(m.state(m.transitions[0].targets[0]).path, path) << target;
  }
}

}  // namespace
}  // namespace yijian::chart
