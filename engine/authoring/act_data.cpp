#include "engine/authoring/act_data.h"

#include <algorithm>

namespace yijian::authoring {

using casework::Allowed;
using casework::Reading;

namespace {

// The paper that the kernel command can be about, any of them.
std::optional<std::string> paper_for(const Reading& reading, const std::string& action,
                                     Random& random) {
  std::vector<std::string> fit;
  for (const definition::Material& material : reading.definition.materials) {
    if (material.source == definition::Source::office || !casework::asks_for(reading, material))
      continue;
    if (action == "promise" && !material.promisable) continue;
    if (action == "defer" && !casework::may_be_deferred(reading, material)) continue;
    fit.push_back(material.id);
  }
  if (fit.empty()) return std::nullopt;
  return random.of(fit);
}

// What is missing; else a paper or a field that is said to be wrong.
Value corrections(const Reading& reading, Random& random) {
  List list;
  for (const std::string& material : casework::missing_materials(reading, true))
    list.emplace_back(Map{{"material", material}, {"reason", "尚未提交"}});
  if (list.empty() && !reading.definition.materials.empty() && random.one_in(2))
    list.emplace_back(Map{{"material", random.of(reading.definition.materials).id},
                          {"reason", std::string(kPersonalName) + "未签字"}});
  if (!list.empty()) return list;
  std::vector<std::string> fields;
  if (const auto schema = definition::merged_form(reading.bundle, reading.definition,
                                                  casework::applicable_items(reading)))
    fields = definition::property_names(*schema);
  return List{Map{{"field", fields.empty() ? "form" : random.of(fields)}, {"reason", "填写有误"}}};
}

std::optional<Value> known_field(const Reading& reading, const std::string& name, Random& random) {
  using Words = std::vector<std::string>;
  if (name == "ground") return Value("行政许可法第三十八条");
  if (name == "procedure")
    return Value(random.of(Words{"hearing", "expert-review", "appraisal", "testing"}));
  if (name == "days") return Value(random.of(Words{"1wd", "3wd", "5d", "20wd"}));
  if (name == "corrections") return corrections(reading, random);
  if (name == "score") return Value(static_cast<int64_t>(1 + random.below(5)));
  if (name == "service") return Value(random.of(Words{"window", "online", "result"}));
  if (name == "text") return Value(std::string(kPersonalName) + "等了三次");
  if (name == "officers") return Value(List{"王警官", "李警官"});
  return std::nullopt;
}

// What the case's machine asks for in the act, of its own.
std::optional<Value> own_field(const Reading& reading, const Allowed& allowed,
                               const std::string& name, Random& random) {
  for (const definition::Act& act : reading.definition.acts)
    if (act.action == allowed.action && act.fields &&
        reading.definition.machine.state(act.state).path == allowed.task)
      return filled_field(*act.fields, name, casework::CaseScope(reading), random);
  return std::nullopt;
}

}  // namespace

Value form_of(const Reading& reading, Random& random) {
  const auto schema = definition::merged_form(reading.bundle, reading.definition,
                                              casework::applicable_items(reading));
  return schema ? filled(*schema, casework::CaseScope(reading), random) : Value(Map{});
}

std::optional<Map> data_for(const Reading& reading, const Allowed& allowed, Random& random,
                            std::string& unknown) {
  Map data;
  if (allowed.takes_form) data.set("form", form_of(reading, random));
  for (const std::string& field : allowed.fields) {
    if (field == "material") {
      const auto paper = paper_for(reading, allowed.action, random);
      if (!paper) return std::nullopt;
      data.set(field, *paper);
    } else if (field == "guide") {
      if (reading.definition.guide.empty()) return std::nullopt;
      data.set(field, answers_to(reading.definition.guide, random));
    } else if (const auto own = own_field(reading, allowed, field, random)) {
      data.set(field, *own);
    } else if (const auto value = known_field(reading, field, random)) {
      data.set(field, *value);
    } else {
      unknown = field;
    }
  }
  if (allowed.action == "supply" && random.one_in(2)) data.set("digest", std::string(64, 'a'));
  return data;
}

}  // namespace yijian::authoring
