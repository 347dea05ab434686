#include "engine/base/json.h"
#include "engine/chart/actions.h"
#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

std::string params_pointer(const Action& action) { return action.pointer + "/params"; }

void compile_assign(Compiler& compiler, Action& action) {
  if (!action.params.is_map() || action.params.map().empty()) {
    compiler.fault(params_pointer(action), "wrong_type", "assign has a variable or several");
    return;
  }
  for (const Map::Entry& entry : action.params.map())
    if (auto program = compile_cel(compiler, entry.value,
                                   params_pointer(action) + "/" + pointer_token(entry.name())))
      action.assignments.emplace_back(entry.name(), std::move(*program));
}

// `event` is a name, or an object with a name as `type` and what it carries beside it.
void check_event(Compiler& compiler, const Action& action) {
  const std::string name = sent_event(action.params).name;
  if (name.empty() || name.find('*') != std::string::npos)
    compiler.fault(params_pointer(action) + "/event", "wrong_type",
                   "the event is a name, or an object whose type is one");
}

void compile_raise(Compiler& compiler, Action& action) {
  if (!check_keys(compiler, action.params, params_pointer(action), {"event"}, {})) return;
  check_event(compiler, action);
}

void compile_send(Compiler& compiler, Action& action) {
  if (!check_keys(compiler, action.params, params_pointer(action), {"event", "delay", "id"}, {}))
    return;
  check_event(compiler, action);
  const Value* id = action.params.find("id");
  if (id != nullptr && (!id->is_string() || id->string().empty()))
    compiler.fault(params_pointer(action) + "/id", "wrong_type", "an id is a word");
  const Value* delay = action.params.find("delay");
  const bool number = delay != nullptr && delay->is_int() && delay->integer() >= 0;
  const bool text = delay != nullptr && delay->is_string() && !delay->string().empty();
  if (delay != nullptr && !number && !text)
    compiler.fault(params_pointer(action) + "/delay", "wrong_type",
                   "a delay is a text or a number of milliseconds");
}

void compile_cancel(Compiler& compiler, Action& action) {
  if (!check_keys(compiler, action.params, params_pointer(action), {"id"}, {})) return;
  if (action.params.text("id").empty())
    compiler.fault(params_pointer(action) + "/id", "wrong_type", "cancel names an id");
}

void compile_choose(Compiler& compiler, Action& action) {
  const std::string pointer = params_pointer(action);
  if (!check_keys(compiler, action.params, pointer, {"branches"}, {})) return;
  const Value* branches = action.params.find("branches");
  if (branches == nullptr || !branches->is_list()) {
    compiler.fault(pointer + "/branches", "wrong_type", "choose has a list of branches");
    return;
  }
  for (size_t i = 0; i < branches->list().size(); ++i) {
    const Value& written = branches->list()[i];
    const std::string here = pointer + "/branches/" + std::to_string(i);
    if (!check_keys(compiler, written, here, {"guard", "actions"}, {})) continue;
    Branch branch;
    branch.guard = compile_member(compiler, written, "guard", here);
    if (const Value* actions = written.find("actions"))
      branch.actions = compile_actions(compiler, *actions, here + "/actions");
    action.branches.push_back(std::move(branch));
  }
}

ActionKind kind_of(std::string_view type) {
  if (type == "assign") return ActionKind::assign;
  if (type == "raise") return ActionKind::raise;
  if (type == "send") return ActionKind::send;
  if (type == "cancel") return ActionKind::cancel;
  return type == "choose" ? ActionKind::choose : ActionKind::host;
}

void compile_params(Compiler& compiler, Action& action) {
  switch (action.kind) {
    case ActionKind::assign:
      return compile_assign(compiler, action);
    case ActionKind::raise:
      return compile_raise(compiler, action);
    case ActionKind::send:
      return compile_send(compiler, action);
    case ActionKind::cancel:
      return compile_cancel(compiler, action);
    case ActionKind::choose:
      return compile_choose(compiler, action);
    case ActionKind::host:
      return;
  }
}

// Appends to `actions`, unless it is no action at all.
void compile_action(Compiler& compiler, const Value& written, const std::string& pointer,
                    std::vector<Action>& actions) {
  Action action;
  action.pointer = pointer;
  if (written.is_string()) {
    action.type = written.string();
  } else {
    if (!check_keys(compiler, written, pointer, {"type", "params", "when"}, compiler.extra.action))
      return;
    action.type = written.text("type");
    if (const Value* params = written.find("params")) action.params = *params;
    action.when = compile_member(compiler, written, "when", pointer);
  }
  if (action.type.empty())
    compiler.fault(written.is_map() ? pointer + "/type" : pointer, "wrong_type",
                   "an action has a type");
  action.kind = kind_of(action.type);
  compile_params(compiler, action);
  actions.push_back(std::move(action));
}

}  // namespace

std::vector<Action> compile_actions(Compiler& compiler, const Value& written,
                                    const std::string& pointer) {
  std::vector<Action> actions;
  if (!written.is_list()) {
    compile_action(compiler, written, pointer, actions);
    return actions;
  }
  for (size_t i = 0; i < written.list().size(); ++i)
    compile_action(compiler, written.list()[i], pointer + "/" + std::to_string(i), actions);
  return actions;
}

}  // namespace yijian::chart
