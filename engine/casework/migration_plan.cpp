// A plan of migration read, strictly: every fault with its pointer.
#include <algorithm>
#include <set>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "engine/casework/migration.h"
#include "engine/casework/object_reader.h"

namespace yijian::casework {
namespace {

std::string within(std::string_view key, std::string_view inner) {
  return std::string(key) + "/" + pointer_token(inner);
}

void put_fault(std::vector<Fault>& faults, const ObjectReader& in, std::string_view key,
               std::string_view inner, std::string code, std::string detail) {
  faults.push_back({in.below("") + "/" + within(key, inner), std::move(code), std::move(detail)});
}

std::vector<MigratedValue> read_values(ObjectReader& in, std::string_view key,
                                       std::vector<Fault>& faults) {
  std::vector<MigratedValue> values;
  for (const Map::Entry& entry : in.object(key, kMaxPlanEntries)) {
    if (entry.value.is_null()) {
      values.emplace_back(entry.name(), std::nullopt);
      continue;
    }
    if (!entry.value.is_string()) {
      put_fault(faults, in, key, entry.name(), "wrong_type", "an expression, or null, is wanted");
      continue;
    }
    Result<cel::Program> program = cel::compile(entry.value.string());
    if (program)
      values.emplace_back(entry.name(), *std::move(program));
    else
      put_fault(faults, in, key, entry.name(), program.error().code, program.error().detail);
  }
  return values;
}

// "place" and "place.area" cannot both be given.
void refuse_nested(const ObjectReader& in, const std::vector<MigratedValue>& form,
                   std::vector<Fault>& faults) {
  std::set<std::string, std::less<>> names;
  for (const auto& [name, program] : form) names.insert(name);
  for (const std::string& name : names) {
    const bool empty_part =
        name.starts_with('.') || name.ends_with('.') || name.find("..") != std::string::npos;
    if (name.empty() || empty_part)
      put_fault(faults, in, "form", name, "wrong_type", "a path like place.area is wanted");
    for (size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1))
      if (names.contains(std::string_view(name).substr(0, dot)))
        put_fault(faults, in, "form", name, "conflict", "a field around it is given as well");
  }
}

void read_timers(ObjectReader& in, MigrationPart& part, std::vector<Fault>& faults) {
  for (const Map::Entry& entry : in.object("timers", kMaxPlanEntries)) {
    const std::string word = entry.value.is_string() ? entry.value.string() : "";
    if (word != "keep" && word != "restart" && word != "drop")
      put_fault(faults, in, "timers", entry.name(), "unknown_word", "keep, restart or drop");
    else if (word != "keep" && entry.name() == kNoticeTimer)
      put_fault(faults, in, "timers", entry.name(), "statutory_timer",
                "the period of notice runs on (R-ACCEPT-02)");
    part.timers[entry.name()] = word == "restart" ? TimerWish::restart
                                : word == "drop"  ? TimerWish::drop
                                                  : TimerWish::keep;
  }
}

MigrationPart read_part(ObjectReader& in, std::vector<Fault>& faults) {
  MigrationPart part;
  for (const Map::Entry& entry : in.object("states", kMaxPlanEntries)) {
    if (!entry.value.is_string() || entry.value.string().empty())
      put_fault(faults, in, "states", entry.name(), "wrong_type", "the path of a state is wanted");
    else
      part.states[entry.name()] = entry.value.string();
  }
  part.form = read_values(in, "form", faults);
  refuse_nested(in, part.form, faults);
  part.vars = read_values(in, "vars", faults);
  read_timers(in, part, faults);
  return part;
}

Error invalid_plan(std::vector<Fault> faults) {
  return {.code = "invalid_plan",
          .detail = "the plan of migration has faults",
          .pointer = faults.front().pointer,
          .faults = std::move(faults)};
}

void check_states(const MigrationPart& part, const definition::Definition* from,
                  const definition::Definition* to, const std::string& base,
                  std::vector<Fault>& faults) {
  for (const auto& [old_path, new_path] : part.states) {
    const std::string pointer = base + "/states/" + pointer_token(old_path);
    if (from != nullptr && from->machine.find_path(old_path) == chart::kNoState)
      faults.push_back({pointer, "unknown_state", old_path + " is no state of the old version"});
    if (to != nullptr && to->machine.find_path(new_path) == chart::kNoState)
      faults.push_back({pointer, "unknown_state", new_path + " is no state of the new version"});
  }
}

}  // namespace

std::string MigrationPart::place(std::string_view old_path) const {
  for (size_t end = old_path.size();;) {
    const auto found = states.find(old_path.substr(0, end));
    if (found != states.end()) return found->second + std::string(old_path.substr(end));
    end = old_path.rfind('.', end - 1);
    if (end == std::string_view::npos || end == 0) return std::string(old_path);
  }
}

const MigrationPart& MigrationPlan::part_for(const CaseState& state) const {
  static const MigrationPart kSame;
  if (state.workflow == workflow) return main;
  const auto found = children.find(state.item);
  return found == children.end() ? kSame : found->second;
}

Result<MigrationPlan> parse_plan(const Value& json) {
  std::vector<Fault> faults;
  MigrationPlan plan;
  ObjectReader in(json, "", faults);
  const Value none = Map{};
  if (const Value* schema = in.member("$schema"); schema != nullptr && !schema->is_string())
    in.fault("$schema", "wrong_type", "a text is wanted");
  const Value* from = in.member("from");
  const Value* to = in.member("to");
  ObjectReader source(from != nullptr ? *from : none, "/from", faults);
  plan.workflow = source.text("id");
  plan.from = source.text("version");
  source.end();
  ObjectReader target(to != nullptr ? *to : none, "/to", faults);
  plan.to = target.text("version");
  target.end();
  plan.main = read_part(in, faults);
  for (const Map::Entry& entry : in.object("children", kMaxPlanChildren)) {
    ObjectReader child(entry.value, "/children/" + pointer_token(entry.name()), faults);
    plan.children[entry.name()] = read_part(child, faults);
    child.end();
  }
  in.end();
  if (!faults.empty()) return invalid_plan(std::move(faults));
  plan.digest = hex(sm3({canonical_text(json)}));
  return plan;
}

Status check_plan(const MigrationPlan& plan, const definition::Bundle& from,
                  const definition::Bundle& to) {
  std::vector<Fault> faults;
  const definition::Definition* before = from.find(plan.workflow);
  check_states(plan.main, before, to.find(plan.workflow), "", faults);
  for (const auto& [id, part] : plan.children) {
    const std::string pointer = "/children/" + pointer_token(id);
    const definition::Item* item = before != nullptr ? before->item(id) : nullptr;
    if (item == nullptr) continue;  // a link, whose workflow its cases tell
    check_states(part, from.find(item->workflow), to.find(item->workflow), pointer, faults);
  }
  if (!faults.empty()) return invalid_plan(std::move(faults));
  return {};
}

}  // namespace yijian::casework
