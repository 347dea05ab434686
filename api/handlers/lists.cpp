// GET /v1/cases and GET /v1/tasks: pages with cursors.
#include "api/handlers/exchange.h"
#include "api/http/problem.h"
#include "engine/casework/reading.h"

namespace yijian::handlers {
namespace {

// Read off the row, but of a case with a stopped clock: whether its due had passed when the clock
// stopped, and which of its clocks runs on, only the state tells.
Result<law::Light> light_of(Service& service, const casework::HeadRow& head, Instant yellow,
                            Instant due, Instant now) {
  if (head.paused) {
    const Result<std::shared_ptr<const casework::CaseState>> state = service.desk.view(head.id);
    if (!state) return state.error();
    if (*state != nullptr)
      for (const auto& [name, clock] : (*state)->clocks)
        if (!clock.ended && clock.clock.due == due) return law::light(clock.clock, now);
  }
  if (now >= due) return law::Light::red;
  return now >= yellow ? law::Light::yellow : law::Light::green;
}

Status add_due(Service& service, Map& row, const casework::HeadRow& head,
               const std::optional<Instant>& yellow, const std::optional<Instant>& due,
               Instant now) {
  if (!due || !yellow) return {};
  const Result<law::Light> light = light_of(service, head, *yellow, *due, now);
  if (!light) return light.error();
  row.set("due", format_instant(*due));
  row.set("lastDay", format_day(law::last_day(*due)));
  row.set("light", law::name(*light));
  return {};
}

Value title_of(const Service& service, const std::string& workflow) {
  // The current bundle of the workflow, or any that holds it: a title is for people, not for law.
  if (const definition::Bundle* bundle = service.bundles.now()->for_workflow(workflow))
    if (const definition::Definition* found = bundle->find(workflow))
      return access::text_of(found->title);
  const storage::BundlesRef bundles = service.bundles.now();
  for (const auto& [id, bundle] : bundles->current)
    if (const definition::Definition* found = bundle->find(workflow))
      return access::text_of(found->title);
  return Map{{"zh", workflow}, {"en", workflow}};
}

Value state_title(const Service& service, const std::string& workflow, const std::string& path) {
  const definition::Bundle* bundle = service.bundles.now()->for_workflow(workflow);
  const definition::Definition* found = bundle != nullptr ? bundle->find(workflow) : nullptr;
  chart::StateId state = found != nullptr ? found->machine.find_path(path) : chart::kNoState;
  for (; state != chart::kNoState; state = found->machine.state(state).parent)
    if (const definition::Text& title = found->state(state).title; !title.zh.empty())
      return access::text_of(title);
  return Map{{"zh", path}, {"en", path}};
}

Result<Value> row_of(Service& service, const casework::HeadRow& head, Instant now) {
  Map row{{"id", head.id}, {"n", head.n}, {"hash", hex(head.head)}, {"workflow", head.workflow}};
  row.set("title", title_of(service, head.workflow));
  row.set("phase", head.phase);
  if (!head.outcome.empty()) row.set("outcome", head.outcome);
  row.set("department", head.department);
  if (!head.opener.empty()) row.set("opener", head.opener);
  if (Status status = add_due(service, row, head, head.yellow, head.due, now); !status)
    return status.error();
  row.set("opened", format_instant(head.opened));
  row.set("updated", format_instant(head.updated));
  return Value(std::move(row));
}

Result<Value> row_of(Service& service, const casework::TaskHit& hit, Instant now) {
  Map row{{"case", hit.head.id}, {"n", hit.head.n}, {"task", hit.task.task}};
  row.set("title", state_title(service, hit.head.workflow, hit.task.task));
  row.set("role", hit.task.role);
  row.set("department", hit.task.department);
  row.set("workflow", hit.head.workflow);
  row.set("caseTitle", title_of(service, hit.head.workflow));
  row.set("phase", hit.head.phase);
  row.set("since", format_instant(hit.task.since));
  if (Status status = add_due(service, row, hit.head, hit.task.yellow, hit.task.due, now); !status)
    return status.error();
  return Value(std::move(row));
}

// A page of what the actor may see: staff see every row, others those of their own party.
template <class Row, class Filter, class Fetch>
Result<casework::Page<Row>> page_for(const casework::Actor& actor, Filter filter, Fetch fetch) {
  if (access::may_list(actor)) {
    filter.insider = access::listed_as(actor);
    return fetch(filter);
  }
  const std::optional<std::string> party = access::listed_party(actor);
  if (!party) return casework::Page<Row>{};
  filter.party = *party;
  return fetch(filter);
}

// A cursor that the store does not know is the client's mistake.
Error list_error(Error error) {
  if (error.code == "invalid_cursor") error.code = "bad_request";
  return error;
}

template <class Row>
http::Response page_response(Service& service, const char* key,
                             const Result<casework::Page<Row>>& page, const Asked& asked) {
  if (!page) return http::problem(list_error(page.error()), asked.language);
  List rows;
  const Instant now = service.desk.now();
  for (const Row& one : page->rows) {
    Result<Value> row = row_of(service, one, now);
    if (!row) return http::problem(row.error(), asked.language);
    rows.push_back(*std::move(row));
  }
  Map body;
  body.set(key, std::move(rows));
  if (!page->next.empty()) body.set("next", page->next);
  return json(200, std::move(body));
}

http::Response list_cases(Service& service, const casework::CaseFilter& filter,
                          const Asked& asked) {
  const auto fetch = [&](const casework::CaseFilter& part) { return service.queries.cases(part); };
  return page_response(service, "cases", page_for<casework::HeadRow>(asked.actor, filter, fetch),
                       asked);
}

http::Response list_tasks(Service& service, const casework::TaskFilter& filter,
                          const Asked& asked) {
  const auto fetch = [&](const casework::TaskFilter& part) { return service.queries.tasks(part); };
  return page_response(service, "tasks", page_for<casework::TaskHit>(asked.actor, filter, fetch),
                       asked);
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
    if (casework::bound_to_department(asked.actor.role)) filter.department = asked.actor.department;
    // Whoever acts for a department and belongs to none may act on nothing; "" would mean any.
    if (casework::bound_to_department(asked.actor.role) && filter.department.empty())
      return respond(json(200, Map{{"tasks", List{}}}));
  }
  filter.after = request.query.text("cursor");
  filter.limit = *limit;
  read(service, respond, asked,
       [&service, filter, asked] { return list_tasks(service, filter, asked); });
}

}  // namespace

void add_list_routes(http::Router& router, Service& service) {
  router.add("GET", "/v1/cases", for_user(service, serve_cases));
  router.add("GET", "/v1/tasks", for_user(service, serve_tasks));
}

}  // namespace yijian::handlers
