// A running node: store, writer, readers and server, wired and ended in the right order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace yijian::cli {

struct NodeOptions {
  std::filesystem::path data;
  std::filesystem::path workflows;
  std::string host = "127.0.0.1";
  uint16_t port = 0;
  bool demo = false;
  bool manual_clock = false;
  std::optional<Instant> start;  // of a manual clock; none: the store's newest, else now
  size_t cache_bytes = 16 * 1024 * 1024;
};

class Node {
 public:
  // Errors: store_*, version_changed, invalid_definition (faults), invalid_users, not_readable,
  //         listen_failed, not_loopback (--demo elsewhere).
  static Result<std::unique_ptr<Node>> start(const NodeOptions& options);
  virtual ~Node() = default;
  virtual uint16_t port() const = 0;
  // Lets requests in flight finish, then ends everything.
  virtual void stop() = 0;
};

}  // namespace yijian::cli
