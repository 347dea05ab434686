// The kernel's word on each move. Every check names its rule (docs/rules).
#include <algorithm>

#include "engine/casework/findings.h"
#include "engine/casework/rules/objections.h"
#include "engine/casework/rules/people.h"
#include "engine/casework/rules/phases.h"
#include "engine/law/lifecycle.h"

namespace yijian::casework {
namespace {

using law::Phase;

std::string word(std::optional<Phase> phase) {
  return phase ? std::string(law::name(*phase)) : "nothing";
}

Error missing_field(std::string name, std::string detail) {
  return {.code = "invalid_data",
          .detail = std::move(detail),
          .pointer = "/data/" + name,
          .names = {name},
          .faults = {{.pointer = "/data/" + name,
                      .code = "required",
                      .detail = "required by law for this act"}}};
}

// R-PHASE-01: lawful moves only.
Status lawful(const Working& working, const PhaseMove& move) {
  const bool ok = move.from ? law::may_move(*move.from, move.to, working.is_duty())
                            : law::may_begin(move.to, working.is_duty());
  if (ok) return {};
  return Error{.code = "unlawful_move",
               .detail = "no lawful move from " + word(move.from) + " to " + word(move.to)};
}

// R-OFFER-01: what the office began, the applicant's own word submits; at the window it is given
// to a clerk.
Status applicants_word(const Working& working) {
  const Actor* actor = working.envelope.actor ? &*working.envelope.actor : nullptr;
  const bool given = working.cause == Cause::person && actor != nullptr &&
                     (actor->role == "applicant" || actor->role == "clerk");
  const bool prepared =
      working.state.origin == "engine" && working.state.item == kRenewal && !working.is_duty();
  if (given || (working.state.origin != "schedule" && !prepared)) return {};
  return Error{.code = "unlawful_move",
               .detail = "what the office began is submitted by the applicant's word alone"};
}

// R-IDENT-01 and the form's own rules: complete and valid at submission and correction.
Status complete_form(const Working& working) {
  if (working.state.origin == "parent") return {};  // the thing's form was judged
  return check_form(working, definition::Completeness::complete, "/data/form");
}

// R-ACCEPT-03: what is required is there, shared, promised or deferred. Acceptance by silence
// (R-ACCEPT-02) takes what is there; a thing's window accepts for its items (R-THING-01).
Status complete_materials(const Working& working) {
  if (working.is_silence() || working.state.accepted_as) return {};
  std::vector<std::string> missing = missing_materials(working.reading(), /*deferred_counts=*/true);
  if (missing.empty()) return {};
  return Error{.code = "materials_missing",
               .detail = "required materials are missing",
               .names = std::move(missing)};
}

// R-CORRECT-01: one notice a case, listing everything.
Status one_notice(const Working& working) {
  if (Status status = notice_to_give(working.state); !status) return status;
  const Value* list = working.data.find("corrections");
  const bool listed = list != nullptr && list->is_list() && !list->list().empty();
  if (!listed && gathered_findings(working.state).empty())
    return missing_field("corrections", "the notice lists everything to correct");
  return {};
}

// R-REFUSE-01: refusal, denial, termination, voiding and revocation need reason and basis, also
// where a person's act leads there by a detour. Of the engine's events the deferral and the
// commitment have theirs declared, and a parent or child brings its own.
void reasoned(const Working& working, const PhaseMove& move, Objections& objections) {
  const bool by_timer = working.cause == Cause::timer || working.cause == Cause::limit;
  const bool by_person = working.cause == Cause::person || working.cause == Cause::opening;
  if (by_timer && !move.has_basis)
    objections.end_with(
        Error{.code = "unlawful_move",
              .detail = "a timer may not move to " + word(move.to) + " without a basis"});
  if (!by_person || move.joined) return;
  const Value* ground = working.data.find("ground");
  if ((ground == nullptr || !ground->is_string() || ground->string().empty()) &&
      objections.end_with(missing_field("ground", "the legal ground is required")))
    return;
  if (working.opinion.empty())
    objections.end_with(Error{.code = "opinion_required", .detail = "the opinion is the reason"});
}

// R-GRANT-01, R-DEFER-01: nothing owed and nothing missing at a grant.
void nothing_owed(const Working& working, Objections& objections) {
  if (working.is_thing()) return;               // its items were judged, each by itself
  if (working.cause == Cause::renewal) return;  // R-RENEW-01: the law grants with what is there
  std::vector<std::string> deferred = deferred_materials(working.state);
  if (!deferred.empty() && objections.end_with(Error{.code = "deferred_open",
                                                     .detail = "deferred materials have not come",
                                                     .names = std::move(deferred)}))
    return;
  std::vector<std::string> missing =
      missing_materials(working.reading(), /*deferred_counts=*/false);
  if (!missing.empty())
    objections.end_with(Error{.code = "materials_missing",
                              .detail = "required materials are missing",
                              .names = std::move(missing)});
}

// R-GRANT-02: a rule may grant; only a person denies. A thing's outcome is its items'.
void decided(const Working& working, const PhaseMove& move, Objections& objections) {
  if (move.outcome == "granted" || move.outcome == "partial")
    return nothing_owed(working, objections);
  if (move.outcome != "denied" || working.is_thing()) return;
  if (!move.direct &&
      objections.end_with(Error{.code = "unlawful_move", .detail = "only a person denies"}))
    return;
  reasoned(working, move, objections);
}

// R-CLOCK-03: a special procedure is one of the law's, for an announced time.
Status suspension(const Working& working) {
  if (working.cause == Cause::deferral) return {};  // as the definition declared (R-DEFER-02)
  const std::string procedure = working.data.text("procedure");
  const law::StopReason* reason = law::find_stop_reason(procedure);
  if (reason == nullptr || !reason->stops_statutory)
    return missing_field("procedure", "no special procedure of the law");
  const Result<law::Limit> days = law::parse_limit(working.data.text("days"));
  if (!days || days->amount == 0) return missing_field("days", "the announced time is required");
  return {};
}

// R-PEOPLE-04, R-PEOPLE-05: whoever helped to file, or decided the case before, does not judge it;
// what a rule decides of itself is nobody's judgement.
Status judged_by_another(const Working& working, const PhaseMove& move) {
  const bool judges = move.to == Phase::refused || move.to == Phase::decided ||
                      (move.to == Phase::accepted && move.from == Phase::submitted);
  if (!judges || !move.acted || !working.envelope.actor) return {};
  return may_judge(working.state, *working.envelope.actor);
}

void judge_phase(const Working& working, const PhaseMove& move, Objections& objections) {
  switch (move.to) {
    case Phase::submitted:
      if (!objections.end_with(applicants_word(working)))
        objections.end_with(complete_form(working));
      return;
    case Phase::correcting:
      objections.end_with(one_notice(working));
      return;
    case Phase::accepted:
      if (move.from == Phase::submitted) objections.end_with(complete_materials(working));
      return;
    case Phase::suspended:
      objections.end_with(suspension(working));
      return;
    case Phase::decided:
      return decided(working, move, objections);
    case Phase::refused:
    case Phase::terminated:
    case Phase::voided:
    case Phase::revoked:
      return reasoned(working, move, objections);
    case Phase::draft:
    case Phase::delivered:
    case Phase::closed:
    case Phase::withdrawn:
      return;
  }
}

}  // namespace

Status notice_to_give(const CaseState& state) {
  if (!state.correction_given) return {};
  return Error{.code = "correction_already_given",
               .detail = "the one notice of corrections has been given"};
}

Status judge(const Working& working, const PhaseMove& move) {
  Objections objections(working.objections);
  if (objections.end_with(lawful(working, move)) || working.is_duty()) return objections.first();
  if (objections.end_with(judged_by_another(working, move))) return objections.first();
  judge_phase(working, move, objections);
  return objections.first();
}

}  // namespace yijian::casework
