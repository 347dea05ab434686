#include <algorithm>

#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

// Whether both can be active at once and neither contains the other: their nearest common
// ancestor is parallel.
bool orthogonal(const Machine& machine, StateId a, StateId b) {
  if (a == b || machine.is_descendant(a, b) || machine.is_descendant(b, a)) return false;
  StateId common = machine.state(a).parent;
  while (!machine.is_descendant(b, common)) common = machine.state(common).parent;
  return machine.state(common).type == StateType::parallel;
}

StateId compile_target(Compiler& compiler, const Value& written, StateId source,
                       const std::string& pointer) {
  if (!written.is_string()) {
    compiler.fault(pointer, "wrong_type", "a target is a string");
    return kNoState;
  }
  const StateId target = resolve_target(compiler.machine, source, written.string());
  if (target == kNoState)
    compiler.fault(pointer, "unknown_target",
                   "\"" + written.string() + "\" names no state from here" +
                       (source == 0 ? "; from the machine itself targets begin with . or #" : ""));
  return target;
}

// The targets of a history are read from its parent, as if they were a child's of it.
void resolve_default(Compiler& compiler, StateId id, const Value& written) {
  const std::string pointer = compiler.state(id).pointer + "/target";
  std::vector<StateId> targets = compile_targets(compiler, written, id, pointer);
  for (StateId target : targets)
    if (!compiler.machine.is_descendant(target, compiler.state(id).parent))
      compiler.fault(pointer, "unknown_target", "a history leads to states beside it or below");
  for (StateId target : targets)
    if (compiler.state(target).type == StateType::history)
      compiler.fault(pointer, "unknown_target", "a history cannot lead to a history");
  compiler.state(id).history_default = std::move(targets);
}

}  // namespace

StateId resolve_below(const Machine& machine, StateId from, std::string_view path) {
  const std::string& base = machine.state(from).path;
  if (path.empty()) return kNoState;
  return machine.find_path(base.empty() ? std::string(path) : base + "." + std::string(path));
}

StateId resolve_id(const Machine& machine, std::string_view id) {
  // The longest id that is a prefix wins, so that ids may contain dots.
  for (size_t end = id.size(); end != std::string_view::npos && end > 0;
       end = id.rfind('.', end - 1)) {
    const std::string head(id.substr(0, end));
    const auto found = machine.by_id.find(head);
    const StateId state =
        found != machine.by_id.end() ? found->second : (head == machine.id ? 0 : kNoState);
    if (state != kNoState)
      return end == id.size() ? state : resolve_below(machine, state, id.substr(end + 1));
  }
  return kNoState;
}

StateId resolve_target(const Machine& machine, StateId source, std::string_view target) {
  if (target.empty()) return kNoState;
  if (target[0] == '#') return resolve_id(machine, target.substr(1));
  if (target[0] == '.') return resolve_below(machine, source, target.substr(1));
  const StateId parent = machine.state(source).parent;
  return parent == kNoState ? kNoState : resolve_below(machine, parent, target);
}

std::vector<StateId> compile_targets(Compiler& compiler, const Value& written, StateId source,
                                     const std::string& pointer) {
  std::vector<StateId> targets;
  if (!written.is_list()) {
    const StateId target = compile_target(compiler, written, source, pointer);
    if (target != kNoState) targets.push_back(target);
    return targets;
  }
  if (written.list().empty())
    compiler.fault(pointer, "wrong_type", "a list of targets names at least one");
  for (size_t i = 0; i < written.list().size(); ++i) {
    const std::string here = pointer + "/" + std::to_string(i);
    const StateId target = compile_target(compiler, written.list()[i], source, here);
    if (target == kNoState) continue;
    const bool together = std::all_of(targets.begin(), targets.end(), [&](StateId other) {
      return orthogonal(compiler.machine, target, other);
    });
    if (!together)
      compiler.fault(here, "unknown_target",
                     "this target cannot be active together with one before it");
    targets.push_back(target);
  }
  return targets;
}

void compile_initial(Compiler& compiler, StateId id) {
  const Value* written = compiler.node(id).find("initial");
  const StateType type = compiler.state(id).type;
  const std::string pointer = compiler.state(id).pointer;
  if (type != StateType::compound) {
    // Of a history, check_keys has said so already.
    if (written != nullptr && type != StateType::history)
      compiler.fault(pointer + "/initial", "unknown_key", "only a compound state has an initial");
    return;
  }
  if (written == nullptr) {
    compiler.fault(pointer, "missing_initial", "a state with states says which is the initial");
    return;
  }
  const Value* key = written->is_map() ? written->find("target") : written;
  if (written->is_map())
    check_keys(compiler, *written, pointer + "/initial", {"target", "actions"}, {});
  if (key == nullptr || !key->is_string()) {
    compiler.fault(pointer + "/initial", "wrong_type", "the initial is the key of a child");
    return;
  }
  const StateId child = key->string().find('.') == std::string::npos
                            ? resolve_below(compiler.machine, id, key->string())
                            : kNoState;
  if (child == kNoState)
    compiler.fault(pointer + "/initial", "unknown_target",
                   "\"" + key->string() + "\" is the key of no child");
  else
    compiler.state(id).initial.push_back(child);
  if (const Value* actions = written->find("actions"))
    compiler.state(id).initial_actions =
        compile_actions(compiler, *actions, pointer + "/initial/actions");
}

void compile_history(Compiler& compiler, StateId id) {
  State& state = compiler.state(id);
  if (state.type != StateType::history || state.parent == kNoState) return;
  const Value& node = compiler.node(id);
  if (const Value* depth = node.find("history")) {
    const bool deep = depth->is_string() && depth->string() == "deep";
    const bool shallow = (depth->is_string() && depth->string() == "shallow") ||
                         (depth->is_bool() && depth->boolean());
    if (!deep && !shallow)
      compiler.fault(state.pointer + "/history", "wrong_type", "a history is shallow or deep");
    state.deep_history = deep;
  }
  if (const Value* target = node.find("target")) {
    resolve_default(compiler, id, *target);
    return;
  }
  const State& parent = compiler.state(state.parent);
  if (parent.type == StateType::compound) state.history_default = parent.initial;
  if (parent.type == StateType::parallel)
    for (StateId region : parent.children)
      if (compiler.state(region).type != StateType::history)
        state.history_default.push_back(region);
  if (!state.history_default.empty() &&
      compiler.state(state.history_default[0]).type == StateType::history)
    compiler.fault(state.pointer, "missing_initial",
                   "the parent's initial is a history: a target is needed");
}

}  // namespace yijian::chart
