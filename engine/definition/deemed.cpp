#include "engine/definition/deemed.h"

#include <optional>
#include <string>

#include "engine/definition/exits.h"
#include "engine/law/phase.h"

namespace yijian::definition {
namespace {

using law::Phase;

constexpr std::string_view kEvent = "renewal.deemed";

std::optional<Phase> phase_of(const Value& state, std::optional<Phase> inherited) {
  const auto own = law::phase_from(state.text("phase"));
  return own ? own : inherited;
}

const Map* children_of(const Value& state) {
  const Value* states = state.find("states");
  return states != nullptr && states->is_map() && !states->map().empty() ? &states->map() : nullptr;
}

// How the first granted state below is targeted, or "".
std::string granted_below(const Value& state, const std::string& path,
                          std::optional<Phase> inherited) {
  const auto phase = phase_of(state, inherited);
  if (phase == Phase::decided && state.text("outcome") == "granted")
    return "#" + state.text("id", path);
  if (const Map* children = children_of(state))
    for (const Map::Entry& child : *children)
      if (std::string found = granted_below(child.value, path + "." + child.name(), phase);
          !found.empty())
        return found;
  return "";
}

// Whether every state below is in the phase.
bool lies_in(const Value& state, std::optional<Phase> inherited, Phase wanted) {
  const auto phase = phase_of(state, inherited);
  const Map* children = children_of(state);
  if (children == nullptr) return phase == wanted || state.text("type") == "history";
  for (const Map::Entry& child : *children)
    if (!lies_in(child.value, phase, wanted)) return false;
  return true;
}

// The target of the first transition after a time that the state has, or null.
Value way_back(const Value& state) {
  const Value* after = state.find("after");
  if (after == nullptr || !after->is_map() || after->map().empty()) return {};
  const Value* first = &after->map().entries().front().value;
  if (first->is_list() && !first->list().empty()) first = &first->list().front();
  return first->is_map() ? first->member("target") : *first;
}

Value with_event(const Value& state, Value transition) {
  const Value* on = state.find("on");
  if (on != nullptr && !on->is_map()) return state;  // the chart's own fault
  Map events = on != nullptr ? on->map() : Map{};
  events.set(kEvent, std::move(transition));
  Map out = state.map();
  out.set("on", std::move(events));
  return out;
}

class Adder {
 public:
  explicit Adder(std::string granted) : granted_(std::move(granted)) {}

  Value below(const Value& state, std::optional<Phase> inherited) const {
    const Map* children = children_of(state);
    if (children == nullptr) return state;
    const auto phase = phase_of(state, inherited);
    Map changed = *children;
    for (Map::Entry& child : changed.entries())
      if (child.value.is_map()) child.value = hearing(child.value, phase);
    Map out = state.map();
    out.set("states", std::move(changed));
    return out;
  }

 private:
  Value hearing(const Value& state, std::optional<Phase> inherited) const {
    if (lies_in(state, inherited, Phase::accepted))
      return with_event(state, Map{{"target", granted_}, {"documents", List{"grant"}}});
    if (lies_in(state, inherited, Phase::suspended))
      if (Value back = way_back(state); !back.is_null())
        return with_event(state, Map{{"target", std::move(back)}});
    return below(state, inherited);
  }

  std::string granted_;
};

}  // namespace

Value add_deemed_grant(const Value& machine) {
  if (children_of(machine) == nullptr || spells(machine, kEvent)) return machine;
  const std::string granted = granted_below(machine, machine.text("id"), std::nullopt);
  return granted.empty() ? machine : Adder(granted).below(machine, std::nullopt);
}

}  // namespace yijian::definition
