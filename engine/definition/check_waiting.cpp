// Waiting has an end (LANGUAGE rule 11), and what the engine must be heard about is heard
// (rule 12), in items and things; a duty is bound by neither.
#include <algorithm>

#include "engine/definition/compile.h"
#include "engine/definition/reach.h"

namespace yijian::definition {
namespace {

using chart::StateId;
using law::Phase;

class WaitingCheck {
 public:
  WaitingCheck(Draft& draft, const Definition& definition)
      : draft_(draft), definition_(definition), machine_(definition.machine) {}

  void run() {
    for (StateId leaf : leaves(machine_, 0)) {
      const Phase phase = *definition_.state(leaf).phase;
      if (phase == Phase::submitted && waits(leaf) && !has_timer(leaf, "notice"))
        fault("notice_unwatched", leaf);
      if (phase == Phase::suspended && !leads_back(leaf)) fault("suspension_unwatched", leaf);
      for (std::string_view event : must_hear(phase))
        if (!hears(leaf, event)) fault("event_unhandled", leaf, event);
    }
  }

 private:
  const chart::State& state(StateId id) const { return machine_.state(id); }

  void fault(std::string code, StateId leaf, std::string_view event = "") {
    draft_.fault(std::move(code), "/machine" + state(leaf).pointer,
                 {state(leaf).path, std::string(event)});
  }

  // Whether a case can stay here: no eventless transition takes it on whatever it is.
  bool waits(StateId leaf) const {
    for (StateId id = leaf; id != chart::kNoState; id = state(id).parent)
      for (chart::TransitionId one : state(id).always)
        if (!machine_.transition(one).guard) return false;
    return true;
  }

  template <class Predicate>
  bool some_timer(StateId leaf, Predicate fits) const {
    for (StateId id = leaf; id != chart::kNoState; id = state(id).parent)
      for (chart::TransitionId one : state(id).after)
        if (fits(machine_.transition(one))) return true;
    return false;
  }

  bool has_timer(StateId leaf, std::string_view delay) const {
    return some_timer(leaf, [&](const chart::Transition& one) { return one.delay == delay; });
  }

  bool leads_back(StateId leaf) const {
    return some_timer(leaf, [&](const chart::Transition& one) {
      const std::vector<StateId> after = landing(machine_, one);
      return std::any_of(after.begin(), after.end(), [&](StateId id) {
        return definition_.state(id).phase != Phase::suspended;
      });
    });
  }

  bool hears(StateId leaf, std::string_view event) const {
    for (StateId id = leaf; id != chart::kNoState; id = state(id).parent)
      for (chart::TransitionId one : state(id).on) {
        const std::string& name = machine_.transition(one).event;
        const bool wild = name.ends_with(".*") &&
                          event.starts_with(std::string_view(name).substr(0, name.size() - 1));
        if (name == event || wild || name == "*") return true;
      }
    return false;
  }

  std::vector<std::string_view> must_hear(Phase phase) const {
    std::vector<std::string_view> out;
    if (definition_.deferral && (phase == Phase::accepted || phase == Phase::suspended))
      out.push_back("deferral.overdue");
    if (definition_.kind == Kind::item && definition_.result &&
        definition_.result->act == "renew" &&
        (phase == Phase::accepted || phase == Phase::suspended))
      out.push_back("renewal.deemed");
    if (definition_.commitment &&
        (phase == Phase::decided || phase == Phase::delivered || phase == Phase::closed))
      out.push_back("commitment.breached");
    if (definition_.kind == Kind::item && phase == Phase::decided)
      out.push_back("parent.delivered");
    return out;
  }

  Draft& draft_;
  const Definition& definition_;
  const chart::Machine& machine_;
};

}  // namespace

void check_waiting(Draft& draft, const Definition& definition) {
  if (definition.kind != Kind::duty) WaitingCheck(draft, definition).run();
}

}  // namespace yijian::definition
