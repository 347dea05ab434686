// /healthz, /readyz, /openapi.json, and the manual clock of POST /v1/clock/advance.
#include "api/handlers/exchange.h"
#include "api/http/problem.h"
#include "engine/law/clock.h"

namespace yijian::handlers {
namespace {

// {"by": "5wd"} keeps the time of day; {"to": instant} goes there.
Result<Instant> target(const Service& service, const Value& body) {
  const Instant now = service.desk.now();
  if (body.find("to") != nullptr) {
    if (body.find("by") != nullptr) return wrong_type("/by", "either by or to, not both");
    const Result<std::string> to = text_member(body, "to");
    if (!to) return to.error();
    Result<Instant> instant = parse_instant(*to);
    if (!instant) instant.error().pointer = "/to";
    return instant;
  }
  const Result<law::Limit> by = law::parse_limit(body.text("by"));
  if (!by)
    return Error{.code = "invalid_data",
                 .detail = "by is a limit such as 5wd, or to an instant",
                 .pointer = "/by"};
  return law::later_by(now, *by, service.calendar);
}

void advance(Service& service, const http::Request& request, const Asked& asked,
             const http::Respond& respond) {
  if (!service.manual_clock)
    return refuse(respond,
                  {.code = "clock_not_manual", .detail = "the server runs on the machine's clock"},
                  asked);
  const Result<Value> body = body_of(request, {"by", "to"});
  if (!body) return refuse(respond, body.error(), asked);
  const Result<Instant> to = target(service, *body);
  if (!to) return refuse(respond, to.error(), asked);
  read(service, respond, asked, [&service, asked, to = *to] {
    if (const Status status = service.desk.advance(to); !status)
      return http::problem(status.error(), asked.language);
    return json(200, Map{{"now", format_instant(service.desk.now())}});
  });
}

}  // namespace

void add_system_routes(http::Router& router, Service& service) {
  router.add("GET", "/healthz",
             [](const http::Request&, const http::Params&, http::Respond respond) {
               respond(json(200, Map{{"status", "ok"}}));
             });
  router.add("GET", "/readyz",
             [&service](const http::Request& request, const http::Params&, http::Respond respond) {
               const Asked nobody{{}, request.accept_language};
               // Ready when the store answers a read.
               read(service, respond, nobody, [&service, nobody] {
                 const auto ids = service.queries.case_ids("", 1);
                 if (!ids) return http::problem(ids.error(), nobody.language);
                 const Result<int64_t> dead = service.queries.dead_letters();
                 if (!dead) return http::problem(dead.error(), nobody.language);
                 return json(200, Map{{"status", "ready"},
                                      {"now", format_instant(service.desk.now())},
                                      {"workflows",
                                       static_cast<int64_t>(service.bundles.now()->current.size())},
                                      {"deadLetters", *dead}});
               });
             });
  router.add("GET", "/openapi.json",
             [&service](const http::Request&, const http::Params&, http::Respond respond) {
               http::Response response;
               response.body = service.openapi;
               respond(std::move(response));
             });
  router.add("POST", "/v1/clock/advance",
             for_user(service, [&service](const auto& request, const auto&, Asked asked,
                                          http::Respond respond) {
               advance(service, request, asked, respond);
             }));
}

void add_routes(http::Router& router, Service& service) {
  add_case_routes(router, service);
  add_why_routes(router, service);
  add_list_routes(router, service);
  add_workflow_routes(router, service);
  add_catalogue_routes(router, service);
  add_check_routes(router, service);
  add_rehearsal_routes(router, service);
  add_connector_routes(router, service);
  add_publish_routes(router, service);
  add_system_routes(router, service);
}

}  // namespace yijian::handlers
