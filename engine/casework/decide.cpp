#include "engine/casework/decide.h"

#include "engine/casework/commands.h"
#include "engine/casework/insider.h"
#include "engine/casework/messages.h"
#include "engine/casework/rules/late.h"
#include "engine/casework/working.h"

namespace yijian::casework {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string command_type(const Command& command) {
  return std::visit(
      Overloaded{
          [](const Open&) { return std::string("open"); },
          [](const Start&) { return std::string("start"); },
          [](const Act& act) { return "act." + act.action; },
          [](const Wake&) { return std::string("wake"); },
          [](const Deliver& deliver) { return "deliver." + deliver.message.kind; },
          [](const Reply& reply) { return "reply." + reply.from.substr(0, reply.from.find(':')); },
          [](const Migrate&) { return std::string("migrate"); },
          [](const Import&) { return std::string("import"); },
          [](const Recalendar&) { return std::string("recalendar"); }},
      command);
}

Status run(Working& working, const Command& command) {
  return std::visit(Overloaded{[&](const Open& open) { return open_by_person(working, open); },
                               [&](const Start& start) { return open_by_schedule(working, start); },
                               [&](const Act& one) { return act(working, one); },
                               [&](const Wake& one) { return wake(working, one); },
                               [&](const Deliver& one) { return deliver(working, one.message); },
                               [&](const Reply& one) { return reply(working, one); },
                               [&](const Migrate& one) { return migrate(working, one); },
                               [&](const Import& one) { return open_by_import(working, one); },
                               [&](const Recalendar&) { return recalendar(working); }},
                    command);
}

// The definition that the command is judged by: the case's, or that which is to be opened.
const definition::Definition* definition_of(const definition::Bundle& bundle,
                                            const CaseState& state, const Command& command) {
  if (state.n > 0) return bundle.find(state.workflow);
  if (const auto* open = std::get_if<Open>(&command)) return bundle.find(open->workflow);
  if (const auto* start = std::get_if<Start>(&command)) return bundle.find(start->workflow);
  if (const auto* import = std::get_if<Import>(&command)) return bundle.find(import->workflow);
  if (const auto* deliver = std::get_if<Deliver>(&command))
    return bundle.find(deliver->message.data.text("workflow"));
  return nullptr;
}

// An applicant's right is that of its party; it is looked at where it acts.
bool is_kept_from(const CaseState& state, const Envelope& envelope) {
  return std::holds_alternative<Act>(envelope.command) && envelope.actor &&
         envelope.actor->role != "applicant" && !may_know(state, *envelope.actor);
}

Status admissible(const CaseState& state, const Envelope& envelope) {
  const auto* deliver = std::get_if<Deliver>(&envelope.command);
  const bool opens = std::holds_alternative<Open>(envelope.command) ||
                     std::holds_alternative<Start>(envelope.command) ||
                     std::holds_alternative<Import>(envelope.command) ||
                     (deliver != nullptr && deliver->message.kind == "open");
  if (opens && state.n > 0)
    return Error{.code = "case_exists", .detail = "the case has been opened"};
  if (!opens && (state.n == 0 || is_kept_from(state, envelope)))
    return Error{.code = "not_found", .detail = "no such case"};
  if (envelope.expected && *envelope.expected != state.n)
    return Error{.code = "stale_version",
                 .detail = "the case is at version " + std::to_string(state.n),
                 .names = {std::to_string(state.n)}};
  return admissible_late(state, envelope);
}

// Nobody asks for it who could be refused: what fails is an incident. What another system said is
// never lost, whoever brings it.
bool by_engine(const Envelope& envelope) {
  return !envelope.actor.has_value() || std::holds_alternative<Reply>(envelope.command);
}

// The step of an engine event that failed: what arrived, and the incident in place of its effects.
// An opening that fails leaves no case to carry it: that is the sender's dead letter.
void record_failure(Working& failed, Working& clean, const Error& error) {
  clean.draft.effective = failed.draft.effective;
  const Recorded& arrived = failed.draft.events.front();
  clean.emit(arrived.event, arrived.personal);
  // What went wrong may quote what it went wrong with.
  clean.emit(Incident{.event = failed.action, .code = error.code, .detail = error.detail},
             {"/detail"});
}

Result<Decided> finish(Working& working, const CaseState& before, const Envelope& envelope) {
  cite_late(working);
  report_to_opener(working, before.phase);
  const Digest prev =
      before.n > 0 ? before.head : origin_digest(working.draft.case_id, working.state.opener);
  Result<SealedStep> sealed = seal(working.draft, prev, envelope.entropy);
  if (!sealed) return sealed.error();
  CaseState after = std::move(working.state);
  close_step(after, working.draft, sealed->hash);
  return Decided{
      .step = *std::move(sealed), .draft = std::move(working.draft), .after = std::move(after)};
}

}  // namespace

Result<Decided> decide(const definition::Bundle& bundle, const law::WorkCalendar& calendar,
                       const CaseState& state, const Envelope& envelope) {
  if (Status status = admissible(state, envelope); !status) return status.error();
  const definition::Definition* definition = definition_of(bundle, state, envelope.command);
  if (definition == nullptr)
    return Error{.code = "unknown_workflow", .detail = "no such workflow", .pointer = "/workflow"};
  Working working(bundle, *definition, calendar, state, envelope);
  working.draft.command_type = command_type(envelope.command);
  if (envelope.effective) {
    working.draft.effective = *envelope.effective;
    working.draft.late = envelope.late;
    working.draft.late->confirmed_by.clear();  // the kernel's to say
  }
  const Status status = run(working, envelope.command);
  if (status) return finish(working, state, envelope);
  const bool recordable = by_engine(envelope) && state.n > 0 && !working.draft.events.empty();
  if (!recordable) return status.error();
  Working clean(bundle, *definition, calendar, state, envelope);
  clean.draft.command_type = working.draft.command_type;
  record_failure(working, clean, status.error());
  return finish(clean, state, envelope);
}

Result<std::optional<int64_t>> done_before(const CaseState& state, const Envelope& envelope) {
  if (envelope.command_id.empty()) return std::optional<int64_t>();
  for (const DoneCommand& done : state.done_commands) {
    if (done.id != envelope.command_id) continue;
    if (done.request != envelope.request)
      return Error{.code = "idempotency_mismatch",
                   .detail = "the key was used for another request"};
    return std::optional<int64_t>(done.n);
  }
  return std::optional<int64_t>();
}

}  // namespace yijian::casework
