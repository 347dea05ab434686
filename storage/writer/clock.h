// The two clocks there are: the machine's, and one that stands still until it is set.
#pragma once

#include <atomic>
#include <chrono>

#include "engine/casework/ports.h"

namespace yijian::storage {

class SystemClock : public casework::Clock {
 public:
  Instant now() override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
  }
};

// Any thread reads it; Writer::advance alone sets it once a writer uses it.
class ManualClock : public casework::Clock {
 public:
  explicit ManualClock(Instant start) : ms_(start.ms) {}
  Instant now() override { return {ms_.load()}; }
  void set(Instant instant) { ms_.store(instant.ms); }

 private:
  std::atomic<int64_t> ms_;
};

}  // namespace yijian::storage
