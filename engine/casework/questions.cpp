#include "engine/casework/questions.h"

#include <algorithm>

#include "engine/casework/commands.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/messages.h"
#include "engine/casework/register_messages.h"

namespace yijian::casework {
namespace {

using definition::kConnectorPrefix;
using definition::Meant;

const definition::Connector* connector_of(const Working& working, std::string_view src) {
  const auto found = working.definition.connectors.find(src.substr(kConnectorPrefix.size()));
  return found == working.definition.connectors.end() ? nullptr : found->second.get();
}

// What the answer comes to, in the words of the record.
Meant meant_by(const Working& working, const Reply& reply) {
  if (!reply.error.empty())
    return {.kind = Meant::Kind::failed, .code = reply.error, .word = reply.error};
  if (!reply.from.starts_with(kConnectorPrefix))
    return {.kind = Meant::Kind::done, .output = reply.data};
  const definition::Connector* connector = connector_of(working, reply.from);
  if (connector == nullptr) return {.why = "the definition has no such connector"};
  return meaning_of(*connector, reply.data);
}

std::string_view word_of(Meant::Kind kind) {
  switch (kind) {
    case Meant::Kind::done:
      return "answered";
    case Meant::Kind::failed:
      return "failed";
    case Meant::Kind::unknown:
      return "unmapped";
  }
  return "";
}

Replied arrived(const Reply& reply, const AskedState& asked, const Meant& meant) {
  Replied event;
  event.connector = asked.to.starts_with(kConnectorPrefix);
  event.from = asked.to.substr(asked.to.find(':') + 1);
  event.word = word_of(meant.kind);
  event.invoke = asked.invoke;
  event.lane = asked.lane;
  event.code = meant.code;
  event.data = meant.kind == Meant::Kind::done ? meant.output : reply.data;
  event.late = asked.over;
  return event;
}

}  // namespace

bool is_question(std::string_view src) {
  return src.starts_with(kRegisterPrefix) || src.starts_with(kConnectorPrefix);
}

Status ask(Working& working, const chart::InvokeChange& invoke) {
  Value input = invoke.input.is_map() ? invoke.input : Value(Map{});
  if (invoke.src.starts_with(kConnectorPrefix)) {
    const definition::Connector* connector = connector_of(working, invoke.src);
    ENSURE(connector != nullptr);  // the loader saw to it
    Result<Value> request = request_of(*connector, input);
    if (!request) return request.error();
    input = *std::move(request);
  }
  const bool personal = computed_from_personal(invoke.input_roots);
  send_to_case(working, invoke.src, std::string(kQuery),
               Map{{"invoke", invoke.id}, {"input", std::move(input)}},
               personal ? std::vector<std::string>{"/input"} : std::vector<std::string>{});
  return {};
}

const AskedState* question_of(const CaseState& state, const Reply& reply) {
  const auto is_it = [&](const AskedState& asked) {
    return asked.to == reply.from && (reply.lane == 0 || asked.lane == reply.lane);
  };
  const auto found = std::find_if(state.asked.rbegin(), state.asked.rend(), is_it);
  return found == state.asked.rend() ? nullptr : &*found;
}

// A late answer is noted, and nothing follows from it. One that nobody understands is an incident,
// and the question stays open for an answer that somebody does.
Status reply(Working& working, const Reply& reply) {
  const AskedState* found = question_of(working.state, reply);
  if (found == nullptr)
    return Error{.code = "no_open_question", .detail = "nothing was asked that has no answer yet"};
  const AskedState asked = *found;
  const Meant meant = meant_by(working, reply);
  working.cause = Cause::reply;
  const Replied event = arrived(reply, asked, meant);
  working.action = type_of(event);
  working.emit(event, {"/data"});
  if (asked.over) return {};
  if (meant.kind == Meant::Kind::unknown) {
    working.emit(Incident{.event = working.action, .code = "unknown_code", .detail = meant.why},
                 {"/detail"});
    return {};
  }
  Interpreter interpreter(working);
  const bool done = meant.kind == Meant::Kind::done;
  const Result<chart::Outcome> outcome =
      done ? interpreter.dispatch(chart::done_invoke_event(asked.invoke),
                                  Map{{"output", meant.output}})
           : interpreter.dispatch(chart::error_invoke_event(asked.invoke),
                                  Map{{"error", Map{{"code", meant.word}}}});
  return outcome ? Status{} : Status(outcome.error());
}

}  // namespace yijian::casework
