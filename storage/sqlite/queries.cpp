#include "storage/sqlite/queries.h"

#include "storage/cursor.h"
#include "storage/sqlite/reader.h"
#include "storage/sqlite/rows.h"
#include "storage/sqlite/task_page.h"

namespace yijian::storage {
namespace {

using casework::CaseFilter;
using casework::HeadRow;
using casework::Page;
using casework::Pending;
using casework::SealedStep;
using casework::StoredStep;
using casework::TaskFilter;
using casework::TaskHit;

const std::string kSteps =
    "SELECT l.pos, l.n, l.body, l.private, l.hash FROM log l "
    "WHERE l.case_no = (SELECT no FROM cases WHERE id = ?1) ORDER BY l.n";
const std::string kHead = "SELECT " YIJIAN_HEAD_COLUMNS " FROM cases c WHERE c.id = ?1";
const std::string kTasksOfCase =
    "SELECT " YIJIAN_TASK_COLUMNS
    " FROM task t WHERE t.case_no = (SELECT no FROM cases WHERE id = ?1) ORDER BY t.task";
const std::string kWakeOfCase =
    "SELECT due FROM wake WHERE case_no = (SELECT no FROM cases WHERE id = ?1)";
const std::string kPartiesOfCase =
    "SELECT party FROM party_case WHERE case_no = (SELECT no FROM cases WHERE id = ?1) "
    "ORDER BY party";
const std::string kOutboxOfCase =
    "SELECT " YIJIAN_PENDING_COLUMNS
    " FROM outbox o JOIN cases c ON c.no = o.case_no "
    "LEFT JOIN log l ON l.case_no = o.case_no AND l.n = o.n WHERE c.id = ?1 ORDER BY o.pos";
const std::string kOutbox =
    "SELECT " YIJIAN_PENDING_COLUMNS
    ", o.pos FROM outbox o JOIN cases c ON c.no = o.case_no "
    "LEFT JOIN log l ON l.case_no = o.case_no AND l.n = o.n WHERE o.pos > ?1 "
    "AND (?2 = '' OR c.id = ?2) AND (?3 = '' OR o.destination = ?3) AND o.tries >= ?4 "
    "ORDER BY o.pos LIMIT ?5";
// Written as the index outbox_dead has it.
const std::string kDeadLetters = "SELECT count(*) FROM outbox WHERE tries >= 5";
static_assert(casework::kMaxDeliveryTries == 5);
const std::string kHeadless =
    "SELECT l.pos, l.n, l.body, l.private, l.hash, "
    "coalesce(CASE WHEN json_valid(l.body) THEN l.body ->> '$.case' END, '') FROM log l "
    "WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.no = l.case_no) "
    "AND NOT EXISTS (SELECT 1 FROM log e WHERE e.case_no = l.case_no AND e.n < l.n) "
    "ORDER BY l.pos LIMIT ?1";
const std::string kCaseIds = "SELECT id FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2";

// Written as the index cases_open has it, so that SQLite may use that index.
constexpr std::string_view kOpenTerm =
    " AND c.phase NOT IN ('closed', 'refused', 'withdrawn', 'terminated', 'voided', 'revoked')";
constexpr std::string_view kEnded[] = {"closed",     "refused", "withdrawn",
                                       "terminated", "voided",  "revoked"};

bool is_ended(std::string_view phase) {
  for (const std::string_view ended : kEnded)
    if (phase == ended) return true;
  return false;
}

// One text for each set of conditions: at most 2^8 of them. A party's cases are reached through
// its own rows alone, its cursor too: that of a case not its own is no place in them.
std::string cases_sql(const CaseFilter& filter) {
  const bool own = !filter.party.empty();
  std::string sql = "SELECT " YIJIAN_HEAD_COLUMNS " FROM ";
  sql += own ? "party_case p CROSS JOIN cases c ON c.no = p.case_no WHERE p.party = ?7"
             : "cases c WHERE 1 = 1";
  if (!filter.workflow.empty()) sql += " AND c.workflow = ?1";
  if (!filter.phase.empty()) sql += " AND c.phase = ?2";
  if (!filter.department.empty()) sql += " AND c.department = ?3";
  if (!filter.opener.empty()) sql += " AND c.opener = ?4 AND c.opener <> ''";
  if (!filter.after.empty())
    sql += own ? " AND p.case_no < (SELECT q.case_no FROM cases d CROSS JOIN party_case q "
                 "ON q.case_no = d.no AND q.party = ?7 WHERE d.id = ?5)"
               : " AND c.no < (SELECT no FROM cases WHERE id = ?5)";
  if (filter.insider) sql += " AND " YIJIAN_OPEN_TO_INSIDER;
  if (filter.open_only || (!filter.phase.empty() && !is_ended(filter.phase))) sql += kOpenTerm;
  return sql + (own ? " ORDER BY p.case_no" : " ORDER BY c.no") + " DESC LIMIT ?6";
}

template <class Row, class Read>
Result<std::vector<Row>> all_rows(Statement& statement, const Read& read) {
  const Using done(statement);
  std::vector<Row> rows;
  Result<bool> row = statement.step();
  for (; row && *row; row = statement.step()) {
    Result<Row> one = read(statement);
    if (!one) return one.error();
    rows.push_back(*std::move(one));
  }
  if (!row) return row.error();
  return rows;
}

}  // namespace

class SqliteQueries::Pool : public ReaderPool {
 public:
  using ReaderPool::ReaderPool;
};

SqliteQueries::SqliteQueries(std::unique_ptr<Pool> pool) : pool_(std::move(pool)) {}
SqliteQueries::~SqliteQueries() = default;

Result<std::unique_ptr<SqliteQueries>> SqliteQueries::open(const std::string& directory,
                                                           const SqliteOptions& options) {
  auto pool = std::make_unique<Pool>(directory, options);
  {
    const Result<ReaderPool::Lease> first = pool->take();
    if (!first) return first.error();
  }
  return std::unique_ptr<SqliteQueries>(new SqliteQueries(std::move(pool)));
}

Result<std::vector<StoredStep>> SqliteQueries::steps(std::string_view case_id) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(kSteps);
  if (!statement) return statement.error();
  (*statement)->bind(1, case_id);
  return all_rows<StoredStep>(**statement, [&](const Statement& row) -> Result<StoredStep> {
    Result<SealedStep> step = read_step(row, 1);
    if (!step) return step.error();
    return StoredStep{row.integer(0), std::string(case_id), *std::move(step)};
  });
}

