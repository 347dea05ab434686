// The read side over SQLite: a small pool of read-only connections, beside the writer's.
#pragma once

#include <memory>
#include <string>

#include "engine/casework/ports.h"
#include "storage/sqlite/options.h"

namespace yijian::storage {

class SqliteQueries : public casework::Queries {
 public:
  // Of a directory that a SqliteStore has opened before, in this process or another.
  // Errors: store_failed (no such store, another schema), store_corrupt, store_busy.
  static Result<std::unique_ptr<SqliteQueries>> open(const std::string& directory,
                                                     const SqliteOptions& options = {});
  ~SqliteQueries() override;

  Result<std::vector<casework::StoredStep>> steps(std::string_view case_id) override;
  Result<std::optional<casework::HeadRow>> head(std::string_view case_id) override;
  Result<casework::Page<casework::HeadRow>> cases(const casework::CaseFilter& filter) override;
  Result<casework::Page<casework::TaskHit>> tasks(const casework::TaskFilter& filter) override;
  Result<casework::Page<casework::Pending>> outbox(const casework::OutboxFilter& filter) override;
  Result<int64_t> dead_letters() override;
  Result<std::optional<StoredRows>> rows(std::string_view case_id) override;
  Result<std::vector<std::string>> case_ids(std::string_view after, size_t limit) override;
  Result<std::vector<casework::StoredStep>> headless(size_t limit) override;

 private:
  class Pool;
  explicit SqliteQueries(std::unique_ptr<Pool> pool);
  std::unique_ptr<Pool> pool_;
};

}  // namespace yijian::storage
