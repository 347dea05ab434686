// Records of how the chart moved: moved (one microstep), incident.
#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<OpenedTask> E>
static void fields(F& f, E& e) {
  f.text("clock", e.clock);
  f.always("department", e.department);
  f.always("role", e.role);
  f.flag("shared", e.shared);
  f.always("state", e.state);
}

template <class F, Of<Moved> E>
static void fields(F& f, E& e) {
  f.free("assigned", e.assigned);
  f.free("basis", e.basis);
  f.texts("cancelled", e.cancelled);
  f.texts("closed", e.closed);
  f.texts("entered", e.entered);
  f.text("event", e.event);
  f.texts("exited", e.exited);
  f.flag("final", e.final);
  f.lists("history", e.history);
  f.texts("invoked", e.invoked);
  f.free("reason", e.reason);
  f.texts("stopped", e.stopped);
  f.each("tasks", e.tasks);
  f.each("timers", e.timers);
}

template <class F, Of<Incident> E>
static void fields(F& f, E& e) {
  f.always("code", e.code);
  f.text("detail", e.detail);
  f.always("event", e.event);
}

void write(FieldWriter& out, const Moved& event) { fields(out, event); }
void write(FieldWriter& out, const Incident& event) { fields(out, event); }

std::optional<Event> read_move(TypeName type, FieldReader& in) {
  if (!type.word.empty()) return std::nullopt;
  if (type.family == "moved") return read_plain<Moved>(in);
  if (type.family == "incident") return read_plain<Incident>(in);
  return std::nullopt;
}

}  // namespace yijian::casework
