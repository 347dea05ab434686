// The in-memory host of a bare machine: its snapshot, its timers, the actions it executed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/authoring/trace.h"
#include "engine/chart/chart.h"

namespace yijian::authoring {

class BareHost : public chart::Host {
 public:
  explicit BareHost(const chart::Machine& machine) : machine_(machine) {}

  const chart::Snapshot& snapshot() const override { return snapshot_; }
  std::optional<Value> find(std::string_view name) const override;
  Result<std::vector<chart::Event>> apply(const chart::Microstep& step) override;

  // Starts the machine, or hands it one event; on an error everything is as before. The code of
  // the refusal, or "".
  std::string start();
  std::string send(const chart::Event& event);
  // Hands over the result or error of an invocation. One that does not run, or has answered
  // before, is late: nothing happens.
  std::string answer(std::string_view id, const chart::Event& event);
  // Fires what is due within the next `ms` milliseconds, in order of due and of being set.
  std::string advance(int64_t ms);

  const chart::Machine& machine() const { return machine_; }
  bool started() const { return started_; }
  bool done() const { return done_; }
  // Why something failed since the last call, the first time; "" when nothing did.
  std::string take_why() { return std::exchange(why_, {}); }
  // Types of the custom actions since the last call.
  std::vector<std::string> take_actions();

 private:
  struct Timer {
    std::string id, event;
    Value value;
    chart::StateId state = chart::kNoState;
    int64_t due_ms = 0;
    uint64_t order = 0;
  };
  Status set_timer(const chart::TimerSet& set);
  void drop_timer(std::string_view id);
  void drop_timers_of(chart::StateId state);
  template <class Work>
  std::string attempt(const Work& work, bool engine);
  std::optional<Timer> take_due(int64_t until);

  const chart::Machine& machine_;
  chart::Snapshot snapshot_;
  std::vector<Timer> timers_;
  std::vector<std::string> actions_;
  std::vector<std::string> answered_;  // invocations that have answered since they started
  std::string why_;
  bool moved_ = false;  // a microstep was applied in the attempt at hand
  bool started_ = false;
  bool done_ = false;
  int64_t now_ms_ = 0;
  uint64_t order_ = 0;
};

}  // namespace yijian::authoring
