// POST /v1/workflows/check: definitions that somebody is writing, checked and forgotten.
#include "engine/authoring/check.h"
#include "api/handlers/exchange.h"
#include "api/handlers/sent_files.h"

namespace yijian::handlers {
namespace {

// With the node's own accounts: a task that none of them could do is found too.
http::Response answer(const std::vector<definition::SourceFile>& files,
                      const authoring::Staff& staff) {
  const authoring::Checked checked = authoring::check(files, &staff);
  List problems = problems_view(checked.problems);
  const auto more = static_cast<int64_t>(checked.problems.size() - problems.size());
  return json(200, Map{{"problems", std::move(problems)},
                       {"definitions", static_cast<int64_t>(checked.library.bundles.size())},
                       {"more", more}});
}

void check(Service& service, const http::Request& request, const Asked& asked,
           const http::Respond& respond) {
  if (const Status may = may_send_definitions(asked); !may)
    return refuse(respond, may.error(), asked);
  const Result<Value> body = body_of(request, {"files"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<std::vector<definition::SourceFile>> files = files_of(*body);
  if (!files) return refuse(respond, files.error(), asked);
  read(service, respond, asked,
       [files = std::move(*files), &service] { return answer(files, service.users.posts()); });
}

}  // namespace

void add_check_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/workflows/check", for_user(service, check));
}

}  // namespace yijian::handlers
