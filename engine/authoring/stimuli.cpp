#include "engine/authoring/stimuli.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/definition/reach.h"

namespace yijian::authoring {
namespace {

using chart::StateId;
using chart::StateType;
using definition::Definition;
using definition::Kind;
using law::Phase;

constexpr std::array<std::string_view, 4> kExits = {"withdraw", "terminate", "void",
                                                    "parent.dismissed"};

// Events that the engine sends to a case of this definition in this phase, invocations apart.
std::vector<std::string> arriving(const Definition& definition, Phase phase, Engine engine) {
  const bool any = engine == Engine::whatever;
  std::vector<std::string> out = {"limit.warned", "limit.passed"};
  const bool working = phase == Phase::accepted || phase == Phase::suspended;
  const bool decided =
      phase == Phase::decided || phase == Phase::delivered || phase == Phase::closed;
  if ((any || definition.deferral) && working) out.emplace_back("deferral.overdue");
  const bool renews =
      definition.kind == Kind::item && definition.result && definition.result->act == "renew";
  if ((any || renews) && working) out.emplace_back("renewal.deemed");
  if ((any || definition.commitment) && decided) {
    out.emplace_back("commitment.kept");
    out.emplace_back("commitment.breached");
  }
  if (any || definition.kind != Kind::thing) {
    if (phase == Phase::decided) out.emplace_back("parent.delivered");
    if (law::is_pending(phase)) out.emplace_back("parent.dismissed");
    if (phase == Phase::submitted || phase == Phase::correcting) {
      out.emplace_back("parent.submitted");
      out.emplace_back("parent.correcting");
    }
  }
  if (phase == Phase::submitted || phase == Phase::correcting) out.emplace_back("items.answered");
  for (int i = 0; i < law::kPhaseCount; ++i)
    out.push_back("child." + std::string(law::name(static_cast<Phase>(i))));
  return out;
}

bool fits(const std::string& descriptor, std::string_view event) {
  if (descriptor == "*" || descriptor == event) return true;
  return descriptor.ends_with(".*") &&
         event.starts_with(std::string_view(descriptor).substr(0, descriptor.size() - 1));
}

// With which outcomes the items can end in a phase (LANGUAGE rule 9).
std::vector<std::string_view> item_outcomes(Phase phase) {
  switch (phase) {
    case Phase::submitted:
      return {"refused", "withdrawn"};
    case Phase::correcting:
      return {"withdrawn"};
    case Phase::accepted:
      return {"granted", "partial", "denied", "withdrawn"};
    default:
      return {};
  }
}

class Gatherer {
 public:
  Gatherer(const Definition& definition, const chart::Snapshot& snapshot, Engine engine)
      : definition_(definition),
        machine_(definition.machine),
        snapshot_(snapshot),
        engine_(engine) {
    phase_ = phase_of(definition, snapshot.active);
  }

  std::vector<Stimulus> run(const std::vector<std::string>& sent) {
    for (const StateId id : snapshot_.active) {
      const StateType type = machine_.state(id).type;
      if (type == StateType::atomic || type == StateType::final) acts(id);
      timers(id);
      invocations(id);
    }
    engine_events();
    for (const std::string& name : sent)
      out_.push_back({{name, Map{}}, chart::kNoState, Source::timer, name, "", false});
    return std::move(out_);
  }

 private:
  void acts(StateId leaf) {
    for (StateId id = leaf; id != chart::kNoState; id = machine_.state(id).parent)
      for (const chart::TransitionId one : machine_.state(id).on) {
        const int act = definition_.transition(one).act;
        const std::string& event = machine_.transition(one).event;
        if (act < 0 || !seen_.insert({event, id}).second) continue;
        const auto& by = definition_.acts[static_cast<size_t>(act)].by;
        out_.push_back({{event, Map{}},
                        leaf,
                        Source::person,
                        event,
                        by.empty() ? "" : by.front(),
                        is_exit(event)});
      }
  }

  void timers(StateId id) {
    for (const chart::TransitionId one : machine_.state(id).after) {
      const chart::Transition& timer = machine_.transition(one);
      if (seen_.insert({timer.event, id}).second)
        out_.push_back({{timer.event, Map{}},
                        chart::kNoState,
                        Source::timer,
                        "after " + timer.delay,
                        "",
                        false});
    }
  }

  void invocations(StateId id) {
    for (const chart::Invoke& invoke : machine_.state(id).invokes) {
      const std::string done = chart::done_invoke_event(invoke.id);
      if (invoke.src == "items") {
        for (const std::string_view outcome :
             phase_ ? item_outcomes(*phase_) : std::vector<std::string_view>{})
          out_.push_back({{done, Map{{"output", Map{{"outcome", outcome}}}}},
                          chart::kNoState,
                          Source::engine,
                          invoke.id + ": " + std::string(outcome),
                          "",
                          false});
        continue;
      }
      const bool answer = is_question(invoke);
      out_.push_back({.event = {done, Map{{"output", Map{}}}}, .label = invoke.id, .role = ""});
      out_.back().is_answer = answer;
      out_.push_back({.event = {chart::error_invoke_event(invoke.id), Map{}},
                      .label = invoke.id + ": error",
                      .role = ""});
      out_.back().is_answer = answer;
    }
  }

  void engine_events() {
    if (!phase_) return;
    std::vector<std::string> descriptors;
    for (const StateId id : snapshot_.active)
      for (const chart::TransitionId one : machine_.state(id).on)
        if (definition_.transition(one).act < 0)
          descriptors.push_back(machine_.transition(one).event);
    for (const chart::TransitionId one : machine_.state(0).on)
      if (definition_.transition(one).act < 0)
        descriptors.push_back(machine_.transition(one).event);
    for (const std::string& event : arriving(definition_, *phase_, engine_))
      if (std::any_of(descriptors.begin(), descriptors.end(),
                      [&](const std::string& descriptor) { return fits(descriptor, event); }))
        out_.push_back(
            {{event, Map{}}, chart::kNoState, Source::engine, event, "", is_exit(event)});
  }

  const Definition& definition_;
  const chart::Machine& machine_;
  const chart::Snapshot& snapshot_;
  Engine engine_;
  std::optional<Phase> phase_;
  std::set<std::pair<std::string, StateId>> seen_;
  std::vector<Stimulus> out_;
};

}  // namespace

bool is_exit(std::string_view event) {
  return std::find(kExits.begin(), kExits.end(), event) != kExits.end();
}

bool is_question(const chart::Invoke& invoke) {
  return invoke.src.starts_with("registry:") || invoke.src.starts_with("connector:");
}

std::vector<Stimulus> stimuli(const Definition& definition, const chart::Snapshot& snapshot,
                              const std::vector<std::string>& sent, Engine engine) {
  return Gatherer(definition, snapshot, engine).run(sent);
}

std::optional<Phase> phase_of(const Definition& definition, const std::vector<StateId>& active) {
  for (const StateId id : active) {
    const StateType type = definition.machine.state(id).type;
    if (type != StateType::atomic && type != StateType::final) continue;
    if (const auto phase = definition.state(id).phase) return phase;
  }
  return std::nullopt;
}

}  // namespace yijian::authoring
