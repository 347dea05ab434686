// GET /v1/catalogue: what can be applied for, with the counts that a district is asked for
// (集成办、掌上办、承诺办).
#include <algorithm>

#include "api/handlers/exchange.h"
#include "api/handlers/workflow_view.h"
#include "api/http/problem.h"

namespace yijian::handlers {
namespace {

struct Asking {
  Day on;
  std::string audience, channel, department;  // "" any
};

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool matches(const definition::Definition& definition, const Asking& asking) {
  const std::vector<std::string>& audience = definition.catalogue.audience;
  return definition::is_offered(definition, asking.on) &&
         (asking.audience.empty() || audience.empty() || has(audience, asking.audience)) &&
         (asking.channel.empty() || has(definition.channels, asking.channel)) &&
         (asking.department.empty() || definition.department == asking.department);
}

// 承诺办: it, or one of its items, is decided on the applicant's promise.
bool on_commitment(const definition::Bundle& bundle, const definition::Definition& definition) {
  return definition.commitment || std::any_of(definition.items.begin(), definition.items.end(),
                                              [&](const definition::Item& item) {
                                                const definition::Definition* child =
                                                    bundle.find(item.workflow);
                                                return child != nullptr && child->commitment;
                                              });
}

struct Counts {
  int64_t total = 0, integrated = 0, mobile = 0, commitment = 0;
};

Value entry(const definition::Bundle& bundle, const definition::Definition& definition,
            Counts& counts) {
  const bool integrated = definition.kind == definition::Kind::thing;
  const bool mobile = has(definition.channels, "mobile");
  const bool commitment = on_commitment(bundle, definition);
  ++counts.total;
  counts.integrated += integrated;
  counts.mobile += mobile;
  counts.commitment += commitment;
  const definition::Catalogue& catalogue = definition.catalogue;
  Map view = summary(bundle, definition).map();
  if (catalogue.theme) view.set("theme", access::text_of(*catalogue.theme));
  if (!catalogue.audience.empty()) view.set("audience", texts(catalogue.audience));
  if (catalogue.from) view.set("from", format_day(*catalogue.from));
  if (catalogue.until) view.set("until", format_day(*catalogue.until));
  view.set("integrated", integrated);
  view.set("mobile", mobile);
  view.set("commitment", commitment);
  view.set("limits", limits_view(definition));
  if (!definition.matter.empty()) view.set("matter", definition.matter);
  return view;
}

Result<Asking> asking_of(const http::Request& request, Day today) {
  Asking asking{.on = today,
                .audience = request.query.text("audience"),
                .channel = request.query.text("channel"),
                .department = request.query.text("department")};
  if (!asking.audience.empty() && asking.audience != "enterprise" && asking.audience != "person")
    return Error{.code = "bad_request", .detail = "audience is enterprise or person"};
  const std::string on = request.query.text("on");
  if (on.empty()) return asking;
  const Result<Day> day = parse_day(on);
  if (!day) return Error{.code = "bad_request", .detail = "on is a day, as 2025-07-01"};
  asking.on = *day;
  return asking;
}

void serve_catalogue(Service& service, const http::Request& request, const Asked& asked,
                     const http::Respond& respond) {
  const Result<Asking> asking = asking_of(request, day_of(service.desk.now()));
  if (!asking) return refuse(respond, asking.error(), asked);
  List entries;
  Counts counts;
  const storage::BundlesRef bundles = service.bundles.now();
  for (const auto& [id, bundle] : bundles->current)
    if (const definition::Definition* definition = bundle->find(id);
        definition != nullptr && matches(*definition, *asking))
      entries.push_back(entry(*bundle, *definition, counts));
  respond(json(200, Map{{"on", format_day(asking->on)},
                        {"counts", Map{{"total", counts.total},
                                       {"integrated", counts.integrated},
                                       {"mobile", counts.mobile},
                                       {"commitment", counts.commitment}}},
                        {"entries", std::move(entries)}}));
}

}  // namespace

void add_catalogue_routes(http::Router& router, Service& service) {
  router.add("GET", "/v1/catalogue", for_user(service, serve_catalogue));
}

}  // namespace yijian::handlers
