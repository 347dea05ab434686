// One connection of the load generator: sends a call, reads its response, goes on to the next.
// Knows sockets; knows neither epoll nor statistics.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "load_plan.h"

namespace yijian::bench {

using Clock = std::chrono::steady_clock;

struct Reply {
  int status = 0;
  std::string etag;
  std::string location;
  std::string body;
};

// What all connections share.
struct Run {
  const Plan& plan;
  std::string host;
  uint16_t port;
  std::string key_prefix;  // makes Idempotency-Keys unique to the run
  uint64_t keys = 0;
  uint64_t cases = 0;
};

class Connection {
 public:
  enum class Event { nothing, reply, lost };

  explicit Connection(Run& run) : run_(run) {}
  ~Connection() { disconnect(); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Connects, waiting for it. Errors: connect_failed.
  Result<void> connect();
  int fd() const { return fd_; }

  // Sends the next call of the plan; false when the connection is lost.
  bool send_next();
  // Reads what is there; reply() and latency() are set when a response is complete.
  Event receive();
  const Reply& reply() const { return reply_; }
  Clock::duration latency() const { return latency_; }

  // Takes the reply into account: the next call follows, or another case after a refusal.
  void advance();

 private:
  void disconnect();
  std::string request_text(const Call& call);
  bool flush(std::string_view text);
  bool parse_reply();

  Run& run_;
  int fd_ = -1;
  size_t next_ = 0;  // index of the call in hand
  std::string case_path_;
  std::string etag_;
  std::string sequence_;
  std::string incoming_;
  Reply reply_;
  Clock::time_point sent_at_{};
  Clock::duration latency_{};
};

}  // namespace yijian::bench
