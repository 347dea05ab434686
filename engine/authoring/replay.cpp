#include "engine/authoring/replay.h"

#include <variant>

#include "engine/casework/events.h"
#include "engine/casework/evolve.h"

namespace yijian::authoring {
namespace {

using casework::CaseState;

Error at_step(int64_t n, std::string code, std::string detail) {
  Error error{std::move(code), std::move(detail)};
  error.names = {std::to_string(n)};
  return error;
}

// The digest that the first step is chained to; its opener stands in case.opened.
Digest origin(std::string_view case_id, const casework::StepDraft& first) {
  for (const casework::Recorded& recorded : first.events)
    if (const auto* opened = std::get_if<casework::CaseOpened>(&recorded.event))
      return casework::origin_digest(case_id, opened->opener);
  return casework::origin_digest(case_id, std::nullopt);
}

template <class T>
std::string differing_key(const std::map<std::string, T>& a, const std::map<std::string, T>& b) {
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end() || !(other->second == value)) return key;
  }
  for (const auto& [key, value] : b)
    if (!a.contains(key)) return key;
  return "";
}

std::string difference_in_maps(const CaseState& a, const CaseState& b) {
  if (a.materials != b.materials) return "materials." + differing_key(a.materials, b.materials);
  if (a.timers != b.timers) return "timers." + differing_key(a.timers, b.timers);
  if (a.clocks != b.clocks) return "clocks." + differing_key(a.clocks, b.clocks);
  if (a.signatures != b.signatures)
    return "signatures." + differing_key(a.signatures, b.signatures);
  if (a.items != b.items) return "items." + differing_key(a.items, b.items);
  if (a.linked_ended != b.linked_ended)
    return "linked_ended." + differing_key(a.linked_ended, b.linked_ended);
  if (a.linked != b.linked) return "linked." + differing_key(a.linked, b.linked);
  if (a.hands != b.hands) return "hands." + differing_key(a.hands, b.hands);
  if (a.ended_licences != b.ended_licences)
    return "ended_licences." + differing_key(a.ended_licences, b.ended_licences);
  if (a.issued != b.issued) return "issued." + differing_key(a.issued, b.issued);
  if (a.lanes_in != b.lanes_in) return "lanes_in." + differing_key(a.lanes_in, b.lanes_in);
  if (a.lanes_out != b.lanes_out) return "lanes_out." + differing_key(a.lanes_out, b.lanes_out);
  if (a.history != b.history) return "history." + differing_key(a.history, b.history);
  return "";
}

std::string difference_in_header(const CaseState& a, const CaseState& b) {
  if (a.workflow != b.workflow) return "workflow";
  if (a.version != b.version) return "version";
  if (a.kind != b.kind) return "kind";
  if (a.origin != b.origin) return "origin";
  if (a.item != b.item) return "item";
  if (a.element != b.element) return "element";
  if (a.department != b.department) return "department";
  if (a.region != b.region) return "region";
  if (a.channel != b.channel) return "channel";
  if (a.opened != b.opened) return "opened";
  return "";
}

std::string difference_as_opened(const CaseState& a, const CaseState& b) {
  if (a.id != b.id) return "id";
  if (a.n != b.n) return "n";
  if (a.head != b.head) return "head";
  if (a.at != b.at) return "at";
  if (a.effective != b.effective) return "effective";
  if (a.done_commands != b.done_commands) return "done_commands";
  if (a.bundle != b.bundle) return "bundle";
  if (a.opener != b.opener) return "opener";
  if (a.parties != b.parties) return "parties";
  if (a.licence != b.licence) return "licence";
  if (a.licences != b.licences) return "licences";
  if (a.declined != b.declined) return "declined";
  if (a.thing_acts != b.thing_acts) return "thing_acts";
  if (a.assistants != b.assistants) return "assistants";
  if (a.decided_against != b.decided_against) return "decided_against";
  if (a.decided_before != b.decided_before) return "decided_before";
  if (a.promised != b.promised) return "promised";
  if (a.promised_from != b.promised_from) return "promised_from";
  return difference_in_header(a, b);
}

std::string difference_inside(const CaseState& a, const CaseState& b) {
  if (a.form != b.form) return "form";
  if (a.guide != b.guide) return "guide";
  if (a.acts != b.acts) return "acts";
  if (a.active != b.active) return "active";
  if (a.invokes != b.invokes) return "invokes";
  if (a.asked != b.asked) return "asked";
  if (a.variables != b.variables) return "variables";
  if (a.tasks != b.tasks) return "tasks";
  if (a.phase != b.phase) return "phase";
  if (a.since != b.since) return "since";
  if (a.outcome != b.outcome) return "outcome";
  if (a.stop != b.stop) return "stop";
  if (a.corrections != b.corrections) return "corrections";
  if (a.documents != b.documents) return "documents";
  if (a.received != b.received) return "received";
  if (a.accepted_as != b.accepted_as) return "accepted_as";
  if (a.commitment != b.commitment) return "commitment";
  if (a.correction_given != b.correction_given) return "correction_given";
  if (a.credit_barred != b.credit_barred) return "credit_barred";
  if (a.final != b.final) return "final";
  return "";
}

}  // namespace

Result<CaseState> replay(std::string_view case_id, const std::vector<casework::SealedStep>& steps,
                         const EachStep& each) {
  if (steps.empty()) return Error{"empty_log", "the case has no steps"};
  CaseState state;
  state.id = case_id;
  Digest previous{};
  for (size_t i = 0; i < steps.size(); ++i) {
    const casework::SealedStep& sealed = steps[i];
    const auto n = static_cast<int64_t>(i + 1);
    if (sealed.n != n) return at_step(n, "step_missing", "the numbers have a gap");
    const Result<casework::OpenedStep> opened = casework::open_step(sealed.body, sealed.priv);
    if (!opened) return at_step(n, opened.error().code, opened.error().detail);
    if (opened->draft.n != n || opened->draft.case_id != case_id)
      return at_step(n, "malformed_record", "the body is another step's");
    if (n == 1) previous = origin(case_id, opened->draft);
    if (casework::step_hash(previous, sealed.body) != sealed.hash)
      return at_step(n, "hash_mismatch", "the body was altered, or the step before it");
    const CaseState before = each ? state : CaseState{};
    casework::fold(state, opened->draft, sealed.hash);
    if (each) each(before, state, opened->draft);
    previous = sealed.hash;
  }
  return state;
}

std::string first_difference(const CaseState& a, const CaseState& b) {
  if (a == b) return "";
  for (const std::string& name :
       {difference_as_opened(a, b), difference_inside(a, b), difference_in_maps(a, b)})
    if (!name.empty()) return name;
  return "another member";
}

}  // namespace yijian::authoring
