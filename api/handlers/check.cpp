// POST /v1/workflows/check: definitions that somebody is writing, checked and forgotten.
#include <algorithm>

#include "api/handlers/exchange.h"
#include "engine/authoring/check.h"
#include "engine/authoring/findings.h"

namespace yijian::handlers {
namespace {

constexpr size_t kMaxFiles = 200;
constexpr size_t kMaxPathBytes = 200;
constexpr size_t kMaxProblems = 1'000;  // of an answer

// The files of the body. Errors: invalid_data, with a pointer into it.
Result<std::vector<definition::SourceFile>> files_of(const Value& body) {
  const Value* list = body.find("files");
  if (list == nullptr || !list->is_list() || list->list().empty() ||
      list->list().size() > kMaxFiles)
    return wrong_type("/files", "files is a list of 1 to " + std::to_string(kMaxFiles));
  std::vector<definition::SourceFile> out;
  for (size_t i = 0; i < list->list().size(); ++i) {
    const Value& file = list->list()[i];
    const std::string pointer = "/files/" + std::to_string(i);
    const Value* text = file.find("text");
    const std::string path = file.text("path");
    if (path.empty() || path.size() > kMaxPathBytes || text == nullptr || !text->is_string() ||
        file.map().size() != 2)
      return wrong_type(pointer, "a file is {path, text}");
    const bool twice = std::any_of(out.begin(), out.end(), [&](const definition::SourceFile& one) {
      return one.path == path;
    });
    if (twice) return wrong_type(pointer + "/path", "the path stands twice");
    out.push_back({path, text->string()});
  }
  return out;
}

http::Response answer(const std::vector<definition::SourceFile>& files) {
  const authoring::Checked checked = authoring::check(files);
  List problems;
  for (const definition::Problem& problem : checked.problems)
    if (problems.size() < kMaxProblems) problems.push_back(authoring::as_value(problem));
  const auto more = static_cast<int64_t>(checked.problems.size() - problems.size());
  return json(200, Map{{"problems", std::move(problems)},
                       {"definitions", static_cast<int64_t>(checked.library.bundles.size())},
                       {"more", more}});
}

void check(Service& service, const http::Request& request, const Asked& asked,
           const http::Respond& respond) {
  if (asked.actor.role != "integrator" && asked.actor.role != "admin")
    return refuse(respond, {.code = "role_required", .detail = "definitions are an integrator's"},
                  asked);
  const Result<Value> body = body_of(request, {"files"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<std::vector<definition::SourceFile>> files = files_of(*body);
  if (!files) return refuse(respond, files.error(), asked);
  read(service, respond, asked, [files = std::move(*files)] { return answer(files); });
}

}  // namespace

void add_check_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/workflows/check",
             for_user(service, [&service](const auto& request, const auto&, Asked asked,
                                          http::Respond respond) {
               check(service, request, asked, respond);
             }));
}

}  // namespace yijian::handlers
