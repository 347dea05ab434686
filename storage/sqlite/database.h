// The SQLite C API behind two handles that close themselves. Knows no table.
// One thread at a time uses a Database and its statements.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace yijian::storage {

// What a SQLite result code means to the ports: store_full, store_busy, store_corrupt, or
// store_failed (constraints too). `doing` says in English what was tried.
Error sqlite_error(int code, sqlite3* handle, std::string_view doing);

// Whether the error is that a row with the same key stands there already. The key's columns as
// SQLite tells them: "table.a, table.b".
bool is_taken(const Error& error, std::string_view columns);

// A prepared statement, kept and used again. Parameters count from 1, columns from 0.
class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  // Texts and blobs must outlive the next step() or reset().
  Statement& bind(int index, int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::optional<int64_t> value);
  Statement& bind_blob(int index, std::string_view bytes);

  // Whether there is a row. After the last row, or an error, the statement is reset.
  Result<bool> step();
  // For statements that give no rows.
  Status run();
  void reset();

  int64_t integer(int column) const;
  std::optional<int64_t> optional_integer(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Resets a statement on leaving a scope, so that no read transaction stays open behind it.
class Using {
 public:
  explicit Using(Statement& statement) : statement_(statement) {}
  ~Using() { statement_.reset(); }
  Using(const Using&) = delete;
  Using& operator=(const Using&) = delete;

 private:
  Statement& statement_;
};

class Database {
 public:
  enum class Mode { read_write, read_only };
  // Opens, and creates when writing, the file. Errors: store_failed store_busy.
  static Result<Database> open(const std::string& path, Mode mode);

  // Runs statements that give no rows anybody wants.
  Status execute(const std::string& sql);
  // Fails only on a programmer's error or a schema that is not ours. Errors: store_failed.
  Result<Statement> prepare(std::string_view sql);
  // The first column of the first row. Errors: store_failed when there is none.
  Result<int64_t> integer(std::string_view sql);

  bool in_transaction() const;
  int64_t last_row() const;
  int64_t changes() const;
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace yijian::storage
