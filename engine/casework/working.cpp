#include "engine/casework/working.h"

#include <algorithm>

#include "engine/base/canonical.h"
#include "engine/base/json.h"

namespace yijian::casework {
namespace {

void put_in_order(Value& value) { value = sorted(value); }
void put_in_order(List& list) {
  for (Value& value : list) value = sorted(value);
}

void put_in_order(Acted& event) { put_in_order(event.data); }
void put_in_order(ChildReported& event) {
  put_in_order(event.licences);
  put_in_order(event.findings);
}
void put_in_order(ParentReported& event) { put_in_order(event.data); }
void put_in_order(Replied& event) { put_in_order(event.data); }
void put_in_order(CaseOpened& event) {
  put_in_order(event.parties);
  put_in_order(event.declined);
  for (Value* value : {&event.guide, &event.variables, &event.licence, &event.licences,
                       &event.thing_acts, &event.barred})
    put_in_order(*value);
}
void put_in_order(FormChanged& event) {
  put_in_order(event.patch);
  put_in_order(event.guide);
}
void put_in_order(Moved& event) {
  for (Value* value : {&event.assigned, &event.reason, &event.basis}) put_in_order(*value);
  for (MovedTimer& timer : event.timers) put_in_order(timer.value);
}
void put_in_order(PhaseChanged& event) {
  for (Value* value : {&event.stop, &event.corrections, &event.ground}) put_in_order(*value);
}
void put_in_order(CaseMigrated& event) {
  for (Value* value : {&event.states, &event.clocks, &event.assigned}) put_in_order(*value);
}
void put_in_order(CaseImported& event) {
  for (Value* value : {&event.hands, &event.told}) put_in_order(*value);
}
void put_in_order(MessageSent& event) { put_in_order(event.data); }
void put_in_order(LicenceActed& event) { put_in_order(event.data); }
void put_in_order(CreditBarred& event) { put_in_order(event.basis); }
template <class Plain>
void put_in_order(Plain&) {}  // events without values

}  // namespace

Working::Working(const definition::Bundle& bundle_of_case,
                 const definition::Definition& definition_of_case,
                 const law::WorkCalendar& calendar_in_force, const CaseState& before,
                 const Envelope& brought)
    : bundle(bundle_of_case),
      definition(definition_of_case),
      calendar(calendar_in_force),
      envelope(brought),
      state(before) {
  draft.case_id = before.n == 0 ? brought.new_case : before.id;
  draft.n = before.n + 1;
  draft.at = std::max(brought.now, before.at);
  draft.effective = draft.at;
  draft.actor = brought.actor;
  draft.command_id = brought.command_id;
  draft.request = brought.request;
  state.id = draft.case_id;
  Map facts;
  for (const Fact& fact : brought.facts) {
    facts.set(
        fact.name,
        Map{{"value", fact.value}, {"source", fact.source}, {"asOf", format_instant(fact.as_of)}});
    draft.personal_facts.push_back("/" + pointer_token(fact.name) + "/value");
  }
  if (!facts.empty()) draft.facts = sorted(std::move(facts));
}

void Working::emit(Event event, std::vector<std::string> personal) {
  std::visit([](auto& one) { put_in_order(one); }, event);
  evolve(state, event, context_of(draft));
  draft.events.push_back({std::move(event), std::move(personal)});
}

void Working::cite(std::string_view rule) {
  if (!draft.rule.empty()) return;
  const law::Rule* found = law::find_rule(rule);
  ENSURE(found != nullptr);
  draft.rule = rule;
  if (found->law.empty()) return;
  draft.basis = List{Map{{"article", found->article}, {"law", found->law}}};
}

void change_form(Working& working, const Value& given, std::vector<std::string> personal) {
  Value patch = given;
  for (const FormPart& part : form_parts(working.reading()))
    patch = definition::with_whole_numbers(*part.schema, patch);
  for (std::string& pointer : personal_in_form(working.reading(), patch))
    personal.push_back(std::move(pointer));
  for (std::string& pointer : personal) pointer.insert(0, "/patch");
  working.emit(FormChanged{.patch = patch, .guide = Value()}, std::move(personal));
}

Error faulty(std::string detail, std::vector<Fault> faults, const std::string& base) {
  ENSURE(!faults.empty());
  Error error{.code = "invalid_data", .detail = std::move(detail)};
  for (Fault& fault : faults) {
    error.names.push_back(fault.pointer.substr(fault.pointer.rfind('/') + 1));
    fault.pointer = base + fault.pointer;
  }
  error.pointer = faults.front().pointer;
  error.faults = std::move(faults);
  return error;
}

Status check_form(const Working& working, definition::Completeness completeness,
                  const std::string& base) {
  std::vector<Fault> faults = form_faults(working.reading(), working.state.form, completeness);
  if (faults.empty()) return {};
  return faulty("the form has faults", std::move(faults), base);
}

Status fill_in_form(Working& working, const Value& patch, const std::string& base) {
  if (!patch.is_map() || patch.map().empty()) return {};
  const Value before = working.state.form;
  change_form(working, patch);
  std::vector<Fault> faults;
  for (const FormPart& part : form_parts(working.reading()))
    for (std::string& pointer : definition::read_only_pointers(*part.schema)) {
      const Value* was = at_pointer(before, pointer);
      const Value* is = at_pointer(working.state.form, pointer);
      if ((was == nullptr) == (is == nullptr) && (was == nullptr || *was == *is)) continue;
      faults.push_back({.pointer = std::move(pointer),
                        .code = "read_only",
                        .detail = "the office's own data fill this in"});
    }
  if (!faults.empty()) return faulty("the form has faults", std::move(faults), base);
  return check_form(working, definition::Completeness::types_only, base);
}

bool computed_from_personal(const std::vector<std::string>& roots) {
  // Variables may hold what was computed from the others before.
  constexpr std::string_view kPersonal[] = {"form",  "parties", "applicant", "acts",
                                            "event", "facts",   "licence",   "vars"};
  return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
    return std::find(std::begin(kPersonal), std::end(kPersonal), root) != std::end(kPersonal);
  });
}

}  // namespace yijian::casework
