#include "storage/sqlite/rows.h"

#include <algorithm>

#include "engine/base/canonical.h"
#include "engine/base/json.h"

namespace yijian::storage {

using casework::HeadRow;
using casework::Pending;
using casework::SealedStep;
using casework::TaskRow;

void bind_insider(Statement& statement, const casework::Insider& insider) {
  statement.bind(8, insider.department).bind(9, insider.role);
}

std::optional<int64_t> ms_of(const std::optional<Instant>& instant) {
  if (!instant) return std::nullopt;
  return instant->ms;
}

std::optional<Instant> instant_of(std::optional<int64_t> ms) {
  if (!ms) return std::nullopt;
  return Instant{*ms};
}

Result<Digest> read_digest(const Statement& row, int column) {
  const std::string bytes = row.blob(column);
  Digest digest{};
  if (bytes.size() != digest.size())
    return Error{.code = "store_corrupt", .detail = "a stored hash has not 32 bytes"};
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Result<HeadRow> read_head(const Statement& row, int first) {
  const Result<Digest> digest = read_digest(row, first + 2);
  if (!digest) return digest.error();
  HeadRow head;
  head.id = row.text(first);
  head.n = row.integer(first + 1);
  head.head = *digest;
  head.workflow = row.text(first + 3);
  head.title = row.text(first + 4);
  head.phase = row.text(first + 5);
  head.outcome = row.text(first + 6);
  head.department = row.text(first + 7);
  head.opener = row.text(first + 8);
  head.yellow = instant_of(row.optional_integer(first + 9));
  head.due = instant_of(row.optional_integer(first + 10));
  head.paused = row.integer(first + 11) != 0;
  head.opened = Instant{row.integer(first + 12)};
  head.updated = Instant{row.integer(first + 13)};
  head.restricted = row.integer(first + 14) != 0;
  return head;
}

TaskRow read_task(const Statement& row, int first) {
  TaskRow task;
  task.task = row.text(first);
  task.role = row.text(first + 1);
  task.department = row.text(first + 2);
  task.since = Instant{row.integer(first + 3)};
  task.yellow = instant_of(row.optional_integer(first + 4));
  const int64_t due = row.integer(first + 5);
  if (due != kNeverMs) task.due = Instant{due};
  return task;
}

Result<Pending> read_pending(const Statement& row) {
  Pending pending;
  pending.row.to = row.text(0);
  pending.row.lane = row.integer(1);
  pending.row.kind = row.text(2);
  const Result<Value> json = parse_json(row.text(3), "outbox");
  if (!json) return Error{.code = "store_corrupt", .detail = "outbox: " + json.error().detail};
  Result<Value> data = untag(*json);
  if (!data) return Error{.code = "store_corrupt", .detail = "outbox: " + data.error().detail};
  pending.row.data = *std::move(data);
  pending.row.effective = Instant{row.integer(4)};
  pending.from = row.text(5);
  pending.n = row.integer(6);
  const Result<Digest> hash = read_digest(row, 7);
  if (!hash) return hash.error();
  pending.hash = *hash;
  pending.tries = static_cast<int>(row.integer(8));
  return pending;
}

Result<SealedStep> read_step(const Statement& row, int first) {
  SealedStep step;
  step.n = row.integer(first);
  step.body = row.text(first + 1);
  step.priv = row.text(first + 2);
  const Result<Digest> hash = read_digest(row, first + 3);
  if (!hash) return hash.error();
  step.hash = *hash;
  return step;
}

Result<std::string> write_data(const Value& data) {
  Result<Value> tagged = tag(data);
  if (!tagged) return tagged.error();
  return canonical_text(*tagged);
}

}  // namespace yijian::storage
