// GET /v1/cases and GET /v1/tasks: pages with cursors.
#include "api/handlers/exchange.h"
#include "api/http/problem.h"

namespace yijian::handlers {
namespace {

std::string light_of(Instant yellow, Instant due, bool paused, Instant now) {
  if (now >= due) return "red";
  if (paused) return "paused";
  return now >= yellow ? "yellow" : "green";
}

void add_due(Map& row, const std::optional<Instant>& yellow, const std::optional<Instant>& due,
             bool paused, Instant now) {
  if (!due || !yellow) return;
  row.set("due", format_instant(*due));
  row.set("lastDay", format_day(law::last_day(*due)));
  row.set("light", light_of(*yellow, *due, paused, now));
}

Value title_of(const Service& service, const std::string& workflow) {
  // The current bundle of the workflow, or any that holds it: a title is for people, not for law.
  if (const definition::Bundle* bundle = service.bundles.for_workflow(workflow))
    if (const definition::Definition* found = bundle->find(workflow))
      return access::text_of(found->title);
  for (const auto& [id, bundle] : service.bundles.current)
    if (const definition::Definition* found = bundle->find(workflow))
      return access::text_of(found->title);
  return Map{{"zh", workflow}, {"en", workflow}};
}

Value state_title(const Service& service, const std::string& workflow, const std::string& path) {
  const definition::Bundle* bundle = service.bundles.for_workflow(workflow);
  const definition::Definition* found = bundle != nullptr ? bundle->find(workflow) : nullptr;
  chart::StateId state = found != nullptr ? found->machine.find_path(path) : chart::kNoState;
  for (; state != chart::kNoState; state = found->machine.states[static_cast<size_t>(state)].parent)
    if (const definition::Text& title = found->states[static_cast<size_t>(state)].title;
        !title.zh.empty())
      return access::text_of(title);
  return Map{{"zh", path}, {"en", path}};
}

Value case_row(const Service& service, const casework::HeadRow& head, Instant now) {
  Map row{{"id", head.id}, {"n", head.n}, {"hash", hex(head.head)}, {"workflow", head.workflow}};
  row.set("title", title_of(service, head.workflow));
  row.set("phase", head.phase);
  if (!head.outcome.empty()) row.set("outcome", head.outcome);
  row.set("department", head.department);
  if (!head.opener.empty()) row.set("opener", head.opener);
  add_due(row, head.yellow, head.due, head.paused, now);
  row.set("opened", format_instant(head.opened));
  row.set("updated", format_instant(head.updated));
  return row;
}

Value task_row(const Service& service, const casework::TaskHit& hit, Instant now) {
  Map row{{"case", hit.head.id}, {"n", hit.head.n}, {"task", hit.task.task}};
  row.set("title", state_title(service, hit.head.workflow, hit.task.task));
  row.set("role", hit.task.role);
  row.set("department", hit.task.department);
  row.set("workflow", hit.head.workflow);
  row.set("caseTitle", title_of(service, hit.head.workflow));
  row.set("phase", hit.head.phase);
  row.set("since", format_instant(hit.task.since));
  add_due(row, hit.task.yellow, hit.task.due, hit.head.paused, now);
  return row;
}

// An applicant's list: the cases of its own party, looked at one by one.
bool visible(Service& service, const casework::HeadRow& head, const casework::Actor& actor) {
  if (access::may_list(actor)) return true;
  const Result<std::shared_ptr<const casework::CaseState>> state = service.desk.view(head.id);
  return state && *state != nullptr && access::rights_over(**state, actor).see;
}

template <class Row>
http::Response page_response(const char* key, const casework::Page<Row>& page, List rows) {
  Map body;
  body.set(key, std::move(rows));
  if (!page.next.empty()) body.set("next", page.next);
  return json(200, std::move(body));
}

http::Response list_cases(Service& service, const casework::CaseFilter& filter,
                          const Asked& asked) {
  const Result<casework::Page<casework::HeadRow>> page = service.queries.cases(filter);
  if (!page) return http::problem(page.error(), asked.language);
  List rows;
  const Instant now = service.desk.now();
  for (const casework::HeadRow& head : page->rows)
    if (visible(service, head, asked.actor)) rows.push_back(case_row(service, head, now));
  return page_response("cases", *page, std::move(rows));
}

http::Response list_tasks(Service& service, const casework::TaskFilter& filter,
                          const Asked& asked) {
  const Result<casework::Page<casework::TaskHit>> page = service.queries.tasks(filter);
  if (!page) return http::problem(page.error(), asked.language);
  List rows;
  const Instant now = service.desk.now();
  for (const casework::TaskHit& hit : page->rows)
    if (visible(service, hit.head, asked.actor)) rows.push_back(task_row(service, hit, now));
  return page_response("tasks", *page, std::move(rows));
}

void serve_cases(Service& service, const http::Request& request, const Asked& asked,
                 const http::Respond& respond) {
  const Result<size_t> limit = page_limit(request);
  if (!limit) return refuse(respond, limit.error(), asked);
  casework::CaseFilter filter;
  filter.workflow = request.query.text("workflow");
  filter.phase = request.query.text("phase");
  filter.department = request.query.text("department");
  filter.opener = request.query.text("opener");
  filter.open_only = request.query.text("open") == "true";
  filter.after = request.query.text("cursor");
  filter.limit = *limit;
  if (!filter.phase.empty() && !law::phase_from(filter.phase))
    return refuse(respond, {.code = "bad_request", .detail = "no such phase"}, asked);
  read(service, respond, asked,
       [&service, filter, asked] { return list_cases(service, filter, asked); });
}

void serve_tasks(Service& service, const http::Request& request, const Asked& asked,
                 const http::Respond& respond) {
  const Result<size_t> limit = page_limit(request);
  if (!limit) return refuse(respond, limit.error(), asked);
  const std::string scope = request.query.text("scope", "mine");
  if (scope != "mine" && scope != "all")
    return refuse(respond, {.code = "bad_request", .detail = "scope is mine or all"}, asked);
  casework::TaskFilter filter;
  if (scope == "mine") {
    filter.roles = {asked.actor.role};
    const bool everywhere = asked.actor.role == "applicant" || asked.actor.role == "supervisor" ||
                            asked.actor.role == "governor";
    if (!everywhere) filter.department = asked.actor.department;
  }
  filter.after = request.query.text("cursor");
  filter.limit = *limit;
  read(service, respond, asked,
       [&service, filter, asked] { return list_tasks(service, filter, asked); });
}

}  // namespace

void add_list_routes(http::Router& router, Service& service) {
  router.add("GET", "/v1/cases",
             for_user(service, [&service](const auto& request, const auto&, Asked asked,
                                          http::Respond respond) {
               serve_cases(service, request, asked, respond);
             }));
  router.add("GET", "/v1/tasks",
             for_user(service, [&service](const auto& request, const auto&, Asked asked,
                                          http::Respond respond) {
               serve_tasks(service, request, asked, respond);
             }));
}

}  // namespace yijian::handlers
