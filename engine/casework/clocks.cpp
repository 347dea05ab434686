#include "engine/casework/clocks.h"

#include <algorithm>

namespace yijian::casework {
namespace {

ClockState* open_clock(Working& working, std::string_view name) {
  const auto found = working.state.clocks.find(std::string(name));
  return found == working.state.clocks.end() || found->second.ended ? nullptr : &found->second;
}

void change(Working& working, std::string_view name, ClockChange what, law::Clock clock,
            std::string reason = "") {
  working.draft.calendar = working.calendar.digest();
  working.emit(ClockChanged{.change = what,
                            .name = std::string(name),
                            .state = "",
                            .reason = std::move(reason),
                            .clock = clock});
}

Error no_limit(std::string_view text, const Error& why) {
  return {.code = "action_error",
          .detail = "the limit \"" + std::string(text) + "\": " + why.detail};
}

Result<law::Limit> computed_limit(const Reading& reading, std::string_view text,
                                  const cel::Program& program) {
  const Result<Value> value = cel::evaluate(program, CaseScope(reading));
  if (!value) return no_limit(text, value.error());
  if (!value->is_string()) return no_limit(text, {.code = "", .detail = "is no text"});
  Result<law::Limit> limit = law::parse_limit(value->string());
  if (!limit) return no_limit(text, limit.error());
  return limit;
}

}  // namespace

Result<law::Limit> resolve_limit(const Reading& reading, std::string_view text) {
  const auto declared = reading.definition.limits.find(text);
  if (declared != reading.definition.limits.end()) {
    if (declared->second.fixed) return *declared->second.fixed;
    if (declared->second.computed) return computed_limit(reading, text, *declared->second.computed);
  }
  if (Result<law::Limit> written = law::parse_limit(text)) return written;
  const Result<cel::Program> program = cel::compile(text);
  if (!program) return no_limit(text, program.error());
  return computed_limit(reading, text, *program);
}

law::Clock make_clock(Working& working, Instant start, const law::Limit& limit) {
  working.draft.calendar = working.calendar.digest();
  return law::start_clock(start, limit, working.calendar);
}

void start_clock(Working& working, std::string_view name, law::Clock clock, std::string state) {
  working.emit(ClockChanged{.change = ClockChange::started,
                            .name = std::string(name),
                            .state = std::move(state),
                            .reason = "",
                            .clock = clock});
}

void pause_clock(Working& working, std::string_view name, std::string reason) {
  const ClockState* clock = open_clock(working, name);
  if (clock == nullptr || !clock->clock.running) return;
  change(working, name, ClockChange::paused,
         law::pause_clock(clock->clock, working.effective(), working.calendar), std::move(reason));
}

void resume_clock(Working& working, std::string_view name) {
  const ClockState* clock = open_clock(working, name);
  if (clock == nullptr || clock->clock.running) return;
  change(working, name, ClockChange::resumed,
         law::resume_clock(clock->clock, working.effective(), working.calendar));
}

void end_clock(Working& working, std::string_view name) {
  const ClockState* clock = open_clock(working, name);
  if (clock == nullptr) return;
  change(working, name, ClockChange::ended,
         law::end_clock(clock->clock, working.effective(), working.calendar));
}

void extend_clock(Working& working, std::string_view name, const law::Limit& by) {
  const ClockState* clock = open_clock(working, name);
  if (clock == nullptr) return;
  change(working, name, ClockChange::extended,
         law::extend_clock(clock->clock, by, working.calendar));
}

Result<std::vector<std::pair<std::string_view, law::Clock>>> decision_clocks(Working& working,
                                                                             Instant accepted) {
  std::vector<std::pair<std::string_view, law::Clock>> clocks;
  for (const std::string_view name : {kStatutoryClock, kPromisedClock}) {
    const auto declared = working.definition.limits.find(name);
    const bool told = name == kPromisedClock && !working.state.promised.empty();
    if (declared == working.definition.limits.end() && !told) continue;
    const Result<law::Limit> limit =
        told ? law::parse_limit(working.state.promised) : resolve_limit(working.reading(), name);
    if (!limit) return limit.error();
    const bool from_receipt =
        !told && declared->second.from_submitted && working.state.received.has_value();
    const Instant start = from_receipt ? *working.state.received : accepted;
    clocks.emplace_back(name, make_clock(working, start, *limit));
  }
  return clocks;
}

Status start_decision_clocks(Working& working, Instant accepted) {
  const auto clocks = decision_clocks(working, accepted);
  if (!clocks) return clocks.error();
  for (const auto& [name, clock] : *clocks) start_clock(working, name, clock);
  return {};
}

void follow_items(Working& working) {
  const auto in_phase = [&](law::Phase phase) {
    return std::any_of(working.state.items.begin(), working.state.items.end(),
                       [&](const auto& item) { return item.second.phase == law::name(phase); });
  };
  if (working.state.phase != law::Phase::accepted) return;
  const bool stopped = in_phase(law::Phase::suspended) && !in_phase(law::Phase::accepted);
  for (const std::string_view name : {kStatutoryClock, kPromisedClock}) {
    if (stopped)
      pause_clock(working, name, "items");
    else
      resume_clock(working, name);
  }
}

}  // namespace yijian::casework
