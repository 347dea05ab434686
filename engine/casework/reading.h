// A state read together with its definition: what expressions and checks see.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/casework/command.h"
#include "engine/casework/state.h"
#include "engine/definition/definition.h"

namespace yijian::casework {

struct Reading {
  const definition::Bundle& bundle;
  const definition::Definition& definition;
  const CaseState& state;
  const std::vector<Fact>* facts = nullptr;  // of the envelope; null outside a decision
  bool is_nested = false;  // asked for while case.missing is found out, which it then lacks
};

// The names of LANGUAGE rule 15: form guide materials parties applicant case vars items clock acts
// licence facts with each tables, and event when one is given.
class CaseScope : public cel::Scope {
 public:
  explicit CaseScope(const Reading& reading, Value event = Value())
      : reading_(reading), event_(std::move(event)) {}
  std::optional<Value> find(std::string_view name) const override;
  bool in_state(std::string_view id) const override;

 private:
  const Reading& reading_;
  Value event_;
};

// The applicant: the first party of that role, or null.
Value applicant_of(const CaseState& state);
// The applicant's identifier, or "".
std::string applicant_id(const CaseState& state);

// Ids of the items that apply: those started, or, before that, those whose `when` holds and which
// were not declined. Empty for what is no thing.
std::vector<std::string> applicable_items(const Reading& reading);

// Where the item is decided: what its `region` says, else where the thing is.
// Errors: guard_error and the like of CEL, action_error when it is no text.
Result<std::string> region_of(const Reading& reading, const definition::Item& item);

// Every answer is to a question that the definition or its items ask, and one of its options.
// Errors: invalid_data, with a pointer below /guide.
Status check_answers(const definition::Bundle& bundle, const definition::Definition& definition,
                     const Value& guide);
// 1 to 50 parties, exactly one of them the applicant, each with a name and a valid identifier.
// Errors: invalid_data and those of law/identifiers.h, with a pointer below /parties. R-IDENT-01.
Status check_parties(const List& parties);
// Whether somebody of the party may do the act: the applicant and who applies with it may do all,
// an agent what it is authorised for (all, where no acts are named); whoever is merely interested
// in the matter may do nothing.
bool acts_for_party(const List& parties, std::string_view party, std::string_view action);
// The same, and an agent's authority (委托期限) has not run out: `until` is the last day on which
// it holds. Without a day, whether it ever may. Errors: forbidden authority_expired (its last day
// in names).
Status may_act_for_party(const List& parties, std::string_view party, std::string_view action,
                         std::optional<Day> today);
// Roles that act for the one department they belong to; the others stand above departments.
bool bound_to_department(std::string_view role);
// Pointers of what is personal in a list of parties standing at `base`.
std::vector<std::string> personal_in_parties(const List& parties, const std::string& base);
// Only an optional item can be declined. Errors: invalid_data.
Status check_declined(const definition::Definition& definition,
                      const std::vector<std::string>& declined);

// Whether the definition asks this case for the material (its `when`, its items' applicability).
bool asks_for(const Reading& reading, const definition::Material& material);

// Whether the material may be brought later (容缺). At a thing every item that asks for it must
// allow it, for each then owes it under its own deferral. R-DEFER-01.
bool may_be_deferred(const Reading& reading, const definition::Material& material);

// What is still to be brought: required, asked for and not there. A deferred one counts as there
// when `deferred_counts`; a promised one when the commitment is signed.
std::vector<std::string> missing_materials(const Reading& reading, bool deferred_counts);
std::vector<std::string> deferred_materials(const CaseState& state);

// The schemas that the form must satisfy: the definition's own and those of its applicable items.
struct FormPart {
  const definition::Schema* schema;
  bool applies;
};
std::vector<FormPart> form_parts(const Reading& reading);
// Faults of the form; what no part declares is unknown_property.
std::vector<Fault> form_faults(const Reading& reading, const Value& form,
                               definition::Completeness completeness);
// Pointers into the patch of what is personal.
std::vector<std::string> personal_in_form(const Reading& reading, const Value& patch);

// "signed" "kept" "breached", "offered" when the definition offers one now, or "".
std::string commitment_word(const Reading& reading);

// What a state's task is called: the state's title, or that of the nearest one around it that has
// one; empty without any.
const definition::Text& title_of(const definition::Definition& definition, const std::string& path);

// Chart indices of the state's paths.
chart::Snapshot snapshot_of(const definition::Definition& definition, const CaseState& state);

}  // namespace yijian::casework
