// Records of a case as a whole: case.migrated, case.imported, case.restored.
#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<TaskState> E>
static void fields(F& f, E& e) {
  f.text("clock", e.clock);
  f.always("department", e.department);
  f.always("role", e.role);
  f.flag("shared", e.shared);
  f.always("since", e.since);
  f.always("state", e.state);
}

template <class F, Of<CaseMigrated> E>
static void fields(F& f, E& e) {
  f.always("active", e.active);
  f.free("assigned", e.assigned);
  f.texts("cancelled", e.cancelled);
  f.free("clocks", e.clocks);
  f.texts("dropped", e.dropped);
  f.always("from", e.from);
  f.lists("history", e.history);
  f.always("plan", e.plan);
  f.always("reason", e.reason);
  f.free("states", e.states);
  f.each("tasks", e.tasks);
  f.each("timers", e.timers);
  f.always("version", e.version);
}

template <class F, Of<CaseImported> E>
static void fields(F& f, E& e) {
  f.free("hands", e.hands);
  f.always("number", e.number);
  f.always("reason", e.reason);
  f.free("told", e.told);
}

template <class F, Of<CaseRestored> E>
static void fields(F& f, E& e) {
  f.always("to", e.to);
}

void write(FieldWriter& out, const CaseMigrated& event) { fields(out, event); }
void write(FieldWriter& out, const CaseImported& event) { fields(out, event); }
void write(FieldWriter& out, const CaseRestored& event) { fields(out, event); }

std::optional<Event> read_migration(TypeName type, FieldReader& in) {
  if (type.family == "case" && type.word == "migrated") return read_plain<CaseMigrated>(in);
  if (type.family == "case" && type.word == "imported") return read_plain<CaseImported>(in);
  if (type.family == "case" && type.word == "restored") return read_plain<CaseRestored>(in);
  return std::nullopt;
}

}  // namespace yijian::casework
