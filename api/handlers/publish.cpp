// POST /v1/workflows: a folder of definitions is published. New cases open in it; those that are
// open stay where they are.
#include <map>

#include "api/handlers/exchange.h"
#include "api/handlers/press.h"
#include "api/handlers/sent_files.h"
#include "api/http/media.h"
#include "api/http/problem.h"

namespace yijian::handlers {
namespace {

using Given = std::map<std::string, size_t>;  // index in the body, by path

// What the checker found, each with the file of the body that it stands in.
http::Response refused(const std::vector<definition::Problem>& problems, const Given& given,
                       const Asked& asked) {
  const bool english = http::preferred_language(asked.language) == http::Language::en;
  List errors;
  for (const definition::Problem& problem : problems) {
    if (problem.severity != definition::Severity::error) continue;
    if (errors.size() == kMaxProblems) break;
    const auto file = given.find(problem.file);
    errors.push_back(
        Map{{"pointer",
             file == given.end() ? "/files" : "/files/" + std::to_string(file->second) + "/text"},
            {"code", problem.code},
            {"message", english ? problem.message.en : problem.message.zh},
            {"detail", problem.place + problem.pointer}});
  }
  return http::problem({.code = "invalid_definition", .detail = "nothing was published"},
                       asked.language, Map{{"errors", std::move(errors)}});
}

http::Response told(const Published& published) {
  List definitions;
  for (const Published::Edition& one : published.editions)
    definitions.push_back(Map{{"id", one.id}, {"version", one.version}, {"digest", one.digest}});
  http::Response response =
      json(published.known ? 200 : 201, Map{{"definitions", std::move(definitions)},
                                            {"problems", problems_view(published.problems)}});
  if (published.known) return response;
  // Of a family: the list, in which all of them stand.
  const std::string one = "/v1/workflows/" + published.editions.front().id;
  response.headers.emplace_back("Location", published.editions.size() == 1 ? one : "/v1/workflows");
  return response;
}

http::Response publish(Service& service, const std::vector<definition::SourceFile>& files,
                       const Asked& asked) {
  const Result<Published> published = service.press->publish(files, asked.actor);
  if (!published) return refusal(published.error(), asked);
  if (!published->editions.empty()) return told(*published);
  Given given;
  for (size_t i = 0; i < files.size(); ++i) given.emplace(files[i].path, i);
  return refused(published->problems, given, asked);
}

void take(Service& service, const http::Request& request, const Asked& asked,
          const http::Respond& respond) {
  if (asked.actor.role != "integrator")
    return refuse(respond, {.code = "role_required", .detail = "an integrator publishes"}, asked);
  const Result<Value> body = body_of(request, {"files"});
  if (!body) return refuse(respond, body.error(), asked);
  Result<std::vector<definition::SourceFile>> files = files_of(*body);
  if (!files) return refuse(respond, files.error(), asked);
  read(service, respond, asked,
       [&service, asked, files = *std::move(files)] { return publish(service, files, asked); });
}

}  // namespace

void add_publish_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/workflows", for_user(service, take));
}

}  // namespace yijian::handlers
