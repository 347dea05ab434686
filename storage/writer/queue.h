// Commands waiting for the writer, limited in number and bytes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "engine/casework/ports.h"

namespace yijian::storage {

// A command and whom to answer; or an errand that the writing thread runs between two batches: it
// is told an error when the thread has ended and will never come to it.
struct Job {
  std::string case_id;
  casework::Envelope envelope;
  casework::Completion done;
  std::function<void(const Status& writer)> errand;
  size_t bytes = 0;
};

// About what an envelope takes in memory.
size_t size_of(const casework::Envelope& envelope);

class Queue {
 public:
  Queue(size_t max_jobs, size_t max_bytes) : max_jobs_(max_jobs), max_bytes_(max_bytes) {}

  // Leaves the job with the caller, and returns false, when the queue is full or closed.
  // Errands have no limit: the process itself sends them.
  bool push(Job& job);
  // The oldest jobs, at most `most`; an errand comes alone. Waits until there is one, the queue is
  // closed, or the time is over.
  std::vector<Job> take(size_t most, std::chrono::milliseconds wait);
  bool empty() const;
  void close();
  bool closed() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;
  size_t max_jobs_, max_bytes_;
  size_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace yijian::storage
