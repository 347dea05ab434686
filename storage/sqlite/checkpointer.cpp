#include "storage/sqlite/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>

#include <utility>

namespace yijian::storage {
namespace {

// Its own busy handling: a checkpoint never waits for a reader.
int checkpoint(Database& database, int mode) {
  return sqlite3_wal_checkpoint_v2(database.handle(), nullptr, mode, nullptr, nullptr);
}

}  // namespace

Status restart_log(Database& database) {
  const Result<int64_t> timeout = database.integer("PRAGMA busy_timeout");
  if (!timeout) return timeout.error();
  sqlite3_busy_timeout(database.handle(), 0);
  const int code = checkpoint(database, SQLITE_CHECKPOINT_RESTART);
  sqlite3_busy_timeout(database.handle(), static_cast<int>(*timeout));
  if (code == SQLITE_OK || (code & 0xFF) == SQLITE_BUSY) return {};
  return sqlite_error(code, database.handle(), "restart the log");
}

Checkpointer::Checkpointer(Database database) : database_(std::move(database)) {
  sqlite3_busy_timeout(database_.handle(), 0);
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Checkpointer::wanted() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_one();
}

// A checkpoint that fails loses nothing: the log keeps everything, and the writer meets the same
// disk in its own RESTART, which reports it.
void Checkpointer::run() {
  pthread_setname_np(pthread_self(), "yj-checkpoint");
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return wanted_ || stopping_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    checkpoint(database_, SQLITE_CHECKPOINT_PASSIVE);
    lock.lock();
  }
}

}  // namespace yijian::storage
