#include "storage/sqlite/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "storage/migrations/sqlite_schema.h"

namespace yijian::storage {
namespace {

constexpr const char* kVersion = "PRAGMA user_version";
constexpr int64_t kPageBytes = 4096;
constexpr size_t kLeastCacheKib = 256;

Error failed(const std::string& what) {
  return {.code = "store_failed", .detail = what + ": " + std::strerror(errno)};
}

int newest_version() { return sqlite_migrations().back().version; }

Status migrate(Database& database) {
  const Result<int64_t> version = database.integer(kVersion);
  if (!version) return version.error();
  if (*version > newest_version())
    return Error{.code = "store_failed",
                 .detail = "the store's schema is version " + std::to_string(*version) +
                           ", this program knows up to " + std::to_string(newest_version())};
  for (const Migration& migration : sqlite_migrations()) {
    if (migration.version <= *version) continue;
    const std::string sql = "BEGIN IMMEDIATE;" + std::string(migration.sql) +
                            "PRAGMA user_version = " + std::to_string(migration.version) +
                            "; COMMIT;";
    if (Status done = database.execute(sql); !done) return done;
  }
  return {};
}

std::string cache_pragma(size_t bytes) {
  const size_t kib = std::max(bytes / 1024, kLeastCacheKib);
  return "PRAGMA cache_size = -" + std::to_string(kib) + ";";
}

std::string writer_pragmas(const SqliteOptions& options) {
  std::string sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
  sql += "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;";
  sql += "PRAGMA journal_size_limit = " + std::to_string(4 * options.restart_from_bytes) + ";";
  sql += cache_pragma(options.cache_bytes / 4 * 3);
  if (options.max_bytes > 0)
    sql += "PRAGMA max_page_count = " + std::to_string(options.max_bytes / kPageBytes) + ";";
  return sql;
}

}  // namespace

Result<DirectoryLock> DirectoryLock::acquire(const std::string& directory) {
  std::error_code code;
  std::filesystem::create_directories(directory, code);
  if (code) return Error{.code = "store_failed", .detail = directory + ": " + code.message()};
  const std::string path = directory + "/lock";
  const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed(path);
  DirectoryLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return Result<DirectoryLock>(std::move(lock));
  if (errno != EWOULDBLOCK) return failed(path);
  return Error{.code = "store_busy", .detail = directory + " is in use by another process"};
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string database_path(const std::string& directory) { return directory + "/yijian.db"; }

Result<Database> open_for_writing(const std::string& directory, const SqliteOptions& options) {
  Result<Database> database = Database::open(database_path(directory), Database::Mode::read_write);
  if (!database) return database;
  if (Status set = database->execute(writer_pragmas(options)); !set) return set.error();
  if (Status done = migrate(*database); !done) return done.error();
  return database;
}

Result<Database> open_for_reading(const std::string& directory, const SqliteOptions& options) {
  Result<Database> database = Database::open(database_path(directory), Database::Mode::read_only);
  if (!database) return database;
  const size_t share = options.cache_bytes / 4 / std::max<size_t>(options.readers, 1);
  const std::string sql =
      "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;" + cache_pragma(share);
  if (Status set = database->execute(sql); !set) return set.error();
  const Result<int64_t> version = database->integer(kVersion);
  if (!version) return version.error();
  if (*version != newest_version())
    return Error{.code = "store_failed",
                 .detail = "the store's schema is version " + std::to_string(*version) +
                           ", this program reads " + std::to_string(newest_version())};
  return database;
}

}  // namespace yijian::storage
