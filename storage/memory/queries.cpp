// The read side of MemoryStore.
#include <algorithm>
#include <tuple>

#include "engine/law/phase.h"
#include "storage/cursor.h"
#include "storage/memory/store.h"

namespace yijian::storage {

using casework::CaseFilter;
using casework::HeadRow;
using casework::Page;
using casework::StoredStep;
using casework::TaskFilter;
using casework::TaskHit;

namespace {

constexpr std::string_view kEnded[] = {"closed",     "refused", "withdrawn",
                                       "terminated", "voided",  "revoked"};

bool is_open(const HeadRow& head) {
  return std::find(std::begin(kEnded), std::end(kEnded), head.phase) == std::end(kEnded);
}

bool matches(const CaseFilter& filter, const HeadRow& head) {
  const auto is = [](const std::string& wanted, const std::string& value) {
    return wanted.empty() || wanted == value;
  };
  return is(filter.workflow, head.workflow) && is(filter.phase, head.phase) &&
         is(filter.department, head.department) && is(filter.opener, head.opener) &&
         (!filter.open_only || is_open(head));
}

bool matches(const TaskFilter& filter, const casework::TaskRow& task) {
  if (!filter.department.empty() && filter.department != task.department) return false;
  return filter.roles.empty() ||
         std::find(filter.roles.begin(), filter.roles.end(), task.role) != filter.roles.end();
}

// An empty party stands for everyone.
bool is_party(const std::vector<std::string>& parties, const std::string& party) {
  return party.empty() || std::find(parties.begin(), parties.end(), party) != parties.end();
}

template <class Filter>
bool is_open_to(const Filter& filter, const HeadRow& head,
                const std::vector<casework::TaskRow>& tasks) {
  return !filter.insider || !head.restricted ||
         casework::handles(*filter.insider, head.department, tasks);
}

}  // namespace

Result<std::vector<StoredStep>> MemoryStore::steps(std::string_view case_id) {
  const std::lock_guard lock(mutex_);
  std::vector<StoredStep> found;
  if (const auto stored = cases_.find(case_id); stored != cases_.end())
    for (const StepRef& step : stored->second.steps) found.push_back(*step);
  return found;
}

Result<std::optional<HeadRow>> MemoryStore::head(std::string_view case_id) {
  const std::lock_guard lock(mutex_);
  const auto stored = cases_.find(case_id);
  if (stored == cases_.end()) return std::optional<HeadRow>();
  return std::optional(stored->second.head);
}

Result<Page<HeadRow>> MemoryStore::cases(const CaseFilter& filter) {
  const std::lock_guard lock(mutex_);
  const size_t limit = page_limit(filter.limit);
  Page<HeadRow> page;
  auto from = by_no_.rbegin();
  if (!filter.after.empty()) {
    const auto last = cases_.find(filter.after);
    if (last == cases_.end() || !is_party(last->second.parties, filter.party)) return page;
    from = std::make_reverse_iterator(by_no_.find(last->second.no));
  }
  for (; from != by_no_.rend(); ++from) {
    const Case& stored = cases_.at(from->second);
    const HeadRow& head = stored.head;
    if (!matches(filter, head) || !is_party(stored.parties, filter.party)) continue;
    if (!is_open_to(filter, head, stored.tasks)) continue;
    if (page.rows.size() == limit) {
      page.next = page.rows.back().id;
      break;
    }
    page.rows.push_back(head);
  }
  return page;
}

Result<Page<TaskHit>> MemoryStore::tasks(const TaskFilter& filter) {
  const Result<std::optional<TaskCursor>> cursor = read_cursor(filter.after);
  if (!cursor) return cursor.error();
  const std::lock_guard lock(mutex_);
  using Order = std::tuple<int64_t, int64_t, std::string>;
  std::optional<Order> after;
  if (*cursor) {
    const auto last = cases_.find((*cursor)->case_id);
    if (last == cases_.end() || !is_party(last->second.parties, filter.party))
      return Error{.code = "invalid_cursor", .detail = "the cursor names no case"};
    after = Order((*cursor)->due_ms, last->second.no, (*cursor)->task);
  }
  std::map<Order, TaskHit> found;
  for (const auto& [id, stored] : cases_) {
    if (!is_party(stored.parties, filter.party)) continue;
    if (!is_open_to(filter, stored.head, stored.tasks)) continue;
    for (const casework::TaskRow& task : stored.tasks) {
      Order order(task.due ? task.due->ms : INT64_MAX, stored.no, task.task);
      if (!matches(filter, task) || (after && order <= *after)) continue;
      found.emplace(std::move(order), TaskHit{stored.head, task});
    }
  }
  const size_t limit = page_limit(filter.limit);
  Page<TaskHit> page;
  for (auto& [order, hit] : found) {
    if (page.rows.size() == limit) {
      page.next = write_cursor(page.rows.back());
      break;
    }
    page.rows.push_back(std::move(hit));
  }
  return page;
}

Result<Page<casework::Pending>> MemoryStore::outbox(const casework::OutboxFilter& filter) {
  const Result<int64_t> after = read_place(filter.after);
  if (!after) return after.error();
  const std::lock_guard lock(mutex_);
  const size_t limit = page_limit(filter.limit);
  Page<casework::Pending> page;
  int64_t last = 0;
  for (auto at = outbox_.upper_bound(*after); at != outbox_.end(); ++at) {
    const casework::Pending& row = at->second;
    if (!filter.from.empty() && row.from != filter.from) continue;
    if (!filter.to.empty() && row.row.to != filter.to) continue;
    if (filter.dead_only && row.tries < casework::kMaxDeliveryTries) continue;
    if (page.rows.size() == limit) {
      page.next = std::to_string(last);
      break;
    }
    page.rows.push_back(row);
    last = at->first;
  }
  return page;
}

Result<int64_t> MemoryStore::dead_letters() {
  const std::lock_guard lock(mutex_);
  return std::count_if(outbox_.begin(), outbox_.end(), [](const auto& entry) {
    return entry.second.tries >= casework::kMaxDeliveryTries;
  });
}

Result<std::optional<casework::Queries::StoredRows>> MemoryStore::rows(std::string_view case_id) {
  const std::lock_guard lock(mutex_);
  const auto stored = cases_.find(case_id);
  if (stored == cases_.end()) return std::optional<StoredRows>();
  StoredRows rows{
      stored->second.head, stored->second.tasks, stored->second.wake, {}, stored->second.parties};
  for (const auto& [pos, pending] : outbox_)
    if (pending.from == case_id) rows.outbox.push_back(pending);
  return std::optional(std::move(rows));
}

Result<std::vector<std::string>> MemoryStore::case_ids(std::string_view after, size_t limit) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (auto at = cases_.upper_bound(after); at != cases_.end() && ids.size() < limit; ++at)
    ids.push_back(at->first);
  return ids;
}

// Head and steps are one value here.
Result<std::vector<casework::StoredStep>> MemoryStore::headless(size_t) {
  return std::vector<casework::StoredStep>();
}

}  // namespace yijian::storage
