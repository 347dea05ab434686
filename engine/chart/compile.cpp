#include <algorithm>

#include "engine/base/json.h"
#include "engine/chart/compiler.h"
#include "engine/chart/sets.h"

namespace yijian::chart {

bool check_keys(Compiler& compiler, const Value& object, const std::string& pointer,
                std::initializer_list<std::string_view> known,
                const std::vector<std::string>& extra) {
  if (!object.is_map()) {
    compiler.fault(pointer, "wrong_type", "an object is expected here");
    return false;
  }
  for (const Map::Entry& entry : object.map()) {
    const std::string& key = entry.name();
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (std::find(extra.begin(), extra.end(), key) != extra.end()) continue;
    compiler.fault(pointer + "/" + pointer_token(key), "unknown_key",
                   "\"" + key + "\" is no key of this object");
  }
  return true;
}

std::optional<cel::Program> compile_cel(Compiler& compiler, const Value& text,
                                        const std::string& pointer) {
  if (!text.is_string()) {
    compiler.fault(pointer, "wrong_type", "an expression is a string of CEL");
    return std::nullopt;
  }
  Result<cel::Program> program = cel::compile(text.string());
  if (program) return std::move(*program);
  const Error& error = program.error();
  compiler.fault(pointer, error.code,
                 error.place.empty() ? error.detail : error.place + ": " + error.detail);
  return std::nullopt;
}

std::optional<cel::Program> compile_member(Compiler& compiler, const Value& object,
                                           std::string_view key, const std::string& pointer) {
  const Value* text = object.find(key);
  if (text == nullptr) return std::nullopt;
  return compile_cel(compiler, *text, pointer + "/" + std::string(key));
}

// They are kept in the order in which evaluation will meet them.
void compile_strings(Compiler& compiler, const Value& value, const std::string& pointer,
                     std::vector<cel::Program>& programs) {
  if (value.is_string()) {
    if (auto program = compile_cel(compiler, value, pointer)) programs.push_back(*program);
  } else if (value.is_list()) {
    for (size_t i = 0; i < value.list().size(); ++i)
      compile_strings(compiler, value.list()[i], pointer + "/" + std::to_string(i), programs);
  } else if (value.is_map()) {
    for (const Map::Entry& entry : value.map())
      compile_strings(compiler, entry.value, pointer + "/" + pointer_token(entry.name()), programs);
  }
}

namespace {

void compile_entry_and_exit(Compiler& compiler, StateId id) {
  const Value& node = compiler.node(id);
  State& state = compiler.state(id);
  if (const Value* entry = node.find("entry"))
    state.entry = compile_actions(compiler, *entry, state.pointer + "/entry");
  if (const Value* exit = node.find("exit"))
    state.exit = compile_actions(compiler, *exit, state.pointer + "/exit");
}

void compile_context(Compiler& compiler, const Value& machine) {
  compiler.machine.context = Map{};
  const Value* context = machine.find("context");
  if (context == nullptr) return;
  if (context->is_map())
    compiler.machine.context = *context;
  else
    compiler.fault("/context", "wrong_type", "the context is an object of variables");
}

// What stepping would otherwise find out again and again.
void finish(Machine& machine) {
  for (Transition& transition : machine.transitions) {
    const bool fixed = std::none_of(
        transition.targets.begin(), transition.targets.end(),
        [&](StateId target) { return machine.state(target).type == StateType::history; });
    if (fixed && !transition.targets.empty())
      transition.domain = domain_of(machine, {}, transition);
  }
  const auto length = [&](TransitionId id) { return machine.transition(id).event.size(); };
  for (State& state : machine.states) {
    machine.has_eventless = machine.has_eventless || !state.always.empty();
    for (TransitionId id : state.on)
      if (machine.transition(id).event.ends_with('*')) state.wildcards.push_back(id);
    std::stable_sort(state.wildcards.begin(), state.wildcards.end(),
                     [&](TransitionId a, TransitionId b) { return length(a) > length(b); });
  }
}

}  // namespace

void compile_output(Compiler& compiler, StateId id) {
  const Value* output = compiler.node(id).find("output");
  if (output == nullptr) return;
  State& state = compiler.state(id);
  state.output = *output;
  compile_strings(compiler, *output, state.pointer + "/output", state.output_programs);
}

Result<Machine> compile(const Value& machine, const ExtraKeys& extra) {
  Compiler compiler{extra};
  compile_states(compiler, machine);
  if (!compiler.machine.states.empty()) compile_context(compiler, machine);
  const auto count = static_cast<StateId>(compiler.machine.states.size());
  for (StateId id = 0; id < count; ++id) compile_initial(compiler, id);
  for (StateId id = 0; id < count; ++id) compile_history(compiler, id);
  for (StateId id = 0; id < count; ++id) {
    inherit_default(compiler, id);
    compile_entry_and_exit(compiler, id);
    compile_transitions(compiler, id);
    compile_output(compiler, id);
  }
  if (compiler.faults.empty()) {
    finish(compiler.machine);
    return std::move(compiler.machine);
  }
  const Fault first = compiler.faults.front();
  return Error{.code = "invalid_machine",
               .detail = "the machine has " + std::to_string(compiler.faults.size()) +
                         " faults, the first: " + first.detail,
               .pointer = first.pointer,
               .faults = std::move(compiler.faults)};
}

}  // namespace yijian::chart
