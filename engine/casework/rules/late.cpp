#include "engine/casework/rules/late.h"

#include <algorithm>

#include "engine/casework/commands.h"
#include "engine/law/lifecycle.h"

namespace yijian::casework {
namespace {

constexpr size_t kMaxWordsBytes = 3'000;  // of the reason, of the evidence

Error invalid(std::string pointer, std::string detail) {
  std::string name = pointer.substr(pointer.rfind('/') + 1);
  return {.code = "invalid_data",
          .detail = std::move(detail),
          .pointer = std::move(pointer),
          .names = {std::move(name)}};
}

bool is_said(const std::string& text) { return !text.empty() && text.size() <= kMaxWordsBytes; }

// The first instant for which something may be entered.
Instant earliest(const CaseState& state) {
  const Undoable* deemed = deemed_acceptance(state);
  return deemed != nullptr && deemed->bound.empty() ? deemed->before.firm : state.firm;
}

// The clocks that had not run out on that day and have by now: whether their limit was kept turns
// on the entry.
std::vector<std::string> crossed(const CaseState& state, Instant effective, Instant now) {
  std::vector<std::string> names;
  for (const auto& [name, clock] : state.clocks)
    if (!clock.ended && clock.clock.running && effective < clock.clock.due &&
        clock.clock.due <= now)
      names.push_back(name);
  return names;
}

// What was confirmed is this very entry, and nothing has moved since.
bool is_confirmed(const CaseState& state, std::string_view action, Instant effective,
                  const Late& late) {
  if (!state.late_confirmed) return false;
  const Value said = state.acts.member(kConfirmLate);
  const Result<Instant> when = parse_instant(said.text("effective"));
  return said.text("action") == action && when && *when == effective &&
         said.text("evidence") == late.evidence;
}

}  // namespace

Status admissible_late(const CaseState& state, const Envelope& envelope) {
  if (!envelope.effective) {
    if (!envelope.late) return {};
    return invalid("/effective", "what is entered late names its day");
  }
  if (!envelope.late || !is_said(envelope.late->reason) || !is_said(envelope.late->evidence))
    return invalid("/late", "an earlier day needs its reason and evidence");
  if (*envelope.effective > envelope.now)
    return invalid("/effective", "nothing is entered for a day to come");
  const Undoable* deemed = deemed_acceptance(state);
  if (deemed != nullptr && !deemed->bound.empty() && *envelope.effective < state.firm)
    return Error{.code = "already_acted_upon",
                 .detail = "the deemed acceptance has been told to others",
                 .names = {deemed->bound}};
  if (*envelope.effective < earliest(state))
    return invalid("/effective", "the case has moved since: " + format_instant(state.firm));
  return {};
}

Status may_enter_late(Working& working, std::string_view action) {
  const Envelope& envelope = working.envelope;
  if (!envelope.effective) return {};
  const Actor& actor = *envelope.actor;
  if (actor.role == "applicant" || action == kConfirmLate)
    return Error{.code = "role_required",
                 .detail = "an earlier day is entered by staff, a confirmation by nobody",
                 .names = {"clerk"}};
  const bool undoes = undoes_acceptance(working.state, envelope);
  if (undoes && is_kernel_command(action))
    return invalid("/effective", "the case has been accepted since");
  const std::vector<std::string> limits =
      undoes ? std::vector{std::string(kNoticeTimer)}
             : crossed(working.state, *envelope.effective, working.draft.at);
  if (limits.empty()) return {};
  if (!is_confirmed(working.state, action, *envelope.effective, *envelope.late))
    return Error{.code = "second_person_required",
                 .detail = "a limit lies between that day and now",
                 .names = limits};
  const std::string second = working.state.acts.member(kConfirmLate).text("by");
  if (second == actor.id || second == actor.on_behalf_of)
    return Error{.code = "four_eyes",
                 .detail = "the same person confirmed the day",
                 .names = {std::string(kConfirmLate)}};
  working.draft.late->confirmed_by = second;
  return {};
}

Status check_confirmation(const Working& working, const Act& act) {
  for (const Map::Entry& entry : act.data.map())
    if (entry.name() != "action" && entry.name() != "effective" && entry.name() != "evidence")
      return invalid("/data/" + std::string(entry.name()), "no such data");
  const std::string action = act.data.text("action");
  const bool of_chart =
      std::any_of(working.definition.acts.begin(), working.definition.acts.end(),
                  [&](const definition::Act& known) { return known.action == action; });
  if (action == kConfirmLate || !(of_chart || is_kernel_command(action)))
    return invalid("/data/action", "names an action of the case");
  const Result<Instant> when = parse_instant(act.data.text("effective"));
  if (!when || *when > working.draft.at || *when < earliest(working.state))
    return invalid("/data/effective", "an instant that may be entered late");
  if (!is_said(act.data.text("evidence")))
    return invalid("/data/evidence", "the evidence that was looked at");
  if (act.opinion.empty())
    return Error{.code = "opinion_required", .detail = "say what the evidence shows"};
  if (!working.envelope.actor->on_behalf_of.empty())
    return Error{.code = "forbidden", .detail = "confirmed in one's own name"};
  return {};
}

const Undoable* deemed_acceptance(const CaseState& state) {
  const Undoable* last = state.undoable.get();
  return last != nullptr && last->by.empty() && state.phase == law::Phase::accepted ? last
                                                                                    : nullptr;
}

bool undoes_acceptance(const CaseState& state, const Envelope& envelope) {
  return envelope.effective && deemed_acceptance(state) != nullptr &&
         *envelope.effective < state.firm;
}

CaseState before_acceptance(const CaseState& state) {
  CaseState before = state;
  evolve(before, CaseRestored{}, StepContext{});
  return before;
}

Status undone_rightly(const Working& working) {
  const std::optional<law::Phase>& phase = working.state.phase;
  if (phase == law::Phase::correcting || phase == law::Phase::refused) return {};
  return Error{.code = "unlawful_move",
               .detail = "only a notice of corrections or a refusal in time undoes it"};
}

void cite_late(Working& working) {
  if (!working.draft.late) return;
  const auto restored = [](const Recorded& one) {
    return std::holds_alternative<CaseRestored>(one.event);
  };
  if (std::any_of(working.draft.events.begin(), working.draft.events.end(), restored))
    return working.cite("R-LATE-03");
  working.cite(working.draft.late->confirmed_by.empty() ? "R-LATE-01" : "R-LATE-02");
}

bool may_be_confirmed(const CaseState& state) {
  if (const Undoable* deemed = deemed_acceptance(state); deemed != nullptr && deemed->bound.empty())
    return true;
  for (const auto& [name, clock] : state.clocks)
    if (clock.passed && !clock.ended && clock.clock.running) return true;
  return false;
}

}  // namespace yijian::casework
