#include "storage/sqlite/database.h"

#include <sqlite3.h>

namespace yijian::storage {
namespace {

constexpr int kBusyTimeoutMs = 2'000;

std::string_view word_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return "store_full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "store_busy";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "store_corrupt";
    default:
      return "store_failed";
  }
}

// Once in the process, before SQLite is first used: without it every allocation of SQLite's takes
// a lock to count its bytes, which nobody here reads.
void configure_sqlite() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  ENSURE(done == SQLITE_OK);
}

}  // namespace

Error sqlite_error(int code, sqlite3* handle, std::string_view doing) {
  const char* text = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  return {.code = std::string(word_of(code)),
          .detail = std::string(doing) + ": " + text + " (" + std::to_string(code) + ")"};
}

// SQLite names the columns of a UNIQUE or PRIMARY KEY constraint in its message, and nowhere else.
bool is_taken(const Error& error, std::string_view columns) {
  const std::string text = "UNIQUE constraint failed: " + std::string(columns) + " (";
  return error.detail.find(text) != std::string::npos;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

// Binding fails only for an index that the statement does not have, or for lack of memory.
Statement& Statement::bind(int index, int64_t value) {
  ENSURE(sqlite3_bind_int64(statement_.get(), index, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  ENSURE(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_STATIC,
                             SQLITE_UTF8) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int index, std::optional<int64_t> value) {
  if (value) return bind(index, *value);
  ENSURE(sqlite3_bind_null(statement_.get(), index) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  ENSURE(sqlite3_bind_blob64(statement_.get(), index, bytes.data(), bytes.size(), SQLITE_STATIC) ==
         SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  Error error = sqlite_error(code, sqlite3_db_handle(statement_.get()), "step");
  reset();
  return error;
}

Status Statement::run() {
  const Result<bool> row = step();
  if (!row) return row.error();
  ENSURE(!*row);
  return {};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::optional<int64_t> Statement::optional_integer(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return integer(column);
}

std::string Statement::text(int column) const {
  const unsigned char* data = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return {reinterpret_cast<const char*>(data), static_cast<size_t>(size)};
}

std::string Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<size_t>(size)};
}

Result<Database> Database::open(const std::string& path, Mode mode) {
  const int access =
      mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  configure_sqlite();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, access | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database;
  database.handle_.reset(handle);
  if (code != SQLITE_OK) return sqlite_error(code, handle, "open " + path);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  return database;
}

Status Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_error(code, handle(), sql.substr(0, 40));
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_error(code, handle(), "prepare " + std::string(sql));
  return Statement(statement);
}

Result<int64_t> Database::integer(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row) return row.error();
  if (!*row) return Error{.code = "store_failed", .detail = "no row: " + std::string(sql)};
  return statement->integer(0);
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle()); }
int64_t Database::changes() const { return sqlite3_changes64(handle()); }

}  // namespace yijian::storage
