// A few threads that read for the HTTP thread, which never waits for a disk.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace yijian::handlers {

class Readers {
 public:
  static constexpr size_t kMaxWaiting = 4'096;

  explicit Readers(size_t threads);
  ~Readers();  // does what is waiting, then ends
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // Does the work soon on one of the threads; false when too much is waiting.
  bool submit(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace yijian::handlers
