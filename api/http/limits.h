// Every limit of the HTTP server in one place. Tests inject shorter ones.
#pragma once

#include <cstddef>

namespace yijian::http {

inline constexpr size_t kMaxSegments = 16;         // of a path
inline constexpr size_t kMaxQueryParameters = 64;  // of a query
inline constexpr size_t kMaxHeaders = 100;         // of a request
inline constexpr size_t kMaxExtraHeaders = 16;     // "ce-*" and "x-*" kept for handlers
inline constexpr size_t kMaxLanguageRanges = 16;   // of Accept-Language that are looked at
// Thrown away after a refusal, before closing: a body of twice the limit still gets its answer.
inline constexpr size_t kLingerBytes = 2 * 1024 * 1024;
inline constexpr int kLingerMs = 1'000;
inline constexpr int kAcceptRetryMs = 50;  // after the process ran out of descriptors

struct Limits {
  size_t header_bytes = 16 * 1024;          // request line and headers: 431
  size_t uri_bytes = 8 * 1024;              // request target: 414
  size_t body_bytes = 1024 * 1024;          // unless the route says otherwise: 413
  size_t bodies_bytes = 256 * 1024 * 1024;  // of all requests in flight together: 503
  size_t connections = 4'096;               // open at once: 503
  int header_ms = 10'000;                   // from the first byte to the end of the header: 408
  int body_ms = 30'000;                     // for the whole body: 408
  int idle_ms = 60'000;                     // between two requests: closed
  int answer_ms = 60'000;                   // for the handler to respond: 503
  int write_ms = 60'000;                    // for the client to take the response: closed
  int drain_ms = 10'000;                    // for requests in flight when stopping
};

}  // namespace yijian::http
