#include <algorithm>

#include "engine/base/json.h"
#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

enum class Trigger { event, always, timer };

// What all alternatives under one key have in common.
struct Place {
  StateId source;
  Trigger trigger;
  std::string event;
  std::string delay;
  std::string pointer;
};

void read_transition(Compiler& compiler, const Value& written, Transition& transition) {
  const std::string& pointer = transition.pointer;
  if (!check_keys(compiler, written, pointer,
                  {"target", "guard", "actions", "reenter", "description", "meta"},
                  compiler.extra.transition))
    return;
  transition.forbidden = written.map().empty();
  if (const Value* target = written.find("target")) {
    transition.has_targets = true;
    transition.targets = compile_targets(compiler, *target, transition.source, pointer + "/target");
  }
  transition.guard = compile_member(compiler, written, "guard", pointer);
  if (const Value* actions = written.find("actions"))
    transition.actions = compile_actions(compiler, *actions, pointer + "/actions");
  if (const Value* reenter = written.find("reenter")) {
    if (reenter->is_bool())
      transition.reenter = reenter->boolean();
    else
      compiler.fault(pointer + "/reenter", "wrong_type", "reenter is true or false");
  }
}

void add_transition(Compiler& compiler, const Value& written, const Place& place,
                    const std::string& pointer, int alternative) {
  if (written.is_null()) {
    compiler.fault(pointer, "null_transition", "null is no transition; {} forbids the event");
    return;
  }
  Transition transition;
  transition.source = place.source;
  transition.event = place.event;
  transition.delay = place.delay;
  transition.pointer = pointer;
  transition.alternative = alternative;
  if (written.is_string()) {
    transition.has_targets = true;
    transition.targets = compile_targets(compiler, written, place.source, pointer);
  } else {
    read_transition(compiler, written, transition);
  }
  const auto id = static_cast<TransitionId>(compiler.machine.transitions.size());
  compiler.machine.transitions.push_back(std::move(transition));
  State& source = compiler.state(place.source);
  if (place.trigger == Trigger::event) source.on.push_back(id);
  if (place.trigger == Trigger::always) source.always.push_back(id);
  if (place.trigger == Trigger::timer) source.after.push_back(id);
}

// One transition, or a list of alternatives.
void add_alternatives(Compiler& compiler, const Value& written, const Place& place) {
  if (!written.is_list()) {
    add_transition(compiler, written, place, place.pointer, 0);
    return;
  }
  if (written.list().empty())
    compiler.fault(place.pointer, "wrong_type", "a list of alternatives has at least one");
  for (size_t i = 0; i < written.list().size(); ++i)
    add_transition(compiler, written.list()[i], place, place.pointer + "/" + std::to_string(i),
                   static_cast<int>(i));
}

// Whether a star stands nowhere but alone or as the last of the dotted parts.
bool well_formed(std::string_view descriptor) {
  const size_t star = descriptor.find('*');
  if (star == std::string_view::npos) return !descriptor.empty();
  if (star + 1 != descriptor.size()) return false;
  return star == 0 || (star >= 2 && descriptor[star - 1] == '.');
}

// The members of `on` or `after`.
void compile_keyed(Compiler& compiler, StateId id, std::string_view key, Trigger trigger) {
  const Value* members = compiler.node(id).find(key);
  if (members == nullptr) return;
  const std::string pointer = compiler.state(id).pointer + "/" + std::string(key);
  if (!members->is_map()) {
    compiler.fault(pointer, "wrong_type", "\"" + std::string(key) + "\" is an object by key");
    return;
  }
  for (const Map::Entry& entry : members->map()) {
    const std::string& name = entry.name();
    Place place{id, trigger, name, "", pointer + "/" + pointer_token(name)};
    if (trigger == Trigger::timer) {
      place.delay = name;
      place.event = compiler.state(id).path + ":" + name;
      if (name.empty()) compiler.fault(place.pointer, "wrong_type", "a delay has a text");
    } else if (!well_formed(name)) {
      compiler.fault(place.pointer, "wrong_type",
                     "an event is a name, and a star stands alone or after the last dot");
    }
    add_alternatives(compiler, entry.value, place);
  }
}

void compile_one(Compiler& compiler, const Value& owner, std::string_view key, Place place) {
  const Value* written = owner.find(key);
  if (written == nullptr) return;
  place.pointer += "/" + std::string(key);
  add_alternatives(compiler, *written, place);
}

void compile_invoke(Compiler& compiler, StateId id, const Value& written,
                    const std::string& pointer) {
  if (!check_keys(compiler, written, pointer, {"id", "src", "input", "onDone", "onError"}, {}))
    return;
  const State& state = compiler.state(id);
  Invoke invoke;
  invoke.pointer = pointer;
  invoke.src = written.text("src");
  if (invoke.src.empty())
    compiler.fault(pointer + "/src", "wrong_type", "an invocation says what it runs: src");
  if (const Value* input = written.find("input")) {
    invoke.input = *input;
    compile_strings(compiler, *input, pointer + "/input", invoke.input_programs);
  }
  // Without an id, as XState makes one: the position and the state's id.
  const std::string state_id =
      done_state_event(compiler.machine, id).substr(std::string_view("xstate.done.state.").size());
  invoke.id = written.text("id", std::to_string(state.invokes.size()) + "." + state_id);
  const Value* written_id = written.find("id");
  if (written_id != nullptr && (!written_id->is_string() || invoke.id.empty()))
    compiler.fault(pointer + "/id", "wrong_type", "the id of an invocation is a word");
  compile_one(compiler, written, "onDone",
              {id, Trigger::event, done_invoke_event(invoke.id), "", pointer});
  compile_one(compiler, written, "onError",
              {id, Trigger::event, error_invoke_event(invoke.id), "", pointer});
  compiler.state(id).invokes.push_back(std::move(invoke));
}

void compile_invokes(Compiler& compiler, StateId id) {
  const Value* written = compiler.node(id).find("invoke");
  if (written == nullptr) return;
  const std::string pointer = compiler.state(id).pointer + "/invoke";
  if (!written->is_list()) {
    compile_invoke(compiler, id, *written, pointer);
    return;
  }
  for (size_t i = 0; i < written->list().size(); ++i)
    compile_invoke(compiler, id, written->list()[i], pointer + "/" + std::to_string(i));
}

}  // namespace

void compile_transitions(Compiler& compiler, StateId id) {
  // Of a history these keys are unknown, and check_keys has said so.
  if (compiler.state(id).type == StateType::history) return;
  const Value& node = compiler.node(id);
  const std::string pointer = compiler.state(id).pointer;
  compile_keyed(compiler, id, "on", Trigger::event);
  compile_one(compiler, node, "onDone",
              {id, Trigger::event, done_state_event(compiler.machine, id), "", pointer});
  compile_invokes(compiler, id);
  compile_keyed(compiler, id, "after", Trigger::timer);
  compile_one(compiler, node, "always", {id, Trigger::always, "", "", pointer});
}

}  // namespace yijian::chart
