#include "storage/sqlite/append.h"

#include <algorithm>

#include "storage/sqlite/rows.h"

namespace yijian::storage {
namespace {

using casework::Append;
using casework::HeadRow;
using casework::OutboxRow;
using casework::SealedStep;
using casework::TaskRow;

constexpr std::string_view kFind =
    "SELECT no, n, phase, outcome, department, workflow, title, opener FROM cases WHERE id = ?1";
constexpr std::string_view kCreate =
    "INSERT INTO cases (id, n, head, workflow, title, phase, outcome, department, opener, yellow, "
    "due, paused, opened, updated, restricted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
    "?11, ?12, ?13, ?14, ?15)";
constexpr std::string_view kUpdate =
    "UPDATE cases SET n = ?2, head = ?3, yellow = ?4, due = ?5, paused = ?6, opened = ?7, "
    "updated = ?8, restricted = ?9 WHERE no = ?1";
constexpr std::string_view kUpdateAll =
    "UPDATE cases SET n = ?2, head = ?3, yellow = ?4, due = ?5, paused = ?6, opened = ?7, "
    "updated = ?8, restricted = ?9, phase = ?10, outcome = ?11, department = ?12, workflow = ?13, "
    "title = ?14, opener = ?15 WHERE no = ?1";
constexpr std::string_view kLog =
    "INSERT INTO log (case_no, n, body, private, hash) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kTasks =
    "SELECT " YIJIAN_TASK_COLUMNS " FROM task t WHERE t.case_no = ?1 ORDER BY t.task";
constexpr std::string_view kTaskPut =
    "INSERT OR REPLACE INTO task (case_no, task, role, department, since, yellow, due) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view kTaskGone = "DELETE FROM task WHERE case_no = ?1 AND task = ?2";
constexpr std::string_view kWakePut =
    "INSERT INTO wake (case_no, due) VALUES (?1, ?2) "
    "ON CONFLICT (case_no) DO UPDATE SET due = excluded.due WHERE due <> excluded.due";
constexpr std::string_view kWakeGone = "DELETE FROM wake WHERE case_no = ?1";
constexpr std::string_view kSend =
    "INSERT INTO outbox (case_no, destination, lane, n, kind, data, effective) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view kCreated =
    "INSERT INTO created (key, case_no, at, request) VALUES (?1, ?2, ?3, ?4)";

Error conflict(const Append& append) {
  return {.code = "version_conflict",
          .detail = append.case_id + " is not at version " + std::to_string(append.step.n - 1)};
}

const TaskRow* find_task(const std::vector<TaskRow>& tasks, const std::string& task) {
  const auto found = std::find_if(tasks.begin(), tasks.end(),
                                  [&](const TaskRow& row) { return row.task == task; });
  return found == tasks.end() ? nullptr : &*found;
}

}  // namespace

Result<Appender> Appender::prepare(Database& database) {
  Appender made;
  made.database_ = &database;
  const std::pair<Statement*, std::string_view> all[] = {
      {&made.find_, kFind},        {&made.create_, kCreate},
      {&made.update_, kUpdate},    {&made.update_all_, kUpdateAll},
      {&made.log_, kLog},          {&made.tasks_, kTasks},
      {&made.task_put_, kTaskPut}, {&made.task_gone_, kTaskGone},
      {&made.wake_put_, kWakePut}, {&made.wake_gone_, kWakeGone},
      {&made.outbox_, kSend},      {&made.created_, kCreated}};
  for (const auto& [statement, sql] : all) {
    Result<Statement> prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = *std::move(prepared);
  }
  Result<PartyRows> parties = PartyRows::prepare(database);
  if (!parties) return parties.error();
  made.parties_ = *std::move(parties);
  return Result<Appender>(std::move(made));
}

Status Appender::append(const Append& append) {
  const HeadRow& head = append.rows.head;
  int64_t no = 0;
  if (append.creates) {
    if (append.step.n != 1) return conflict(append);
    const Result<int64_t> created = create(head);
    if (!created) return created.error();
    no = *created;
  } else {
    const Result<Before> before = find(append);
    if (!before) return before.error();
    no = before->no;
    if (Status done = update(*before, head); !done) return done;
  }
  if (Status done = write_log(no, append.step); !done) return done;
  if (Status done = write_tasks(no, append.rows.tasks, append.creates); !done) return done;
  if (Status done = parties_.write(no, append.rows.parties, append.creates); !done) return done;
  if (Status done = write_wake(no, append.rows.wake, append.creates); !done) return done;
  if (Status done = write_outbox(no, append.step.n, append.rows.outbox); !done) return done;
  if (append.creation_key.empty()) return {};
  return created_.bind(1, append.creation_key)
      .bind(2, no)
      .bind(3, head.updated.ms)
      .bind(4, append.request)
      .run();
}

Result<Appender::Before> Appender::find(const Append& append) {
  const Using done(find_);
  const Result<bool> row = find_.bind(1, append.case_id).step();
  if (!row) return row.error();
  if (!*row || find_.integer(1) != append.step.n - 1) return conflict(append);
  return Before{.no = find_.integer(0),
                .phase = find_.text(2),
                .outcome = find_.text(3),
                .department = find_.text(4),
                .workflow = find_.text(5),
                .title = find_.text(6),
                .opener = find_.text(7)};
}

Result<int64_t> Appender::create(const HeadRow& head) {
  create_.bind(1, head.id).bind(2, head.n).bind_blob(3, bytes_of(head.head));
  create_.bind(4, head.workflow).bind(5, head.title).bind(6, head.phase).bind(7, head.outcome);
  create_.bind(8, head.department).bind(9, head.opener);
  create_.bind(10, ms_of(head.yellow)).bind(11, ms_of(head.due)).bind(12, int64_t{head.paused});
  create_.bind(13, head.opened.ms).bind(14, head.updated.ms).bind(15, int64_t{head.restricted});
  if (Status done = create_.run(); !done) return done.error();
  return database_->last_row();
}

// Columns that an index covers are set only when one of them has changed.
Status Appender::update(const Before& before, const HeadRow& head) {
  const bool same = before.phase == head.phase && before.outcome == head.outcome &&
                    before.department == head.department && before.workflow == head.workflow &&
                    before.title == head.title && before.opener == head.opener;
  Statement& statement = same ? update_ : update_all_;
  statement.bind(1, before.no).bind(2, head.n).bind_blob(3, bytes_of(head.head));
  statement.bind(4, ms_of(head.yellow)).bind(5, ms_of(head.due)).bind(6, int64_t{head.paused});
  statement.bind(7, head.opened.ms).bind(8, head.updated.ms).bind(9, int64_t{head.restricted});
  if (!same) {
    statement.bind(10, head.phase).bind(11, head.outcome).bind(12, head.department);
    statement.bind(13, head.workflow).bind(14, head.title).bind(15, head.opener);
  }
  return statement.run();
}

Status Appender::write_log(int64_t no, const SealedStep& step) {
  log_.bind(1, no).bind(2, step.n).bind(3, step.body).bind(4, step.priv);
  return log_.bind_blob(5, bytes_of(step.hash)).run();
}

Status Appender::write_tasks(int64_t no, const std::vector<TaskRow>& tasks, bool fresh) {
  std::vector<TaskRow> stored;
  if (!fresh) {
    tasks_.bind(1, no);
    Result<bool> row = tasks_.step();
    for (; row && *row; row = tasks_.step()) stored.push_back(read_task(tasks_));
    if (!row) return row.error();
  }
  for (const TaskRow& old : stored)
    if (find_task(tasks, old.task) == nullptr)
      if (Status done = task_gone_.bind(1, no).bind(2, old.task).run(); !done) return done;
  for (const TaskRow& task : tasks) {
    const TaskRow* old = find_task(stored, task.task);
    if (old != nullptr && *old == task) continue;
    if (Status done = put_task(no, task); !done) return done;
  }
  return {};
}

Status Appender::put_task(int64_t no, const TaskRow& task) {
  task_put_.bind(1, no).bind(2, task.task).bind(3, task.role).bind(4, task.department);
  task_put_.bind(5, task.since.ms).bind(6, ms_of(task.yellow));
  return task_put_.bind(7, task.due ? task.due->ms : kNeverMs).run();
}

Status Appender::write_wake(int64_t no, const std::optional<Instant>& wake, bool fresh) {
  if (wake) return wake_put_.bind(1, no).bind(2, wake->ms).run();
  if (fresh) return {};
  return wake_gone_.bind(1, no).run();
}

Status Appender::write_outbox(int64_t no, int64_t n, const std::vector<OutboxRow>& outbox) {
  for (const OutboxRow& row : outbox) {
    const Result<std::string> data = write_data(row.data);
    if (!data) return data.error();
    outbox_.bind(1, no).bind(2, row.to).bind(3, row.lane).bind(4, n).bind(5, row.kind);
    if (Status done = outbox_.bind(6, *data).bind(7, row.effective.ms).run(); !done) return done;
  }
  return {};
}

}  // namespace yijian::storage
