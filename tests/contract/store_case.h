// A store under contract test, and steps made by hand: no decide() is needed to prove a store.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/casework/ports.h"
#include "storage/memory/store.h"
#include "storage/sqlite/queries.h"
#include "storage/sqlite/store.h"

namespace yijian::storage {

// A directory of its own for one test, gone afterwards.
class TestDirectory {
 public:
  TestDirectory() {
    std::string path = ::testing::TempDir() + "yijian-store-XXXXXX";
    ENSURE(::mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  ~TestDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestDirectory(const TestDirectory&) = delete;
  TestDirectory& operator=(const TestDirectory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A store and its queries; reopen() is what a process that died and came back would see.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual casework::Store& store() = 0;
  virtual casework::Queries& queries() = 0;
  virtual bool durable() const = 0;
  virtual void reopen() = 0;
};

class MemoryBackend : public Backend {
 public:
  casework::Store& store() override { return store_; }
  casework::Queries& queries() override { return store_; }
  bool durable() const override { return false; }
  void reopen() override { store_.rollback(); }

 private:
  MemoryStore store_;
};

class SqliteBackend : public Backend {
 public:
  explicit SqliteBackend(SqliteOptions options = {}) : options_(options) { open(); }
  casework::Store& store() override { return *store_; }
  casework::Queries& queries() override { return *queries_; }
  bool durable() const override { return true; }
  void reopen() override {
    queries_.reset();
    store_.reset();
    open();
  }
  const std::string& directory() const { return directory_.path(); }

 private:
  void open() {
    auto store = SqliteStore::open(directory_.path(), options_);
    ENSURE(store);
    store_ = *std::move(store);
    auto queries = SqliteQueries::open(directory_.path(), options_);
    ENSURE(queries);
    queries_ = *std::move(queries);
  }
  TestDirectory directory_;
  SqliteOptions options_;
  std::unique_ptr<SqliteStore> store_;
  std::unique_ptr<SqliteQueries> queries_;
};

using MakeBackend = std::unique_ptr<Backend> (*)();

struct NamedBackend {
  const char* name;
  MakeBackend make;
};
inline std::unique_ptr<Backend> make_memory() { return std::make_unique<MemoryBackend>(); }
inline std::unique_ptr<Backend> make_sqlite() { return std::make_unique<SqliteBackend>(); }

inline const NamedBackend kBackends[] = {{"memory", make_memory}, {"sqlite", make_sqlite}};

// Step n of a case, with a head that fits it and nothing else.
inline casework::Append step_of(const std::string& case_id, int64_t n) {
  casework::Append append;
  append.case_id = case_id;
  append.creates = n == 1;
  append.step.n = n;
  append.step.body = "{\"case\":\"" + case_id + "\",\"n\":" + std::to_string(n) + "}";
  append.step.priv = "{\"values\":{}}";
  append.step.hash = sm3(append.step.body);
  casework::HeadRow& head = append.rows.head;
  head.id = case_id;
  head.n = n;
  head.head = append.step.hash;
  head.workflow = head.title = "permit";
  head.phase = "submitted";
  head.department = "market";
  head.opened = Instant{1'000};
  head.updated = Instant{1'000 + n};
  return append;
}

}  // namespace yijian::storage
