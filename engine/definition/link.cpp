#include "engine/definition/link.h"

#include <algorithm>

#include "engine/base/json.h"

namespace yijian::definition {
namespace {

class Linker {
 public:
  Linker(const Units& units, const Unit& unit, Report& report)
      : units_(units), unit_(unit), definition_(*unit.definition), report_(report) {}

  // False when something that it opens is missing or faulty.
  bool run() {
    if (definition_.commitment) check_verification();
    if (definition_.result && definition_.result->renew) check_renewal();
    for (const OpenedCase& opened : definition_.opened) find(opened.workflow, opened.pointer);
    for (const Item& item : definition_.items) link_item(item);
    for (size_t i = 0; i < definition_.items.size(); ++i)
      for (size_t j = 0; j < i; ++j) compare_forms(definition_.items[j], definition_.items[i]);
    for (const Item& item : definition_.items) compare_with_own(item);
    return whole_;
  }

 private:
  Finding& fault(std::string code, std::string pointer, std::vector<std::string> words) {
    whole_ = false;
    return report_.add(std::move(code), {unit_.expanded.file, std::move(pointer)},
                       std::move(words));
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const auto& [id, unit] : units_.by_id) out.push_back(id);
    return out;
  }

  static std::string place(const Item& item, std::string_view key) {
    return item.pointer + "/" + std::string(key);
  }

  // Null when it is missing, or has problems of its own, which are told at their places; as long
  // as some file could not be read into definitions, the missing one may be there.
  const Definition* find(const std::string& id, const std::string& pointer) {
    const Unit* unit = units_.find(id);
    if (unit != nullptr && unit->definition != nullptr) return unit->definition.get();
    if (unit == nullptr && units_.complete)
      fault("unknown_workflow", pointer, {id}).suggest(id, ids());
    whole_ = false;
    return nullptr;
  }

  void check_verification() {
    const std::string pointer = "/commitment/verify";
    const Definition* duty = find(definition_.commitment->verify, pointer);
    if (duty != nullptr && duty->kind != Kind::duty)
      fault("wrong_kind", pointer, {duty->id, "duty"});
  }

  // What is prepared must be about the licence, or nobody could tell that it still stands.
  void check_renewal() {
    const std::string pointer = "/result/renew/workflow";
    const Definition* renewal = find(definition_.result->renew->workflow, pointer);
    if (renewal != nullptr && renewal->kind == Kind::duty)
      fault("wrong_kind", pointer, {renewal->id, "item thing"});
    else if (renewal != nullptr && renewal->about != definition_.result->licence)
      fault("renewal_of_another", pointer, {renewal->id, definition_.result->licence});
  }

  void link_item(const Item& item) {
    const std::string pointer = place(item, "workflow");
    const Definition* child = find(item.workflow, pointer);
    if (child == nullptr) return;
    if (child->kind == Kind::thing) fault("wrong_kind", pointer, {child->id, "item duty"});
    if (child->kind == Kind::duty) check_duty(*child, pointer);
    for (const Material& material : child->materials) merge_material(item, material);
    for (const Question& question : child->guide) check_question(item, question);
  }

  // A duty among a thing's items ends granted or denied, as an item does (rule 3).
  void check_duty(const Definition& duty, const std::string& pointer) {
    for (size_t i = 0; i < duty.states.size(); ++i) {
      const StateInfo& info = duty.states[i];
      const bool word = info.outcome == "granted" || info.outcome == "denied";
      if (info.phase != law::Phase::closed || word) continue;
      fault("duty_outcome", pointer, {duty.id, duty.machine.states[i].path});
      return;
    }
  }

