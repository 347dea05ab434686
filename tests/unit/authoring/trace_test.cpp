#include "engine/authoring/trace.h"

#include <gtest/gtest.h>

#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

chart::Machine machine_of(const char* text) {
  const Result<Value> json = parse_json(text);
  EXPECT_TRUE(json);
  Result<chart::Machine> machine = compile_bare(*json);
  EXPECT_TRUE(machine) << (machine ? "" : machine.error().faults[0].detail);
  return std::move(*machine);
}

constexpr const char* kDoor = R"({
  "id": "door", "context": {"tries": 0}, "initial": "shut",
  "states": {
    "shut": {"entry": {"type": "beep"}, "on": {
      "OPEN": {"guard": "event.code == 7", "target": "open", "actions": [{"type": "log"}, {"type": "assign", "params": {"tries": "context.tries + 1"}}]},
      "KICK": {"target": "broken"},
      "FAIL": {"actions": [{"type": "log"}, {"type": "assign", "params": {"tries": "1 / 0"}}], "target": "open"},
      "PAINT": {}}},
    "open": {"id": "ajar", "after": {"1000": "shut"},
             "on": {"LATER": {"actions": [{"type": "send", "params": {"event": "KICK", "delay": "500ms", "id": "k"}}]},
                    "STOP": {"actions": [{"type": "cancel", "params": {"id": "k"}}]},
                    "KICK": "broken"}},
    "broken": {"type": "final"}
  }})";

TEST(Trace, EachLineHasTheContractsKeysInOrder) {
  const chart::Machine machine = machine_of(kDoor);
  Trace trace(machine);
  EXPECT_EQ(
      to_json(trace.start()),
      R"({"configuration":["shut"],"done":false,"context":{"tries":0},"actions":["beep"],"refused":null})");
}

struct TraceRow {
  const char* line;
  const char* configuration;
  const char* refused;  // "" null
};

void expect_rows(const char* text, std::initializer_list<TraceRow> rows) {
  const chart::Machine machine = machine_of(text);
  Trace trace(machine);
  ASSERT_TRUE(trace.start().find("refused")->is_null());
  for (const TraceRow& row : rows) {
    const Value answer = trace.input(row.line);
    EXPECT_EQ(to_json(*answer.find("configuration")), row.configuration) << row.line;
    EXPECT_EQ(answer.text("refused"), row.refused) << row.line;
  }
}

TEST(Trace, RefusalsChangeNothing) {
  expect_rows(kDoor, {{R"({"event": "KNOCK"})", R"(["shut"])", "not_allowed_now"},
                      {R"({"event": "PAINT"})", R"(["shut"])", "not_allowed_now"},
                      {R"({"event": "OPEN", "data": {"code": 1}})", R"(["shut"])", "guard_false"},
                      {R"({"event": "OPEN"})", R"(["shut"])", "guard_error"},
                      {R"({"event": "FAIL"})", R"(["shut"])", "action_error"},
                      {R"({"advance": "5wd"})", R"(["shut"])", "invalid_limit"},
                      {R"({"advance": -1})", R"(["shut"])", "invalid_limit"},
                      {R"({"advance": true})", R"(["shut"])", "invalid_limit"},
                      {R"({"advance": "99999999999999999999ms"})", R"(["shut"])", "invalid_limit"},
                      {R"({"event": 7})", R"(["shut"])", "invalid_input"},
                      {R"({"event": "KICK", "extra": 1})", R"(["shut"])", "invalid_input"},
                      {R"([])", R"(["shut"])", "invalid_input"},
                      {R"({)", R"(["shut"])", "malformed_json"},
                      {R"({"event": "KICK"})", R"(["broken"])", ""},
                      {R"({"event": "KICK"})", R"(["broken"])", "not_allowed_now"}});
}

TEST(Trace, AnExplicitIdNamesTheState) {
  expect_rows(kDoor, {{R"({"event": "OPEN", "data": {"code": 7}})", R"(["ajar"])", ""}});
}

TEST(Trace, TimersFireInVirtualTime) {
  expect_rows(kDoor, {{R"({"event": "OPEN", "data": {"code": 7}})", R"(["ajar"])", ""},
                      {R"({"advance": "999ms"})", R"(["ajar"])", ""},
                      {R"({"advance": 1})", R"(["shut"])", ""},
                      {R"({"advance": "2h"})", R"(["shut"])", ""}});
}

TEST(Trace, ADelayedSendComesAndCanBeCancelled) {
  expect_rows(kDoor, {{R"({"event": "OPEN", "data": {"code": 7}})", R"(["ajar"])", ""},
                      {R"({"event": "LATER"})", R"(["ajar"])", ""},
                      {R"({"event": "STOP"})", R"(["ajar"])", ""},
                      {R"({"advance": "600ms"})", R"(["ajar"])", ""},
                      {R"({"event": "LATER"})", R"(["ajar"])", ""},
                      {R"({"advance": "400ms"})", R"(["shut"])", ""},
                      {R"({"advance": "100ms"})", R"(["broken"])", ""}});
}

TEST(Trace, ActionsAreCustomTypesInOrder) {
  const chart::Machine machine = machine_of(kDoor);
  Trace trace(machine);
  trace.start();
  const Value opened = trace.input(R"({"event": "OPEN", "data": {"code": 7}})");
  EXPECT_EQ(to_json(*opened.find("actions")), R"(["log"])");
  EXPECT_EQ(to_json(*opened.find("context")), R"({"tries":1})");
  EXPECT_EQ(to_json(*trace.input(R"({"event": "NOTHING"})").find("actions")), "[]");
}

