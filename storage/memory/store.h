// A store that forgets everything with the process: for tests and the scenario runner.
// The same semantics as the durable ones, proved by the same contract suite.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/casework/ports.h"

namespace yijian::storage {

// Store is used by one thread, Queries by any.
class MemoryStore : public casework::Store, public casework::Queries {
 public:
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
  using StepRef = std::shared_ptr<const casework::StoredStep>;
  struct Case {
    int64_t no = 0;  // in order of creation
    std::vector<StepRef> steps;
    casework::HeadRow head;
    std::vector<casework::TaskRow> tasks;
    std::optional<Instant> wake;
    std::vector<std::string> parties;
  };
  struct Made {
    casework::Creation creation;
    Instant at;
  };
  template <class T>
  using ById = std::map<std::string, T, std::less<>>;
  using Entries = std::map<std::pair<std::string, std::string>, std::string>;  // register, key
  using Outbox = std::map<int64_t, casework::Pending>;  // in order of sending

  const Case* find(std::string_view case_id) const;  // what the transaction sees
  Case& change(const std::string& case_id);
  Outbox& change_outbox();
  const Outbox& outbox() const { return staged_outbox_ ? *staged_outbox_ : outbox_; }
  std::vector<Due> all_due(Instant now, size_t limit) const;

  // Committed. Written under the mutex by commit(), read under it by Queries.
  mutable std::mutex mutex_;
  ById<Case> cases_;
  std::map<int64_t, std::string> by_no_;
  std::set<std::pair<Instant, int64_t>> wakes_;
  Outbox outbox_;
  ById<Made> creations_;
  ById<std::string> bundles_;
  Entries entries_;
  std::vector<Publication> publications_;

  // The transaction's, of the writing thread alone.
  bool open_ = false;
  ById<Case> staged_;
  std::optional<Outbox> staged_outbox_;
  ById<Made> staged_creations_;
  Entries staged_entries_;
  std::vector<Publication> staged_publications_;
  int64_t last_no_ = 0, last_pos_ = 0, last_sent_ = 0;
};

}  // namespace yijian::storage
