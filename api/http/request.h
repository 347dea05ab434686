// A request and a response as handlers see them: plain values, free of any HTTP library.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yijian::http {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// Names with their values in the order given; a name may occur more than once.
class Fields {
 public:
  void add(std::string name, std::string value) {
    entries_.emplace_back(std::move(name), std::move(value));
  }
  // The first value of that name, or nullptr.
  const std::string* find(std::string_view name) const {
    for (const auto& [key, value] : entries_)
      if (key == name) return &value;
    return nullptr;
  }
  // The first value of that name, or `otherwise`.
  std::string text(std::string_view name, std::string_view otherwise = "") const {
    const std::string* value = find(name);
    return value != nullptr ? *value : std::string(otherwise);
  }
  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  NamedTexts entries_;
};

// Query parameters and path parameters: percent-decoded, valid UTF-8, without control characters.
using Query = Fields;
using Params = Fields;

struct Request {
  std::string method;  // as sent: "GET", "HEAD", "POST" ...
  std::string path;    // still percent-encoded, begins with "/", without the query
  Query query{};
  // Header fields, empty when absent.
  std::string authorization{};
  std::string if_match{};
  std::string if_none_match{};
  std::string idempotency_key{};
  std::string accept{};
  std::string accept_language{};
  std::string content_type{};
  std::string traceparent{};
  std::string last_event_id{};
  Fields extra{};  // "ce-*" and "x-*", names in lower case
  std::string body{};
  std::string peer{};  // numeric address of the other end
};

// Unless `headers` names them itself, the server adds Date, Content-Length and the security
// headers (X-Content-Type-Options, Cache-Control, Content-Security-Policy, Referrer-Policy).
struct Response {
  int status = 200;
  std::string body{};
  std::string content_type = "application/json";
  NamedTexts headers{};  // no Content-Length, no Connection; values without control characters
};

// Gives the answer. To be called exactly once, from any thread, during the handler or later;
// on the HTTP thread (Server::post) it costs no further post. Dropping every copy without
// a call answers 500; an answer after the connection is gone is forgotten.
using Respond = std::function<void(Response)>;

}  // namespace yijian::http
