// A message of another case arrives: a child's report, a parent's word, a verification's outcome.
#include <algorithm>
#include "engine/casework/case_ids.h"

#include "engine/casework/clocks.h"
#include "engine/casework/commands.h"
#include "engine/casework/findings.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/items.h"

namespace yijian::casework {
namespace {

Status handled(const Result<chart::Outcome>& outcome) {
  return outcome ? Status{} : Status(outcome.error());
}

// A case that this one opened beside itself is settled; for its invocation, if it has one, done.
Status linked_reports(Working& working, const Message& message, law::Phase phase) {
  const std::string id = message.data.text("item");
  working.cause = Cause::child;
  working.action = "child." + std::string(law::name(phase));
  const Value licences = message.data.member("licences");
  working.emit(ChildReported{.phase = phase,
                             .item = id,
                             .case_id = message.from,
                             .lane = message.lane,
                             .outcome = message.data.text("outcome"),
                             .licences = licences,
                             .findings = Value()},
               {"/licences"});
  if (working.state.linked.at(id) != message.from) return {};  // of an attempt that is over
  const auto& invokes = working.state.invokes;
  if (std::find(invokes.begin(), invokes.end(), id) == invokes.end()) return {};
  Map output{{"outcome", working.state.linked_ended.at(id)}};
  if (!licences.is_null()) output.set("licences", licences);
  Interpreter interpreter(working);
  return handled(interpreter.dispatch(chart::done_invoke_event(id), Map{{"output", output}}));
}

Status child_reports(Working& working, const Message& message) {
  const std::optional<law::Phase> phase = law::phase_from(message.data.text("phase"));
  const std::string item = message.data.text("item");
  const auto known = working.state.items.find(item);
  const bool linked = working.state.linked.contains(item) &&
                      attempt_of(working.state.id, item, message.from, working.state.n) > 0;
  if (phase && linked) return linked_reports(working, message, *phase);
  if (!phase || known == working.state.items.end() || known->second.case_id != message.from)
    return Error{.code = "not_allowed_now", .detail = "no such item"};
  working.cause = Cause::child;
  working.action = "child." + std::string(law::name(*phase));
  const bool had_answered = items_answered(working.reading());
  const Value findings = message.data.member("findings");
  std::vector<std::string> personal = personal_in_corrections(findings, "/findings");
  personal.emplace_back("/licences");
  working.emit(ChildReported{.phase = *phase,
                             .item = item,
                             .case_id = message.from,
                             .lane = message.lane,
                             .outcome = message.data.text("outcome"),
                             .licences = message.data.member("licences"),
                             .findings = findings},
               std::move(personal));
  advance_items(working);
  follow_items(working);
  Interpreter interpreter(working);
  if (Status status = handled(interpreter.dispatch(working.action, message.data)); !status)
    return status;
  if (!had_answered && items_answered(working.reading()))
    if (Status status = handled(interpreter.dispatch("items.answered", Map{})); !status)
      return status;
  return interpreter.settle_items();
}

Status parent_tells(Working& working, const Message& message) {
  const std::string word = message.data.text("word");
  working.cause = Cause::parent;
  working.action = "parent." + word;
  working.emit(
      ParentReported{.word = word, .case_id = message.from, .lane = message.lane, .data = Value()});
  if (word == "material") {
    working.emit(MaterialMarked{.status = message.data.text("status"),
                                .material = message.data.text("material"),
                                .source = "case",
                                .digest = message.data.text("digest")});
    if (deferred_materials(working.state).empty()) end_clock(working, kDeferralClock);
    return {};
  }
  // The law's fields of what the parent tells: the notice's list.
  if (const Value* corrections = message.data.find("corrections"))
    working.data = Map{{"corrections", *corrections}};
  if (const Value* form = message.data.find("form"); form != nullptr && form->is_map())
    change_form(working, *form);  // the thing's, as it stands now
  if (word == "noticed") return {};
  Interpreter interpreter(working);
  return handled(interpreter.dispatch(working.action, message.data));
}

Status commitment_settled(Working& working, const Message& message) {
  const std::string outcome = message.data.text("outcome");
  working.cause = Cause::commitment;
  working.action = "commitment." + outcome;
  working.emit(
      CommitmentSettled{.outcome = outcome, .case_id = message.from, .lane = message.lane});
  Interpreter interpreter(working);
  return handled(interpreter.dispatch(working.action, message.data));
}

}  // namespace

Status deliver(Working& working, const Message& message) {
  working.draft.effective =
      std::min(std::max(message.effective, working.state.effective), working.draft.at);
  if (message.kind == "open") return open_by_message(working, message);
  if (message.kind == "child") return child_reports(working, message);
  if (message.kind == "parent") return parent_tells(working, message);
  if (message.kind == "commitment") return commitment_settled(working, message);
  return Error{.code = "action_error", .detail = "no such kind of message: " + message.kind};
}

}  // namespace yijian::casework
