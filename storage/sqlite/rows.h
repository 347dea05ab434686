// How rows of the ports stand in SQLite's columns: the lists of columns, and reading them back.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/casework/ports.h"
#include "storage/sqlite/database.h"

namespace yijian::storage {

// A due that is none, in `task`: sorts behind all others.
inline constexpr int64_t kNeverMs = INT64_MAX;

#define YIJIAN_HEAD_COLUMNS                                                              \
  "c.id, c.n, c.head, c.workflow, c.title, c.phase, c.outcome, c.department, c.opener, " \
  "c.yellow, c.due, c.paused, c.opened, c.updated, c.restricted"
inline constexpr int kHeadColumns = 15;
#define YIJIAN_TASK_COLUMNS "t.task, t.role, t.department, t.since, t.yellow, t.due"
#define YIJIAN_PENDING_COLUMNS \
  "o.destination, o.lane, o.kind, o.data, o.effective, c.id, o.n, l.hash, o.tries"
inline constexpr int kPendingColumns = 9;

// Of the case c: it is shown to the insider of whom ?8 is the department and ?9 the role.
#define YIJIAN_OPEN_TO_INSIDER                                                             \
  "(c.restricted = 0 OR (?8 <> '' AND c.department = ?8) OR EXISTS (SELECT 1 FROM task i " \
  "WHERE i.case_no = c.no AND ((?8 <> '' AND i.department = ?8) OR (?9 <> '' AND i.role = ?9))))"
void bind_insider(Statement& statement, const casework::Insider& insider);

std::optional<int64_t> ms_of(const std::optional<Instant>& instant);
std::optional<Instant> instant_of(std::optional<int64_t> ms);

// Errors: store_corrupt for a hash that has not 32 bytes, or data that is no record.
Result<Digest> read_digest(const Statement& row, int column);
Result<casework::HeadRow> read_head(const Statement& row, int first = 0);
casework::TaskRow read_task(const Statement& row, int first = 0);
Result<casework::Pending> read_pending(const Statement& row);
// n, body, private, hash from `first` on.
Result<casework::SealedStep> read_step(const Statement& row, int first = 0);

// A message's data as text that gives every type back. Errors: not_recordable.
Result<std::string> write_data(const Value& data);

}  // namespace yijian::storage
