// The write side over SQLite: one file, one writer, WAL with synchronous = FULL.
#pragma once

#include <memory>
#include <string>

#include "engine/casework/ports.h"
#include "storage/sqlite/options.h"

namespace yijian::storage {

class SqliteStore : public casework::Store {
 public:
  // Opens the store of a directory, creates it when there is none, and brings its schema up to
  // date. Holds the directory for this process until destroyed.
  //
  // Errors: store_busy     another process writes there.
  //         store_failed   it cannot be opened, or a newer version has written it.
  //         store_corrupt  yijian.db is no database.
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& directory,
                                                   const SqliteOptions& options = {});
  ~SqliteStore() override;

  Result<std::vector<casework::SealedStep>> load(std::string_view case_id) override;
  Status begin() override;
  Status append(const casework::Append& append) override;
  Status mark_delivered(std::string_view from, std::string_view to, int64_t lane) override;
  Status mark_tried(std::string_view from, std::string_view to, int64_t lane) override;
  Status commit() override;
  void rollback() override;
  Result<std::vector<Due>> due(Instant now, size_t limit) override;
  Result<std::optional<Instant>> next_due() override;
  Result<std::vector<casework::Pending>> pending(size_t limit) override;
  Result<size_t> revive(std::string_view from, std::string_view to) override;
  Result<std::optional<casework::Creation>> creation(std::string_view key) override;
  Result<size_t> forget_creations(Instant before, size_t most) override;
  Status put_entry(std::string_view name, std::string_view key, std::string_view text) override;
  Result<std::vector<StoredEntry>> entries() override;
  Status put_bundle(std::string_view digest, std::string_view text) override;
  Result<std::vector<StoredBundle>> bundles() override;
  Status put_publication(const Publication& publication) override;
  Result<std::vector<Publication>> publications() override;
  Result<std::optional<Instant>> newest() override;

 private:
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace yijian::storage
