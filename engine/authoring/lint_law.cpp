// Limits that nothing uses or that are minutes, timers without a ground, roles that never act.
#include <algorithm>
#include <array>

#include "engine/authoring/lint.h"
#include "engine/base/json.h"
#include "engine/definition/reach.h"

namespace yijian::authoring {
namespace {

using law::Phase;

// The kernel reads these itself.
constexpr std::array<std::string_view, 6> kKernelLimits = {"correction", "statutory", "promised",
                                                           "extension",  "announced", "delivery"};
constexpr std::array<std::string_view, 4> kNoCaseRoles = {"auditor", "integrator", "admin",
                                                          "system"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// "2m" of a limit as written, in minutes; "" when it is counted otherwise.
std::string minutes_in(std::string_view text) {
  if (text.size() < 2 || text.back() != 'm') return "";
  text.remove_suffix(1);
  const bool number = text.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? std::string(text) : "";
}

void lint_minutes(const Subject& subject, const std::string& pointer, const std::string& name,
                  const Value* written, Lints& out) {
  if (written == nullptr) return;
  const std::string text = written->is_string() ? written->string() : written->text("in");
  const std::string minutes = minutes_in(text);
  if (minutes.empty()) return;
  out.push_back({"minutes_not_months", subject.places.at(pointer), {name, minutes}});
  out.back().suggestion = minutes + "mo";
}

void lint_limits(const Subject& subject, Lints& out) {
  const definition::Definition& definition = subject.definition;
  for (const auto& [key, limit] : definition.limits) {
    const std::string& name = key;
    const std::string pointer = "/limits/" + pointer_token(name);
    const definition::Origin origin = subject.places.at(pointer);
    const auto file = subject.written.find(origin.file);
    if (file != subject.written.end())
      lint_minutes(subject, pointer, name, at_pointer(file->second, origin.pointer), out);
    const auto uses_state = [&](const definition::StateInfo& state) { return state.limit == name; };
    const auto uses_timer = [&](const chart::Transition& one) { return one.delay == name; };
    const bool used = contains(kKernelLimits, name) ||
                      std::any_of(definition.states.begin(), definition.states.end(), uses_state) ||
                      std::any_of(definition.machine.transitions.begin(),
                                  definition.machine.transitions.end(), uses_timer);
    if (!used) out.push_back({"unused_limit", origin, {name}});
  }
  const Value* deferral = subject.value.find("deferral");
  const Value* commitment = subject.value.find("commitment");
  const Value* result = subject.value.find("result");
  if (deferral != nullptr)
    lint_minutes(subject, "/deferral/within", "within", deferral->find("within"), out);
  if (commitment != nullptr)
    lint_minutes(subject, "/commitment/within", "within", commitment->find("within"), out);
  if (result != nullptr)
    lint_minutes(subject, "/result/valid", "valid", result->find("valid"), out);
}

// LANGUAGE rule 11: out of draft a timer may move without a ground.
void lint_timers(const Subject& subject, Lints& out) {
  const definition::Definition& definition = subject.definition;
  if (definition.kind == definition::Kind::duty) return;
  for (size_t i = 0; i < definition.machine.transitions.size(); ++i) {
    const chart::Transition& one = definition.machine.transitions[i];
    if (one.delay.empty() || !definition.transitions[i].basis.empty()) continue;
    const auto before = definition::phases_before(definition, static_cast<chart::TransitionId>(i));
    for (const chart::StateId leaf : definition::landing(definition.machine, one)) {
      const auto to = definition.state(leaf).phase;
      const bool moves = to && std::any_of(before.begin(), before.end(), [&](Phase from) {
                           return from != Phase::draft && from != *to;
                         });
      if (!moves) continue;
      out.push_back({"timer_without_basis",
                     subject.places.at("/machine" + one.pointer),
                     {one.delay, std::string(law::name(*to))}});
      break;
    }
  }
}

void lint_roles(const Subject& subject, Lints& out) {
  const definition::Definition& definition = subject.definition;
  for (size_t i = 0; i < definition.states.size(); ++i) {
    const std::string& role = definition.states[i].task_role;
    const std::string pointer = "/machine" + definition.machine.states[i].pointer + "/task";
    if (contains(kNoCaseRoles, role))
      out.push_back({"role_never_acts", subject.places.at(pointer), {role}});
  }
  for (size_t i = 0; i < definition.transitions.size(); ++i) {
    const chart::Transition& one = definition.machine.transitions[i];
    const int act = definition.transitions[i].act;
    const std::string pointer = "/machine" + one.pointer + "/by";
    if (act < 0 || one.alternative != 0 || !subject.is_written(pointer)) continue;
    const auto& by = definition.acts[static_cast<size_t>(act)].by;
    const auto never = [](const std::string& role) { return contains(kNoCaseRoles, role); };
    if (!std::all_of(by.begin(), by.end(), never)) continue;
    for (size_t k = 0; k < by.size(); ++k)
      if (contains(kNoCaseRoles, by[k]))
        out.push_back(
            {"role_never_acts", subject.places.at(pointer + "/" + std::to_string(k)), {by[k]}});
  }
}

}  // namespace

void lint_law(const Subject& subject, Lints& out) {
  lint_limits(subject, out);
  lint_timers(subject, out);
  lint_roles(subject, out);
}

}  // namespace yijian::authoring
