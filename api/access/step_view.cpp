#include "api/access/mask.h"
#include "api/access/view.h"

namespace yijian::access {
namespace {

Value actor_view(const casework::Actor& actor, const Rights& rights) {
  const bool hidden = actor.personal && !rights.personal;
  Map view{{"name", hidden ? std::string(kMasked) : actor.name}, {"role", actor.role}};
  if (!hidden) view.set("id", actor.id);
  if (!actor.department.empty()) view.set("department", actor.department);
  if (!actor.window.empty()) view.set("window", actor.window);
  if (!actor.channel.empty()) view.set("channel", actor.channel);
  return view;
}

Value events_view(const casework::StepDraft& step, const Rights& rights) {
  List events;
  for (const casework::Recorded& recorded : step.events) {
    const Value event = casework::write_event(recorded.event);
    events.push_back(rights.personal ? event : mask(event, recorded.personal));
  }
  return events;
}

}  // namespace

Value step_view(const casework::SealedStep& sealed, const casework::StepDraft& step,
                const Rights& rights) {
  Map view{{"n", step.n},
           {"at", format_instant(step.at)},
           {"effective", format_instant(step.effective)}};
  if (step.actor) view.set("actor", actor_view(*step.actor, rights));
  view.set("command", step.command_type);
  if (!step.rule.empty()) view.set("rule", step.rule);
  if (!step.basis.is_null()) view.set("basis", step.basis);
  if (step.late && rights.personal) {
    Map late{{"reason", step.late->reason}, {"evidence", step.late->evidence}};
    if (!step.late->confirmed_by.empty()) late.set("confirmedBy", step.late->confirmed_by);
    view.set("late", std::move(late));
  }
  if (!step.calendar.empty()) view.set("calendar", step.calendar);
  view.set("events", events_view(step, rights));
  view.set("hash", hex(sealed.hash));
  return view;
}

}  // namespace yijian::access
