// Whether what a state offers can be had: what is known of an act before anybody has said anything
// with it. The same for the list of allowed acts, for "why not?" and for the act's own effects.
#pragma once

#include <string_view>

#include "engine/casework/reading.h"

namespace yijian::casework {

// A host for probing: it answers names and changes nothing.
class Onlooker : public chart::Host {
 public:
  explicit Onlooker(const Reading& reading)
      : reading_(reading), snapshot_(snapshot_of(reading.definition, reading.state)) {}
  const chart::Snapshot& snapshot() const override { return snapshot_; }
  std::optional<Value> find(std::string_view name) const override {
    return CaseScope(reading_).find(name);
  }
  Result<std::vector<chart::Event>> apply(const chart::Microstep&) override {
    return std::vector<chart::Event>{};
  }

 private:
  const Reading& reading_;
  chart::Snapshot snapshot_;
};

// Whether a guard of the act asks for the act's own data (`event`), or for what the act asks of
// registers (`facts`): it can only be judged with them.
bool is_judged_by_its_data(const Reading& reading, const definition::Act& act);

// Whether the act would be taken, and which of its guards said no, as if it brought no data.
// Errors: guard_error.
Result<chart::Outcome> probe_act(const Reading& reading, const definition::Act& act);

// Whether an alternative of the act carries the action.
bool carries(const chart::Machine& machine, const definition::Act& act, std::string_view type);

// One extension, before the statutory due. R-CLOCK-04.
//   now  without it, the due is judged by whether it has passed by the clock's own record.
// Errors: not_allowed_now already_extended.
Status may_extend(const CaseState& state, std::optional<Instant> now = std::nullopt);

// The commitment is offered and not given yet. R-COMMIT-01. Errors: already_signed not_allowed_now.
Status may_commit(const Reading& reading);

// What the law gives once and an act of this kind cannot give now: "corrections" (the one notice,
// R-CORRECT-01), "extension", "commitment", each with why. Empty: nothing speaks against it.
// Errors of each: those of the two above, correction_already_given.
struct OnceOnly {
  std::string_view what;
  Error error;
};
std::vector<OnceOnly> given_already(const Reading& reading, const definition::Act& act);

}  // namespace yijian::casework
