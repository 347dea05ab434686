// CaseScope: what the names of expressions mean (LANGUAGE rule 15).
#include <algorithm>

#include "engine/casework/findings.h"
#include "engine/casework/reading.h"

namespace yijian::casework {
namespace {

Value list_of(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

Value materials_of(const CaseState& state) {
  Map map;
  for (const auto& [id, material] : state.materials) {
    Map one{{"status", material.status}};
    if (!material.source.empty()) one.set("source", material.source);
    if (!material.digest.empty()) one.set("digest", material.digest);
    map.append(Value(id), std::move(one));
  }
  return map;
}

Value items_of(const CaseState& state) {
  Map map;
  for (const auto& [id, item] : state.items) {
    Map one{{"status", item.status}};
    if (!item.case_id.empty()) one.set("case", item.case_id);
    if (!item.phase.empty()) one.set("phase", item.phase);
    if (!item.outcome.empty()) one.set("outcome", item.outcome);
    map.append(Value(id), std::move(one));
  }
  return map;
}

Value clock_of(const CaseState& state) {
  Map due;
  for (const auto& [name, clock] : state.clocks)
    due.set(name, format_day(law::last_day(clock.clock.due)));
  for (const auto& [id, timer] : state.timers)
    due.set(timer.name, format_day(law::last_day(timer.clock.due)));
  return Map{{"due", std::move(due)}};
}

Value stop_of(const CaseState& state) {
  if (!state.stop.is_map()) return Map{};
  Map stop = state.stop.map();
  const auto since = state.since.find(law::Phase::suspended);
  if (since != state.since.end()) stop.set("since", format_day(day_of(since->second)));
  return stop;
}

// The conditions of materials and items may ask for `case` themselves; what is missing is then not
// theirs to know.
Reading nested(const Reading& reading) {
  Reading inner = reading;
  inner.is_nested = true;
  return inner;
}

// `case`: text, booleans and lists that guards ask for.
Value case_of(const Reading& reading) {
  const CaseState& state = reading.state;
  Map map{{"id", state.id}, {"number", state.id}, {"title", reading.definition.title.zh}};
  map.set("phase", state.phase ? Value(law::name(*state.phase)) : Value(""));
  map.set("outcome", state.outcome);
  map.set("origin", state.origin);
  map.set("accepted", state.accepted_as.has_value() || state.since.contains(law::Phase::accepted));
  map.set("together", state.together);
  map.set("answered", items_answered(reading));
  map.set("findings", gathered_findings(state));
  map.set("commitment", commitment_word(reading));
  map.set("consequence",
          reading.definition.deferral ? reading.definition.deferral->consequence : "");
  map.set("stop", stop_of(state));
  map.set("deferred", list_of(deferred_materials(state)));
  if (reading.definition.reads_missing && !reading.is_nested)
    map.set("missing", list_of(missing_materials(nested(reading), /*deferred_counts=*/true)));
  if (state.received) map.set("received", format_day(day_of(*state.received)));
  map.set("region", state.region);
  map.set("department", state.department);
  map.set("channel", state.channel);
  return map;
}

Value facts_of(const std::vector<Fact>* facts) {
  Map map;
  if (facts != nullptr)
    for (const Fact& fact : *facts)
      if (!fact.value.is_null()) map.set(fact.name, fact.value);
  return map;
}

}  // namespace

std::optional<Value> CaseScope::find(std::string_view name) const {
  const CaseState& state = reading_.state;
  if (name == "form") return state.form;
  if (name == "guide") return state.guide;
  if (name == "case") return case_of(reading_);
  if (name == "acts") return state.acts;
  if (name == "vars") return state.variables;
  if (name == "materials") return materials_of(state);
  if (name == "items") return items_of(state);
  if (name == "parties") return Value(state.parties);
  if (name == "applicant") return applicant_of(state);
  if (name == "clock") return clock_of(state);
  if (name == "licence") return state.licence;
  if (name == "facts") return facts_of(reading_.facts);
  if (name == "context") return reading_.definition.machine.context;
  if (name == "event" && !event_.is_null()) return event_;
  if (name == "with" || name == "each" || name == "tables") {
    const Value* constant = reading_.definition.constants.find(name);
    return constant != nullptr ? std::optional<Value>(*constant) : std::nullopt;
  }
  return std::nullopt;
}

bool CaseScope::in_state(std::string_view id) const {
  const chart::Machine& machine = reading_.definition.machine;
  if (id.starts_with('#')) id.remove_prefix(1);
  return std::any_of(reading_.state.active.begin(), reading_.state.active.end(),
                     [&](const std::string& path) {
                       const chart::StateId state = machine.find_path(path);
                       return path == id || (state != chart::kNoState && machine.name(state) == id);
                     });
}

}  // namespace yijian::casework
