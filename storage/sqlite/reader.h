// Reading connections, lent to one caller at a time.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/sqlite/database.h"
#include "storage/sqlite/options.h"

namespace yijian::storage {

// A connection with the statements it has prepared so far.
class Reader {
 public:
  explicit Reader(Database database) : database_(std::move(database)) {}
  // Prepared once for each text. The texts are the program's own, a bounded number of them.
  Result<Statement*> statement(const std::string& sql);
  // One consistent view of the store until end().
  Status begin() { return database_.execute("BEGIN"); }
  void end();

 private:
  Database database_;
  std::map<std::string, Statement> statements_;
};

class ReaderPool {
 public:
  ReaderPool(std::string directory, const SqliteOptions& options)
      : directory_(std::move(directory)), options_(options) {}

  // A reader taken, in one consistent view of the store; given back when it goes.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Reader> reader)
        : pool_(&pool), reader_(std::move(reader)) {}
    Lease(Lease&&) = default;
    ~Lease();
    Reader* operator->() const { return reader_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Reader> reader_;
  };

  // Opens one when all are taken and there may be more; else waits for one.
  // Errors: those of open_for_reading.
  Result<Lease> take();

 private:
  Result<std::unique_ptr<Reader>> idle_or_new();
  void give(std::unique_ptr<Reader> reader);

  std::string directory_;
  SqliteOptions options_;
  std::mutex mutex_;
  std::condition_variable given_;
  std::vector<std::unique_ptr<Reader>> idle_;
  size_t opened_ = 0;
};

}  // namespace yijian::storage
