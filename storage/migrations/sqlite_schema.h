// The schema of a SQLite store, version by version: the only place that creates or alters tables.
// Knows SQL text alone; who applies it is storage/sqlite's affair.
#pragma once

#include <span>

namespace yijian::storage {

// What brings a database from version - 1 to `version` (PRAGMA user_version).
struct Migration {
  int version = 0;
  const char* sql = nullptr;
};

// Every migration in order, versions 1, 2, 3... without a gap. One that was released never changes.
std::span<const Migration> sqlite_migrations();

}  // namespace yijian::storage
