// Runs the chart of a case: every microstep is judged, recorded as `moved`, and has its
// consequences.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/rules/phases.h"
#include "engine/casework/working.h"
#include "engine/chart/chart.h"

namespace yijian::casework {

class Interpreter : public chart::Host {
 public:
  explicit Interpreter(Working& working);

  Status start();
  // Runs one event to quiescence. `address` as in chart::dispatch.
  Result<chart::Outcome> dispatch(std::string_view event, Value value,
                                  chart::StateId address = chart::kNoState);
  // Enters the states, in order, without a transition and without their actions: an import. Their
  // timers and limits run from `since`. Precondition: nothing is active.
  Status place(const std::vector<chart::StateId>& states, Instant since);
  // Ends the items' invocation when their join is met, and runs what follows.
  Status settle_items();

  const chart::Snapshot& snapshot() const override { return snapshot_; }
  std::optional<Value> find(std::string_view name) const override;
  Result<std::vector<chart::Event>> apply(const chart::Microstep& step) override;

 private:
  // `change` of phase that follows, or null.
  Status record_move(const chart::Microstep& step, const PhaseMove* change);
  void add_assignments(const chart::Microstep& step, Moved& moved,
                       std::vector<std::string>& personal) const;
  Status add_timers(const chart::Microstep& step, const PhaseMove* change, Moved& moved,
                    std::vector<std::string>& personal);
  Status add_tasks(const chart::Microstep& step, Moved& moved) const;
  void add_grounds(const chart::Microstep& step, Moved& moved) const;
  Status start_limits(const chart::Microstep& step);
  void end_limits(const chart::Microstep& step);
  Status run_actions(const chart::Microstep& step);
  Status run_invokes(const chart::Microstep& step);
  Status start_invoke(const chart::InvokeChange& invoke);
  Status order_documents(const chart::Microstep& step);

  // When the states being entered were, in law.
  Instant entered_at() const { return placed_since_.value_or(working_.effective()); }

  Working& working_;
  std::optional<Instant> placed_since_;
  chart::Snapshot snapshot_;
  Value event_;  // of the event being run
};

}  // namespace yijian::casework
