// One step's rows into the tables: log, head, tasks, parties, wake, outbox, creation.
// Writes only what differs from what is stored, so that an index is touched only where it changes.
#pragma once

#include "engine/casework/ports.h"
#include "storage/sqlite/database.h"
#include "storage/sqlite/party_rows.h"

namespace yijian::storage {

class Appender {
 public:
  // Prepares its statements. The database must outlive it. Errors: store_failed.
  static Result<Appender> prepare(Database& database);

  // Errors: version_conflict (the case is not at version n - 1, or exists already), not_recordable,
  // and those of the database. What was written before an error stays for rollback to undo.
  Status append(const casework::Append& append);

 private:
  // The case's row as it stands before the step.
  struct Before {
    int64_t no = 0;
    std::string phase, outcome, department, workflow, title, opener;
  };
  Result<Before> find(const casework::Append& append);
  Result<int64_t> create(const casework::HeadRow& head);
  Status update(const Before& before, const casework::HeadRow& head);
  Status write_log(int64_t no, const casework::SealedStep& step);
  Status write_tasks(int64_t no, const std::vector<casework::TaskRow>& tasks, bool fresh);
  Status put_task(int64_t no, const casework::TaskRow& task);
  Status write_wake(int64_t no, const std::optional<Instant>& wake, bool fresh);
  Status write_outbox(int64_t no, int64_t n, const std::vector<casework::OutboxRow>& outbox);

  Database* database_ = nullptr;
  Statement find_, create_, update_, update_all_, log_, tasks_, task_put_, task_gone_, wake_put_,
      wake_gone_, outbox_, created_;
  PartyRows parties_;
};

}  // namespace yijian::storage
