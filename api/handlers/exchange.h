// The manners that all handlers share: who asks, what the body says, how a case is answered.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/handlers/service.h"

namespace yijian::handlers {

// What an answer needs of its request once the request itself is gone.
struct Asked {
  casework::Actor actor;
  std::string language;  // Accept-Language
};

// Calls `serve` for whoever the token names; answers 401 otherwise.
http::Handler for_user(
    Service& service,
    std::function<void(const http::Request&, const http::Params&, Asked, http::Respond)> serve);

// The same for a route without parameters.
http::Handler for_user(Service& service, void (*serve)(Service&, const http::Request&, const Asked&,
                                                       const http::Respond&));

// The body as an object with no other keys than those named.
// Errors: malformed_json, duplicate_key, too_deep, invalid_data (unknown key, no object).
Result<Value> body_of(const http::Request& request, const std::vector<std::string_view>& keys);

// invalid_data at a place of the body.
Error wrong_type(std::string pointer, std::string detail);
// Members of the body, empty when absent. Errors: invalid_data, when of another type.
Result<Value> object_member(const Value& body, std::string_view key);
Result<std::string> text_member(const Value& body, std::string_view key);
Result<std::vector<std::string>> texts_member(const Value& body, std::string_view key);

// If-Match as a version. Errors: precondition_required (absent), bad_request (no strong tag of
// ours).
Result<int64_t> expected_version(const http::Request& request);

// Idempotency-Key as the command's id: bound to the actor, of fixed length. Errors: bad_request.
Result<std::string> command_id(const http::Request& request, const casework::Actor& actor);
// The digest by which a repeated request is known.
std::string request_digest(const http::Request& request);

http::Response json(int status, const Value& body);
// The problem of an error, with `members` beside its own; that of stale_version tells the case's
// version.
http::Response refusal(const Error& error, const Asked& asked, Map members = {});
void refuse(const http::Respond& respond, const Error& error, const Asked& asked);

// The case as the actor may see it, with its ETag; not_found for whoever may not see it.
http::Response case_response(const Service& service, const casework::CaseState& state,
                             const Asked& asked, int status);

// Reads on a reader thread and answers from there; busy when too many wait.
void read(Service& service, const http::Respond& respond, const Asked& asked,
          std::function<http::Response()> work);

// The bundle a state is pinned to. Errors: internal.
Result<const definition::Bundle*> bundle_of(const Service& service,
                                            const casework::CaseState& state);

// A JSON list of texts.
inline List texts(const std::vector<std::string>& all) { return List(all.begin(), all.end()); }

// ?limit=, 1 to 500, 50 when absent. Errors: bad_request.
Result<size_t> page_limit(const http::Request& request);

}  // namespace yijian::handlers
