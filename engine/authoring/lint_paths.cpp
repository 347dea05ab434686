// What exploring shows: cases that are stranded, states and transitions that never come.
#include <algorithm>

#include "engine/authoring/lint.h"
#include "engine/authoring/stimuli.h"
#include "engine/definition/reach.h"

namespace yijian::authoring {
namespace {

using chart::StateId;
using chart::StateType;
using chart::TransitionId;
using definition::Definition;
using definition::Kind;
using law::Phase;

class PathLint {
 public:
  PathLint(const Subject& subject, const Exploration& exploration, Lints& out)
      : subject_(subject),
        definition_(subject.definition),
        machine_(subject.definition.machine),
        seen_(exploration),
        out_(out) {}

  void run() {
    for (const Violation& one : seen_.violations)
      if (one.code == "endless_loop") report_loop(one);
    if (!seen_.complete) {
      out_.push_back({"explored_in_part",
                      subject_.places.at("/machine"),
                      {std::to_string(seen_.configurations.size())}});
      return;  // what has not been seen may be there
    }
    if (!seen_.violations.empty()) return;  // the rest may follow from it
    report_stranded();
    report_unanswered();
    report_shadowed();
    report_dead();
    report_unreachable();
    report_clocks();
  }

 private:
  bool entered(StateId id) const { return seen_.entered[static_cast<size_t>(id)]; }
  bool taken(TransitionId id) const { return seen_.taken[static_cast<size_t>(id)]; }
  std::string pointer(const chart::State& state) const { return "/machine" + state.pointer; }

  void report_loop(const Violation& one) {
    std::string states;
    for (const std::string& name : one.names) states += (states.empty() ? "" : " → ") + name;
    out_.push_back(
        {"endless_loop", subject_.places.at("/machine" + one.pointer), {states}, {}, one.path});
  }

  bool is_end(const Configuration& one) const {
    if (one.done || !one.phase) return true;
    const bool duty = definition_.kind == Kind::duty;
    return law::is_settled(*one.phase) && *one.phase != Phase::decided &&
           (*one.phase != Phase::delivered) && !duty;
  }

  // By configuration: whether an end can be reached from it by other ways than the exits, and,
  // unless they are `awaited`, than answers from outside.
  std::vector<bool> leading_to_an_end(bool awaited = true) const {
    const auto& all = seen_.configurations;
    std::vector<std::vector<size_t>> before(all.size());
    std::vector<size_t> todo;
    std::vector<bool> good(all.size());
    for (size_t i = 0; i < all.size(); ++i) {
      for (const Edge& edge : all[i].edges)
        if (!edge.is_exit && (awaited || !edge.is_answer)) before[edge.to].push_back(i);
      if (!is_end(all[i])) continue;
      good[i] = true;
      todo.push_back(i);
    }
    while (!todo.empty()) {
      const size_t at = todo.back();
      todo.pop_back();
      for (const size_t from : before[at])
        if (!good[from]) {
          good[from] = true;
          todo.push_back(from);
        }
    }
    return good;
  }

  // The leaf that a configuration hangs at: one that is not final, if there is one.
  StateId hanging(const Configuration& one) const {
    StateId found = 0;
    for (const StateId id : one.snapshot.active) {
      const StateType type = machine_.state(id).type;
      if (type == StateType::atomic) return id;
      if (type == StateType::final && found == 0) found = id;
    }
    return found;
  }

  void report_stranded() {
    const std::vector<bool> good = leading_to_an_end();
    std::vector<StateId> told;
    std::optional<size_t> first;
    for (size_t i = 0; i < good.size(); ++i) {
      if (good[i]) continue;
      if (!first) first = i;
      const Configuration& one = seen_.configurations[i];
      const bool moves = std::any_of(one.edges.begin(), one.edges.end(),
                                     [](const Edge& edge) { return !edge.is_exit; });
      const StateId leaf = hanging(one);
      if (moves || std::find(told.begin(), told.end(), leaf) != told.end()) continue;
      told.push_back(leaf);
      add("stranded_case", leaf, i);
    }
    if (first && told.empty())
      add("no_way_to_an_end", hanging(seen_.configurations[*first]), *first);
    stranded_ = std::move(told);
    if (first) caught_ = true;
  }

  // The first active state that asks a register or connector.
  StateId asking(const Configuration& one) const {
    for (const StateId id : one.snapshot.active) {
      const auto& invokes = machine_.state(id).invokes;
      if (std::any_of(invokes.begin(), invokes.end(), is_question)) return id;
    }
    return chart::kNoState;
  }

  // Only an answer leads on, and it may never come.
  void report_unanswered() {
    if (caught_) return;
    const std::vector<bool> good = leading_to_an_end(/*awaited=*/false);
    std::vector<StateId> told;
    for (size_t i = 0; i < good.size(); ++i) {
      if (good[i]) continue;
      const Configuration& one = seen_.configurations[i];
      const StateId state = asking(one);
      if (state == chart::kNoState || std::find(told.begin(), told.end(), state) != told.end())
        continue;
      told.push_back(state);
      add("answer_never_comes", state, i);
    }
  }

  void add(std::string code, StateId leaf, size_t configuration) {
    out_.push_back({std::move(code),
                    subject_.place(machine_.state(leaf)),
                    {machine_.state(leaf).path},
                    {},
                    seen_.path(configuration)});
  }

