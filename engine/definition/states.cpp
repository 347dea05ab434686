// What states add to the chart's: title, phase, outcome, task, limit.
#include "engine/base/json.h"
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

using law::Phase;

Node node_of(const Node& machine, const std::string& pointer) {
  const Value* value = at_pointer(machine.value(), pointer);
  ENSURE(value != nullptr);
  return {*value, machine.pointer() + pointer, machine.draft()};
}

// A list of departments as written, or CEL that gives one.
std::optional<cel::Program> departments_of(const Node& node) {
  if (!node.value().is_list()) return node.as_program(Use::value);
  std::string source;
  for (const Node& element : node.elements())
    if (const auto department = element.as_text())
      source += (source.empty() ? "" : ", ") + to_json(Value(*department));
  if (source.empty()) node.fault("wrong_type", {"[department]"});
  const Result<cel::Program> program = cel::compile("[" + source + "]");
  return program ? std::optional(*program) : std::nullopt;
}

// Whose officers belong to a department.
bool is_departmental(std::string_view role) {
  return role == "clerk" || role == "reviewer" || role == "approver" || role == "head";
}

void read_task(const Node& node, StateInfo& info) {
  if (!node.has("task")) return;
  const Node task = node["task"];
  std::string role;
  if (task.value().is_map()) {
    task.check_keys({"role", "department", "departments", "join"});
    role = task.text("role", Need::required);
    info.task_department = task.text("department");
    if (task.has("departments")) info.task_departments = departments_of(task["departments"]);
    info.task_join = read_join(task);
    if (task.has("join") && !task.has("departments")) task.fault("missing_key", {"departments"});
    if (task.has("department") && task.has("departments"))
      task["department"].fault("invalid_value", {"department", "departments"});
    if (info.task_departments && !role.empty() && !is_departmental(role))
      task["role"].fault("invalid_value", {role, "clerk reviewer approver head"});
  } else {
    role = task.as_text().value_or("");
  }
  if (!role.empty() && !is_role(role))
    task.fault("unknown_role", {role}).suggest(role, role_names());
  info.task_role = role;
}

bool is_root_final(const chart::State& state) {
  return state.parent == 0 && state.type == chart::StateType::final;
}

// A duty's phases are implied; of declared ones it may only have the endings of `void` and of
// `parent.dismissed`.
Phase duty_phase(const Node& node, const chart::State& state, std::optional<Phase> own) {
  const bool ending = own == Phase::voided || own == Phase::withdrawn;
  if (ending && is_root_final(state)) return *own;
  if (own) node["phase"].fault("phase_of_duty").remove();
  return is_root_final(state) ? Phase::closed : Phase::accepted;
}

std::string joined_phases() {
  std::string out;
  for (int i = 0; i < law::kPhaseCount; ++i)
    out += (i == 0 ? "" : " ") + std::string(law::name(static_cast<Phase>(i)));
  return out;
}

StateInfo read_state(const Node& node) {
  StateInfo info;
  if (node.has("title")) info.title = node.title("title");
  if (node.has("phase")) {
    const auto text = node["phase"].as_text();
    info.own_phase = text ? law::phase_from(*text) : std::nullopt;
    if (text && !info.own_phase)
      node["phase"]
          .fault("invalid_value", {*text, joined_phases()})
          .suggest(*text, words_of(joined_phases()));
  }
  info.outcome = node.text("outcome");
  info.limit = node.text("limit");
  read_task(node, info);
  return info;
}

}  // namespace

void compile_states(const Node& machine, Definition& out) {
  for (const chart::State& state : out.machine.states) {
    const Node node = node_of(machine, state.pointer);
    StateInfo info = read_state(node);
    if (out.kind == Kind::duty)
      info.phase = duty_phase(node, state, info.own_phase);
    else if (info.own_phase || state.parent == chart::kNoState)
      info.phase = info.own_phase;
    else
      info.phase = out.states[static_cast<size_t>(state.parent)].phase;
    out.states.push_back(std::move(info));
  }
}

}  // namespace yijian::definition
