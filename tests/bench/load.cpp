// The load generator: C keep-alive connections, each running one case after the other against a
// server in another process. One thread, closed loop: a connection sends its next call when the
// last is answered.
//
// Usage: bench_load --port P --tokens FILE --case FILE [--host 127.0.0.1] [--connections 64]
//                   [--seconds 10] [--warmup 2]
// stdout: {"c", "seconds", "steps", "steps_per_s", "p50_ms", "p99_ms", "max_ms", "errors"}; a step
// is a call answered 2xx inside the measured time; errors count those of the warm-up too. stderr:
// the first refusals. Exit: 0, 1 with errors, 2 usage, 3 unreadable input, 4 no connection.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "load_client.h"
#include "load_plan.h"

namespace yijian::bench {
namespace {

constexpr int kShownErrors = 5;
constexpr int kMaxConnections = 10'000;
constexpr int kTickMs = 100;

struct Arguments {
  std::map<std::string, std::string> given;
  std::string text(const std::string& name, const std::string& otherwise = "") const {
    const auto at = given.find(name);
    return at == given.end() ? otherwise : at->second;
  }
  double number(const std::string& name, const char* otherwise) const {
    return std::atof(text(name, otherwise).c_str());
  }
};

struct Tally {
  bool measuring = false;
  std::vector<int64_t> latencies_us;
  int64_t errors = 0;
  int shown = 0;
};

std::chrono::nanoseconds seconds(double count) {
  return std::chrono::nanoseconds(static_cast<int64_t>(count * 1e9));
}

void note_error(Tally& tally, const std::string& what) {
  ++tally.errors;
  if (tally.shown++ < kShownErrors) std::fprintf(stderr, "bench_load: %s\n", what.c_str());
}

double percentile_ms(const std::vector<int64_t>& sorted_us, double share) {
  if (sorted_us.empty()) return 0;
  const auto last = static_cast<double>(sorted_us.size() - 1);
  return static_cast<double>(sorted_us[static_cast<size_t>(last * share)]) / 1000;
}

class Generator {
 public:
  Generator(Run& run, int connections) : run_(run), epoll_(::epoll_create1(0)) {
    for (int i = 0; i < connections; ++i) clients_.push_back(std::make_unique<Connection>(run_));
  }
  ~Generator() { ::close(epoll_); }
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  Result<void> begin() {
    for (const auto& client : clients_) {
      const Result<void> begun = restart(*client);
      if (!begun) return begun;
    }
    return {};
  }

  // Runs until the time is over. Errors: connect_failed, when a lost connection stays lost.
  Result<void> run_until(Clock::time_point end) {
    std::vector<epoll_event> events(clients_.size());
    while (Clock::now() < end) {
      const int count =
          ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kTickMs);
      for (int i = 0; i < count; ++i) {
        auto& client = *static_cast<Connection*>(events[static_cast<size_t>(i)].data.ptr);
        const Result<void> served = serve(client);
        if (!served) return served;
      }
    }
    return {};
  }

  Tally tally{};

 private:
  Result<void> restart(Connection& client) {
    const Result<void> connected = client.connect();
    if (!connected) return connected;
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &client;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.fd(), &event) != 0 || !client.send_next())
      return Error{"connect_failed", "the server closed a new connection"};
    return {};
  }

  Result<void> serve(Connection& client) {
    const Connection::Event event = client.receive();
    if (event == Connection::Event::nothing) return {};
    if (event == Connection::Event::reply) {
      count(client);
      client.advance();
      if (client.send_next()) return {};
    }
    note_error(tally, "a connection was lost");
    return restart(client);
  }

  void count(const Connection& client) {
    const Reply& reply = client.reply();
    if (reply.status < 200 || reply.status > 299)
      return note_error(tally, std::to_string(reply.status) + " " + reply.body);
    if (!tally.measuring) return;
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(client.latency());
    tally.latencies_us.push_back(us.count());
  }

  Run& run_;
  int epoll_;
  std::vector<std::unique_ptr<Connection>> clients_;
};

void print_result(Tally& tally, int connections, double elapsed) {
  std::vector<int64_t>& us = tally.latencies_us;
  std::sort(us.begin(), us.end());
  std::printf(
      "{\"c\": %d, \"seconds\": %.2f, \"steps\": %zu, \"steps_per_s\": %.0f, "
      "\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f, \"errors\": %lld}\n",
      connections, elapsed, us.size(), static_cast<double>(us.size()) / elapsed,
      percentile_ms(us, 0.5), percentile_ms(us, 0.99), percentile_ms(us, 1),
      static_cast<long long>(tally.errors));
}

int fail(int code, const Error& error) {
  std::fprintf(stderr, "bench_load: %s: %s %s\n", error.code.c_str(), error.detail.c_str(),
               error.place.c_str());
  return code;
}

int measure(const Arguments& arguments, int connections) {
  const Result<Plan> plan = load_plan(arguments.text("--case"), arguments.text("--tokens"));
  if (!plan) return fail(3, plan.error());
  const auto started = Clock::now().time_since_epoch().count();
  Run run{*plan, arguments.text("--host", "127.0.0.1"),
          static_cast<uint16_t>(arguments.number("--port", "0")),
          "bench-" + std::to_string(started) + "-"};
  Generator generator(run, connections);
  const Result<void> begun = generator.begin();
  if (!begun) return fail(4, begun.error());
  const Result<void> warm =
      generator.run_until(Clock::now() + seconds(arguments.number("--warmup", "2")));
  if (!warm) return fail(4, warm.error());

  generator.tally.measuring = true;
  const Clock::time_point begin = Clock::now();
  const Result<void> done =
      generator.run_until(begin + seconds(arguments.number("--seconds", "10")));
  if (!done) return fail(4, done.error());
  const double elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  print_result(generator.tally, connections, elapsed);
  return generator.tally.errors == 0 ? 0 : 1;
}

int main_with(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i + 1 < argc; i += 2) arguments.given[argv[i]] = argv[i + 1];
  const int connections = static_cast<int>(arguments.number("--connections", "64"));
  if (argc % 2 == 0 || arguments.text("--case").empty() || arguments.text("--port").empty() ||
      connections < 1 || connections > kMaxConnections) {
    std::fprintf(stderr,
                 "usage: bench_load --port P --case FILE [--tokens FILE] [--host ADDRESS]\n"
                 "                  [--connections C] [--seconds S] [--warmup S]\n");
    return 2;
  }
  return measure(arguments, connections);
}

}  // namespace
}  // namespace yijian::bench

int main(int argc, char** argv) { return yijian::bench::main_with(argc, argv); }
