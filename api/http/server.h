// The HTTP/1.1 server: one thread of its own, keep-alive, every length and time limited.
// Knows neither routes nor cases; the handlers that the router names must not block it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "api/http/limits.h"
#include "api/http/router.h"
#include "engine/base/result.h"

namespace yijian::http {

struct Core;

struct Options {
  std::string host = "127.0.0.1";  // numeric address, or "localhost"
  uint16_t port = 0;               // 0: any free one
  Limits limits{};
  // Told of exceptions that handlers let escape and of failing accepts; called on the HTTP thread.
  std::function<void(std::string_view)> report{};
};

class Server {
 public:
  // The router must outlive the server and be complete.
  Server(Options options, const Router& router);
  ~Server();  // stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and starts the thread; called at most once.
  // Errors: listen_failed  bad address, or the port is taken or not permitted.
  Result<void> start();

  // The port listened to, after start().
  uint16_t port() const;

  // Runs the task soon on the HTTP thread; from any thread. Responses given inside cost no
  // further post, so a batch of completions needs one. After stop() tasks are dropped.
  void post(std::function<void()> task);

  // Stops accepting, closes idle connections, lets requests in flight finish for at most
  // Limits::drain_ms, then ends the thread. From any thread but the HTTP thread; idempotent.
  void stop();

 private:
  std::shared_ptr<Core> core_;
  std::thread thread_;
};

}  // namespace yijian::http
