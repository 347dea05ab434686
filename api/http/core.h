// What the sessions of one server share. Private to server.cpp, session.cpp and ticket.cpp:
// it brings Asio along.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "api/http/server.h"

namespace yijian::http {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

class Session;

// Touched by the HTTP thread alone, but for `io`, which takes posts from anywhere.
// `io` stands behind what the frames of suspended sessions touch when it destroys them.
struct Core : std::enable_shared_from_this<Core> {
  Core(Options the_options, const Router& the_router)
      : options(std::move(the_options)), router(the_router) {}

  // The Date header's text; written anew when the second changes.
  const std::string& date();
  void report(std::string_view what) const {
    if (options.report) options.report(what);
  }

  Options options;
  const Router& router;
  uint16_t port = 0;
  std::list<Session*> sessions{};  // each lives in the frame of its serve()
  size_t bodies_bytes = 0;         // reserved by the requests in flight
  bool draining = false;
  Clock::time_point drain_deadline{};
  int64_t date_second = -1;
  std::string date_text{};
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer sweep{io};
};

// Where the answer to the request in hand goes; `session` is cleared when nobody waits any more.
// HTTP thread only.
struct Slot {
  Session* session = nullptr;
  std::optional<Response> response{};
};

// The Respond callback that fills the slot on the HTTP thread and wakes its session.
Respond respond_into(Core& core, const std::shared_ptr<Slot>& slot);

}  // namespace yijian::http
