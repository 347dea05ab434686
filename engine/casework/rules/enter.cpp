// What follows from a phase: dates, clocks, licences, linked cases, letters to the items.
#include "engine/casework/clocks.h"
#include "engine/casework/findings.h"
#include "engine/casework/items.h"
#include "engine/casework/messages.h"
#include "engine/casework/register_messages.h"
#include "engine/casework/renewals.h"
#include "engine/casework/rules/phases.h"

namespace yijian::casework {
namespace {

using law::Phase;

constexpr std::string_view kDeferredPapers = "deferred-papers";  // in law's table of stops

// The day of acceptance (受理日). R-ACCEPT-02: by silence, from the day of receipt.
// R-CORRECT-02: after a correction, from the day on which everything had arrived.
Instant acceptance(Working& working) {
  const CaseState& state = working.state;
  if (state.accepted_as) return *state.accepted_as;
  const auto submitted = state.since.find(Phase::submitted);
  if (state.since.contains(Phase::correcting) && submitted != state.since.end()) {
    working.cite("R-CORRECT-02");
    return submitted->second;
  }
  if (working.is_silence() && state.received) {
    working.cite("R-ACCEPT-02");
    return *state.received;
  }
  return working.effective();
}

// {reason, days} of a suspension: a procedure and the time announced for it, or papers deferred and
// overdue, for as long as the definition says (R-DEFER-02).
Value stop_of(const Working& working) {
  if (working.cause != Cause::deferral)
    return Map{{"days", working.data.text("days")}, {"reason", working.data.text("procedure")}};
  const definition::Deferral& deferral = *working.definition.deferral;
  const law::Limit days = deferral.suspended_for.value_or(deferral.within);
  return Map{{"days", law::format_limit(days)}, {"reason", kDeferredPapers}};
}

// The notice's list: what this act says, and what the items have reported (R-CORRECT-03).
Value corrections_of(Working& working) {
  const Value* own = working.data.find("corrections");
  List all = own != nullptr && own->is_list() ? own->list() : List{};
  const List gathered = gathered_findings(working.state);
  if (!gathered.empty()) working.cite("R-CORRECT-03");
  all.insert(all.end(), gathered.begin(), gathered.end());
  return all;
}

PhaseChanged phase_event(Working& working, const PhaseMove& move) {
  PhaseChanged event;
  event.phase = move.to;
  event.since = working.effective();
  event.outcome = move.outcome;
  if (move.to == Phase::accepted && move.from == Phase::submitted)
    event.since = acceptance(working);
  if (move.to == Phase::accepted && move.from == Phase::suspended)
    event.since = working.state.since.at(Phase::accepted);
  if (move.to == Phase::suspended) event.stop = stop_of(working);
  if (move.to == Phase::correcting) event.corrections = corrections_of(working);
  const bool negative = move.outcome == "denied" || move.to == Phase::refused ||
                        move.to == Phase::terminated || move.to == Phase::voided ||
                        move.to == Phase::revoked;
  if (!negative) return event;
  if (const Value* ground = working.data.find("ground")) event.ground = *ground;
  event.remedies = law::remedies_zh(working.definition.regime);
  return event;
}

std::vector<std::string> personal_of(const PhaseChanged& event) {
  std::vector<std::string> pointers = personal_in_corrections(event.corrections, "/corrections");
  pointers.emplace_back("/ground");
  return pointers;
}

Status on_accepted(Working& working, const PhaseMove& move, Instant since) {
  if (move.from == Phase::suspended) {
    resume_clock(working, kStatutoryClock);
    resume_clock(working, kPromisedClock);
    return {};
  }
  // Of a verification from the grant, of what is done anew from the receipt of the decision on it.
  const Instant start = working.state.promised_from.value_or(since);
  if (Status status = start_decision_clocks(working, start); !status) return status;
  const auto& deferral = working.definition.deferral;
  if (deferral && !deferred_materials(working.state).empty())
    start_clock(working, kDeferralClock,
                make_clock(working, working.effective(), deferral->within));
  advance_items(working);
  return {};
}

void on_suspended(Working& working) {
  const std::string reason = working.state.stop.text("reason");
  const law::StopReason* stop = law::find_stop_reason(reason);
  if (stop != nullptr && stop->stops_statutory) {
    working.cite("R-CLOCK-03");
    pause_clock(working, kStatutoryClock, reason);
  }
  pause_clock(working, kPromisedClock, reason);
}

// The kernel issues the result on granted or partial (LANGUAGE rule 16).
Status issue_result(Working& working) {
  const auto& result = working.definition.result;
  if (!result) return {};
  const Reading reading = working.reading();
  const CaseScope scope(reading);
  Map data;
  std::vector<std::string> personal;
  for (const auto& [name, program] : result->data) {
    const Result<Value> value = cel::evaluate(program, scope);
    if (!value)
      return Error{.code = "action_error",
                   .detail = "result." + name + ": " + value.error().detail};
    data.set(name, *value);
    if (computed_from_personal(program.roots())) personal.push_back("/data/" + pointer_token(name));
  }
  std::optional<Day> until;
  if (result->valid)
    until = law::last_day(make_clock(working, validity_start(working), *result->valid).due);
  Map held = data;
  if (until && (result->renew || result->act == "renew")) {
    held.set("case", working.state.id);
    held.set("validUntil", format_day(*until));
  }
  working.emit(LicenceActed{.act = result->act,
                            .licence = result->licence,
                            .data = std::move(data),
                            .valid_until = until ? format_day(*until) : ""},
               std::move(personal));
  if (until) await_renewal(working, *until);
  tell_licence(working, result->licence,
               result->act == "cancel" ? Value() : Value(std::move(held)));
  return {};
}

Status on_decided(Working& working, const PhaseMove& move) {
  end_clock(working, kStatutoryClock);
  end_clock(working, kPromisedClock);
  end_clock(working, kDeferralClock);
  end_clock(working, kExpiryClock);
  if (move.outcome != "granted" && move.outcome != "partial") return {};
  if (Status status = issue_result(working); !status) return status;
  const auto& commitment = working.definition.commitment;
  if (working.state.commitment != "signed" || !commitment) return {};
  working.cite("R-COMMIT-03");
  open_linked(working, std::string(kVerification), commitment->verify,
              Map{{"promised", law::format_limit(commitment->within)},
                  {"promisedFrom", format_instant(working.effective())}});
  return {};
}

// 撤销: the licences go; a false commitment bars the applicant's credit (R-COMMIT-03).
void on_revoked(Working& working) {
  const std::map<std::string, Value> issued = working.state.issued;
  for (const auto& [licence, value] : issued)
    if (value.text("act") != "revoke") {
      working.emit(
          LicenceActed{.act = "revoke", .licence = licence, .data = Value(), .valid_until = ""});
      tell_licence(working, licence, Value());
    }
  end_clock(working, kRenewalClock);
  if (working.cause != Cause::commitment) return;
  working.cite("R-COMMIT-03");
  Value basis;
  if (working.definition.commitment && !working.definition.commitment->basis.empty()) {
    const definition::Basis& named = working.definition.commitment->basis.front();
    basis = List{Map{{"article", named.article}, {"law", named.law}}};
  }
  working.emit(CreditBarred{.basis = std::move(basis)});
  tell_credit(working);
}

void on_ended(Working& working) {
  for (const std::string_view name :
       {kStatutoryClock, kPromisedClock, kDeferralClock, kExpiryClock})
    end_clock(working, name);
}

}  // namespace

CaseState suspended_state(const Working& working) {
  CaseState ahead = working.state;
  evolve(ahead,
         PhaseChanged{.phase = Phase::suspended,
                      .since = working.effective(),
                      .outcome = "",
                      .stop = stop_of(working),
                      .corrections = Value(),
                      .ground = Value(),
                      .remedies = ""},
         context_of(working.draft));
  return ahead;
}

Status enter_phase(Working& working, const PhaseMove& move) {
  PhaseChanged event = phase_event(working, move);
  const Instant since = event.since;
  std::vector<std::string> personal = personal_of(event);
  working.emit(std::move(event), std::move(personal));
  switch (move.to) {
    case Phase::accepted:
      return on_accepted(working, move, since);
    case Phase::suspended:
      on_suspended(working);
      return {};
    case Phase::decided:
      return on_decided(working, move);
    case Phase::delivered:
      tell_items(working, "delivered", Phase::decided);
      return {};
    case Phase::revoked:
      on_revoked(working);
      return {};
    case Phase::closed:
    case Phase::refused:
    case Phase::withdrawn:
    case Phase::terminated:
    case Phase::voided:
      on_ended(working);
      return {};
    case Phase::submitted:
      watch_expiry(working);
      tell_submitted(working);
      return {};
    case Phase::correcting:
      tell_correcting(working);
      return {};
    case Phase::draft:
      return {};
  }
  return {};
}

}  // namespace yijian::casework
