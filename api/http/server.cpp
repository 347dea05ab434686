#include "api/http/server.h"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <ctime>
#include <exception>
#include <utility>

#include "api/http/core.h"
#include "api/http/head.h"
#include "api/http/problem.h"
#include "api/http/session.h"

namespace yijian::http {
namespace {

using boost::system::error_code;

constexpr int kListenBacklog = 4'096;
constexpr int kMinSweepMs = 5;
constexpr int kMaxSweepMs = 250;

// How often deadlines are looked at: a quarter of the shortest.
std::chrono::milliseconds sweep_interval(const Limits& limits) {
  const int shortest = std::min(
      {limits.header_ms, limits.body_ms, limits.idle_ms, limits.write_ms, limits.drain_ms});
  return std::chrono::milliseconds(std::clamp(shortest / 4, kMinSweepMs, kMaxSweepMs));
}

// One timer for all connections; ends when the server is stopping and the last has gone.
void schedule_sweep(Core& core) {
  core.sweep.expires_after(sweep_interval(core.options.limits));
  core.sweep.async_wait([&core](error_code) {
    const Clock::time_point now = Clock::now();
    for (Session* session : core.sessions) session->sweep(now);
    if (core.draining && core.sessions.empty()) return;
    if (core.draining && now > core.drain_deadline) return core.io.stop();
    schedule_sweep(core);
  });
}

void turn_away(tcp::socket socket, Core& core) {
  Response response = problem({"busy", "too many connections"}, "");
  std::string text = response_head(response, {false, false, core.date()});
  text += response.body;
  error_code ignored;  // whether the client gets to read it is its own affair
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void start_session(Core& core, tcp::socket socket) {
  asio::co_spawn(core.io, serve(core, std::move(socket)), [&core](std::exception_ptr failure) {
    if (failure == nullptr) return;
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& fault) {
      core.report(std::string("a connection was given up: ") + fault.what());
    }
  });
}

asio::awaitable<void> accept_connections(Core& core) {
  constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
  while (!core.draining) {
    auto [ec, socket] = co_await core.acceptor.async_accept(kAwait);
    if (core.draining) co_return;
    if (ec) {
      core.report("accept failed: " + ec.message());
      asio::steady_timer pause(core.io, std::chrono::milliseconds(kAcceptRetryMs));
      co_await pause.async_wait(kAwait);
    } else if (core.sessions.size() >= core.options.limits.connections) {
      turn_away(std::move(socket), core);
    } else {
      start_session(core, std::move(socket));
    }
  }
}

void start_accepting(Core& core) {
  asio::co_spawn(core.io, accept_connections(core), [&core](std::exception_ptr failure) {
    if (failure == nullptr || core.draining) return;
    core.report("accepting failed for want of memory; trying again");
    start_accepting(core);
  });
}

void begin_drain(Core& core) {
  core.draining = true;
  core.drain_deadline = Clock::now() + std::chrono::milliseconds(core.options.limits.drain_ms);
  error_code ignored;  // closed is closed
  core.acceptor.close(ignored);
  for (Session* session : core.sessions) session->close_if_idle();
  core.sweep.cancel();
}

void run(Core& core) {
  for (;;) {
    try {
      core.io.run();
      return;
    } catch (const std::exception& fault) {
      core.report(std::string("a posted task threw: ") + fault.what());
    }
  }
}

Result<void> listen(Core& core) {
  const std::string host = core.options.host == "localhost" ? "127.0.0.1" : core.options.host;
  error_code ec;
  const asio::ip::address address = asio::ip::make_address(host, ec);
  const tcp::endpoint endpoint(address, core.options.port);
  if (!ec) core.acceptor.open(endpoint.protocol(), ec);
  if (!ec) core.acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) core.acceptor.bind(endpoint, ec);
  if (!ec) core.acceptor.listen(kListenBacklog, ec);
  if (!ec) core.port = core.acceptor.local_endpoint(ec).port();
  if (ec)
    return Error{"listen_failed",
                 host + ":" + std::to_string(core.options.port) + ": " + ec.message()};
  return {};
}

}  // namespace

const std::string& Core::date() {
  const int64_t now = std::time(nullptr);
  if (now != date_second) {
    date_second = now;
    date_text = http_date(now);
  }
  return date_text;
}

Server::Server(Options options, const Router& router)
    : core_(std::make_shared<Core>(std::move(options), router)) {}

Server::~Server() { stop(); }

Result<void> Server::start() {
  ENSURE(!thread_.joinable());
  const Result<void> listening = listen(*core_);
  if (!listening) return listening;
  start_accepting(*core_);
  schedule_sweep(*core_);
  thread_ = std::thread([core = core_.get()] {
    pthread_setname_np(pthread_self(), "yj-http");
    run(*core);
  });
  return {};
}

uint16_t Server::port() const { return core_->port; }

void Server::post(std::function<void()> task) { asio::post(core_->io, std::move(task)); }

void Server::stop() {
  if (!thread_.joinable()) return;
  asio::post(core_->io, [core = core_.get()] { begin_drain(*core); });
  thread_.join();
}

}  // namespace yijian::http
