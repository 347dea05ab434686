// An import, as the law has it: phases with their dates, stops, and clocks that go on from the days
// that were used.
#include <algorithm>

#include "engine/casework/clocks.h"
#include "engine/casework/findings.h"
#include "engine/casework/importing.h"
#include "engine/casework/renewals.h"
#include "engine/law/lifecycle.h"

namespace yijian::casework {
namespace {

using law::Phase;

constexpr std::string_view kPapersStop = "deferred-papers";

std::string stop_at(size_t index) { return "/stops/" + std::to_string(index); }

bool check_phase(Importing& importing) {
  const Import& import = importing.import;
  const bool duty = importing.working.is_duty();
  const bool goes_on = import.phase == Phase::submitted || import.phase == Phase::correcting ||
                       import.phase == Phase::accepted || import.phase == Phase::suspended ||
                       import.phase == Phase::decided;
  if (goes_on && (!duty || law::may_begin(import.phase, duty))) return true;
  importing.cannot("/phase", "import_phase",
                   goes_on ? "a duty is imported while it is accepted"
                           : "only what is submitted, correcting, accepted, suspended or decided "
                             "is imported");
  return false;
}

// A date that the phase wants, or must not have.
void want(Importing& importing, const std::string& key, bool there, bool wanted, bool allowed) {
  if (wanted && !there)
    importing.cannot("/" + key, "missing_key", "the phase asks for it");
  else if (there && !allowed)
    importing.cannot("/" + key, "import_date", "the phase comes before it");
}

void check_wanted(Importing& importing) {
  const Import& import = importing.import;
  const bool noticed = import.noticed.has_value();
  const bool accepted = importing.is_accepted();
  const bool correcting = import.phase == Phase::correcting;
  const bool decided = import.phase == Phase::decided;
  want(importing, "correctionGiven", noticed, correcting, !importing.working.is_duty());
  want(importing, "corrected", import.corrected.has_value(),
       noticed && import.phase == Phase::submitted, noticed && !correcting);
  want(importing, "corrections", !import.corrections.is_null(), correcting, noticed);
  want(importing, "accepted", import.accepted.has_value(), accepted, accepted);
  want(importing, "decided", import.decided.has_value(), decided, decided);
  want(importing, "since", import.since.has_value(), false,
       accepted && import.phase != Phase::suspended);
  want(importing, "used", !import.used.empty(), false, accepted);
  want(importing, "stops", !import.stops.empty(), import.phase == Phase::suspended, accepted);
  want(importing, "extended", import.extended, false, accepted);
  want(importing, "deemed", import.deemed, false, accepted);
}

// Each date by its key, in the order that they must have.
std::vector<std::pair<std::string, Instant>> dates_of(const Import& import) {
  std::vector<std::pair<std::string, Instant>> dates{{"received", import.received}};
  const auto add = [&](const char* key, const std::optional<Instant>& date) {
    if (date) dates.emplace_back(key, *date);
  };
  add("correctionGiven", import.noticed);
  add("corrected", import.corrected);
  add("accepted", import.accepted);
  for (size_t i = 0; i < import.stops.size(); ++i) {
    dates.emplace_back(stop_at(i).substr(1) + "/from", import.stops[i].from);
    if (import.stops[i].until)
      dates.emplace_back(stop_at(i).substr(1) + "/until", *import.stops[i].until);
  }
  add("decided", import.decided);
  return dates;
}

// By days: of a day alone nobody knows the hour.
void check_order(Importing& importing) {
  const auto dates = dates_of(importing.import);
  for (size_t i = 0; i < dates.size(); ++i) {
    const auto& [key, at] = dates[i];
    if (at > importing.working.effective())
      importing.cannot("/" + key, "import_date", "it lies in the future");
    else if (day_of(at) < importing.working.today() - law::kMaxLimitDays)
      importing.cannot("/" + key, "import_date", "it lies more than a century back");
    else if (i > 0 && day_of(at) < day_of(dates[i - 1].second))
      importing.cannot("/" + key, "import_date", "it lies before " + dates[i - 1].first);
  }
  const Import& import = importing.import;
  if (!import.since) return;
  const auto& phase_date = import.phase == Phase::decided ? import.decided : import.accepted;
  if (*import.since > importing.working.effective())
    importing.cannot("/since", "import_date", "it lies in the future");
  else if (phase_date && day_of(*import.since) < day_of(*phase_date))
    importing.cannot("/since", "import_date", "it lies before the phase");
}

void check_stop(Importing& importing, size_t index) {
  const Import& import = importing.import;
  const ImportedStop& stop = import.stops[index];
  const law::StopReason* reason = law::find_stop_reason(stop.reason);
  const auto& deferral = importing.working.definition.deferral;
  const bool papers = stop.reason == kPapersStop && deferral && deferral->consequence == "suspend";
  if (reason == nullptr || (!reason->stops_statutory && !papers))
    importing.cannot(stop_at(index) + "/reason", "import_stop",
                     "no procedure of the law that stops a clock of this workflow");
  const bool present = import.phase == Phase::suspended && index + 1 == import.stops.size();
  if (present == stop.until.has_value())
    importing.cannot(stop_at(index) + "/until", "import_stop",
                     present ? "a suspended case is still stopped" : "the stop has no end");
  const Result<law::Limit> days = law::parse_limit(stop.days);
  if (present ? !days || days->amount == 0 : !stop.days.empty() && !days)
    importing.cannot(stop_at(index) + "/days", "import_stop", "the announced time is required");
}

bool stops_clock(const ImportedStop& stop, std::string_view clock) {
  const law::StopReason* reason = law::find_stop_reason(stop.reason);
  return clock == kPromisedClock || (reason != nullptr && reason->stops_statutory);
}

// The clock as it stands now: stopped and resumed as was told, and then, where days were told, with
// those, for the other system's calendar is not ours. They cannot be more than have passed.
law::Clock run_on(Importing& importing, std::string_view name, law::Clock clock) {
  const Import& import = importing.import;
  const law::WorkCalendar& calendar = importing.working.calendar;
  const Instant now = importing.working.effective();
  for (const ImportedStop& stop : import.stops) {
    if (!stops_clock(stop, name)) continue;
    clock = law::pause_clock(clock, stop.from, calendar);
    if (stop.until) clock = law::resume_clock(clock, *stop.until, calendar);
  }
  const auto told = import.used.find(std::string(name));
  if (told == import.used.end()) return clock;
  const std::string at = "/used/" + std::string(name);
  const int64_t passed = law::used_by(clock, import.decided.value_or(now), calendar);
  if (clock.limit.unit == law::LimitUnit::milliseconds)
    importing.cannot(at, "import_used", "the limit does not count days");
  else if (told->second > passed)
    importing.cannot(at, "import_used",
                     "only " + std::to_string(passed) + " days of the limit have passed");
  else if (told->second == passed)
    return clock;
  clock.used = told->second;
  if (!clock.running || import.decided) return clock;
  clock.running = false;
  clock.counted_from = day_of(now);
  return law::resume_clock(clock, now, calendar);
}

// R-CLOCK-04: the one extension has been used.
void extend(Importing& importing) {
  Working& working = importing.working;
  const auto clock = working.state.clocks.find(std::string(kStatutoryClock));
  const Result<law::Limit> by = resolve_limit(working.reading(), "extension");
  if (clock == working.state.clocks.end() || !by || by->unit != clock->second.clock.limit.unit)
    return importing.cannot("/extended", "import_extended", "the workflow knows no extension");
  extend_clock(working, kStatutoryClock, *by);
}

void record_decision_clocks(Importing& importing) {
  Working& working = importing.working;
  const Import& import = importing.import;
  const auto clocks = decision_clocks(working, *import.accepted);
  if (!clocks) return importing.cannot(clocks.error(), "/workflow");
  for (const auto& [name, used] : import.used)
    if (std::none_of(clocks->begin(), clocks->end(),
                     [&wanted = name](const auto& clock) { return clock.first == wanted; }))
      importing.cannot("/used/" + name, "import_used", "the workflow has no such clock");
  for (const auto& [name, started] : *clocks) {
    const law::Clock clock = run_on(importing, name, started);
    start_clock(working, name, clock);
    if (clock.running) continue;
    working.emit(ClockChanged{.change = ClockChange::paused,
                              .name = std::string(name),
                              .state = "",
                              .reason = import.stops.back().reason,
                              .clock = clock});
  }
  if (import.extended) extend(importing);
  if (!import.decided) return;
  const auto running = working.state.clocks;
  for (const auto& [name, clock] : running) {
    law::Clock ended = clock.clock;
    const auto told = import.used.find(name);
    ended = law::end_clock(ended, *import.decided, working.calendar);
    if (told != import.used.end()) ended.used = told->second;
    working.emit(ClockChanged{
        .change = ClockChange::ended, .name = name, .state = "", .reason = "", .clock = ended});
  }
}

// R-DEFER-02: until the earliest day that was told, and never longer than the workflow allows.
void record_deferral_clock(Importing& importing) {
  Working& working = importing.working;
  const auto& deferral = working.definition.deferral;
  if (!deferral || deferred_materials(working.state).empty() || importing.import.decided) return;
  const Instant accepted = *importing.import.accepted;
  law::Clock clock = make_clock(working, accepted, deferral->within);
  const Day last = law::last_day(clock.due);
  Day told = last;
  for (const auto& [material, due] : importing.import.deferred) {
    if (!due) continue;
    if (day_of(*due) > last || day_of(*due) < day_of(accepted))
      importing.cannot("/deferred", "import_deferral",
                       "due between acceptance and " + format_day(last));
    told = std::min(told, day_of(*due));
  }
  if (told < last && told >= day_of(accepted))
    clock = make_clock(working, accepted,
                       {.unit = law::LimitUnit::days, .amount = told - day_of(accepted)});
  start_clock(working, kDeferralClock, clock);
}

void record_phase(Importing& importing, Phase phase, Instant since, Value stop = {},
                  Value corrections = {}) {
  PhaseChanged event;
  event.phase = phase;
  event.since = since;
  event.stop = std::move(stop);
  event.corrections = std::move(corrections);
  if (phase == Phase::decided)
    for (const chart::StateId state : importing.states) {
      const std::string& outcome = importing.working.definition.state(state).outcome;
      if (!outcome.empty()) event.outcome = outcome;
    }
  std::vector<std::string> personal = personal_in_corrections(event.corrections, "/corrections");
  importing.working.emit(std::move(event), std::move(personal));
}

void record_receipt(Importing& importing) {
  const Import& import = importing.import;
  record_phase(importing, Phase::submitted, import.received);
  if (!import.noticed) return;
  record_phase(importing, Phase::correcting, *import.noticed, {}, import.corrections);
  if (import.phase == Phase::correcting) return;
  record_phase(importing, Phase::submitted,
               import.corrected.value_or(import.accepted.value_or(*import.noticed)));
}

}  // namespace

void check_course(Importing& importing) {
  if (!check_phase(importing)) return;
  check_wanted(importing);
  for (size_t i = 0; i < importing.import.stops.size(); ++i) check_stop(importing, i);
  check_order(importing);
}

void record_course(Importing& importing) {
  const Import& import = importing.import;
  if (!importing.working.is_duty()) record_receipt(importing);
  if (!importing.working.is_duty() && import.phase != Phase::decided)
    watch_expiry(importing.working);
  if (!importing.is_accepted()) return;
  record_phase(importing, Phase::accepted, *import.accepted);
  record_decision_clocks(importing);
  record_deferral_clock(importing);
  if (import.phase == Phase::decided) record_phase(importing, Phase::decided, *import.decided);
  if (import.phase != Phase::suspended) return;
  const ImportedStop& stop = import.stops.back();
  record_phase(importing, Phase::suspended, stop.from,
               Map{{"days", stop.days}, {"reason", stop.reason}});
}

Instant entered_since(const Importing& importing) {
  const Instant phase = importing.working.state.since.at(importing.import.phase);
  return importing.import.since.value_or(phase);
}

}  // namespace yijian::casework
