#include "api/handlers/exchange.h"

#include <algorithm>
#include <charconv>

#include "api/http/problem.h"
#include "engine/base/digest.h"
#include "engine/base/json.h"

namespace yijian::handlers {
namespace {

constexpr size_t kMaxKeyBytes = 255;
constexpr size_t kCommandIdDigits = 32;

Error bad_request(std::string detail) {
  return {.code = "bad_request", .detail = std::move(detail)};
}

}  // namespace

http::Handler for_user(
    Service& service,
    std::function<void(const http::Request&, const http::Params&, Asked, http::Respond)> serve) {
  return [&service, serve = std::move(serve)](const http::Request& request,
                                              const http::Params& params, http::Respond respond) {
    Result<casework::Actor> actor = service.users.authenticate(request.authorization);
    if (!actor) return respond(http::problem(actor.error(), request.accept_language));
    serve(request, params, {*std::move(actor), request.accept_language}, std::move(respond));
  };
}

http::Handler for_user(Service& service, void (*serve)(Service&, const http::Request&, const Asked&,
                                                       const http::Respond&)) {
  return for_user(service, [&service, serve](const http::Request& request, const http::Params&,
                                             const Asked& asked, const http::Respond& respond) {
    serve(service, request, asked, respond);
  });
}

Result<Value> body_of(const http::Request& request, const std::vector<std::string_view>& keys) {
  Result<Value> body = parse_json(request.body, "body");
  if (!body && body.error().code == "too_many_members") return bad_request(body.error().detail);
  if (!body) return body;
  if (!body->is_map()) return Error{.code = "invalid_data", .detail = "the body is a JSON object"};
  for (const Map::Entry& entry : body->map())
    if (std::find(keys.begin(), keys.end(), entry.name()) == keys.end())
      return Error{.code = "invalid_data",
                   .detail = "unknown key",
                   .pointer = "/" + pointer_token(entry.name())};
  return body;
}

Error wrong_type(std::string pointer, std::string detail) {
  return {.code = "invalid_data", .detail = std::move(detail), .pointer = std::move(pointer)};
}

Result<Value> object_member(const Value& body, std::string_view key) {
  const Value* member = body.find(key);
  if (member == nullptr) return Value(Map{});
  if (!member->is_map()) return wrong_type("/" + std::string(key), "is an object");
  return *member;
}

Result<std::string> text_member(const Value& body, std::string_view key) {
  const Value* member = body.find(key);
  if (member == nullptr) return std::string();
  if (!member->is_string()) return wrong_type("/" + std::string(key), "is a text");
  return member->string();
}

Result<std::vector<std::string>> texts_member(const Value& body, std::string_view key) {
  std::vector<std::string> texts;
  const Value* member = body.find(key);
  if (member == nullptr) return texts;
  if (!member->is_list()) return wrong_type("/" + std::string(key), "is a list of texts");
  for (const Value& one : member->list()) {
    if (!one.is_string()) return wrong_type("/" + std::string(key), "is a list of texts");
    texts.push_back(one.string());
  }
  return texts;
}

Result<int64_t> expected_version(const http::Request& request) {
  std::string_view tag = request.if_match;
  if (tag.empty())
    return Error{.code = "precondition_required",
                 .detail = "If-Match names the version you have seen"};
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"')
    return bad_request("If-Match is one strong tag, such as \"7\"");
  tag = tag.substr(1, tag.size() - 2);
  int64_t n = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), n);
  if (error != std::errc() || end != tag.data() + tag.size() || n < 1)
    return bad_request("If-Match is one strong tag, such as \"7\"");
  return n;
}

Result<std::string> command_id(const http::Request& request, const casework::Actor& actor) {
  const std::string& key = request.idempotency_key;
  if (key.empty()) return std::string();
  if (key.size() > kMaxKeyBytes) return bad_request("Idempotency-Key has at most 255 characters");
  return hex(sm3({actor.id, std::string_view("\0", 1), key})).substr(0, kCommandIdDigits);
}

std::string request_digest(const http::Request& request) {
  const std::string_view nul("\0", 1);
  return hex(sm3({request.method, nul, request.path, nul, request.body}));
}

http::Response json(int status, const Value& body) {
  http::Response response;
  response.status = status;
  response.body = to_json(body);
  return response;
}

http::Response refusal(const Error& error, const Asked& asked, Map members) {
  if (error.code != "stale_version" || error.names.empty())
    return http::problem(error, asked.language, members);
  // The version is a member of its own, a number like `n` of a case.
  Error stale = error;
  int64_t version = 0;
  const std::string& text = error.names.front();
  std::from_chars(text.data(), text.data() + text.size(), version);
  stale.names.clear();
  members.set("version", version);
  return http::problem(stale, asked.language, members);
}

void refuse(const http::Respond& respond, const Error& error, const Asked& asked) {
  respond(refusal(error, asked));
}

Result<const definition::Bundle*> bundle_of(const Service& service,
                                            const casework::CaseState& state) {
  const definition::Bundle* bundle = service.bundles.now()->for_digest(state.bundle);
  if (bundle == nullptr)
    return Error{.code = "internal", .detail = "the case's bundle is not loaded"};
  return bundle;
}

http::Response case_response(const Service& service, const casework::CaseState& state,
                             const Asked& asked, int status) {
  const access::Rights rights = access::rights_over(state, asked.actor);
  if (!rights.see)
    return http::problem({.code = "not_found", .detail = "no such case"}, asked.language);
  const Result<const definition::Bundle*> bundle = bundle_of(service, state);
  if (!bundle) return http::problem(bundle.error(), asked.language);
  http::Response response = json(
      status,
      access::view(state, rights, {**bundle, service.calendar, asked.actor, service.desk.now()}));
  response.headers.emplace_back("ETag", "\"" + std::to_string(state.n) + "\"");
  if (status == 201) response.headers.emplace_back("Location", "/v1/cases/" + state.id);
  return response;
}

void read(Service& service, const http::Respond& respond, const Asked& asked,
          std::function<http::Response()> work) {
  const bool taken = service.readers.submit([respond, work = std::move(work)] { respond(work()); });
  if (!taken) refuse(respond, {.code = "busy", .detail = "too many reads are waiting"}, asked);
}

Result<size_t> page_limit(const http::Request& request) {
  constexpr size_t kDefault = 50;
  constexpr size_t kMost = 500;
  const std::string* text = request.query.find("limit");
  if (text == nullptr) return kDefault;
  size_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc() || end != text->data() + text->size() || limit < 1 || limit > kMost)
    return bad_request("limit is a number from 1 to 500");
  return limit;
}

}  // namespace yijian::handlers
