#include "api/access/view.h"

#include <algorithm>

#include "api/access/mask.h"
#include "engine/casework/decide.h"

namespace yijian::access {
namespace {

using casework::CaseState;

Value texts(const std::vector<std::string>& all) {
  List list;
  for (const std::string& one : all) list.emplace_back(one);
  return list;
}

// zh and en of a phase's name.
Value phase_title(law::Phase phase) {
  return Map{{"zh", law::name_zh(phase)}, {"en", law::name(phase)}};
}

Map clock_view(const law::Clock& clock, bool ended, const Eyes& eyes) {
  Map view{{"limit", law::format_limit(clock.limit)}};
  view.set("start", format_instant(clock.start));
  view.set("used", ended ? clock.used : law::used_by(clock, eyes.now, eyes.calendar));
  view.set("due", format_instant(clock.due));
  view.set("lastDay", format_day(law::last_day(clock.due)));
  view.set("provisional", clock.provisional);
  view.set("running", clock.running && !ended);
  if (!ended) view.set("light", law::name(law::light(clock, eyes.now)));
  return view;
}

Value clocks_view(const CaseState& state, const Eyes& eyes) {
  Map clocks;
  for (const auto& [name, clock] : state.clocks)
    clocks.set(name, clock_view(clock.clock, clock.ended, eyes));
  for (const auto& [id, timer] : state.timers)
    if (!timer.state.empty() && !clocks.contains(timer.name))
      clocks.set(timer.name, clock_view(timer.clock, false, eyes));
  return clocks;
}

Value tasks_view(const CaseState& state, const definition::Definition& definition,
                 const Eyes& eyes) {
  List tasks;
  for (const casework::TaskState& task : state.tasks) {
    Map view{{"task", task.name()}, {"title", text_of(casework::title_of(definition, task.state))}};
    view.set("role", task.role);
    view.set("department", task.department);
    view.set("since", format_instant(task.since));
    const auto clock =
        state.clocks.find(task.clock.empty() ? std::string(casework::kPromisedClock) : task.clock);
    if (clock != state.clocks.end() && !clock->second.ended) {
      view.set("due", format_instant(clock->second.clock.due));
      view.set("lastDay", format_day(law::last_day(clock->second.clock.due)));
      view.set("light", law::name(law::light(clock->second.clock, eyes.now)));
    }
    tasks.emplace_back(std::move(view));
  }
  return tasks;
}

Value materials_view(const CaseState& state, const definition::Definition& definition) {
  Map materials;
  for (const auto& [id, material] : state.materials) {
    Map view{{"status", material.status}};
    if (const definition::Material* known = definition.material(id))
      view.set("title", text_of(known->title));
    if (!material.source.empty()) view.set("source", material.source);
    if (!material.digest.empty()) view.set("digest", material.digest);
    view.set("since", format_instant(material.since));
    materials.set(id, std::move(view));
  }
  return materials;
}

Value items_view(const CaseState& state, const definition::Definition& definition,
                 const Eyes& eyes) {
  Map items;
  for (const definition::Item& declared : definition.items) {
    const auto item = state.items.find(declared.id);
    if (item == state.items.end()) continue;
    Map view{{"status", item->second.status},
             {"workflow", definition::written_id(declared.workflow)}};
    if (const auto handler = definition::handler_of(declared.workflow); !handler.empty())
      view.set("handler", handler);
    if (const definition::Definition* child = eyes.bundle.find(declared.workflow)) {
      view.set("title", text_of(child->title));
      view.set("department", child->department);
    }
    if (!item->second.case_id.empty()) view.set("case", item->second.case_id);
    if (!item->second.phase.empty()) view.set("phase", item->second.phase);
    if (!item->second.outcome.empty()) view.set("outcome", item->second.outcome);
    if (!declared.group.empty()) view.set("group", declared.group);
    items.set(declared.id, std::move(view));
  }
  return items;
}

// Groups of items: where each stands, and the group around it.
Value groups_view(const CaseState& state, const definition::Definition& definition) {
  Map groups;
  for (const definition::Group& declared : definition.groups) {
    const auto group = state.items.find(declared.id);
    if (group == state.items.end()) continue;
    Map view{{"status", group->second.status}};
    if (!declared.group.empty()) view.set("group", declared.group);
    groups.set(declared.id, std::move(view));
  }
  return groups;
}

Value allowed_view(const CaseState& state, const Eyes& eyes) {
  List list;
  for (const casework::Allowed& allowed :
       casework::allowed_actions(eyes.bundle, state, eyes.actor, day_of(eyes.now))) {
    Map view{{"action", allowed.action}, {"title", text_of(allowed.title)}};
    if (!allowed.task.empty()) view.set("task", allowed.task);
    view.set("opinionRequired", allowed.opinion_required);
    view.set("takesForm", allowed.takes_form);
    view.set("fields", texts(allowed.fields));
    list.emplace_back(std::move(view));
  }
  return list;
}

void add_law(Map& view, const CaseState& state) {
  if (state.phase) {
    view.set("phase", law::name(*state.phase));
    view.set("phaseTitle", phase_title(*state.phase));
  }
  if (!state.outcome.empty()) view.set("outcome", state.outcome);
  if (state.received) view.set("received", format_instant(*state.received));
  const auto accepted = state.since.find(law::Phase::accepted);
  if (accepted != state.since.end()) view.set("accepted", format_instant(accepted->second));
  Map since;
  for (const auto& [phase, at] : state.since) since.set(law::name(phase), format_instant(at));
  view.set("since", std::move(since));
  if (!state.commitment.empty()) view.set("commitment", state.commitment);
}

void add_filing(Map& view, const CaseState& state, const Rights& rights,
                const casework::Reading& reading) {
  const bool whole = rights.personal;
  view.set("form",
           whole ? state.form : mask(state.form, casework::personal_in_form(reading, state.form)));
  view.set("guide", state.guide);
  view.set("parties", whole ? Value(state.parties) : mask_parties(state.parties));
  if (!state.declined.empty()) view.set("declined", state.declined);
}

Map licences_view(const std::map<std::string, Value>& licences, const Rights& rights) {
  Map shown;
  for (const auto& [licence, kept] : licences) {
    Map one = kept.map();
    if (!rights.personal && one.contains("data")) one.set("data", kMasked);
    shown.set(licence, std::move(one));
  }
  return shown;
}

void add_results(Map& view, const CaseState& state, const Rights& rights) {
  view.set("documents", texts(state.documents));
  view.set("licences", licences_view(state.issued, rights));
  if (!state.ended_licences.empty())
    view.set("endedLicences", licences_view(state.ended_licences, rights));
  Map linked;
  for (const auto& [id, case_id] : state.linked) linked.set(id, case_id);
  view.set("linked", std::move(linked));
}

}  // namespace

Value text_of(const definition::Text& text) { return Map{{"zh", text.zh}, {"en", text.en}}; }

Value view(const CaseState& state, const Rights& rights, const Eyes& eyes) {
  ENSURE(rights.see);
  const definition::Definition* definition = eyes.bundle.find(state.workflow);
  ENSURE(definition != nullptr);
  const casework::Reading reading{eyes.bundle, *definition, state, nullptr};
  Map view{{"id", state.id},
           {"n", state.n},
           {"hash", hex(state.head)},
           {"workflow", definition::written_id(state.workflow)}};
  if (const auto handler = definition::handler_of(state.workflow); !handler.empty())
    view.set("handler", handler);
  if (!state.number.empty()) view.set("number", state.number);
  view.set("version", state.version);
  view.set("kind", state.kind);
  view.set("title", text_of(definition->title));
  view.set("department", state.department);
  if (state.opener) view.set("opener", state.opener->case_id);
  if (!state.item.empty()) view.set("item", state.item);
  view.set("opened", format_instant(state.opened));
  view.set("updated", format_instant(state.at));
  add_law(view, state);
  view.set("state", texts(state.active));
  view.set("tasks", tasks_view(state, *definition, eyes));
  view.set("clocks", clocks_view(state, eyes));
  add_filing(view, state, rights, reading);
  view.set("materials", materials_view(state, *definition));
  if (!state.phase || law::is_pending(*state.phase))
    view.set("missing", texts(casework::missing_materials(reading, true)));
  if (!state.items.empty()) {
    view.set("items", items_view(state, *definition, eyes));
    if (!definition->groups.empty()) view.set("groups", groups_view(state, *definition));
  }
  add_results(view, state, rights);
  view.set("allowed", allowed_view(state, eyes));
  return view;
}

}  // namespace yijian::access
