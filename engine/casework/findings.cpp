#include "engine/casework/findings.h"

#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

bool has_answered(const ItemState& item) {
  if (item.status != "opened" || !item.findings.is_null()) return true;
  const std::optional<law::Phase> phase = law::phase_from(item.phase);
  return phase && *phase != law::Phase::draft && *phase != law::Phase::submitted &&
         *phase != law::Phase::correcting;
}

// The items that the thing's notice concerns, once it has gone out.
bool is_correcting(const ItemState& item) {
  return !item.findings.is_null() || item.phase == law::name(law::Phase::correcting);
}

}  // namespace

List gathered_findings(const CaseState& state) {
  List all;
  if (state.correction_given) return all;  // there is no second notice to tell them in
  for (const auto& [id, item] : state.items) {
    if (!item.findings.is_list()) continue;
    for (const Value& finding : item.findings.list()) {
      Map one = finding.is_map() ? finding.map() : Map{};  // an erased one says nothing more
      one.set("item", id);
      all.emplace_back(std::move(one));
    }
  }
  return all;
}

bool items_answered(const Reading& reading) {
  for (const definition::Item& item : reading.definition.items) {
    const auto found = reading.state.items.find(item.id);
    if (item.accepts && found != reading.state.items.end() && !has_answered(found->second))
      return false;
  }
  return true;
}

Status report_findings(Working& working) {
  const CaseState& state = working.state;
  if (!state.together || !state.opener)
    return Error{.code = "not_allowed_now", .detail = "no thing gathers findings"};
  if (state.correction_given)
    return Error{.code = "correction_already_given",
                 .detail = "the one notice of corrections has been given"};
  const Value* corrections = working.data.find("corrections");
  if (corrections == nullptr || !corrections->is_list() || corrections->list().empty())
    return faulty("the findings list everything to correct",
                  {{.pointer = "/corrections", .code = "required", .detail = "a list"}}, "/data");
  working.cite("R-CORRECT-03");
  send_to_case(
      working, state.opener->case_id, "child",
      Map{{"item", state.item}, {"phase", law::name(*state.phase)}, {"findings", *corrections}},
      personal_in_corrections(*corrections, "/findings"));
  return {};
}

void tell_correcting(Working& working) {
  for (const definition::Item& item : working.definition.items) {
    const auto found = working.state.items.find(item.id);
    if (!item.accepts || found == working.state.items.end() || found->second.status != "opened")
      continue;
    const Value findings = found->second.findings;
    if (!findings.is_list()) {
      if (!has_answered(found->second))
        send_to_case(working, found->second.case_id, "parent", Map{{"word", "noticed"}});
      continue;
    }
    send_to_case(working, found->second.case_id, "parent",
                 Map{{"word", "correcting"}, {"corrections", findings}},
                 personal_in_corrections(findings, "/corrections"));
  }
}

void tell_submitted(Working& working) {
  for (const definition::Item& item : working.definition.items) {
    const auto found = working.state.items.find(item.id);
    const definition::Definition* child = working.bundle.find(item.workflow);
    if (found == working.state.items.end() || child == nullptr || !is_correcting(found->second))
      continue;
    Map data{{"word", "submitted"}};
    std::vector<std::string> personal;
    if (child->form) {
      const Value form = definition::cut(*child->form, working.state.form);
      for (const std::string& pointer : definition::personal_pointers(*child->form, form))
        personal.push_back("/form" + pointer);
      data.set("form", form);
    }
    send_to_case(working, found->second.case_id, "parent", std::move(data), personal);
  }
}

std::vector<std::string> personal_in_corrections(const Value& corrections,
                                                 const std::string& base) {
  std::vector<std::string> pointers;
  if (corrections.is_list())
    for (size_t i = 0; i < corrections.list().size(); ++i)
      pointers.push_back(base + "/" + std::to_string(i) + "/reason");
  return pointers;
}

}  // namespace yijian::casework
