// Refusals as problem documents (RFC 9457). The title is for citizens, from the message table;
// the detail is for operators, as the refusing function wrote it.
#pragma once

#include <string_view>

#include "api/http/request.h"
#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::http {

// application/problem+json:
//   type      "/problems/" and the code
//   title     zh, or en by Accept-Language
//   status, code
//   detail    Error::detail, if any; withheld for a code that the table does not know
//   names     Error::names, if any
//   errors    [{pointer, code, message, detail}] of Error::faults, or of Error::pointer alone
//   and the entries of `members`, such as the current version with stale_version.
//
// Answers 500 with code "internal" for a code that the table does not know. 401 carries
// WWW-Authenticate, 503 Retry-After.
Response problem(const Error& error, std::string_view accept_language, const Map& members = {});

}  // namespace yijian::http
