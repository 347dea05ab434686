// GET /v1/workflows[/{id}] and POST /v1/workflows/{id}/guide (一次性告知).
#include <algorithm>

#include "api/handlers/exchange.h"
#include "api/handlers/workflow_view.h"
#include "api/http/problem.h"
#include "engine/authoring/publish.h"
#include "engine/casework/reading.h"
#include "storage/writer/schedules.h"

namespace yijian::handlers {
namespace {

// Every edition that a case can be pinned to, by version.
Value versions_view(const Service& service, const std::string& id) {
  const storage::BundlesRef bundles = service.bundles.now();
  std::vector<std::pair<std::string, std::string>> all;  // version, digest
  for (const auto& [digest, bundle] : bundles->by_digest)
    if (bundle->main == id) all.emplace_back(bundle->find(id)->version, digest);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    if (a.first == b.first) return a.second < b.second;
    return authoring::is_older(a.first, b.first);
  });
  List list;
  for (const auto& [version, digest] : all)
    list.push_back(Map{{"version", version}, {"digest", digest}});
  return list;
}

// When the office begins cases, and, for its own people, what became of the last occasion.
Value schedule_view(const Service& service, const definition::Definition& definition,
                    const Asked& asked) {
  const definition::Schedule& schedule = *definition.schedule;
  Map view{{"every", law::name(schedule.when.every)},
           {"on", std::to_string(schedule.when.nth) + (schedule.when.working ? "wd" : "d")}};
  if (!schedule.each.empty()) view.set("each", schedule.each);
  std::optional<storage::LastOccasion> last;
  if (service.registers != nullptr)
    last = storage::last_occasion(*service.registers, definition.id);
  const law::Occasion next =
      law::next_occasion(schedule.when, last ? last->at : service.desk.now(), service.calendar);
  view.set("next", format_day(day_of(next.at)));
  if (next.provisional) view.set("provisional", true);
  if (!last || last->entry.find("fired") == nullptr || asked.actor.role == "applicant") return view;
  view.set("last", Map{{"day", format_day(day_of(last->at))},
                       {"cases", last->entry.member("cases")},
                       {"refused", last->entry.member("refused")}});
  return view;
}

Value list(const Service& service) {
  List all;
  const storage::BundlesRef bundles = service.bundles.now();
  for (const auto& [id, bundle] : bundles->current)
    if (const definition::Definition* definition = bundle->find(id))
      all.push_back(summary(*bundle, *definition));
  return Map{{"workflows", std::move(all)}};
}

Value whole(const definition::Bundle& bundle, const definition::Definition& definition) {
  Map view = summary(bundle, definition).map();
  view.set("basis", basis_view(definition.basis));
  view.set("limits", limits_view(definition));
  List guide;
  for (const definition::Question& question : definition.guide)
    guide.push_back(question_view(question));
  view.set("guide", std::move(guide));
  List items;
  for (const definition::Item& item : definition.items) items.push_back(item_view(bundle, item));
  view.set("items", std::move(items));
  List materials;
  for (const definition::Material& material : definition.materials)
    materials.push_back(material_view(material));
  view.set("materials", std::move(materials));
  return view;
}

// What the answers leave to be filled in and brought, told at once before anything is filled in.
Value told_at_once(const definition::Bundle& bundle, const definition::Definition& definition,
                   const casework::CaseState& imagined) {
  const casework::Reading reading{bundle, definition, imagined, nullptr};
  const std::vector<std::string> applicable = casework::applicable_items(reading);
  List items;
  for (const std::string& id : applicable) items.push_back(item_view(bundle, *definition.item(id)));
  List materials;
  for (const definition::Material& material : definition.materials)
    if (material.source != definition::Source::office && casework::asks_for(reading, material))
      materials.push_back(material_view(material));
  const casework::CaseScope scope(reading);
  return Map{{"workflow", definition.id},
             {"items", std::move(items)},
             {"form", definition::form_for_people(bundle, definition, applicable, scope)},
             {"materials", std::move(materials)},
             {"limits", limits_view(definition)}};
}

// The answers and the declined items of the body. Errors: invalid_data, with a pointer into it.
Result<casework::CaseState> imagined_case(const definition::Bundle& bundle,
                                          const definition::Definition& definition,
                                          const Value& body) {
  casework::CaseState imagined;
  imagined.workflow = definition.id;
  imagined.licence = Map{};
  imagined.licences = Map{};
  const Result<Value> answers = object_member(body, "answers");
  if (!answers) return answers.error();
  if (Status status = casework::check_answers(bundle, definition, *answers); !status) {
    // The body calls "answers" what a case calls its guide.
    Error error = status.error();
    const auto renamed = [](const std::string& pointer) {
      return "/answers" + pointer.substr(std::string_view("/guide").size());
    };
    error.pointer = renamed(error.pointer);
    for (Fault& fault : error.faults) fault.pointer = renamed(fault.pointer);
    return error;
  }
  const Result<std::vector<std::string>> declined = texts_member(body, "declined");
  if (!declined) return declined.error();
  if (Status status = casework::check_declined(definition, *declined); !status)
    return status.error();
  imagined.guide = *answers;
  imagined.declined = List(declined->begin(), declined->end());
  return imagined;
}

void guide(const Service& service, const http::Request& request, const std::string& id,
           const Asked& asked, const http::Respond& respond) {
  const definition::Bundle* found = service.bundles.now()->for_workflow(id);
  if (found == nullptr)
    return refuse(respond, {.code = "unknown_workflow", .detail = "no such workflow"}, asked);
  const definition::Bundle& bundle = *found;
  const definition::Definition* definition = bundle.find(id);
  const Result<Value> body = body_of(request, {"answers", "declined"});
  if (!body) return refuse(respond, body.error(), asked);
  const Result<casework::CaseState> imagined = imagined_case(bundle, *definition, *body);
  if (!imagined) return refuse(respond, imagined.error(), asked);
  respond(json(200, told_at_once(bundle, *definition, *imagined)));
}

}  // namespace

void add_workflow_routes(http::Router& router, Service& service) {
  router.add("GET", "/v1/workflows",
             for_user(service, [&service](const auto&, const auto&, Asked, http::Respond respond) {
               respond(json(200, list(service)));
             }));
  router.add("GET", "/v1/workflows/{id}",
             for_user(service, [&service](const auto&, const auto& params, Asked asked,
                                          http::Respond respond) {
               const std::string& id = params.text("id");
               const definition::Bundle* bundle = service.bundles.now()->for_workflow(id);
               if (bundle == nullptr)
                 return refuse(respond, {.code = "not_found", .detail = "no such workflow"}, asked);
               Map view = whole(*bundle, *bundle->find(id)).map();
               view.set("versions", versions_view(service, id));
               if (const auto& definition = *bundle->find(id); definition.schedule)
                 view.set("schedule", schedule_view(service, definition, asked));
               respond(json(200, std::move(view)));
             }));
  router.add("POST", "/v1/workflows/{id}/guide",
             for_user(service, [&service](const auto& request, const auto& params, Asked asked,
                                          http::Respond respond) {
               guide(service, request, params.text("id"), asked, respond);
             }));
}

}  // namespace yijian::handlers
