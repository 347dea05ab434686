#include "engine/casework/rules/retract.h"

#include "engine/casework/recalendar.h"
#include "engine/law/lifecycle.h"

namespace yijian::casework {
namespace {

Error nothing_to_undo(std::string why) {
  return {.code = "not_allowed_now", .detail = std::move(why)};
}

Status unbound(const Undoable& last) {
  if (last.bound.empty()) return {};
  return Error{.code = "already_acted_upon",
               .detail = "what was done has gone out already",
               .names = {last.bound}};
}

}  // namespace

Status may_retract(const CaseState& state, const Actor& actor, std::optional<Day> today) {
  const Undoable* last = state.undoable.get();
  if (last == nullptr) return nothing_to_undo("the case has moved since, or nothing was done");
  if (last->by.empty() || last->by != actor.id)
    return nothing_to_undo("another has acted: one takes back one's own last act");
  if (today && day_of(last->at) != *today)
    return nothing_to_undo("it was done on another day: an act is taken back the same day");
  return unbound(*last);
}

Status undo(Working& working) {
  const Undoable* last = working.state.undoable.get();
  if (last == nullptr) return nothing_to_undo("the case has moved since");
  if (Status status = unbound(*last); !status) return status;
  const std::optional<law::Phase> from = working.state.phase;
  const std::optional<law::Phase> to = last->before.phase;
  const bool deemed = last->by.empty();
  if (deemed && !(from && to && law::may_annul(*from, *to)))
    return Error{.code = "unlawful_move", .detail = "no acceptance by silence is undone here"};
  working.emit(CaseRestored{.to = last->n - 1});
  (void)recompute_dues(working);  // another calendar may have come since
  return {};
}

}  // namespace yijian::casework
