#include "engine/definition/templates.h"

#include <algorithm>

#include "engine/base/json.h"
#include "engine/definition/guards.h"
#include "engine/definition/holes.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kMachine = "/machine";

Value with_member(const Value& map, std::string_view key, Value member) {
  Map out = map.is_map() ? map.map() : Map{};
  out.set(key, std::move(member));
  return out;
}

// What the places of the draft will be once the machine is put together: until then its pointers
// are those of the definition as written.
using Parts = std::vector<std::pair<std::string, Origin>>;

void map_moves(Parts& parts, const Moves& moves, const Origin& base, const std::string& prefix) {
  for (const auto& [now, written] : moves)
    parts.emplace_back(prefix + now, Origin{base.file, base.pointer + written});
}

// The template's defaults under what the definition gives.
Map parameters(const Node& machine, const Value& defaults) {
  Map out = defaults.is_map() ? defaults.map() : Map{};
  for (const auto& [name, member] : machine["with"].members())
    if (out.contains(name))
      out.set(name, member.value());
    else
      member.fault("unknown_parameter", {name}).suggest(name, keys_of(defaults));
  return out;
}

// The template with its holes filled from its parameters.
Value fill_template(Draft& draft, const ParsedFile& file, const Map& with) {
  std::vector<Fault> faults;
  Map bare = file.value.map();
  bare.erase("with");
  Value filled = fill_holes(bare, Map{{"with", with}}, faults);
  for (const Fault& fault : faults)
    draft.report.add(fault.code, {file.path, fault.pointer}, {fault.detail});
  return filled;
}

void merge_limits(Draft& draft, const ParsedFile& file, const Value& filled) {
  const Value* defaults = filled.find("limits");
  if (defaults == nullptr || !defaults->is_map()) return;
  Map limits = defaults->map();
  for (const Map::Entry& entry : limits)
    draft.places.map("/limits/" + pointer_token(entry.name()),
                     {file.path, "/limits/" + pointer_token(entry.name())});
  if (const Value* own = draft.value.find("limits"); own != nullptr && own->is_map())
    for (const Map::Entry& entry : own->map()) {
      limits.set(entry.name(), entry.value);
      const std::string pointer = "/limits/" + pointer_token(entry.name());
      draft.places.map(pointer, {draft.places.file(), pointer});
    }
  draft.value = with_member(draft.value, "limits", std::move(limits));
}

// Both kinds of constants in one map: expressions of the template and of the definition meet in
// one machine, and no name may mean two things.
void merge_constants(Draft& draft, const Map& with, const Node& machine) {
  const Value* rows = draft.constants.find("with");
  Map merged = with;
  if (rows != nullptr)
    for (const Map::Entry& row : rows->map()) {
      if (with.contains(row.name())) machine["use"].fault("with_collision", {row.name()});
      merged.set(row.name(), row.value);
    }
  draft.constants = with_member(draft.constants, "with", std::move(merged));
}

std::vector<std::string> slots_of(const Value& template_value) {
  std::vector<std::string> names;
  if (const Value* slots = template_value.find("slots"); slots != nullptr && slots->is_list())
    for (const Value& slot : slots->list())
      if (slot.is_string()) names.push_back(slot.string());
  return names;
}

bool is_slot(const Value& template_value, std::string_view name) {
  const Value* slots = template_value.find("slots");
  if (slots == nullptr || !slots->is_list()) return false;
  const List& list = slots->list();
  return std::find(list.begin(), list.end(), Value(name)) != list.end();
}

// Replaces the inside of the state with this key, wherever it stands; the pointer to it, or "".
std::string fill_slot(Value& state, const std::string& key, const Map& inside,
                      const std::string& pointer) {
  const Value* states = state.find("states");
  if (states == nullptr || !states->is_map()) return "";
  Map children = states->map();
  for (Map::Entry& child : children.entries()) {
    std::string here = pointer + "/states/" + pointer_token(child.name());
    std::string found;
    if (child.name() == key) {
      Map outside = child.value.is_map() ? child.value.map() : Map{};
      for (const char* replaced : {"initial", "states", "entry", "exit", "invoke"})
        outside.erase(replaced);
      for (const Map::Entry& entry : inside) outside.set(entry.name(), entry.value);
      child.value = std::move(outside);
      found = here;
    } else {
      found = fill_slot(child.value, key, inside, here);
    }
    if (found.empty()) continue;
    state = with_member(state, "states", std::move(children));
    return found;
  }
  return "";
}

