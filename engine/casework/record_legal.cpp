// Records of where the case stands in law: phase, clock, calendar.changed,
// commitment.signed|withdrawn, credit.barred.
#include <array>

#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<PhaseChanged> E>
static void fields(F& f, E& e) {
  f.free("corrections", e.corrections);
  f.free("ground", e.ground);
  f.text("outcome", e.outcome);
  f.text("remedies", e.remedies);
  f.always("since", e.since);
  f.free("stop", e.stop);
}

template <class F, Of<ClockChanged> E>
static void fields(F& f, E& e) {
  f.always("clock", e.clock);
  f.always("name", e.name);
  f.text("reason", e.reason);
  f.text("state", e.state);
}

template <class F, Of<NamedClock> E>
static void fields(F& f, E& e) {
  f.always("clock", e.clock);
  f.always("name", e.name);
}

template <class F, Of<CalendarChanged> E>
static void fields(F& f, E& e) {
  f.each("clocks", e.clocks);
  f.each("earlyClocks", e.early_clocks);
  f.each("earlyTimers", e.early_timers);
  f.each("timers", e.timers);
}

template <class F, Of<CommitmentChanged> E>
static void fields(F& /*f*/, E& /*e*/) {}

template <class F, Of<CreditBarred> E>
static void fields(F& f, E& e) {
  f.free("basis", e.basis);
}

void write(FieldWriter& out, const PhaseChanged& event) { fields(out, event); }
void write(FieldWriter& out, const ClockChanged& event) { fields(out, event); }
void write(FieldWriter& out, const CalendarChanged& event) { fields(out, event); }
void write(FieldWriter& out, const CommitmentChanged& event) { fields(out, event); }
void write(FieldWriter& out, const CreditBarred& event) { fields(out, event); }

constexpr std::array<std::string_view, 5> kClockWords = {"started", "paused", "resumed", "ended",
                                                         "extended"};

std::string_view word_of(ClockChange change) { return kClockWords[static_cast<size_t>(change)]; }

std::optional<Event> read_legal(TypeName type, FieldReader& in) {
  if (type.family == "phase") {
    const auto phase = law::phase_from(type.word);
    if (!phase) return std::nullopt;
    return read_worded(in, &PhaseChanged::phase, *phase);
  }
  if (type.family == "clock") {
    for (size_t i = 0; i < kClockWords.size(); ++i)
      if (kClockWords[i] == type.word)
        return read_worded(in, &ClockChanged::change, static_cast<ClockChange>(i));
    return std::nullopt;
  }
  if (type.family == "calendar" && type.word == "changed") return read_plain<CalendarChanged>(in);
  if (type.family == "commitment" && (type.word == "signed" || type.word == "withdrawn"))
    return read_worded(in, &CommitmentChanged::is_signed, type.word == "signed");
  if (type.family == "credit" && type.word == "barred") return read_plain<CreditBarred>(in);
  return std::nullopt;
}

}  // namespace yijian::casework
