#include "storage/sqlite/reader.h"

#include <algorithm>

#include "storage/sqlite/files.h"

namespace yijian::storage {

Result<Statement*> Reader::statement(const std::string& sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return &found->second;
  Result<Statement> prepared = database_.prepare(sql);
  if (!prepared) return prepared.error();
  return &statements_.emplace(sql, *std::move(prepared)).first->second;
}

// COMMIT of a transaction that only read: it can fail only when there is none.
void Reader::end() {
  const Status done = database_.execute("COMMIT");
  ENSURE(done || !database_.in_transaction());
}

ReaderPool::Lease::~Lease() {
  if (!reader_) return;
  reader_->end();
  pool_->give(std::move(reader_));
}

Result<ReaderPool::Lease> ReaderPool::take() {
  Result<std::unique_ptr<Reader>> reader = idle_or_new();
  if (!reader) return reader.error();
  if (Status begun = (*reader)->begin(); !begun) {
    give(*std::move(reader));
    return begun.error();
  }
  return Lease(*this, *std::move(reader));
}

Result<std::unique_ptr<Reader>> ReaderPool::idle_or_new() {
  {
    std::unique_lock lock(mutex_);
    const size_t most = std::max<size_t>(options_.readers, 1);
    given_.wait(lock, [&] { return !idle_.empty() || opened_ < most; });
    if (!idle_.empty()) {
      std::unique_ptr<Reader> reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
    ++opened_;
  }
  Result<Database> database = open_for_reading(directory_, options_);
  if (database) return std::make_unique<Reader>(*std::move(database));
  {
    const std::lock_guard lock(mutex_);
    --opened_;
  }
  given_.notify_one();
  return database.error();
}

void ReaderPool::give(std::unique_ptr<Reader> reader) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }
  given_.notify_one();
}

}  // namespace yijian::storage
