// The head of a request read with care, the head of a response written: HTTP semantics without
// a parser and without a socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/http/limits.h"
#include "api/http/request.h"
#include "engine/base/result.h"

namespace yijian::http {

// What the header says about message and connection rather than about the request.
struct Framing {
  std::string host{};
  std::string transfer_encoding{};
  std::string content_encoding{};
  std::string expect{};
  size_t headers = 0;
};

// Files one header field into the request or the framing; fields of no interest are dropped.
// Errors: bad_request       a single-valued field (Host, Authorization, If-Match, Idempotency-Key,
//                           Content-Type, Expect ...) given twice.
//         header_too_large  more than kMaxHeaders, or more than kMaxExtraHeaders kept ones.
Result<void> take_header(Request& request, Framing& framing, std::string_view name,
                         std::string_view value);

// Fills path and query of the request from its target.
// Errors: uri_too_long, bad_request.
Result<void> take_target(Request& request, std::string_view target, const Limits& limits);

// Errors: bad_request  HTTP/1.1 without Host · unsupported_transfer_coding · expectation_failed
//         unsupported_media_type  a Content-Encoding other than identity.
Result<void> check_framing(const Framing& framing, bool http_1_1);

struct HeadOptions {
  bool keep_alive;
  bool http_1_0;          // announce keep-alive, which there is not the default
  std::string_view date;  // IMF-fixdate
};
// Status line and headers, the blank line included. Content-Length is that of the body, also
// for HEAD; a status without content (1xx, 204, 304) has neither body nor type.
// A header with a control character in name or value is the programmer's error of a handler
// that let input through: the response becomes a bare 500.
std::string response_head(Response& response, const HeadOptions& options);

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(int64_t unix_seconds);

}  // namespace yijian::http
