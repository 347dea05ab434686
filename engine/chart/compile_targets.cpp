#include <algorithm>

#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

// Whether both can be active at once and neither contains the other: they lie in two regions of
// their nearest common ancestor. A history of that very ancestor stands for all its regions.
bool orthogonal(const Machine& machine, StateId a, StateId b) {
  if (a == b || machine.is_descendant(a, b) || machine.is_descendant(b, a)) return false;
  StateId common = machine.state(a).parent;
  while (!machine.is_descendant(b, common)) common = machine.state(common).parent;
  const auto stands_for_all = [&](StateId id) {
    return machine.state(id).type == StateType::history && machine.state(id).parent == common;
  };
  return machine.state(common).type == StateType::parallel && !stands_for_all(a) &&
         !stands_for_all(b);
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

// What an initial leads to lies below its state: a child's key, a path of keys, or an id.
StateId compile_initial_target(Compiler& compiler, const Value& written, StateId id,
                               const std::string& pointer) {
  if (!written.is_string()) {
    compiler.fault(pointer, "wrong_type", "the initial is the key of a child, or a path below");
    return kNoState;
  }
  const std::string& name = written.string();
  const Machine& machine = compiler.machine;
  const StateId target = name.starts_with('#') ? resolve_id(machine, name.substr(1))
                                               : resolve_below(machine, id, name);
  if (target != kNoState && machine.is_descendant(target, id)) return target;
  compiler.fault(pointer, "unknown_target", "\"" + name + "\" names no state below this one");
  return kNoState;
}

// One target, or a list of such as can be active together. `read` resolves one.
template <class Read>
std::vector<StateId> compile_list(Compiler& compiler, const Value& written,
                                  const std::string& pointer, const Read& read) {
  std::vector<StateId> targets;
  if (!written.is_list()) {
    const StateId target = read(written, pointer);
    if (target != kNoState) targets.push_back(target);
    return targets;
  }
  if (written.list().empty())
    compiler.fault(pointer, "wrong_type", "a list of targets names at least one");
  for (size_t i = 0; i < written.list().size(); ++i) {
    const std::string here = pointer + "/" + std::to_string(i);
    const StateId target = read(written.list()[i], here);
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
  return compile_list(compiler, written, pointer, [&](const Value& one, const std::string& at) {
    return compile_target(compiler, one, source, at);
  });
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
  const Value* target = written->is_map() ? written->find("target") : written;
  std::string here = pointer + "/initial";
  if (written->is_map()) {
    check_keys(compiler, *written, here, {"target", "actions"}, {});
    if (const Value* actions = written->find("actions"))
      compiler.state(id).initial_actions = compile_actions(compiler, *actions, here + "/actions");
    if (target != nullptr) here += "/target";
  }
  if (target == nullptr)
    compiler.fault(here, "wrong_type", "an initial has a target");
  else
    compiler.state(id).initial =
        compile_list(compiler, *target, here, [&](const Value& one, const std::string& at) {
          return compile_initial_target(compiler, one, id, at);
        });
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
}

// Without a target of its own a history leads where its parent's initial does.
void inherit_default(Compiler& compiler, StateId id) {
  State& state = compiler.state(id);
  if (state.type != StateType::history || state.parent == kNoState) return;
  if (compiler.node(id).find("target") != nullptr) return;
  const State& parent = compiler.state(state.parent);
  if (parent.type == StateType::parallel) state.history_default = {state.parent};
  if (parent.type != StateType::compound) return;
  state.default_is_initial = true;
  for (StateId initial : parent.initial) {
    const State& target = compiler.state(initial);
    if (target.type != StateType::history) {
      state.history_default.push_back(initial);
    } else if (compiler.node(initial).find("target") == nullptr) {
      compiler.fault(state.pointer, "missing_initial",
                     "the parent's initial is a history without a past: a target is needed");
    } else {
      state.history_default.insert(state.history_default.end(), target.history_default.begin(),
                                   target.history_default.end());
    }
  }
}

}  // namespace yijian::chart
