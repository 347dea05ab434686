// Which handler answers which method and path. Pure: knows no socket and no thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/http/request.h"
#include "engine/base/result.h"

namespace yijian::http {

// The request and its parameters are valid during the call only: an answer that comes later
// needs copies. Must not block; an exception answers 500.
using Handler = std::function<void(const Request&, const Params&, Respond)>;

struct RouteOptions {
  bool json_only = true;  // a body must be application/json or application/merge-patch+json
  size_t body_bytes = 0;  // the most a body may have; 0: the server's limit
};

struct Match {
  const Handler* handler;  // owned by the router
  RouteOptions options;
  Params params;
};

// Filled before the server starts, read-only afterwards.
class Router {
 public:
  // A pattern has literal segments, "{name}" for one non-empty segment and, as the last,
  // "{name*}" for one or more. At each segment a literal goes before "{name}", that before
  // "{name*}". The same method and pattern twice is a programmer's error.
  void add(std::string_view method, std::string_view pattern, Handler handler,
           RouteOptions options = {});

  // The handler, or the answer when there is none: 404, 405 with Allow, 400 for a path that
  // path_segments refuses, and 204 with Allow for OPTIONS. HEAD finds the handler of GET.
  std::variant<Match, Response> match(const Request& request) const;

  // match() and the call of the handler, the media type of the body checked between: what the
  // server does, for whoever needs no socket.
  void handle(const Request& request, const Respond& respond) const;

 private:
  enum class Kind { literal, one, rest };
  struct Segment {
    Kind kind;
    std::string text;  // literal, or the parameter's name
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads the default
    auto operator<=>(const Segment&) const = default;
  };
  struct Method {
    std::string name;
    Handler handler;
    RouteOptions options;
  };
  struct Route {
    std::vector<Segment> segments;
    std::vector<Method> methods;
  };
  static std::vector<Segment> compiled(std::string_view pattern);
  static bool fits(const Route& route, const std::vector<std::string>& path);
  static Params params_of(const Route& route, const std::vector<std::string>& path);
  static const Method* method_of(const Route& route, std::string_view name);
  static std::string allow_of(const Route& route);

  std::vector<Route> routes_;  // the most particular first
};

// Whether a handler of these options may get this body.
// Errors: unsupported_media_type.
Result<void> check_media(const RouteOptions& options, std::string_view content_type, bool has_body);

}  // namespace yijian::http
