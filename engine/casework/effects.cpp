#include "engine/casework/effects.h"

#include "engine/casework/clocks.h"
#include "engine/casework/findings.h"
#include "engine/casework/messages.h"
#include "engine/casework/offers.h"

namespace yijian::casework {
namespace {

const Fact* find_fact(const Working& working, std::string_view name) {
  for (const Fact& fact : working.envelope.facts)
    if (fact.name == name) return &fact;
  return nullptr;
}

// 告知承诺: only where offered, and with clean credit. R-COMMIT-01, R-COMMIT-02.
Status commit(Working& working) {
  if (Status status = may_commit(working.reading()); !status) return status;
  const Fact* credit = find_fact(working, "credit");
  if (credit == nullptr || credit->value.text("status") != "clean")
    return Error{.code = "credit_barred", .detail = "the credit register does not say clean"};
  working.cite("R-COMMIT-02");
  working.emit(CommitmentChanged{.is_signed = true});
  return {};
}

// One extension, by the rank the transition's `by` names; it moves the statutory due alone.
// R-CLOCK-04.
Status extend(Working& working) {
  if (Status status = may_extend(working.state, working.effective()); !status) return status;
  const Result<law::Limit> by = resolve_limit(working.reading(), "extension");
  if (!by) return by.error();
  const ClockState& statutory = working.state.clocks.at(std::string(kStatutoryClock));
  if (by->unit != statutory.clock.limit.unit)
    return Error{.code = "action_error", .detail = "the extension counts in another unit"};
  working.cite("R-CLOCK-04");
  extend_clock(working, kStatutoryClock, *by);
  return {};
}

Status open_case(Working& working, const Value& params, const Value& event) {
  Map form;
  const Reading reading = working.reading();
  const CaseScope scope(reading, event);
  if (const Value* fields = params.find("form"); fields != nullptr && fields->is_map())
    for (const Map::Entry& field : fields->map()) {
      if (!field.value.is_string())
        return Error{.code = "action_error", .detail = "openCase: form takes CEL texts"};
      const Result<cel::Program> program = cel::compile(field.value.string());
      if (!program)
        return Error{.code = "action_error", .detail = "openCase: " + program.error().detail};
      Result<Value> value = cel::evaluate(*program, scope);
      if (!value)
        return Error{.code = "action_error", .detail = "openCase: " + value.error().detail};
      form.set(field.name(), *std::move(value));
    }
  const std::string workflow = params.text("workflow");
  if (working.bundle.find(workflow) == nullptr)
    return Error{.code = "action_error",
                 .detail = "openCase: no workflow " + workflow + " in the bundle"};
  open_linked(working, params.text("id", workflow), workflow,
              form.empty() ? Map{} : Map{{"form", std::move(form)}});
  return {};
}

}  // namespace

Status run_effect(Working& working, const chart::Executed& action, const Value& event) {
  if (action.type == "commit") return commit(working);
  if (action.type == "extend") return extend(working);
  if (action.type == "report") return report_findings(working);
  if (action.type == "openCase") return open_case(working, action.params, event);
  if (action.type == "uncommit") {
    working.emit(CommitmentChanged{.is_signed = false});
    return {};
  }
  if (action.type == "notify") {
    working.emit(MessageSent{.to = "role:" + action.params.text("to"),
                             .lane = 0,
                             .kind = "notify",
                             .data = Map{{"message", action.params.text("message")}}});
    return {};
  }
  if (action.type == "siteCheck" || action.type == "log")
    return {};  // its officers are data of the act
  return Error{.code = "action_error", .detail = "no such action: " + action.type};
}

}  // namespace yijian::casework