  static std::string event_of(const chart::Transition& one) {
    if (!one.delay.empty()) return "after " + one.delay;
    return one.event.empty() ? "always" : one.event;
  }

  // The alternative without a guard that stands before this one, or -1.
  TransitionId shadow_of(TransitionId id) const {
    const chart::Transition& one = machine_.transition(id);
    for (TransitionId before = id - one.alternative; before < id; ++before) {
      const chart::Transition& other = machine_.transition(before);
      if (other.source == one.source && other.event == one.event && !other.guard) return before;
    }
    return -1;
  }

  void report_shadowed() {
    for (TransitionId id = 0; id < static_cast<TransitionId>(machine_.transitions.size()); ++id) {
      const TransitionId shadow = shadow_of(id);
      const chart::Transition& one = machine_.transition(id);
      if (shadow < 0 || !subject_.is_written("/machine" + one.pointer)) continue;
      out_.push_back(
          {"transition_shadowed", subject_.places.at("/machine" + one.pointer), {event_of(one)}});
      out_.back().related.emplace_back(
          subject_.places.at("/machine" + machine_.transition(shadow).pointer),
          definition::Note::shadows);
    }
  }

  bool is_done_of_state(const chart::Transition& one) const {
    return one.event == chart::done_state_event(machine_, one.source);
  }

  bool holds_stranded(StateId id) const {
    return std::any_of(stranded_.begin(), stranded_.end(),
                       [&](StateId leaf) { return machine_.is_descendant(leaf, id); });
  }

  // Never taken though its state is entered. What a stranded case leaves untaken is its doing.
  void report_dead() {
    for (TransitionId id = 0; id < static_cast<TransitionId>(machine_.transitions.size()); ++id) {
      const chart::Transition& one = machine_.transition(id);
      if (taken(id) || one.forbidden || !entered(one.source) || shadow_of(id) >= 0) continue;
      if (!subject_.is_written("/machine" + one.pointer)) continue;
      if (caught_ && holds_stranded(one.source)) continue;
      const definition::Origin at = subject_.places.at("/machine" + one.pointer);
      if (is_done_of_state(one))
        out_.push_back({"join_never_completes", at, {machine_.state(one.source).path}});
      else
        out_.push_back({"dead_transition", at, {event_of(one), machine_.state(one.source).path}});
    }
  }

  // Whether a transition from a state that is entered leads there, and is told as dead itself.
  bool is_led_to(StateId id) const {
    const auto within = [&](StateId other) {
      return other == id || machine_.is_descendant(other, id);
    };
    for (const chart::Transition& one : machine_.transitions) {
      if (within(one.source) || one.targets.empty()) continue;
      for (const StateId leaf : definition::landing(machine_, one))
        if (within(leaf)) return true;
    }
    return false;
  }

  void report_unreachable() {
    for (StateId id = 1; id < static_cast<StateId>(machine_.states.size()); ++id) {
      const chart::State& state = machine_.state(id);
      if (entered(id) || state.type == StateType::history || !entered(state.parent)) continue;
      if (!subject_.is_written(pointer(state)) || is_led_to(id)) continue;
      out_.push_back({"unreachable_state", subject_.place(state), {state.path}});
    }
    report_islands();
  }

  // States that lead to each other alone: told once, at the first, when nothing else was found.
  void report_islands() {
    if (!out_.empty()) return;
    for (StateId id = 1; id < static_cast<StateId>(machine_.states.size()); ++id) {
      const chart::State& state = machine_.state(id);
      if (entered(id) || state.type == StateType::history || !entered(state.parent)) continue;
      if (!subject_.is_written(pointer(state))) continue;
      out_.push_back({"unreachable_state", subject_.place(state), {state.path}});
      return;
    }
  }

  bool reaches(Phase phase) const {
    return std::any_of(seen_.configurations.begin(), seen_.configurations.end(),
                       [&](const Configuration& one) { return one.phase == phase; });
  }

  void report_clocks() {
    if (definition_.kind == Kind::duty || caught_ || !out_.empty()) return;
    const auto lint = [&](const char* name, Phase phase) {
      const std::string at = std::string("/limits/") + name;
      if (!definition_.limits.contains(name) || !subject_.is_written(at) || reaches(phase)) return;
      out_.push_back(
          {"clock_never_starts", subject_.places.at(at), {name, std::string(law::name(phase))}});
    };
    lint("promised", Phase::accepted);
    lint("statutory", Phase::accepted);
    lint("correction", Phase::correcting);
    lint("announced", Phase::suspended);
    lint("delivery", Phase::decided);
    if (!reaches(Phase::accepted) || reaches(Phase::decided)) return;
    for (const char* name : {"promised", "statutory"}) {
      const std::string at = std::string("/limits/") + name;
      if (!definition_.limits.contains(name) || !subject_.is_written(at)) continue;
      out_.push_back({"clock_never_stops", subject_.places.at(at), {name}});
      return;
    }
  }

  const Subject& subject_;
  const Definition& definition_;
  const chart::Machine& machine_;
  const Exploration& seen_;
  Lints& out_;
  std::vector<StateId> stranded_;
  bool caught_ = false;
};

}  // namespace

void lint_paths(const Subject& subject, const Exploration& exploration, Lints& out) {
  Lints own;
  PathLint(subject, exploration, own).run();
  for (Lint& lint : own) out.push_back(std::move(lint));
}

}  // namespace yijian::authoring
