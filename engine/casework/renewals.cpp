#include "engine/casework/renewals.h"

#include <algorithm>

#include "engine/casework/clocks.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

using law::Phase;

constexpr std::string_view kRenewalDeemed = "renewal.deemed";
// 行政许可法 第五十条: applied for thirty days before the end, unless another statute, which the
// definition names by its limit, says otherwise.
constexpr law::Limit kAppliedBefore{law::LimitUnit::days, 30};

bool renews(const Working& working) {
  return working.definition.result && working.definition.result->act == "renew";
}

law::Limit applied_before(const Working& working) {
  const auto own = working.definition.limits.find(kRenewalLimit);
  const bool fixed = own != working.definition.limits.end() && own->second.fixed;
  return fixed ? *own->second.fixed : kAppliedBefore;
}

// A clock whose due is the beginning of the day `until`.
law::Clock clock_until(Working& working, Day until) {
  const int days = std::max(0, until - day_of(working.effective()) - 1);
  return make_clock(working, working.effective(), {law::LimitUnit::days, days});
}

// What the applicant holds, as the register says; a silent one knows no more than the case.
Value held_now(const Working& working) {
  for (const Fact& fact : working.envelope.facts)
    if (fact.name == "licences" && fact.value.is_map()) return fact.value;
  return working.state.licences;
}

// Whether the register says that the licence is no longer what this case made it: another case has
// issued it anew, or ended it. A silent register says nothing.
bool is_overtaken(const Working& working, const std::string& licence) {
  for (const Fact& fact : working.envelope.facts) {
    if (fact.name != "licences" || !fact.value.is_map()) continue;
    const Value* held = fact.value.find(licence);
    return held == nullptr || held->text("case", working.state.id) != working.state.id;
  }
  return false;
}

Status say_deemed(Working& working) {
  Interpreter interpreter(working);
  const Result<chart::Outcome> outcome = interpreter.dispatch(kRenewalDeemed, Map{});
  return outcome ? Status{} : Status(outcome.error());
}

}  // namespace

std::optional<Day> held_until(const CaseState& state) {
  const Result<Day> day = parse_day(state.licence.text("validUntil"));
  return day ? std::optional<Day>(*day) : std::nullopt;
}

Instant validity_start(const Working& working) {
  const std::optional<Day> until = renews(working) ? held_until(working.state) : std::nullopt;
  return until ? std::max(working.effective(), start_of(*until)) : working.effective();
}

void await_renewal(Working& working, Day until) {
  const auto& renew = working.definition.result->renew;
  if (!renew) return;
  const Day day = law::earlier_by(until, renew->before, working.calendar);
  start_clock(working, kRenewalClock, clock_until(working, day));
}

Status prepare_renewal(Working& working) {
  working.cause = Cause::limit;
  working.action = "limit.passed";
  working.emit(LimitReached{.passed = true, .clock = std::string(kRenewalClock), .state = ""});
  end_clock(working, kRenewalClock);
  // A migration may have taken the case to a version that issues something else.
  const auto& result = working.definition.result;
  if (!result || !result->renew || is_overtaken(working, result->licence)) return {};
  const auto issued = working.state.issued.find(result->licence);
  if (issued == working.state.issued.end()) return {};
  const definition::Definition* child = working.bundle.find(result->renew->workflow);
  ENSURE(child != nullptr);  // the loader saw to it
  const Value data = issued->second.member("data");
  Map licence = data.is_map() ? data.map() : Map{};
  licence.set("case", working.state.id);
  licence.set("validUntil", issued->second.text("validUntil"));
  Map more{{"licence", std::move(licence)}, {"licences", held_now(working)}, {"received", Value()}};
  if (child->form) more.set("form", definition::cut(*child->form, working.state.form));
  working.cite("R-RENEW-02");
  open_linked(working, std::string(kRenewal), child->id, more);
  return {};
}

void watch_expiry(Working& working) {
  const std::optional<Day> until = held_until(working.state);
  const bool watched = working.state.clocks.contains(std::string(kExpiryClock));
  const bool bound = law::binds("R-RENEW-01", working.definition.regime) && !working.is_thing();
  if (!bound || !renews(working) || !until || watched || !working.state.received) return;
  if (day_of(*working.state.received) >
      law::earlier_by(*until, applied_before(working), working.calendar))
    return;
  start_clock(working, kExpiryClock, clock_until(working, *until + 1));
}

Status deem_renewed(Working& working) {
  working.cause = Cause::renewal;
  working.action = kRenewalDeemed;
  working.emit(LimitReached{.passed = true, .clock = std::string(kExpiryClock), .state = ""});
  if (working.state.phase == Phase::suspended)
    if (Status status = say_deemed(working); !status) return status;
  if (working.state.phase != Phase::accepted) return {};
  working.cite("R-RENEW-01");
  return say_deemed(working);
}

}  // namespace yijian::casework