void fill_slots(Parts& parts, const Node& machine, const Value& template_value, Value& merged) {
  const Draft& draft = machine.draft();
  const Value row_constants = draft.constants;
  for (const auto& [name, slot] : machine["states"].members()) {
    if (!is_slot(template_value, name)) {
      slot.fault("unknown_slot", {name}).suggest(name, slots_of(template_value));
      continue;
    }
    if (!slot.check_keys({"initial", "states", "entry", "exit", "invoke"})) continue;
    Moves moves;
    const Value inside = decide_guards(slot.value(), row_constants, moves);
    const std::string place = fill_slot(merged, name, inside.map(), std::string(kMachine));
    if (place.empty()) {
      slot.fault("unknown_slot", {name});
      continue;
    }
    const Origin origin{draft.places.file(), slot.pointer()};
    for (const Map::Entry& entry : inside.map())
      parts.emplace_back(place + "/" + entry.name(),
                         Origin{origin.file, origin.pointer + "/" + entry.name()});
    map_moves(parts, moves, origin, place);
  }
}

void check_template(Draft& draft, const ParsedFile& file) {
  Draft own{file.value, {}, Places(file.path), draft.report};
  const Node node(file.value, "", own);
  if (!node.check_keys(
          {"$schema", "id", "version", "title", "sample", "limits", "with", "slots", "machine"}))
    return;
  node.text("version", Need::required);
  node.title("title");
  node.texts("slots");
  if (!node.has("machine")) node.fault("missing_key", {"machine"});
}

void spell_out(Draft& draft) {
  Moves moves;
  const Value* machine = draft.value.find("machine");
  if (machine == nullptr) return;
  Value decided = decide_guards(*machine, draft.constants, moves);
  for (const auto& [now, before] : moves)
    draft.places.map(std::string(kMachine) + now,
                     {draft.places.file(), std::string(kMachine) + before});
  draft.value = with_member(draft.value, "machine", std::move(decided));
}

}  // namespace

std::string template_used(const Value& definition) {
  const Value* machine = definition.find("machine");
  return machine == nullptr ? "" : machine->text("use");
}

void apply_template(Draft& draft, const Environment& environment) {
  const Node machine = Node(draft.value, "", draft)["machine"];
  if (machine.value().find("use") == nullptr) return spell_out(draft);
  if (!machine.check_keys({"use", "with", "states"})) return;
  const std::string id = machine.text("use");
  const auto found = environment.templates.find(id);
  if (found == environment.templates.end()) {
    std::vector<std::string> ids;
    for (const auto& [known, file] : environment.templates) ids.push_back(known);
    machine["use"].fault("unknown_template", {id}).suggest(id, ids);
    return;
  }
  const ParsedFile& file = found->second;
  check_template(draft, file);
  const Value* defaults = file.value.find("with");
  const Map with = parameters(machine, defaults == nullptr ? Value() : *defaults);
  const Value filled = fill_template(draft, file, with);
  Moves moves;
  const Value* written = filled.find("machine");
  Value merged = decide_guards(written == nullptr ? Value() : *written, Map{{"with", with}}, moves);
  const Origin origin{file.path, std::string(kMachine)};
  Parts parts = {{std::string(kMachine), origin}};
  map_moves(parts, moves, origin, std::string(kMachine));
  fill_slots(parts, machine, file.value, merged);
  merge_constants(draft, with, machine);
  merge_limits(draft, file, filled);
  for (auto& [prefix, place] : parts) draft.places.map(prefix, std::move(place));
  draft.value = with_member(draft.value, "machine", std::move(merged));
}

}  // namespace yijian::definition
