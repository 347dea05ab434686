// The form: references resolved, conditions on constants decided, compiled.
#include <set>

#include "engine/base/json.h"
#include "engine/definition/compile.h"
#include "engine/definition/guards.h"

namespace yijian::definition {
namespace {

// A field without the properties that never apply, conditions that always hold left out.
Value decide_fields(const Value& field, const Value& constants) {
  if (!field.is_map()) return field;
  Map out;
  std::set<std::string> removed;
  for (const Map::Entry& entry : field.map()) {
    if (entry.name() == "items") {
      out.append(entry.key, decide_fields(entry.value, constants));
      continue;
    }
    if (entry.name() != "properties" || !entry.value.is_map()) {
      out.append(entry.key, entry.value);
      continue;
    }
    Map properties;
    for (const Map::Entry& property : entry.value.map()) {
      const Value* when = property.value.find("when");
      const auto truth = when == nullptr ? std::nullopt : constant_truth(*when, constants);
      if (truth && !*truth) {
        removed.insert(property.name());
        continue;
      }
      Value kept = decide_fields(property.value, constants);
      if (truth) {
        Map without = kept.map();
        without.erase("when");
        kept = std::move(without);
      }
      properties.append(property.key, std::move(kept));
    }
    out.append(entry.key, std::move(properties));
  }
  const Value* required = out.find("required");
  if (removed.empty() || required == nullptr || !required->is_list()) return out;
  List kept;
  for (const Value& name : required->list())
    if (!name.is_string() || !removed.contains(name.string())) kept.push_back(name);
  out.set("required", std::move(kept));
  return out;
}

void check_field_names(const Node& node, const Value& field, const std::string& pointer) {
  if (!field.is_map()) return;
  if (const Value* when = field.find("when"); when != nullptr && when->is_string())
    if (const auto program = cel::compile(when->string()))
      check_expression(node.draft(), *program, pointer + "/when", Use::condition);
  const Value* properties = field.find("properties");
  if (properties != nullptr && properties->is_map())
    for (const Map::Entry& property : properties->map())
      check_field_names(node, property.value,
                        pointer + "/properties/" + pointer_token(property.name()));
  if (const Value* items = field.find("items")) check_field_names(node, *items, pointer + "/items");
}

}  // namespace

std::optional<Node> resolved(const Node& node, const Value& dictionary, Section section) {
  std::vector<Fault> faults;
  Value value = resolve(node.value(), dictionary, section, faults);
  for (const Fault& fault : faults) {
    Finding& finding = node.draft().fault(fault.code, node.pointer() + fault.pointer,
                                          {fault.detail, std::to_string(kMaxResolvedValues)});
    if (fault.code == "unknown_reference")
      finding.suggest(fault.detail, reference_names(dictionary, section));
  }
  if (!faults.empty()) return std::nullopt;
  return Node(std::move(value), node.pointer(), node.draft());
}

std::shared_ptr<const Schema> read_schema(const Node& node, const Value& json) {
  Result<std::shared_ptr<const Schema>> schema = compile_schema(json);
  if (schema) return *schema;
  for (const Fault& fault : schema.error().faults)
    node.draft().fault(fault.code, node.pointer() + fault.pointer, {fault.detail, fault.detail});
  return nullptr;
}

void read_form(const Node& node, const Value& dictionary, Definition& out) {
  if (!node.has("form")) return;
  const auto found = resolved(node["form"], dictionary, Section::fields);
  if (!found) return;
  const Node& form = *found;
  const Value decided = decide_fields(form.value(), node.draft().constants);
  out.form = read_schema(form, decided);
  check_field_names(form, decided, form.pointer());
}

}  // namespace yijian::definition
