// Percent-decoding of paths and queries. Nothing decoded here is ever a path on disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http/request.h"
#include "engine/base/result.h"

namespace yijian::http {

// The segments of a path, each decoded: "/v1/cases/a%20b" gives v1, cases, "a b"; "/" gives one
// empty segment.
//
// Errors: bad_request  no leading "/", more than kMaxSegments, a broken escape, an escaped "/"
//                      or "\", a control character (NUL among them), invalid UTF-8,
//                      or a segment "." or "..".
Result<std::vector<std::string>> path_segments(std::string_view path);

// The parameters of a query (the text behind "?"), "+" read as a blank.
//
// Errors: bad_request  more than kMaxQueryParameters, a broken escape, a control character other
//                      than line breaks and tabs, invalid UTF-8.
Result<Query> query_parameters(std::string_view query);

// The text as one path segment: all but unreserved characters (RFC 3986) escaped.
std::string percent_encoded(std::string_view text);

struct Target {
  std::string_view path;
  std::string_view query;
};
// The path and query of a request target in origin form or absolute form; "*" is its own path.
// Errors: bad_request  any other form, or a fragment.
Result<Target> split_target(std::string_view target);

}  // namespace yijian::http
