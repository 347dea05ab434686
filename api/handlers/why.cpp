// GET /v1/cases/{id}/why, and the same list in the refusals of acts.
#include "api/handlers/why.h"

#include "api/http/messages.h"
#include "api/http/problem.h"
#include "engine/casework/why.h"

namespace yijian::handlers {
namespace {

using casework::CaseState;

Error no_such_name(std::string code, std::string detail, std::string meant) {
  Error error{.code = std::move(code), .detail = std::move(detail)};
  if (!meant.empty()) error.names = {std::move(meant)};
  return error;
}

// Errors: bad_request unknown_action unknown_task (names: what was meant).
Status check_question(const definition::Definition& definition, const casework::Act& asked) {
  if (asked.action.empty())
    return Error{.code = "bad_request", .detail = "?action= names the action"};
  if (!casework::knows_action(definition, asked.action))
    return no_such_name("unknown_action", "the workflow has no such action",
                        casework::meant_action(definition, asked.action));
  if (!asked.task.empty() && !casework::knows_task(definition, asked.task))
    return no_such_name("unknown_task", "the workflow has no such state",
                        casework::meant_task(definition, asked.task));
  return {};
}

http::Response why_not(Service& service, const std::string& case_id, const casework::Act& act,
                       const Asked& asked) {
  const Result<std::shared_ptr<const CaseState>> state = service.desk.view(case_id);
  if (!state) return http::problem(state.error(), asked.language);
  const access::Rights rights =
      *state == nullptr ? access::Rights{} : access::rights_over(**state, asked.actor);
  if (!rights.see)
    return http::problem({.code = "not_found", .detail = "no such case"}, asked.language);
  const Result<const definition::Bundle*> bundle = bundle_of(service, **state);
  if (!bundle) return http::problem(bundle.error(), asked.language);
  if (Status status = check_question(*(*bundle)->find((*state)->workflow), act); !status)
    return http::problem(status.error(), asked.language);
  const std::vector<casework::Blocker> blockers = casework::why(
      {**bundle, service.calendar, **state, asked.actor, service.desk.now(), act.action, act.task});
  Map body{{"case", case_id}, {"n", (*state)->n}, {"action", act.action}};
  if (!act.task.empty()) body.set("task", act.task);
  body.set("possible", blockers.empty());
  body.set("why", access::why_view(blockers, rights));
  http::Response response = json(200, std::move(body));
  response.headers.emplace_back("ETag", "\"" + std::to_string((*state)->n) + "\"");
  return response;
}

// Whether the refusal is the case's, and not the store's or of how it was asked.
bool is_of_the_case(const Error& error) {
  const int status = http::message_of(error.code).status;
  return (status == 403 || status == 409 || status == 412 || status == 422) &&
         error.code != "idempotency_mismatch" && error.code != "version_conflict" &&
         error.code != "creation_exists";
}

}  // namespace

Map why_members(const Service& service, const CaseState& state, const casework::Act& act,
                const Error& error, const Asked& asked) {
  const access::Rights rights = access::rights_over(state, asked.actor);
  const Result<const definition::Bundle*> bundle = bundle_of(service, state);
  if (!rights.see || !bundle || !is_of_the_case(error)) return {};
  const std::vector<casework::Blocker> blockers = casework::why_refused(
      {**bundle, service.calendar, state, asked.actor, service.desk.now(), act.action, act.task},
      error);
  return Map{{"why", access::why_view(blockers, rights)}};
}

void add_why_routes(http::Router& router, Service& service) {
  router.add("GET", "/v1/cases/{id}/why",
             for_user(service, [&service](const auto& request, const auto& params, Asked asked,
                                          http::Respond respond) {
               casework::Act act;
               act.action = request.query.text("action");
               act.task = request.query.text("task");
               read(service, respond, asked, [&service, id = params.text("id"), act, asked] {
                 return why_not(service, id, act, asked);
               });
             }));
}

}  // namespace yijian::handlers
