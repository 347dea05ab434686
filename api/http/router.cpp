#include "api/http/router.h"

#include <algorithm>
#include <utility>

#include "api/http/media.h"
#include "api/http/problem.h"
#include "api/http/uri.h"

namespace yijian::http {
namespace {

Response allowing(std::string allow) {
  Response response{204, "", "", {}};
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

}  // namespace

std::vector<Router::Segment> Router::compiled(std::string_view pattern) {
  ENSURE(!pattern.empty() && pattern.front() == '/');
  std::vector<Segment> segments;
  for (size_t begin = 1; begin <= pattern.size();) {
    const size_t end = std::min(pattern.find('/', begin), pattern.size());
    std::string_view text = pattern.substr(begin, end - begin);
    begin = end + 1;
    if (text.empty() || text.front() != '{') {
      segments.push_back({Kind::literal, std::string(text)});
      continue;
    }
    ENSURE(text.size() > 2 && text.back() == '}');
    text = text.substr(1, text.size() - 2);
    const bool rest = text.back() == '*';
    if (rest) text.remove_suffix(1);
    ENSURE(!text.empty() && (!rest || end == pattern.size()));
    segments.push_back({rest ? Kind::rest : Kind::one, std::string(text)});
  }
  return segments;
}

void Router::add(std::string_view method, std::string_view pattern, Handler handler,
                 RouteOptions options) {
  std::vector<Segment> segments = compiled(pattern);
  auto at = std::lower_bound(
      routes_.begin(), routes_.end(), segments,
      [](const Route& route, const std::vector<Segment>& other) { return route.segments < other; });
  if (at == routes_.end() || at->segments != segments)
    at = routes_.insert(at, Route{std::move(segments), {}});
  ENSURE(std::none_of(at->methods.begin(), at->methods.end(),
                      [&](const Method& known) { return known.name == method; }));
  at->methods.push_back({std::string(method), std::move(handler), options});
}

bool Router::fits(const Route& route, const std::vector<std::string>& path) {
  const std::vector<Segment>& segments = route.segments;
  const bool open = segments.back().kind == Kind::rest;
  if (open ? path.size() < segments.size() : path.size() != segments.size()) return false;
  for (size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].kind == Kind::rest) return true;
    if (segments[i].kind == Kind::literal ? path[i] != segments[i].text : path[i].empty())
      return false;
  }
  return true;
}

Params Router::params_of(const Route& route, const std::vector<std::string>& path) {
  Params params;
  for (size_t i = 0; i < route.segments.size(); ++i) {
    const Segment& segment = route.segments[i];
    if (segment.kind == Kind::literal) continue;
    std::string value = path[i];
    if (segment.kind == Kind::rest)
      for (size_t k = i + 1; k < path.size(); ++k) value += "/" + path[k];
    params.add(segment.text, std::move(value));
  }
  return params;
}

const Router::Method* Router::method_of(const Route& route, std::string_view name) {
  const Method* get = nullptr;
  for (const Method& method : route.methods) {
    if (method.name == name) return &method;
    if (method.name == "GET") get = &method;
  }
  return name == "HEAD" ? get : nullptr;
}

std::string Router::allow_of(const Route& route) {
  std::string allow;
  for (const Method& method : route.methods) {
    allow += method.name + ", ";
    if (method.name == "GET" && method_of(route, "HEAD") == &method) allow += "HEAD, ";
  }
  return allow + "OPTIONS";
}

std::variant<Match, Response> Router::match(const Request& request) const {
  if (request.path == "*" && request.method == "OPTIONS")
    return allowing("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  const Result<std::vector<std::string>> path = path_segments(request.path);
  if (!path) return problem(path.error(), request.accept_language);
  for (const Route& route : routes_) {
    if (!fits(route, *path)) continue;
    const Method* method = method_of(route, request.method);
    if (method != nullptr) return Match{&method->handler, method->options, params_of(route, *path)};
    if (request.method == "OPTIONS") return allowing(allow_of(route));
    Response refused =
        problem({"method_not_allowed", "the path knows other methods"}, request.accept_language);
    refused.headers.emplace_back("Allow", allow_of(route));
    return refused;
  }
  return problem({"not_found", "no such path"}, request.accept_language);
}

void Router::handle(const Request& request, const Respond& respond) const {
  std::variant<Match, Response> found = match(request);
  if (Response* answer = std::get_if<Response>(&found)) return respond(std::move(*answer));
  const Match& fit = std::get<Match>(found);
  const Result<void> media = check_media(fit.options, request.content_type, !request.body.empty());
  if (!media) return respond(problem(media.error(), request.accept_language));
  (*fit.handler)(request, fit.params, respond);
}

Result<void> check_media(const RouteOptions& options, std::string_view content_type,
                         bool has_body) {
  if (!options.json_only || is_json_media(content_type)) return {};
  if (content_type.empty() && !has_body) return {};
  return Error{"unsupported_media_type", "the body must be application/json in UTF-8"};
}

}  // namespace yijian::http
