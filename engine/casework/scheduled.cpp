#include "engine/casework/scheduled.h"

namespace yijian::casework {
namespace {

// `each`, and the definition's constants.
class ElementScope : public cel::Scope {
 public:
  ElementScope(const definition::Definition& definition, const Value& each)
      : definition_(definition), each_(each) {}
  std::optional<Value> find(std::string_view name) const override {
    if (name == "each") return each_.is_null() ? std::nullopt : std::optional<Value>(each_);
    if (name != "with" && name != "tables") return std::nullopt;
    const Value* constant = definition_.constants.find(name);
    return constant != nullptr ? std::optional<Value>(*constant) : std::nullopt;
  }

 private:
  const definition::Definition& definition_;
  const Value& each_;
};

Error unusable(std::string detail, std::string key) {
  return {.code = "invalid_data",
          .detail = std::move(detail),
          .pointer = "/schedule/" + key,
          .names = {key}};
}

Result<Value> value_of(const cel::Program& program, const cel::Scope& scope,
                       const std::string& key) {
  Result<Value> value = cel::evaluate(program, scope);
  if (value) return value;
  return unusable(value.error().code + ": " + value.error().detail, key);
}

Result<std::string> text_of(const std::optional<cel::Program>& program, const cel::Scope& scope,
                            const std::string& key, const std::string& otherwise) {
  if (!program) return otherwise;
  const Result<Value> value = value_of(*program, scope, key);
  if (!value) return value.error();
  if (value->is_string() && !value->string().empty()) return value->string();
  return unusable("a text is wanted", key);
}

}  // namespace

Result<Value> scheduled_applicant(const definition::Definition& definition, const Value& each) {
  ENSURE(definition.schedule.has_value());
  if (!definition.schedule->applicant) return Value();
  Result<Value> value =
      value_of(*definition.schedule->applicant, ElementScope(definition, each), "applicant");
  if (!value) return value;
  if (!value->is_map()) return unusable("a party {type, name, id} is wanted", "applicant");
  Map party = value->map();
  party.set("role", "applicant");
  return Value(std::move(party));
}

Result<Opening> scheduled_opening(const definition::Definition& definition, const Value& each) {
  ENSURE(definition.schedule.has_value());
  const definition::Schedule& schedule = *definition.schedule;
  const ElementScope scope(definition, each);
  Opening opening;
  const Result<Value> applicant = scheduled_applicant(definition, each);
  if (!applicant) return applicant.error();
  if (!applicant->is_null()) opening.parties.push_back(*applicant);
  const auto department = text_of(schedule.department, scope, "department", definition.department);
  if (!department) return department.error();
  opening.department = *department;
  const auto region = text_of(schedule.region, scope, "region", "");
  if (!region) return region.error();
  opening.region = *region;
  Map form;
  for (const auto& [field, program] : schedule.form) {
    Result<Value> value = value_of(program, scope, "form/" + field);
    if (!value) return value.error();
    form.set(field, *std::move(value));
  }
  opening.form = std::move(form);
  return opening;
}

}  // namespace yijian::casework
