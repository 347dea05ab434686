// One connection: reads requests one after the other, answers each before the next.
// Private to the server; brings Asio along.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <list>
#include <memory>
#include <string>

#include "api/http/core.h"

namespace yijian::http {

// Lives in the frame of serve(); the core's list knows it meanwhile.
class Session {
 public:
  Session(Core& core, tcp::socket socket);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  asio::awaitable<void> run();

  // The answer is there.
  void wake() { answer_timer_.cancel(); }
  // Ends what has waited too long.
  void sweep(Clock::time_point now);
  // Ends the connection if no request has begun.
  void close_if_idle();

 private:
  enum class Stage { idle, header, body, handler, writing, lingering };
  struct Incoming;

  asio::awaitable<bool> exchange();
  asio::awaitable<boost::system::error_code> read_header(Incoming& in);
  asio::awaitable<boost::system::error_code> read_body(Incoming& in);
  asio::awaitable<boost::system::error_code> fill(size_t bytes);
  asio::awaitable<bool> call(Incoming& in, const Match& match);
  asio::awaitable<bool> refuse(const Incoming& in, Error error);
  asio::awaitable<bool> refuse_unread(const Incoming& in, boost::system::error_code ec);
  asio::awaitable<bool> answer(const Incoming& in, Response response, bool keep_alive);
  asio::awaitable<bool> write(std::string_view head, std::string_view body);
  asio::awaitable<void> linger();

  Result<void> screen(Incoming& in);
  Result<void> check_body(Incoming& in, const RouteOptions& options);
  void invoke(const Incoming& in, const Match& match, const Respond& respond);
  void enter(Stage stage, int limit_ms);

  Core& core_;
  tcp::socket socket_;
  asio::steady_timer answer_timer_;
  boost::beast::flat_buffer buffer_;
  std::string peer_;
  Stage stage_ = Stage::idle;
  Clock::time_point deadline_{};
  bool expired_ = false;
  std::list<Session*>::iterator place_;
};

// Serves the connection until it ends.
asio::awaitable<void> serve(Core& core, tcp::socket socket);

}  // namespace yijian::http
