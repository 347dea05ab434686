#include <algorithm>

#include "api/http/head.h"
#include "api/http/media.h"
#include "api/http/uri.h"

namespace yijian::http {
namespace {

struct Known {
  std::string_view name;
  std::string Request::*in_request;
  std::string Framing::*in_framing;
};

constexpr Known kKnown[] = {
    {"host", nullptr, &Framing::host},
    {"authorization", &Request::authorization, nullptr},
    {"content-type", &Request::content_type, nullptr},
    {"if-match", &Request::if_match, nullptr},
    {"if-none-match", &Request::if_none_match, nullptr},
    {"idempotency-key", &Request::idempotency_key, nullptr},
    {"accept", &Request::accept, nullptr},
    {"accept-language", &Request::accept_language, nullptr},
    {"traceparent", &Request::traceparent, nullptr},
    {"last-event-id", &Request::last_event_id, nullptr},
    {"transfer-encoding", nullptr, &Framing::transfer_encoding},
    {"content-encoding", nullptr, &Framing::content_encoding},
    {"expect", nullptr, &Framing::expect},
};

// Lists may come in several fields, which mean the same as one joined by commas.
bool is_list(std::string_view name) {
  return name == "accept" || name == "accept-language" || name == "if-none-match" ||
         name == "transfer-encoding" || name == "content-encoding";
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

Result<void> keep_extra(Request& request, std::string_view name, std::string_view value) {
  const bool wanted = (name.size() > 2 && same_ignoring_case(name.substr(0, 2), "x-")) ||
                      (name.size() > 3 && same_ignoring_case(name.substr(0, 3), "ce-"));
  if (!wanted) return {};
  if (request.extra.size() == kMaxExtraHeaders)
    return Error{"header_too_large", "too many extension headers"};
  request.extra.add(lower_case(name), std::string(value));
  return {};
}

}  // namespace

Result<void> take_header(Request& request, Framing& framing, std::string_view name,
                         std::string_view value) {
  if (++framing.headers > kMaxHeaders) return Error{"header_too_large", "too many headers"};
  for (const Known& known : kKnown) {
    if (!same_ignoring_case(known.name, name)) continue;
    std::string& place =
        known.in_request != nullptr ? request.*known.in_request : framing.*known.in_framing;
    if (place.empty()) {
      place = value;
    } else if (is_list(known.name)) {
      place.append(", ").append(value);
    } else {
      return Error{"bad_request", "the header " + std::string(known.name) + " is given twice"};
    }
    return {};
  }
  return keep_extra(request, name, value);
}

Result<void> take_target(Request& request, std::string_view target, const Limits& limits) {
  if (target.size() > limits.uri_bytes) return Error{"uri_too_long", "the target is too long"};
  const Result<Target> parts = split_target(target);
  if (!parts) return parts.error();
  Result<Query> query = query_parameters(parts->query);
  if (!query) return query.error();
  request.path = parts->path;
  request.query = std::move(query).value();
  return {};
}

Result<void> check_framing(const Framing& framing, bool http_1_1) {
  if (http_1_1 && framing.host.empty()) return Error{"bad_request", "no Host header"};
  if (!framing.transfer_encoding.empty() &&
      !same_ignoring_case(framing.transfer_encoding, "chunked"))
    return Error{"unsupported_transfer_coding", "only chunked is supported"};
  if (!framing.content_encoding.empty() &&
      !same_ignoring_case(framing.content_encoding, "identity"))
    return Error{"unsupported_media_type", "no Content-Encoding is supported"};
  if (!framing.expect.empty() && !same_ignoring_case(framing.expect, "100-continue"))
    return Error{"expectation_failed", "only 100-continue is supported"};
  return {};
}

}  // namespace yijian::http
