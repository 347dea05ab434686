// No transition may make a move that the lifecycle of DESIGN §5 does not know.
#include <algorithm>
#include <iterator>

#include "engine/definition/compile.h"
#include "engine/definition/reach.h"
#include "engine/law/lifecycle.h"

namespace yijian::definition {
namespace {

using law::Phase;

class MoveCheck {
 public:
  MoveCheck(Draft& draft, const Definition& definition)
      : draft_(draft), definition_(definition), machine_(definition.machine) {}

  void run() {
    for (size_t i = 0; i < machine_.transitions.size(); ++i) {
      const auto id = static_cast<chart::TransitionId>(i);
      if (machine_.transitions[i].has_targets && !ends_items(machine_.transitions[i]))
        judge(id, phases_before(definition_, id));
    }
    if (definition_.schedule && definition_.kind != Kind::duty) judge_offer();
    for (const chart::State& state : machine_.states) {
      for (const chart::Invoke& invoke : state.invokes)
        if (invoke.src == "items") judge_items(state, invoke);
    }
  }

 private:
  // Reports the first unlawful move, if there is one.
  void judge(chart::TransitionId id, const std::set<Phase>& before) {
    const chart::Transition& one = machine_.transition(id);
    const bool duty = definition_.kind == Kind::duty;
    for (Phase from : before)
      for (chart::StateId leaf : landing(machine_, one)) {
        const auto to = definition_.state(leaf).phase;
        if (!to || *to == from || law::may_move(from, *to, duty)) continue;
        draft_.fault("unlawful_move", "/machine" + one.pointer,
                     {machine_.state(one.source).path, event_of(one), std::string(law::name(from)),
                      std::string(law::name(*to))});
        return;
      }
  }

  // What the office begins waits as a draft for the applicant's word (R-OFFER-01).
  void judge_offer() {
    for (const chart::StateId leaf : entered(machine_, 0))
      if (definition_.state(leaf).phase != Phase::draft)
        return tell_offer(machine_.state(leaf).pointer, machine_.state(leaf).path);
    for (size_t i = 0; i < machine_.transitions.size(); ++i) {
      const auto id = static_cast<chart::TransitionId>(i);
      const chart::Transition& one = machine_.transition(id);
      if (!submits(one, phases_before(definition_, id)) || is_for_applicants(id)) continue;
      return tell_offer(one.pointer, machine_.state(one.source).path + " → " + event_of(one));
    }
  }

  bool submits(const chart::Transition& one, const std::set<Phase>& before) const {
    const std::vector<chart::StateId> reached = landing(machine_, one);
    return before.contains(Phase::draft) &&
           std::any_of(reached.begin(), reached.end(), [&](chart::StateId leaf) {
             return definition_.state(leaf).phase == Phase::submitted;
           });
  }

  bool is_for_applicants(chart::TransitionId id) const {
    const int act = definition_.transition(id).act;
    if (act < 0) return false;
    const std::vector<std::string>& by = definition_.acts[static_cast<size_t>(act)].by;
    return std::find(by.begin(), by.end(), "applicant") != by.end();
  }

  void tell_offer(const std::string& pointer, const std::string& what) {
    draft_.fault("offer_without_consent", "/machine" + pointer, {what});
  }

  static std::string event_of(const chart::Transition& one) {
    if (!one.delay.empty()) return "after " + one.delay;
    return one.event.empty() ? "always" : one.event;
  }

  bool ends_items(const chart::Transition& one) const {
    const chart::State& source = machine_.state(one.source);
    return std::any_of(
        source.invokes.begin(), source.invokes.end(), [&](const chart::Invoke& invoke) {
          return invoke.src == "items" && one.event == chart::done_invoke_event(invoke.id);
        });
  }

  // With which outcomes the items end in which phases: LANGUAGE rule 9.
  void judge_items(const chart::State& state, const chart::Invoke& invoke) {
    struct Ending {
      std::string_view outcome;
      std::set<Phase> phases;
    };
    const Ending endings[] = {
        {"refused", {Phase::submitted}},
        {"withdrawn", {Phase::submitted, Phase::correcting, Phase::accepted}},
        {"granted", {Phase::accepted}},
        {"partial", {Phase::accepted}},
        {"denied", {Phase::accepted}},
    };
    for (const Ending& ending : endings)
      for (chart::TransitionId id : state.on) {
        const chart::Transition& one = machine_.transition(id);
        if (one.event != chart::done_invoke_event(invoke.id)) continue;
        const auto truth = would_take(one, ending.outcome);
        if (truth == false) continue;
        if (one.has_targets) judge(id, common(ending.phases, phases_before(definition_, id)));
        if (truth == true) break;
      }
  }

  static std::set<Phase> common(const std::set<Phase>& a, const std::set<Phase>& b) {
    std::set<Phase> out;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
    return out;
  }

  // Nothing: it depends on more than the outcome.
  std::optional<bool> would_take(const chart::Transition& one, std::string_view outcome) const {
    if (!one.guard) return true;
    Map names{{"event", Map{{"output", Map{{"outcome", outcome}}}}}};
    for (const Map::Entry& constant : definition_.constants.map())
      names.set(constant.name(), constant.value);
    const Result<bool> truth = cel::evaluate_bool(*one.guard, cel::MapScope(std::move(names)));
    return truth ? std::optional<bool>(*truth) : std::nullopt;
  }

  Draft& draft_;
  const Definition& definition_;
  const chart::Machine& machine_;
};

}  // namespace

void check_moves(Draft& draft, const Definition& definition) { MoveCheck(draft, definition).run(); }

}  // namespace yijian::definition
