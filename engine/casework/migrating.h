// One case on its way to another version: what it will be, and every reason why it cannot. Inside
// migrate() alone; the case itself is touched when there is no reason left.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/casework/migration.h"
#include "engine/casework/working.h"

namespace yijian::casework {

struct Migrating {
  Working& working;  // by the target's definition; its state is the case as it was
  const definition::Bundle& source_bundle;
  const definition::Definition& source;
  const MigrationPart& part;

  CaseMigrated event{};
  std::vector<Fault> faults{};
  std::map<std::string, std::string> placed{};   // active states: old path -> new path
  std::map<chart::StateId, std::string> from{};  // active states as they will be -> old path, or ""

  const definition::Definition& target() const { return working.definition; }
  const chart::Machine& machine() const { return working.definition.machine; }
  // What the old version says of the state that the new one comes from, or null.
  const chart::State* source_state(chart::StateId now) const;
  TimerWish wish(const std::string& timer) const;
  bool wishes(const std::string& timer) const { return part.timers.contains(timer); }
  // `where` is a member of the part, `what` the state, timer, field ... that it is about.
  void cannot(std::string_view where, std::string_view what, std::string code, std::string detail);
};

// The active states, and what was remembered of earlier ones: to their places.
void place_states(Migrating& migrating);
// Timers keep their due where the target has them; none is lost or forgotten silently.
void place_timers(Migrating& migrating);
// Clocks run on as they are. R-CLOCK-01.
void place_clocks(Migrating& migrating);
void place_tasks(Migrating& migrating, const CaseState& filled_in);
// What runs beside the case goes on, and nothing new would have to begin: invocations, items.
void check_company(Migrating& migrating);
// Phase, outcome and end stay what they are.
void check_standing(Migrating& migrating);
// What people did, brought and answered means the same to the target.
void check_past(Migrating& migrating, const Working& filled_in);

}  // namespace yijian::casework
