#include "engine/definition/exits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/law/lifecycle.h"

namespace yijian::definition {
namespace {

using law::Phase;

struct Exit {
  std::string_view event;
  Phase phase;
  std::string_view zh, en;
  std::string_view by;  // "": the engine's
  bool opinion;
  std::string_view document;
  bool of_duty;
};
constexpr std::array<Exit, 4> kExits = {{
    {"withdraw", Phase::withdrawn, "撤回申请", "Withdraw", "applicant", false, "", false},
    {"terminate", Phase::terminated, "终止办理", "Terminate", "supervisor", true, "termination",
     false},
    {"void", Phase::voided, "作废", "Void", "supervisor", true, "voiding", true},
    {"parent.dismissed", Phase::withdrawn, "", "", "", false, "", true},
}};

struct Ending {
  Phase phase;
  std::string_view zh, en;
};
constexpr std::array<Ending, 3> kEndings = {{{Phase::withdrawn, "已撤回", "Withdrawn"},
                                             {Phase::terminated, "已终止", "Terminated"},
                                             {Phase::voided, "已作废", "Voided"}}};

bool is_leaf(const Value& state) {
  const Value* states = state.find("states");
  return states == nullptr || !states->is_map() || states->map().empty();
}

class ExitAdder {
 public:
  ExitAdder(const Value& machine, bool duty) : machine_(machine), duty_(duty) {}

  Value add() {
    for (const Exit& exit : kExits) {
      if ((duty_ && !exit.of_duty) || spells(machine_, exit.event)) continue;
      ending_ = ending_for(exit.phase);
      added_ = false;
      machine_ = below(machine_, std::nullopt, exit, 0);
      if (added_) ensure_ending(exit.phase);
    }
    return machine_;
  }

 private:
  // Of a duty the engine implies them: closed where it ends, accepted elsewhere.
  std::optional<Phase> phase_of(const Value& state, std::optional<Phase> inherited,
                                int depth) const {
    if (const auto own = law::phase_from(state.text("phase"))) return own;
    if (!duty_) return inherited;
    return depth == 1 && state.text("type") == "final" ? Phase::closed : Phase::accepted;
  }

  void collect(const Value& state, std::optional<Phase> inherited, int depth,
               std::set<std::optional<Phase>>& out) const {
    const auto phase = phase_of(state, inherited, depth);
    if (state.text("type") == "history" || state.find("history") != nullptr) return;
    if (is_leaf(state)) {
      out.insert(phase);
      return;
    }
    for (const Map::Entry& child : state.find("states")->map())
      collect(child.value, phase, depth + 1, out);
  }

  bool may_leave(const Value& state, std::optional<Phase> inherited, int depth,
                 Phase target) const {
    std::set<std::optional<Phase>> phases;
    collect(state, inherited, depth, phases);
    return !phases.empty() &&
           std::all_of(phases.begin(), phases.end(), [&](const std::optional<Phase>& phase) {
             return phase && law::is_pending(*phase) && law::may_move(*phase, target, duty_);
           });
  }

  // The children of a state with the exit on each that may leave as a whole.
  Value below(const Value& state, std::optional<Phase> inherited, const Exit& exit, int depth) {
    if (is_leaf(state) || state.text("type") == "parallel") return state;
    const auto phase = phase_of(state, inherited, depth);
    Map children = state.find("states")->map();
    for (Map::Entry& child : children.entries()) {
      if (!child.value.is_map()) continue;
      if (may_leave(child.value, phase, depth + 1, exit.phase))
        child.value = with_exit(child.value, exit);
      else
        child.value = below(child.value, phase, exit, depth + 1);
    }
    Map out = state.map();
    out.set("states", std::move(children));
    return out;
  }

  Value with_exit(const Value& state, const Exit& exit) {
    Map transition{{"target", "#" + ending_}};
    if (!exit.by.empty()) {
      transition.set("title", Map{{"zh", exit.zh}, {"en", exit.en}});
      transition.set("by", List{exit.by});
    }
    if (exit.opinion) transition.set("opinion", "required");
    if (!exit.document.empty()) transition.set("documents", List{exit.document});
    const Value* on = state.find("on");
    if (on != nullptr && !on->is_map()) return state;  // the chart's own fault
    Map events = on != nullptr ? on->map() : Map{};
    events.set(exit.event, std::move(transition));
    Map out = state.map();
    out.set("on", std::move(events));
    added_ = true;
    return out;
  }

  // The id by which the exit's final state is reached: that of a root state of the phase, or the
  // phase's own name.
  std::string ending_for(Phase phase) const {
    const Value* states = machine_.find("states");
    if (states != nullptr && states->is_map())
      for (const Map::Entry& child : states->map())
        if (child.value.text("phase") == law::name(phase))
          return child.value.text("id", law::name(phase));
    return std::string(law::name(phase));
  }

  // A root state of the phase with an id: the one there is, or a new final one.
  void ensure_ending(Phase phase) {
    Map states = machine_.find("states")->map();
    bool found = false;
    for (Map::Entry& child : states.entries()) {
      if (found || child.value.text("phase") != law::name(phase)) continue;
      found = true;
      if (child.value.find("id") != nullptr) continue;
      Map with_id{{"id", ending_}};
      for (const Map::Entry& entry : child.value.map()) with_id.set(entry.name(), entry.value);
      child.value = std::move(with_id);
    }
    if (!found) {
      const auto* ending = std::find_if(kEndings.begin(), kEndings.end(),
                                        [&](const Ending& one) { return one.phase == phase; });
      states.append(ending_, Map{{"id", ending_},
                                 {"title", Map{{"zh", ending->zh}, {"en", ending->en}}},
                                 {"phase", law::name(phase)},
                                 {"type", "final"}});
    }
    Map out = machine_.map();
    out.set("states", std::move(states));
    machine_ = std::move(out);
  }

  Value machine_;
  bool duty_;
  std::string ending_;
  bool added_ = false;
};

}  // namespace

bool spells(const Value& state, std::string_view event) {
  const Value* on = state.find("on");
  if (on != nullptr && on->find(event) != nullptr) return true;
  const Value* states = state.find("states");
  if (states == nullptr || !states->is_map()) return false;
  return std::any_of(states->map().begin(), states->map().end(),
                     [&](const Map::Entry& child) { return spells(child.value, event); });
}

Value add_exits(const Value& machine, bool duty) {
  const Value* states = machine.find("states");
  if (states == nullptr || !states->is_map()) return machine;
  return ExitAdder(machine, duty).add();
}

}  // namespace yijian::definition
