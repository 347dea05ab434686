#include "storage/sqlite/task_page.h"

#include <algorithm>
#include <tuple>

#include "storage/cursor.h"
#include "storage/sqlite/rows.h"

namespace yijian::storage {
namespace {

using casework::HeadRow;
using casework::Page;
using casework::TaskFilter;
using casework::TaskHit;
using casework::TaskRow;

// The next (department, role) of the index: a loose scan, one seek for each pair.
const std::string kNextPair =
    "SELECT department, role FROM task WHERE (department, role) > (?1, ?2) "
    "ORDER BY department, role LIMIT 1";
const std::string kFirstPair =
    "SELECT department, role FROM task ORDER BY department, role LIMIT 1";
#define YIJIAN_OF_PAIR                            \
  " WHERE t.department = ?1 AND t.role = ?2 AND " \
  "(t.due, t.case_no, t.task) > (?3, ?4, ?5)"
#define YIJIAN_IN_ORDER " ORDER BY t.due, t.case_no, t.task LIMIT ?6"
const std::string kRange =
    "SELECT " YIJIAN_TASK_COLUMNS ", t.case_no FROM task t" YIJIAN_OF_PAIR YIJIAN_IN_ORDER;
const std::string kRangeForInsider =
    "SELECT " YIJIAN_TASK_COLUMNS
    ", t.case_no FROM task t CROSS JOIN cases c ON c.no = t.case_no" YIJIAN_OF_PAIR
    " AND " YIJIAN_OPEN_TO_INSIDER YIJIAN_IN_ORDER;
const std::string kHeadByNo = "SELECT " YIJIAN_HEAD_COLUMNS " FROM cases c WHERE c.no = ?1";
const std::string kNoOfCase = "SELECT no FROM cases WHERE id = ?1";
const std::string kNoOfOwnCase =
    "SELECT p.case_no FROM cases c CROSS JOIN party_case p ON p.case_no = c.no AND p.party = ?2 "
    "WHERE c.id = ?1";
// A party's own tasks: as many as its cases have, whatever else is open.
const std::string kOfParty =
    "SELECT " YIJIAN_TASK_COLUMNS
    ", t.case_no FROM party_case p CROSS JOIN task t ON t.case_no = p.case_no WHERE p.party = ?1 "
    "AND (t.due, t.case_no, t.task) > (?2, ?3, ?4) ORDER BY t.due, t.case_no, t.task";

struct Pair {
  std::string department, role;
};
struct Found {
  TaskRow task;
  int64_t no = 0;
  auto order() const {
    return std::make_tuple(task.due ? task.due->ms : kNeverMs, no, std::string_view(task.task));
  }
};
struct Start {
  int64_t due_ms = INT64_MIN;
  int64_t no = 0;
  std::string task;
};

bool wanted(const TaskFilter& filter, const Pair& pair) {
  if (!filter.department.empty() && filter.department != pair.department) return false;
  return filter.roles.empty() ||
         std::find(filter.roles.begin(), filter.roles.end(), pair.role) != filter.roles.end();
}

Result<std::vector<Pair>> pairs(Reader& reader, const TaskFilter& filter) {
  const Result<Statement*> first = reader.statement(kFirstPair);
  if (!first) return first.error();
  const Result<Statement*> next = reader.statement(kNextPair);
  if (!next) return next.error();
  std::vector<Pair> found;
  Pair last;  // outlives what is bound to it
  Statement* statement = *first;
  while (true) {
    const Using done(*statement);
    const Result<bool> row = statement->step();
    if (!row) return row.error();
    if (!*row) return found;
    Pair pair{statement->text(0), statement->text(1)};
    statement->reset();
    if (wanted(filter, pair)) found.push_back(pair);
    last = std::move(pair);
    statement = *next;
    statement->bind(1, last.department).bind(2, last.role);
  }
}

Result<Start> start_of_page(Reader& reader, const TaskFilter& filter) {
  const Result<std::optional<TaskCursor>> cursor = read_cursor(filter.after);
  if (!cursor) return cursor.error();
  if (!*cursor) return Start{};
  const bool own = !filter.party.empty();
  const Result<Statement*> statement = reader.statement(own ? kNoOfOwnCase : kNoOfCase);
  if (!statement) return statement.error();
  const Using done(**statement);
  if (own) (*statement)->bind_blob(2, filter.party);
  const Result<bool> row = (*statement)->bind(1, (*cursor)->case_id).step();
  if (!row) return row.error();
  if (!*row) return Error{.code = "invalid_cursor", .detail = "the cursor names no case"};
  return Start{(*cursor)->due_ms, (*statement)->integer(0), (*cursor)->task};
}

Status read_range(Reader& reader, const std::optional<casework::Insider>& insider, const Pair& pair,
                  const Start& start, size_t limit, std::vector<Found>& into) {
  const Result<Statement*> statement = reader.statement(insider ? kRangeForInsider : kRange);
  if (!statement) return statement.error();
  Statement& query = **statement;
  const Using done(query);
  if (insider) bind_insider(query, *insider);
  query.bind(1, pair.department).bind(2, pair.role).bind(3, start.due_ms).bind(4, start.no);
  query.bind(5, start.task).bind(6, static_cast<int64_t>(limit));
  Result<bool> row = query.step();
  for (; row && *row; row = query.step()) into.push_back({read_task(query), query.integer(6)});
  if (!row) return row.error();
  return {};
}

Status read_own(Reader& reader, const TaskFilter& filter, const Start& start, size_t limit,
                std::vector<Found>& into) {
  const Result<Statement*> statement = reader.statement(kOfParty);
  if (!statement) return statement.error();
  Statement& query = **statement;
  const Using done(query);
  query.bind_blob(1, filter.party).bind(2, start.due_ms).bind(3, start.no).bind(4, start.task);
  Result<bool> row = query.step();
  for (; row && *row && into.size() < limit; row = query.step()) {
    Found found{read_task(query), query.integer(6)};
    if (wanted(filter, {found.task.department, found.task.role})) into.push_back(std::move(found));
  }
  if (!row) return row.error();
  return {};
}

Status read_all(Reader& reader, const TaskFilter& filter, const Start& start, size_t limit,
                std::vector<Found>& into) {
  const Result<std::vector<Pair>> ranges = pairs(reader, filter);
  if (!ranges) return ranges.error();
  for (const Pair& pair : *ranges)
    if (Status read = read_range(reader, filter.insider, pair, start, limit, into); !read)
      return read;
  std::sort(into.begin(), into.end(),
            [](const Found& a, const Found& b) { return a.order() < b.order(); });
  return {};
}

Result<HeadRow> head_by_no(Reader& reader, int64_t no) {
  const Result<Statement*> statement = reader.statement(kHeadByNo);
  if (!statement) return statement.error();
  const Using done(**statement);
  const Result<bool> row = (*statement)->bind(1, no).step();
  if (!row) return row.error();
  if (!*row) return Error{.code = "store_corrupt", .detail = "a task of no case"};
  return read_head(**statement);
}

}  // namespace

Result<Page<TaskHit>> task_page(Reader& reader, const TaskFilter& filter) {
  const size_t limit = page_limit(filter.limit);
  const Result<Start> start = start_of_page(reader, filter);
  if (!start) return start.error();
  std::vector<Found> found;
  const Status read = filter.party.empty() ? read_all(reader, filter, *start, limit + 1, found)
                                           : read_own(reader, filter, *start, limit + 1, found);
  if (!read) return read.error();
  Page<TaskHit> page;
  for (size_t i = 0; i < found.size() && i < limit; ++i) {
    Result<HeadRow> head = head_by_no(reader, found[i].no);
    if (!head) return head.error();
    page.rows.push_back({*std::move(head), std::move(found[i].task)});
  }
  if (found.size() > limit) page.next = write_cursor(page.rows.back());
  return page;
}

}  // namespace yijian::storage
