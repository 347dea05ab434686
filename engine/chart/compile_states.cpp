#include "engine/base/json.h"
#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

// Returns nothing for a word that is no type.
std::optional<StateType> type_named(std::string_view word) {
  if (word == "atomic") return StateType::atomic;
  if (word == "compound") return StateType::compound;
  if (word == "parallel") return StateType::parallel;
  if (word == "final") return StateType::final;
  if (word == "history") return StateType::history;
  return std::nullopt;
}

bool has_children(const Value& node) {
  const Value* states = node.find("states");
  return states != nullptr && states->is_map() && !states->map().empty();
}

StateType type_of(Compiler& compiler, const Value& node, const std::string& pointer) {
  const Value* written = node.find("type");
  if (written == nullptr) {
    if (has_children(node)) return StateType::compound;
    return node.find("history") != nullptr ? StateType::history : StateType::atomic;
  }
  const auto type = written->is_string() ? type_named(written->string()) : std::nullopt;
  if (type) return *type;
  compiler.fault(pointer + "/type", "wrong_type",
                 "a type is atomic, compound, parallel, final or history");
  return has_children(node) ? StateType::compound : StateType::atomic;
}

void check_state_keys(Compiler& compiler, const Value& node, StateType type,
                      const std::string& pointer) {
  if (pointer.empty())
    check_keys(compiler, node, pointer,
               {"id", "initial", "states", "context", "on", "entry", "exit", "type", "always",
                "after", "invoke", "output", "version", "description", "onDone", "meta", "tags"},
               compiler.extra.machine);
  else if (type == StateType::history)
    check_keys(compiler, node, pointer,
               {"id", "type", "history", "target", "description", "meta", "tags"},
               compiler.extra.state);
  else
    check_keys(compiler, node, pointer,
               {"id", "initial", "states", "on", "entry", "exit", "type", "always", "after",
                "invoke", "output", "description", "onDone", "meta", "tags"},
               compiler.extra.state);
}

void check_children(Compiler& compiler, const Value& node, StateType type,
                    const std::string& pointer) {
  const Value* states = node.find("states");
  if (states != nullptr && !states->is_map())
    compiler.fault(pointer + "/states", "wrong_type", "states are an object by key");
  else if (has_children(node) && type != StateType::compound && type != StateType::parallel)
    compiler.fault(pointer + "/states", "wrong_type", "a state of this type has no states");
  else if (!has_children(node) && type == StateType::parallel)
    compiler.fault(pointer, "wrong_type", "a parallel state needs states");
  if (type == StateType::history && pointer.empty())
    compiler.fault("/type", "wrong_type", "a machine cannot be a history");
}

void read_id(Compiler& compiler, StateId id) {
  const Value& node = compiler.node(id);
  State& state = compiler.state(id);
  const Value* written = node.find("id");
  if (written == nullptr) return;
  if (!written->is_string() || written->string().empty() || written->string()[0] == '#') {
    compiler.fault(state.pointer + "/id", "wrong_type", "an id is a word without #");
    return;
  }
  state.id = written->string();
  if (!compiler.machine.by_id.emplace(state.id, id).second)
    compiler.fault(state.pointer + "/id", "duplicate_id",
                   "another state has the id \"" + state.id + "\"");
}

// Appends the state, without its children.
StateId add_state(Compiler& compiler, const Value& node, StateId parent, std::string_view key) {
  const auto id = static_cast<StateId>(compiler.machine.states.size());
  State state;
  state.parent = parent;
  state.key = key;
  if (parent != kNoState) {
    State& above = compiler.state(parent);
    above.children.push_back(id);
    state.path = above.path.empty() ? state.key : above.path + "." + state.key;
    state.pointer = above.pointer + "/states/" + pointer_token(key);
  }
  state.type = type_of(compiler, node, state.pointer);
  state.last_descendant = id;
  check_state_keys(compiler, node, state.type, state.pointer);
  check_children(compiler, node, state.type, state.pointer);
  compiler.machine.by_path.emplace(state.path, id);
  compiler.machine.states.push_back(std::move(state));
  compiler.nodes.push_back(&node);
  read_id(compiler, id);
  return id;
}

void add_children(Compiler& compiler, StateId parent) {
  const Value* states = compiler.node(parent).find("states");
  if (states == nullptr || !states->is_map()) return;
  const std::string pointer = compiler.state(parent).pointer + "/states";
  for (const Map::Entry& entry : states->map()) {
    const std::string& key = entry.name();
    const std::string here = pointer + "/" + pointer_token(key);
    if (key.empty() || key[0] == '#' || key.find('.') != std::string::npos) {
      compiler.fault(here, "wrong_type", "a key of a state has neither dot nor leading #");
    } else if (!entry.value.is_map()) {
      compiler.fault(here, "wrong_type", "a state is an object");
    } else if (compiler.machine.states.size() >= static_cast<size_t>(kMaxStates)) {
      compiler.fault(here, "too_many_states",
                     "a machine has at most " + std::to_string(kMaxStates) + " states");
      break;
    } else {
      add_children(compiler, add_state(compiler, entry.value, parent, key));
    }
  }
  compiler.state(parent).last_descendant = static_cast<StateId>(compiler.machine.states.size()) - 1;
}

}  // namespace

void compile_states(Compiler& compiler, const Value& machine) {
  if (!machine.is_map()) {
    compiler.fault("", "wrong_type", "a machine is an object");
    return;
  }
  compiler.machine.id = machine.text("id", "(machine)");
  add_children(compiler, add_state(compiler, machine, kNoState, ""));
}

}  // namespace yijian::chart