TEST(Trace, WhatARolledBackStepDidIsNotTold) {
  const chart::Machine machine = machine_of(kDoor);
  Trace trace(machine);
  trace.start();
  const Value failed = trace.input(R"({"event": "FAIL"})");
  EXPECT_EQ(to_json(*failed.find("actions")), "[]");
  EXPECT_EQ(to_json(*failed.find("context")), R"({"tries":0})");
  EXPECT_NE(trace.why().find("cel_divide_by_zero"), std::string::npos) << trace.why();
  trace.input(R"({"event": "KICK"})");
  EXPECT_EQ(trace.why(), "");
}

TEST(Trace, AnEndlessLoopIsRefusedAtTheStart) {
  const chart::Machine machine = machine_of(
      R"({"id": "m", "initial": "a", "states": {"a": {"always": "b"}, "b": {"always": "a"}}})");
  Trace trace(machine);
  EXPECT_EQ(trace.start().text("refused"), "endless_loop");
  EXPECT_NE(trace.why().find(": a, b ("), std::string::npos) << trace.why();
}

TEST(Trace, ATimerThatSetsItselfAgainIsLimitedByTheTimeGiven) {
  expect_rows(
      R"({"id": "m", "context": {"n": 0}, "initial": "a", "states": {"a": {"after": {"10": {"target": "a", "reenter": true, "actions": [{"type": "assign", "params": {"n": "context.n + 1"}}]}}}}})",
      {{R"({"advance": "100ms"})", R"(["a"])", ""}});
}

constexpr const char* kCalls = R"({
  "id": "m", "context": {"got": null}, "initial": "ask",
  "states": {
    "ask": {"invoke": {"id": "call", "src": "registry",
        "onDone": {"actions": {"type": "assign", "params": {"got": "event.output"}}},
        "onError": {"target": "failed", "actions": {"type": "assign", "params": {"got": "event.error"}}}},
      "on": {"again": {"target": "ask", "reenter": true}, "leave": "failed"}},
    "failed": {}}})";

struct AnswerRow {
  const char* line;
  const char* configuration;
  const char* got;
};

void expect_answers(std::initializer_list<AnswerRow> rows) {
  const chart::Machine machine = machine_of(kCalls);
  Trace trace(machine);
  trace.start();
  for (const AnswerRow& row : rows) {
    const Value answer = trace.input(row.line);
    EXPECT_EQ(to_json(*answer.find("configuration")), row.configuration) << row.line;
    EXPECT_EQ(to_json(*answer.find("context")->find("got")), row.got) << row.line;
    EXPECT_TRUE(answer.find("refused")->is_null()) << row.line;
  }
}

TEST(Trace, AnInvocationIsAnsweredOnceByItsDoneEvent) {
  expect_answers(
      {{R"({"event": "xstate.done.actor.call", "data": {"output": 7}})", R"(["ask"])", "7"},
       {R"({"event": "xstate.done.actor.call", "data": {"output": 8}})", R"(["ask"])", "7"},
       {R"({"event": "again"})", R"(["ask"])", "7"},
       {R"({"event": "xstate.done.actor.call", "data": 9})", R"(["ask"])", "9"}});
}

TEST(Trace, AnInvocationMayFail) {
  expect_answers({{R"({"event": "xstate.error.actor.call", "data": {"error": "no"}})",
                   R"(["failed"])", R"("no")"}});
  expect_answers(
      {{R"({"event": "xstate.error.actor.call", "data": "no"})", R"(["failed"])", R"("no")"}});
}

TEST(Trace, AnAnswerAfterItsStateWasLeftIsIgnored) {
  expect_answers({{R"({"event": "leave"})", R"(["failed"])", "null"},
                  {R"({"event": "xstate.done.actor.call", "data": 1})", R"(["failed"])", "null"},
                  {R"({"event": "xstate.error.actor.call", "data": 1})", R"(["failed"])", "null"}});
}

TEST(Trace, AnEventThatSetsOnlyEventlessTransitionsGoingIsNotRefused) {
  expect_rows(
      R"x({"id": "m", "initial": "a", "states": {"a": {"always": {"guard": "has(event.left)", "target": "b"}}, "b": {}}})x",
      {{R"({"event": "any"})", R"(["a"])", "not_allowed_now"},
       {R"({"event": "any", "data": {"left": true}})", R"(["b"])", ""},
       {R"({"event": "any", "data": {"left": true}})", R"(["b"])", "not_allowed_now"}});
}

TEST(Trace, AMachineWithoutStatesIsItsOwnLeaf) {
  expect_rows(R"({"id": "m", "on": {"E": {"actions": "x"}}})",
              {{R"({"event": "E"})", R"(["m"])", ""}});
}

TEST(Trace, AMachineWithTheLanguagesKeysIsAccepted) {
  expect_rows(
      R"({"machine": {"id": "m", "initial": "a", "states": {"a": {"phase": "draft", "title": {"zh": "填", "en": "F"}, "task": "clerk", "on": {"go": {"by": ["clerk"], "documents": ["d"], "target": "b"}}}, "b": {"phase": "closed", "outcome": "granted", "type": "final"}}}})",
      {{R"({"event": "go"})", R"(["b"])", ""}});
}

TEST(Trace, VirtualTimesOfEveryUnit) {
  EXPECT_EQ(*virtual_ms("1500ms"), 1500);
  EXPECT_EQ(*virtual_ms("30s"), 30'000);
  EXPECT_EQ(*virtual_ms("10m"), 600'000);
  EXPECT_EQ(*virtual_ms("36h"), 129'600'000);
  EXPECT_EQ(*virtual_ms("2d"), 172'800'000);
  EXPECT_EQ(*virtual_ms("250"), 250);
  EXPECT_EQ(*virtual_ms(250), 250);
  EXPECT_FALSE(virtual_ms("2mo"));
  EXPECT_FALSE(virtual_ms(2.5));
}

}  // namespace
}  // namespace yijian::authoring
