// Copies the write-ahead log back into the database, apart from the thread that commits.
// PASSIVE alone never catches up under load; hence the writer's own RESTART (DESIGN §7).
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/result.h"
#include "storage/sqlite/database.h"

namespace yijian::storage {

// Starts the log anew when no reader is in the way; when one is, it is left for the next time.
// Waits for nobody. Errors: store_failed store_full. `handle` must not be in a transaction.
Status restart_log(Database& database);

class Checkpointer {
 public:
  // Takes a connection of its own. Runs until destroyed.
  explicit Checkpointer(Database database);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // There is something to copy back. Any thread; returns at once.
  void wanted();

 private:
  void run();

  Database database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace yijian::storage
