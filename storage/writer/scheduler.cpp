#include "storage/writer/scheduler.h"

#include <algorithm>

namespace yijian::storage {

using casework::Pending;
using casework::Store;

Result<std::vector<EngineWork>> Scheduler::take(Instant now, size_t most) {
  std::vector<EngineWork> work;
  const Result<std::vector<Store::Due>> due = store_.due(now, most + stuck_.size());
  if (!due) return due.error();
  for (const Store::Due& row : *due)
    if (!stuck_.contains(row.case_id) && work.size() < most)
      work.emplace_back(DueCase{row.case_id, row.due});
  for (ScheduleWork& one : schedules_.take(now, most - work.size()))
    std::visit([&](auto& unit) { work.emplace_back(std::move(unit)); }, one);
  Result<std::vector<RecomputeWork>> anew = recomputing_.take((most - work.size() + 1) / 2);
  if (!anew) return anew.error();
  for (RecomputeWork& one : *anew)
    std::visit([&](auto& unit) { work.emplace_back(std::move(unit)); }, one);
  if (!messages_waiting_ || work.size() == most) return work;
  Result<std::vector<Pending>> pending = store_.pending(most - work.size());
  if (!pending) return pending.error();
  messages_waiting_ = !pending->empty();
  for (Pending& row : *pending) work.emplace_back(std::move(row));
  return work;
}

Result<std::optional<Instant>> Scheduler::next_due(Instant now) {
  const Result<std::optional<Instant>> wake = next_wake();
  const std::optional<Instant> occasion = schedules_.next_due(now);
  if (!wake || !occasion) return wake;
  return std::optional(*wake ? std::min(**wake, *occasion) : *occasion);
}

Result<std::optional<Instant>> Scheduler::next_wake() {
  if (stuck_.empty()) return store_.next_due();
  const Result<std::vector<Store::Due>> due = store_.due(Instant{INT64_MAX}, stuck_.size() + 1);
  if (!due) return due.error();
  for (const Store::Due& row : *due)
    if (!stuck_.contains(row.case_id)) return std::optional(row.due);
  return std::optional<Instant>();
}

}  // namespace yijian::storage
