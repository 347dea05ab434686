// How a SQLite store uses its machine.
#pragma once

#include <cstddef>
#include <cstdint>

namespace yijian::storage {

struct SqliteOptions {
  // Page caches of writer and readers together: three quarters are the writer's.
  size_t cache_bytes = 16 * 1024 * 1024;
  // Reading connections at most; a reader that finds all of them taken waits for one.
  size_t readers = 4;
  // From here on a thread of its own copies the write-ahead log back, disturbing nobody.
  int64_t passive_from_bytes = 2 * 1024 * 1024;
  // From here on the writer itself starts the log anew, before its next transaction.
  int64_t restart_from_bytes = 4 * 1024 * 1024;
  // The database's size at most; beyond it commands are refused as store_full. 0: the disk's.
  int64_t max_bytes = 0;
};

}  // namespace yijian::storage
