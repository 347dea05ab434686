// POST /v1/connectors/{name}/inbox: what a system outside answers to a question of a case, as a
// CloudEvent (structured JSON). What its codes mean is the case's definition's to say.
#include "api/handlers/exchange.h"
#include "engine/base/digest.h"
#include "engine/definition/connector.h"

namespace yijian::handlers {
namespace {

constexpr std::string_view kSpecVersion = "1.0";
constexpr size_t kEventIdDigits = 48;  // of its digest, which the command is known by

// A connector has an account of its own: role system, its name for an id.
bool speaks_for(const casework::Actor& actor, const std::string& connector) {
  return actor.role == "system" && actor.id == connector;
}

struct Incoming {
  std::string case_id;
  casework::Envelope envelope;
};

// The question is its `question`, the number of the message that asked; absent, the last that the
// case asked here and that has no answer. Errors: invalid_data.
Result<Incoming> parse_event(const Value& body, const std::string& connector) {
  Incoming incoming;
  std::string identity[2];
  for (const auto& [key, text] :
       {std::pair<const char*, std::string*>{"subject", &incoming.case_id},
        {"id", &identity[0]},
        {"source", &identity[1]}}) {
    Result<std::string> member = text_member(body, key);
    if (!member) return member.error();
    if (member->empty()) return wrong_type("/" + std::string(key), "is a text that is not empty");
    *text = *std::move(member);
  }
  const Result<std::string> version = text_member(body, "specversion");
  if (!version || *version != kSpecVersion) return wrong_type("/specversion", "is \"1.0\"");
  casework::Reply reply;
  reply.from = std::string(definition::kConnectorPrefix) + connector;
  if (const Value* question = body.find("question")) {
    if (!question->is_int() || question->integer() < 1)
      return wrong_type("/question", "is a number from 1");
    reply.lane = question->integer();
  }
  if (const Value* data = body.find("data")) reply.data = *data;
  incoming.envelope.command = std::move(reply);
  const std::string_view nul("\0", 1);
  incoming.envelope.command_id =
      "event:" + hex(sm3({identity[1], nul, identity[0]})).substr(0, kEventIdDigits);
  return incoming;
}

void take(Service& service, const http::Request& request, const std::string& connector,
          const Asked& asked, const http::Respond& respond) {
  if (!speaks_for(asked.actor, connector))
    return refuse(respond, {.code = "forbidden", .detail = "not this connector's account"}, asked);
  const Result<Value> body =
      body_of(request, {"specversion", "id", "source", "type", "subject", "time", "datacontenttype",
                        "dataschema", "question", "data"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<Incoming> incoming = parse_event(*body, connector);
  if (!incoming) return refuse(respond, incoming.error(), asked);
  incoming->envelope.actor = asked.actor;
  incoming->envelope.request = request_digest(request);
  service.desk.submit(
      incoming->case_id, std::move(incoming->envelope),
      [&service, asked, respond](Result<casework::Answer> answer) {
        service.post([asked, respond, answer = std::move(answer)] {
          if (!answer) return refuse(respond, answer.error(), asked);
          http::Response response = json(
              200, Map{{"case", answer->case_id}, {"n", answer->n}, {"hash", hex(answer->hash)}});
          if (answer->replayed) response.headers.emplace_back("Idempotent-Replayed", "true");
          respond(std::move(response));
        });
      });
}

}  // namespace

void add_connector_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/connectors/{name}/inbox",
             for_user(service, [&service](const auto& request, const auto& params, Asked asked,
                                          http::Respond respond) {
               take(service, request, params.text("name"), asked, respond);
             }));
}

}  // namespace yijian::handlers
