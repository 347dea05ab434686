// The files of a store's directory: yijian.db beside its log, and `lock`, which one writer holds.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/options.h"

namespace yijian::storage {

// The right to write in a directory, held until it is destroyed (also by the kernel, on a crash).
class DirectoryLock {
 public:
  // Creates the directory when there is none. Errors: store_busy when another process writes
  // there, store_failed when the directory cannot be used.
  static Result<DirectoryLock> acquire(const std::string& directory);

  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

std::string database_path(const std::string& directory);

// The writer's connection: WAL, FULL, the schema brought up to date.
// Errors: store_failed (also: written by a newer version), store_busy, store_corrupt.
Result<Database> open_for_writing(const std::string& directory, const SqliteOptions& options);
// A reader's: nothing can be written through it. Errors: as above; a schema that is not ours.
Result<Database> open_for_reading(const std::string& directory, const SqliteOptions& options);

}  // namespace yijian::storage
