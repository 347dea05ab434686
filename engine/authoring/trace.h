// A bare statechart run in memory under a virtual clock: what `yijian trace` prints.
// Knows no case and no law; keys of the definition language are accepted and left alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/chart/chart.h"

namespace yijian::authoring {

class BareHost;

inline constexpr size_t kMaxTraceTimers = 10'000;        // waiting at once
inline constexpr size_t kMaxFiredInAnAdvance = 100'000;  // timers
inline constexpr size_t kMaxTraceLine = 1 << 20;         // bytes of one input line

// The machine of a file's JSON: the machine itself, or the member "machine" of a template or
// definition. Errors: invalid_machine with faults (pointers into `json`).
Result<chart::Machine> compile_bare(const Value& json);

// One machine running. Time begins at 0 ms and moves only by advance lines.
class Trace {
 public:
  explicit Trace(const chart::Machine& machine);
  ~Trace();

  // Enters the initial configuration. The line: {"configuration": [...], "done", "context",
  // "actions": [...], "refused": code or null}.
  Value start();

  // One input line, {"event": NAME, "data"?} or {"advance": "1500ms"}, and the line it gives. A
  // refused input changes nothing; refused is malformed_json, invalid_input, invalid_limit,
  // not_allowed_now (nothing handles the event, or {} forbids it, or the machine is done),
  // guard_false, guard_error, action_error, endless_loop, too_many_timers. An invocation answers by
  // the event xstate.done.actor.ID or xstate.error.actor.ID, the data being its `output` or
  // `error`, or having such a member; a late answer is ignored. In an advance a timer
  // whose handling fails is spent, the clock goes on, and the first such code is told.
  Value input(std::string_view line);

  // One English line about what failed in the last of these calls (the expression and its error,
  // the states of a loop), or "".
  const std::string& why() const { return why_; }

 private:
  Value answer(std::string_view refused);
  std::string send(const Value& name, const Value* data);
  std::string advance(const Value& by);

  std::unique_ptr<BareHost> bare_;
  std::string why_;
};

// Milliseconds of "1500ms", "30s", "10m", "36h", "2d" (24 hours each) or a bare number.
// Errors: invalid_limit.
Result<int64_t> virtual_ms(const Value& delay);

}  // namespace yijian::authoring
