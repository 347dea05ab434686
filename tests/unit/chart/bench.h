// A chart on the bench: compiled from JSON text, hosted in memory, everything it did kept.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/chart/chart.h"

namespace yijian::chart {

class Bench : public Host {
 public:
  explicit Bench(std::string_view text, const ExtraKeys& extra = {}) {
    Result<Value> json = parse_json(text, "test");
    if (!json) ADD_FAILURE() << json.error().detail << " at " << json.error().place;
    Result<Machine> compiled = compile(json ? *json : Value(), extra);
    if (!compiled)
      for (const Fault& fault : compiled.error().faults)
        ADD_FAILURE() << fault.pointer << " " << fault.code << " " << fault.detail;
    else
      machine_ = std::move(*compiled);
  }

  const Snapshot& snapshot() const override { return now_; }
  std::optional<Value> find(std::string_view name) const override {
    const auto found = facts.find(std::string(name));
    return found == facts.end() ? std::nullopt : std::optional<Value>(found->second);
  }
  Result<std::vector<Event>> apply(const Microstep& step) override {
    if (refuse) return Error{.code = "refused_by_host"};
    steps.push_back(step);
    now_ = after(machine_, now_, step);
    return std::exchange(answers, {});
  }

  // Both forget what was done before.
  Result<Outcome> start() {
    steps.clear();
    return chart::start(machine_, *this);
  }
  Result<Outcome> send(std::string name, Value value = Map{}, std::string_view address = "") {
    steps.clear();
    const StateId at = address.empty() ? kNoState : machine_.find_path(address);
    return dispatch(machine_, {std::move(name), std::move(value)}, at, *this);
  }
  // The word for how an event fared: taken, forbidden, none, or the error's code.
  std::string fares(std::string name, Value value = Map{}, std::string_view address = "") {
    const Result<Outcome> outcome = send(std::move(name), std::move(value), address);
    return outcome ? word(outcome->handling) : outcome.error().code;
  }
  static std::string word(Handling handling) {
    if (handling == Handling::taken) return "taken";
    return handling == Handling::forbidden ? "forbidden" : "none";
  }

  // Active leaves, the custom actions done, states exited and entered, timers: words with blanks.
  std::string leaves() const {
    std::string words;
    for (StateId id : now_.active)
      if (machine_.state(id).children.empty()) add(words, machine_.name(id));
    return words;
  }
  std::string actions() const {
    std::string words;
    for (const Microstep& step : steps)
      for (const Executed& action : step.actions) add(words, action.type);
    return words;
  }
  std::string exited() const { return names(&Microstep::exited); }
  std::string entered() const { return names(&Microstep::entered); }
  std::string timers_set() const {
    std::string words;
    for (const Microstep& step : steps)
      for (const TimerSet& timer : step.timers_set) add(words, timer.id);
    return words;
  }
  std::string timers_cancelled() const {
    std::string words;
    for (const Microstep& step : steps)
      for (const std::string& id : step.timers_cancelled) add(words, id);
    return words;
  }
  std::string events() const {
    std::string words;
    for (const Microstep& step : steps) add(words, step.event.name.empty() ? "-" : step.event.name);
    return words;
  }
  std::string variables() const { return to_json(now_.variables); }
  bool done() const { return !steps.empty() && steps.back().done; }
  const Machine& machine() const { return machine_; }

  std::map<std::string, Value> facts;
  std::vector<Microstep> steps;
  std::vector<Event> answers;  // what the next apply() raises
  bool refuse = false;

  static void add(std::string& words, const std::string& word) {
    if (!words.empty()) words += " ";
    words += word.empty() ? "(root)" : word;
  }

 private:
  std::string names(std::vector<StateId> Microstep::*list) const {
    std::string words;
    for (const Microstep& step : steps)
      for (StateId id : step.*list) add(words, machine_.name(id));
    return words;
  }

  Machine machine_;
  Snapshot now_;
};

}  // namespace yijian::chart
