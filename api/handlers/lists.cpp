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

constexpr size_t kPage = 500;           // rows fetched at once while looking for visible ones
constexpr size_t kMostLooked = 10'000;  // rows looked at for one answer

Result<bool> visible(Service& service, const casework::HeadRow& head,
                     const casework::Actor& actor) {
  const Result<std::shared_ptr<const casework::CaseState>> state = service.desk.view(head.id);
  if (!state) return state.error();
  return *state != nullptr && access::rights_over(**state, actor).see;
}

const casework::HeadRow& head_of(const casework::HeadRow& row) { return row; }
const casework::HeadRow& head_of(const casework::TaskHit& row) { return row.head; }

// A page of what the actor may see. Staff see every row. For others each case is looked at, and the
// page is filled before it ends: its cursor then stands at a row of their own, since that of a
// case they may not see would tell them that it exists. Only when kMostLooked rows held too few is
// the cursor where the looking stopped, so that the next page goes on from there.
template <class Row, class Filter, class Fetch>
Result<casework::Page<Row>> page_for(Service& service, const casework::Actor& actor, Filter filter,
                                     Fetch fetch) {
  if (access::may_list(actor)) return fetch(filter);
  casework::Page<Row> seen;
  const size_t wanted = filter.limit;
  filter.limit = kPage;
  for (size_t looked = 0; looked < kMostLooked; looked += kPage) {
    const Result<casework::Page<Row>> page = fetch(filter);
    if (!page) return page.error();
    for (size_t i = 0; i < page->rows.size(); ++i) {
      const Result<bool> shown = visible(service, head_of(page->rows[i]), actor);
      if (!shown) return shown.error();
      if (!*shown) continue;
      seen.rows.push_back(page->rows[i]);
      if (seen.rows.size() < wanted) continue;
      filter.limit = i + 1;  // the same page once more, ending here
      const Result<casework::Page<Row>> ended = fetch(filter);
      if (!ended) return ended.error();
      seen.next = ended->next;
      return seen;
    }
    seen.next = page->next;
    if (page->next.empty()) break;
    filter.after = page->next;
  }
  return seen;
}

// A cursor that the store does not know is the client's mistake.
Error list_error(Error error) {
  if (error.code == "invalid_cursor") error.code = "bad_request";
  return error;
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
  const Result<casework::Page<casework::HeadRow>> page = page_for<casework::HeadRow>(
      service, asked.actor, filter,
      [&](const casework::CaseFilter& part) { return service.queries.cases(part); });
  if (!page) return http::problem(list_error(page.error()), asked.language);
  List rows;
  const Instant now = service.desk.now();
  for (const casework::HeadRow& head : page->rows) rows.push_back(case_row(service, head, now));
  return page_response("cases", *page, std::move(rows));
}

http::Response list_tasks(Service& service, const casework::TaskFilter& filter,
                          const Asked& asked) {
  const Result<casework::Page<casework::TaskHit>> page = page_for<casework::TaskHit>(
      service, asked.actor, filter,
      [&](const casework::TaskFilter& part) { return service.queries.tasks(part); });
  if (!page) return http::problem(list_error(page.error()), asked.language);
  List rows;
  const Instant now = service.desk.now();
  for (const casework::TaskHit& hit : page->rows) rows.push_back(task_row(service, hit, now));
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
  const std::string open = request.query.text("open", "false");
  if (open != "true" && open != "false")
    return refuse(respond, {.code = "bad_request", .detail = "open is true or false"}, asked);
  filter.open_only = open == "true";
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