namespace {

Result<std::optional<HeadRow>> head_of(Reader& reader, std::string_view case_id) {
  const Result<Statement*> statement = reader.statement(kHead);
  if (!statement) return statement.error();
  const Using done(**statement);
  const Result<bool> row = (*statement)->bind(1, case_id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<HeadRow>();
  Result<HeadRow> head = read_head(**statement);
  if (!head) return head.error();
  return std::optional(*std::move(head));
}

}  // namespace

Result<std::optional<HeadRow>> SqliteQueries::head(std::string_view case_id) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  return head_of(*reader->operator->(), case_id);
}

Result<Page<HeadRow>> SqliteQueries::cases(const CaseFilter& filter) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(cases_sql(filter));
  if (!statement) return statement.error();
  const size_t limit = page_limit(filter.limit);
  Statement& query = **statement;
  const std::string_view texts[] = {filter.workflow, filter.phase, filter.department, filter.opener,
                                    filter.after};
  for (int i = 0; i < 5; ++i)
    if (!texts[i].empty()) query.bind(i + 1, texts[i]);
  query.bind(6, static_cast<int64_t>(limit + 1));
  if (!filter.party.empty()) query.bind_blob(7, filter.party);
  if (filter.insider) bind_insider(query, *filter.insider);
  Result<std::vector<HeadRow>> rows =
      all_rows<HeadRow>(query, [](const Statement& row) { return read_head(row); });
  if (!rows) return rows.error();
  Page<HeadRow> page{*std::move(rows), ""};
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next = page.rows.back().id;
  }
  return page;
}

