#include "engine/casework/reading.h"

#include <algorithm>

#include "engine/casework/merge.h"

namespace yijian::casework {
namespace {

bool holds(const std::optional<cel::Program>& condition, const cel::Scope& scope) {
  if (!condition) return true;
  const Result<bool> value = cel::evaluate_bool(*condition, scope);
  return value && *value;  // an unanswered question asks for nothing yet
}

// The names of a case, `each` being an item's element.
class ItemScope : public cel::Scope {
 public:
  ItemScope(const Reading& reading, const definition::Item& item) : scope_(reading), item_(item) {}
  std::optional<Value> find(std::string_view name) const override {
    if (name == "each" && !item_.each.is_null()) return item_.each;
    return scope_.find(name);
  }
  bool in_state(std::string_view id) const override { return scope_.in_state(id); }

 private:
  CaseScope scope_;
  const definition::Item& item_;
};

// Whether the condition of the item holds, and that of every group around it.
bool holds_for(const Reading& reading, const definition::Item& item) {
  const CaseScope scope(reading);
  const definition::Group* group = reading.definition.group(item.group);
  for (; group != nullptr; group = reading.definition.group(group->group))
    if (!holds(group->when, scope)) return false;
  return holds(item.when, ItemScope(reading, item));
}

// What the form has and no part declares.
void undeclared(const Value& form, const Value& declared, const std::string& pointer,
                std::vector<Fault>& faults) {
  if (!form.is_map()) return;
  for (const Map::Entry& entry : form.map()) {
    const std::string at = pointer + "/" + pointer_token(entry.name());
    const Value* known = declared.find(entry.name());
    if (known == nullptr) {
      faults.push_back(
          {.pointer = at, .code = "unknown_property", .detail = "no such field in this form"});
    } else {
      undeclared(entry.value, *known, at, faults);
    }
  }
}

// Both, maps joined: unlike a merge patch, null is a value here.
Value joined(const Value& a, const Value& b) {
  if (!a.is_map() || !b.is_map()) return a.is_null() ? b : a;
  Map out = a.map();
  for (const Map::Entry& entry : b.map()) {
    const Value* old = out.find(entry.name());
    out.set(entry.name(), old != nullptr ? joined(*old, entry.value) : entry.value);
  }
  return out;
}

bool issued_by_an_item(const Reading& reading, std::string_view licence) {
  for (const std::string& id : applicable_items(reading)) {
    const definition::Item* item = reading.definition.item(id);
    const definition::Definition* made = item ? reading.bundle.find(item->workflow) : nullptr;
    if (made != nullptr && made->result && made->result->licence == licence) return true;
  }
  return false;
}

// An item's definition and its own word on the material.
struct AskingItem {
  const definition::Definition* definition;
  const definition::Material* material;
};

// The thing's applicable items that ask for the material, each by its own condition.
std::vector<AskingItem> asking_items(const Reading& reading, const definition::Material& material) {
  std::vector<AskingItem> asking;
  const CaseScope scope(reading);
  const std::vector<std::string> applicable = applicable_items(reading);
  for (const std::string& id : material.items) {
    if (std::find(applicable.begin(), applicable.end(), id) == applicable.end()) continue;
    const definition::Item* item = reading.definition.item(id);
    const auto* child = item != nullptr ? reading.bundle.find(item->workflow) : nullptr;
    const auto* own = child != nullptr ? child->material(material.id) : nullptr;
    if (own != nullptr && holds(own->when, scope)) asking.push_back({child, own});
  }
  return asking;
}

bool is_there(const Reading& reading, const definition::Material& material, bool deferred_counts) {
  const auto found = reading.state.materials.find(material.id);
  if (found == reading.state.materials.end()) return false;
  const std::string& status = found->second.status;
  if (status == "promised") return commitment_word(reading) == "signed";
  return status != "deferred" || deferred_counts;
}

}  // namespace

Value applicant_of(const CaseState& state) {
  for (const Value& party : state.parties)
    if (party.text("role", "applicant") == "applicant") return party;
  return Value();
}

std::string applicant_id(const CaseState& state) { return applicant_of(state).text("id"); }

std::vector<std::string> applicable_items(const Reading& reading) {
  std::vector<std::string> ids;
  for (const definition::Item& item : reading.definition.items) {
    const auto started = reading.state.items.find(item.id);
    const bool declined =
        item.optional && std::find(reading.state.declined.begin(), reading.state.declined.end(),
                                   Value(item.id)) != reading.state.declined.end();
    const bool applies = started != reading.state.items.end()
                             ? started->second.status != "notApplicable"
                             : !declined && holds_for(reading, item);
    if (applies) ids.push_back(item.id);
  }
  return ids;
}

Result<std::string> region_of(const Reading& reading, const definition::Item& item) {
  if (!item.region) return reading.state.region;
  const Result<Value> region = cel::evaluate(*item.region, ItemScope(reading, item));
  if (!region) return region.error();
  if (region->is_string()) return region->string();
  return Error{.code = "action_error", .detail = "the region of item " + item.id + " is no text"};
}

bool asks_for(const Reading& reading, const definition::Material& material) {
  if (material.items.empty()) return holds(material.when, CaseScope(reading));
  return !asking_items(reading, material).empty();
}

bool may_be_deferred(const Reading& reading, const definition::Material& material) {
  if (material.items.empty()) return reading.definition.deferral && material.deferrable;
  const std::vector<AskingItem> asking = asking_items(reading, material);
  return !asking.empty() && std::all_of(asking.begin(), asking.end(), [](const AskingItem& item) {
    return item.definition->deferral && item.material->deferrable;
  });
}

std::vector<std::string> missing_materials(const Reading& reading, bool deferred_counts) {
  std::vector<std::string> missing;
  for (const definition::Material& material : reading.definition.materials) {
    if (!material.required || material.source == definition::Source::office) continue;
    if (is_there(reading, material, deferred_counts) || !asks_for(reading, material)) continue;
    if (material.source == definition::Source::licence &&
        issued_by_an_item(reading, material.source_name))
      continue;
    missing.push_back(material.id);
  }
  return missing;
}

std::vector<std::string> deferred_materials(const CaseState& state) {
  std::vector<std::string> ids;
  for (const auto& [id, material] : state.materials)
    if (material.status == "deferred") ids.push_back(id);
  return ids;
}

std::vector<FormPart> form_parts(const Reading& reading) {
  std::vector<FormPart> parts;
  if (reading.definition.form) parts.push_back({reading.definition.form.get(), true});
  const std::vector<std::string> applicable = applicable_items(reading);
  for (const definition::Item& item : reading.definition.items) {
    const definition::Definition* made = reading.bundle.find(item.workflow);
    if (made == nullptr || !made->form) continue;
    const bool applies =
        std::find(applicable.begin(), applicable.end(), item.id) != applicable.end();
    parts.push_back({made->form.get(), applies});
  }
  return parts;
}

std::vector<Fault> form_faults(const Reading& reading, const Value& form,
                               definition::Completeness completeness) {
  std::vector<Fault> faults;
  const CaseScope scope(reading);
  Value declared = Map{};
  for (const FormPart& part : form_parts(reading)) {
    const Value own = definition::cut(*part.schema, form);
    declared = joined(declared, own);
    if (!part.applies) continue;
    for (Fault& fault : definition::validate(*part.schema, own, scope, completeness)) {
      const bool known = std::any_of(faults.begin(), faults.end(), [&](const Fault& other) {
        return other.pointer == fault.pointer && other.code == fault.code;
      });
      if (!known) faults.push_back(std::move(fault));
    }
  }
  undeclared(form, declared, "", faults);
  return faults;
}

std::vector<std::string> personal_in_form(const Reading& reading, const Value& patch) {
  std::vector<std::string> pointers;
  for (const FormPart& part : form_parts(reading))
    for (std::string& pointer : definition::personal_pointers(*part.schema, patch))
      if (std::find(pointers.begin(), pointers.end(), pointer) == pointers.end())
        pointers.push_back(std::move(pointer));
  return pointers;
}

std::string commitment_word(const Reading& reading) {
  if (!reading.state.commitment.empty()) return reading.state.commitment;
  const auto& declared = reading.definition.commitment;
  if (!declared || !reading.state.phase || !law::is_pending(*reading.state.phase)) return "";
  if (declared->when && declared->when->reads("case"))
    return "offered";  // it may not ask about itself
  return holds(declared->when, CaseScope(reading)) ? "offered" : "";
}

const definition::Text& title_of(const definition::Definition& definition,
                                 const std::string& path) {
  static const definition::Text kNone{};
  const chart::StateId state = definition.machine.find_path(path);
  if (state == chart::kNoState) return kNone;
  // A task's name is its state's, or that of the nearest state that has one.
  for (chart::StateId at = state; at != chart::kNoState; at = definition.machine.state(at).parent)
    if (const definition::Text& title = definition.state(at).title; !title.zh.empty()) return title;
  return kNone;
}

chart::Snapshot snapshot_of(const definition::Definition& definition, const CaseState& state) {
  chart::Snapshot snapshot;
  const auto id_of = [&](const std::string& path) { return definition.machine.find_path(path); };
  for (const std::string& path : state.active) snapshot.active.push_back(id_of(path));
  std::sort(snapshot.active.begin(), snapshot.active.end());
  for (const auto& [path, remembered] : state.history) {
    std::vector<chart::StateId> ids;
    for (const std::string& one : remembered) ids.push_back(id_of(one));
    snapshot.history.emplace_back(id_of(path), std::move(ids));
  }
  snapshot.variables = state.variables;
  snapshot.invokes = state.invokes;
  return snapshot;
}

}  // namespace yijian::casework