  void merge_material(const Item& item, const Material& material) {
    if (material.source == Source::office) return;  // written there, asked of nobody
    for (Material& known : definition_.materials) {
      if (known.id != material.id) continue;
      const bool agrees = known.title.zh == material.title.zh &&
                          known.title.en == material.title.en && known.source == material.source &&
                          known.source_name == material.source_name;
      if (!agrees) fault("contradiction", place(item, "workflow"), {material.id});
      known.items.push_back(item.id);
      known.required = known.required || material.required;
      known.original = known.original || material.original;
      known.personal = known.personal || material.personal;
      known.deferrable = known.deferrable || material.deferrable;
      known.promisable = known.promisable || material.promisable;
      const bool same_when =
          known.when && material.when && known.when->source() == material.when->source();
      if (!same_when) known.when.reset();  // each item asks for itself
      return;
    }
    definition_.materials.push_back(material);
    definition_.materials.back().items = {item.id};
  }

  // An item's answers are copied from its thing's.
  void check_question(const Item& item, const Question& question) {
    for (const Question& own : definition_.guide) {
      if (own.id != question.id) continue;
      const bool agrees =
          own.many == question.many && option_values(own) == option_values(question);
      if (!agrees) fault("contradiction", place(item, "workflow"), {question.id});
      return;
    }
    if (!question.otherwise)
      fault("unanswered_question", place(item, "workflow"), {item.id, question.id});
  }

  static std::vector<std::string> option_values(const Question& question) {
    std::vector<std::string> out;
    for (const auto& [value, text] : question.options) out.push_back(value);
    return out;
  }

  const Value* form_of(const Item& item) const {
    const Unit* unit = units_.find(item.workflow);
    const bool good = unit != nullptr && unit->definition != nullptr;
    return good ? unit->expanded.value.find("form") : nullptr;
  }

  void compare_forms(const Item& a, const Item& b) {
    const Value* one = form_of(a);
    const Value* other = form_of(b);
    if (one != nullptr && other != nullptr) compare(*one, *other, "", b);
  }

  void compare_with_own(const Item& item) {
    const Value* own = unit_.expanded.value.find("form");
    const Value* form = form_of(item);
    if (own != nullptr && form != nullptr) compare(*own, *form, "", item);
  }

  // Fields at the same path are one field: of one dictionary entry, or objects whose properties
  // are compared in turn.
  void compare(const Value& a, const Value& b, const std::string& path, const Item& item) {
    const Value* ref_a = a.find("$ref");
    const Value* ref_b = b.find("$ref");
    if (ref_a != nullptr && ref_b != nullptr && *ref_a == *ref_b) return;
    const Value* fields_a = a.find("properties");
    const Value* fields_b = b.find("properties");
    const bool objects = ref_a == nullptr && ref_b == nullptr && fields_a != nullptr &&
                         fields_b != nullptr && fields_a->is_map() && fields_b->is_map();
    if (!objects) {
      fault("contradiction", place(item, "workflow"), {path.empty() ? "form" : path});
      return;
    }
    for (const Map::Entry& field : fields_a->map())
      if (const Value* same = fields_b->find(field.name()))
        compare(field.value, *same, path.empty() ? field.name() : path + "." + field.name(), item);
  }

  const Units& units_;
  const Unit& unit_;
  Definition& definition_;
  Report& report_;
  bool whole_ = true;
};

}  // namespace

const Unit* Units::find(std::string_view id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : &found->second;
}

std::vector<std::string> opens(const Definition& definition) {
  std::vector<std::string> out;
  for (const Item& item : definition.items) out.push_back(item.workflow);
  if (definition.commitment) out.push_back(definition.commitment->verify);
  if (definition.result && definition.result->renew)
    out.push_back(definition.result->renew->workflow);
  for (const OpenedCase& opened : definition.opened) out.push_back(opened.workflow);
  return out;
}

void link(Units& units, Report& report) {
  // Things last: their items' own verdicts must be known.
  for (const Kind kind : {Kind::duty, Kind::item, Kind::thing})
    for (auto& [id, unit] : units.by_id) {
      if (unit.definition == nullptr || unit.definition->kind != kind) continue;
      if (!Linker(units, unit, report).run()) unit.definition.reset();
    }
}

}  // namespace yijian::definition