Result<Page<TaskHit>> SqliteQueries::tasks(const TaskFilter& filter) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  return task_page(*reader->operator->(), filter);
}

Result<Page<Pending>> SqliteQueries::outbox(const casework::OutboxFilter& filter) {
  const Result<int64_t> after = read_place(filter.after);
  if (!after) return after.error();
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(kOutbox);
  if (!statement) return statement.error();
  const size_t limit = page_limit(filter.limit);
  (*statement)->bind(1, *after).bind(2, filter.from).bind(3, filter.to);
  (*statement)->bind(4, int64_t{filter.dead_only ? casework::kMaxDeliveryTries : 0});
  (*statement)->bind(5, static_cast<int64_t>(limit + 1));
  std::vector<int64_t> places;
  Result<std::vector<Pending>> rows = all_rows<Pending>(**statement, [&](const Statement& row) {
    places.push_back(row.integer(kPendingColumns));
    return read_pending(row);
  });
  if (!rows) return rows.error();
  Page<Pending> page{*std::move(rows), ""};
  if (page.rows.size() > limit) {
    page.rows.resize(limit);
    page.next = std::to_string(places[limit - 1]);
  }
  return page;
}

Result<int64_t> SqliteQueries::dead_letters() {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(kDeadLetters);
  if (!statement) return statement.error();
  const Using done(**statement);
  const Result<bool> row = (*statement)->step();
  if (!row) return row.error();
  return (*statement)->integer(0);
}

Result<std::optional<casework::Queries::StoredRows>> SqliteQueries::rows(std::string_view case_id) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  Result<std::optional<HeadRow>> head = head_of(*reader->operator->(), case_id);
  if (!head) return head.error();
  if (!*head) return std::optional<StoredRows>();
  StoredRows found;
  found.head = **std::move(head);
  Statement* statements[4] = {};
  const std::string* texts[] = {&kTasksOfCase, &kWakeOfCase, &kOutboxOfCase, &kPartiesOfCase};
  for (int i = 0; i < 4; ++i) {
    const Result<Statement*> statement = (*reader)->statement(*texts[i]);
    if (!statement) return statement.error();
    statements[i] = *statement;
    statements[i]->bind(1, case_id);
  }
  auto tasks = all_rows<casework::TaskRow>(
      *statements[0], [](const Statement& row) { return Result(read_task(row)); });
  auto wakes = all_rows<Instant>(
      *statements[1], [](const Statement& row) { return Result(Instant{row.integer(0)}); });
  auto outbox =
      all_rows<Pending>(*statements[2], [](const Statement& row) { return read_pending(row); });
  auto parties = all_rows<std::string>(*statements[3],
                                       [](const Statement& row) { return Result(row.blob(0)); });
  if (!tasks) return tasks.error();
  if (!wakes) return wakes.error();
  if (!outbox) return outbox.error();
  if (!parties) return parties.error();
  found.parties = *std::move(parties);
  found.tasks = *std::move(tasks);
  if (!wakes->empty()) found.wake = wakes->front();
  found.outbox = *std::move(outbox);
  return std::optional(std::move(found));
}

Result<std::vector<std::string>> SqliteQueries::case_ids(std::string_view after, size_t limit) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(kCaseIds);
  if (!statement) return statement.error();
  (*statement)->bind(1, after).bind(2, static_cast<int64_t>(limit));
  return all_rows<std::string>(**statement,
                               [](const Statement& row) { return Result(row.text(0)); });
}

Result<std::vector<StoredStep>> SqliteQueries::headless(size_t limit) {
  const Result<ReaderPool::Lease> reader = pool_->take();
  if (!reader) return reader.error();
  const Result<Statement*> statement = (*reader)->statement(kHeadless);
  if (!statement) return statement.error();
  (*statement)->bind(1, static_cast<int64_t>(limit));
  return all_rows<StoredStep>(**statement, [](const Statement& row) -> Result<StoredStep> {
    Result<SealedStep> step = read_step(row, 1);
    if (!step) return step.error();
    return StoredStep{row.integer(0), row.text(5), *std::move(step)};
  });
}

}  // namespace yijian::storage
