// What an act brings: fields of its own, facts that it asks registers for.
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 8> kReservedFields = {
    "by", "at", "opinion", "ground", "procedure", "days", "corrections", "officers"};

bool is_reserved(std::string_view name) {
  return std::find(kReservedFields.begin(), kReservedFields.end(), name) != kReservedFields.end();
}

}  // namespace

void read_act_fields(const Node& fields, const Value& dictionary, Act& act) {
  if (fields.value() == Value("form")) {
    act.takes_form = true;
    return;
  }
  List required;
  for (const auto& [name, field] : fields.members()) {
    if (is_reserved(name)) field.fault("reserved_name", {name});
    required.push_back(name);
  }
  if (!fields.value().is_map()) return;
  std::vector<Fault> faults;
  const Map json{
      {"type", "object"}, {"required", std::move(required)}, {"properties", fields.value()}};
  const Value resolved = resolve(json, dictionary, Section::fields, faults);
  // Pointers of what was wrapped around the fields lead to the fields themselves.
  constexpr std::string_view kWrapped = "/properties";
  const auto place = [&](const std::string& pointer) {
    return fields.pointer() +
           (pointer.starts_with(kWrapped) ? pointer.substr(kWrapped.size()) : "");
  };
  for (const Fault& fault : faults)
    fields.draft()
        .fault(fault.code, place(fault.pointer), {fault.detail})
        .suggest(fault.detail, reference_names(dictionary, Section::fields));
  if (!faults.empty()) return;
  Result<std::shared_ptr<const Schema>> schema = compile_schema(resolved);
  if (schema)
    act.fields = *schema;
  else
    for (const Fault& fault : schema.error().faults)
      fields.draft().fault(fault.code, place(fault.pointer), {fault.detail, fault.detail});
}

std::vector<FactRef> read_facts(const Node& node) {
  static const RE2 kSource("registry:.+|cases:[a-z][a-z0-9-]*");
  std::vector<FactRef> out;
  for (const auto& [name, fact] : node.members()) {
    if (!fact.check_keys({"from", "key"})) continue;
    FactRef ref{name, fact.text("from", Need::required), fact.text("key", Need::required)};
    fact.program("key", Use::value);
    ref.pointer = fact.pointer() + "/from";
    if (!ref.from.empty() && !RE2::FullMatch(ref.from, kSource))
      fact["from"].fault("invalid_value", {ref.from, "registry:R cases:W"});
    out.push_back(std::move(ref));
  }
  return out;
}

}  // namespace yijian::definition
