// POST /v1/cases, GET /v1/cases/{id}, POST /v1/cases/{id}/actions, GET /v1/cases/{id}/timeline.
#include "api/handlers/why.h"
#include "api/http/problem.h"
#include "engine/base/json.h"
#include "storage/writer/fold_case.h"

namespace yijian::handlers {
namespace {

Result<casework::Open> parse_open(const Value& body) {
  casework::Open open;
  Result<std::string> workflow = text_member(body, "workflow");
  Result<std::string> channel = text_member(body, "channel");
  Result<Value> form = object_member(body, "form");
  Result<Value> guide = object_member(body, "guide");
  if (!workflow) return workflow.error();
  if (workflow->empty()) return wrong_type("/workflow", "names the workflow");
  if (!channel) return channel.error();
  if (!form) return form.error();
  if (!guide) return guide.error();
  const Value* parties = body.find("parties");
  if (parties == nullptr || !parties->is_list()) return wrong_type("/parties", "is a list");
  Result<std::vector<std::string>> declined = texts_member(body, "declined");
  if (!declined) return declined.error();
  open.declined = *std::move(declined);
  open.workflow = *std::move(workflow);
  open.channel = channel->empty() ? "web" : *std::move(channel);
  open.form = *std::move(form);
  open.guide = *std::move(guide);
  open.parties = parties->list();
  return open;
}

Result<casework::Act> parse_act(const Value& body) {
  casework::Act act;
  Result<std::string> action = text_member(body, "action");
  Result<std::string> task = text_member(body, "task");
  Result<std::string> opinion = text_member(body, "opinion");
  Result<Value> data = object_member(body, "data");
  if (!action) return action.error();
  if (action->empty()) return wrong_type("/action", "names the action");
  if (!task) return task.error();
  if (!opinion) return opinion.error();
  if (!data) return data.error();
  act.action = *std::move(action);
  act.task = *std::move(task);
  act.opinion = *std::move(opinion);
  act.data = *std::move(data);
  return act;
}

// `effective` and `late`: an act of an earlier day. Whether it may be is the kernel's to say.
Status read_late(const Value& body, casework::Envelope& envelope) {
  const Result<std::string> effective = text_member(body, "effective");
  if (!effective) return effective.error();
  if (!effective->empty()) {
    const Result<Instant> when = parse_instant(*effective);
    if (!when) return wrong_type("/effective", "is an instant like 2025-06-09T16:30:00+08:00");
    envelope.effective = *when;
  }
  const Value* late = body.find("late");
  if (late == nullptr) return {};
  if (!late->is_map()) return wrong_type("/late", "is an object");
  for (const Map::Entry& entry : late->map())
    if ((entry.name() != "reason" && entry.name() != "evidence") || !entry.value.is_string())
      return wrong_type("/late/" + pointer_token(entry.name()), "reason and evidence are texts");
  envelope.late =
      casework::Late{.reason = late->text("reason"), .evidence = late->text("evidence")};
  return {};
}

// A refusal about a case tells whoever may not see it nothing, not even that it exists, and
// everybody else why: its state is looked at first, away from the HTTP thread.
void refuse_about(Service& service, const std::string& case_id, const casework::Act& act,
                  const Error& error, const Asked& asked, const http::Respond& respond) {
  if (case_id.empty()) return refuse(respond, error, asked);
  read(service, respond, asked, [&service, case_id, act, error, asked] {
    const Result<std::shared_ptr<const casework::CaseState>> state = service.desk.view(case_id);
    if (!state) return http::problem(state.error(), asked.language);
    const bool seen = *state != nullptr && access::rights_over(**state, asked.actor).see;
    return seen ? refusal(error, asked, why_members(service, **state, act, error, asked))
                : http::problem({.code = "not_found", .detail = "no such case"}, asked.language);
  });
}

// To whoever has done what takes the case out of their sight, a restricted one: that it is done.
http::Response done_response(const casework::CaseState& state, int status) {
  http::Response response =
      json(status, Map{{"id", state.id}, {"n", state.n}, {"hash", hex(state.head)}});
  response.headers.emplace_back("ETag", "\"" + std::to_string(state.n) + "\"");
  if (status == 201) response.headers.emplace_back("Location", "/v1/cases/" + state.id);
  return response;
}

// Submits, and answers from the HTTP thread with the case as it then stands.
void submit(Service& service, const std::string& case_id, casework::Envelope envelope,
            const Asked& asked, int status, http::Respond respond) {
  casework::Act tried;  // what a refusal is explained for
  if (const auto* act = std::get_if<casework::Act>(&envelope.command))
    tried = {.action = act->action, .task = act->task, .data = Map{}, .opinion = ""};
  service.desk.submit(
      case_id, std::move(envelope),
      [&service, case_id, tried = std::move(tried), asked, status,
       respond = std::move(respond)](Result<casework::Answer> answer) {
        service.post(
            [&service, case_id, tried, asked, status, respond, answer = std::move(answer)] {
              if (!answer)
                return refuse_about(service, case_id, tried, answer.error(), asked, respond);
              const casework::CaseState& state = *answer->state;
              http::Response response = access::rights_over(state, asked.actor).see
                                            ? case_response(service, state, asked, status)
                                            : done_response(state, status);
              if (answer->replayed) response.headers.emplace_back("Idempotent-Replayed", "true");
              respond(std::move(response));
            });
      });
}

void create(Service& service, const http::Request& request, const Asked& asked,
            http::Respond respond) {
  const Result<Value> body =
      body_of(request, {"workflow", "parties", "form", "guide", "channel", "declined"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<casework::Open> open = parse_open(*body);
  if (!open) return refuse(respond, open.error(), asked);
  if (service.bundles.now()->for_workflow(open->workflow) == nullptr)
    return refuse(
        respond, {.code = "unknown_workflow", .detail = "no such workflow", .pointer = "/workflow"},
        asked);
  Result<std::string> id = command_id(request, asked.actor);
  if (!id) return refuse(respond, id.error(), asked);
  casework::Envelope envelope;
  envelope.actor = asked.actor;
  envelope.actor->channel = open->channel;
  envelope.command = *std::move(open);
  envelope.command_id = *std::move(id);
  if (!envelope.command_id.empty()) envelope.request = request_digest(request);
  submit(service, "", std::move(envelope), asked, 201, std::move(respond));
}

void act(Service& service, const http::Request& request, const std::string& case_id,
         const Asked& asked, http::Respond respond) {
  const Result<Value> body =
      body_of(request, {"action", "task", "data", "opinion", "effective", "late"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<casework::Act> act = parse_act(*body);
  if (!act) return refuse(respond, act.error(), asked);
  const Result<int64_t> expected = expected_version(request);
  if (!expected) return refuse(respond, expected.error(), asked);
  Result<std::string> id = command_id(request, asked.actor);
  if (!id) return refuse(respond, id.error(), asked);
  casework::Envelope envelope;
  envelope.actor = asked.actor;
  envelope.command = *std::move(act);
  if (Status status = read_late(*body, envelope); !status)
    return refuse(respond, status.error(), asked);
  envelope.expected = *expected;
  envelope.command_id = *std::move(id);
  if (!envelope.command_id.empty()) envelope.request = request_digest(request);
  submit(service, case_id, std::move(envelope), asked, 200, std::move(respond));
}

http::Response show(Service& service, const std::string& case_id, const Asked& asked) {
  const Result<std::shared_ptr<const casework::CaseState>> state = service.desk.view(case_id);
  if (!state) return http::problem(state.error(), asked.language);
  if (*state == nullptr)
    return http::problem({.code = "not_found", .detail = "no such case"}, asked.language);
  return case_response(service, **state, asked, 200);
}

// One read tells it all: who may see it, version and hash follow from the very steps that are
// shown.
http::Response timeline(Service& service, const std::string& case_id, const Asked& asked) {
  Result<std::vector<casework::StoredStep>> stored = service.queries.steps(case_id);
  if (!stored) return http::problem(stored.error(), asked.language);
  std::vector<casework::SealedStep> sealed;
  for (casework::StoredStep& one : *stored) sealed.push_back(std::move(one.step));
  std::vector<casework::StepDraft> drafts;
  const Result<storage::StateRef> state = storage::fold_case(case_id, sealed, &drafts);
  if (!state) return http::problem(state.error(), asked.language);
  const access::Rights rights =
      drafts.empty() ? access::Rights{} : access::rights_over(**state, asked.actor);
  if (!rights.see)
    return http::problem({.code = "not_found", .detail = "no such case"}, asked.language);
  List steps;
  for (size_t i = 0; i < drafts.size(); ++i)
    steps.push_back(access::step_view(sealed[i], drafts[i], rights));
  http::Response response = json(200, Map{{"case", case_id},
                                          {"n", (*state)->n},
                                          {"hash", hex((*state)->head)},
                                          {"steps", std::move(steps)}});
  response.headers.emplace_back("ETag", "\"" + std::to_string((*state)->n) + "\"");
  return response;
}

}  // namespace

void add_case_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/cases",
             for_user(service, [&service](const auto& request, const auto&, Asked asked,
                                          http::Respond respond) {
               create(service, request, asked, std::move(respond));
             }));
  router.add("POST", "/v1/cases/{id}/actions",
             for_user(service, [&service](const auto& request, const auto& params, Asked asked,
                                          http::Respond respond) {
               act(service, request, params.text("id"), asked, std::move(respond));
             }));
  router.add("GET", "/v1/cases/{id}",
             for_user(service, [&service](const auto&, const auto& params, Asked asked,
                                          http::Respond respond) {
               read(service, respond, asked,
                    [&service, id = params.text("id"), asked] { return show(service, id, asked); });
             }));
  router.add("GET", "/v1/cases/{id}/timeline",
             for_user(service, [&service](const auto&, const auto& params, Asked asked,
                                          http::Respond respond) {
               read(service, respond, asked, [&service, id = params.text("id"), asked] {
                 return timeline(service, id, asked);
               });
             }));
}

}  // namespace yijian::handlers
