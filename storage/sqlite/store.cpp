#include "storage/sqlite/store.h"

#include <sqlite3.h>

#include <atomic>

#include "storage/sqlite/append.h"
#include "storage/sqlite/checkpointer.h"
#include "storage/sqlite/files.h"
#include "storage/sqlite/rows.h"

namespace yijian::storage {
namespace {

using casework::Append;
using casework::Creation;
using casework::Pending;
using casework::SealedStep;

constexpr std::string_view kLoad =
    "SELECT l.n, l.body, l.private, l.hash FROM log l "
    "WHERE l.case_no = (SELECT no FROM cases WHERE id = ?1) ORDER BY l.n";
constexpr std::string_view kDelivered =
    "DELETE FROM outbox WHERE case_no = (SELECT no FROM cases WHERE id = ?1) "
    "AND destination = ?2 AND lane = ?3";
constexpr std::string_view kTried =
    "UPDATE outbox SET tries = tries + 1 WHERE case_no = (SELECT no FROM cases WHERE id = ?1) "
    "AND destination = ?2 AND lane = ?3";
constexpr std::string_view kDue =
    "SELECT c.id, w.due FROM wake w JOIN cases c ON c.no = w.case_no "
    "WHERE w.due <= ?1 ORDER BY w.due, w.case_no LIMIT ?2";
constexpr std::string_view kNextDue = "SELECT due FROM wake ORDER BY due LIMIT 1";
constexpr std::string_view kPending =
    "SELECT " YIJIAN_PENDING_COLUMNS
    " FROM outbox o JOIN cases c ON c.no = o.case_no "
    "LEFT JOIN log l ON l.case_no = o.case_no AND l.n = o.n WHERE o.tries < ?1 "
    "AND (o.destination < 'connector:' OR o.destination >= 'connector;') "
    "AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.case_no = o.case_no "
    "AND e.destination = o.destination AND e.lane < o.lane) ORDER BY o.pos LIMIT ?2";
constexpr std::string_view kRevive =
    "UPDATE outbox SET tries = 0 WHERE case_no = (SELECT no FROM cases WHERE id = ?1) "
    "AND (?2 = '' OR destination = ?2) AND tries >= ?3";
constexpr std::string_view kCreation =
    "SELECT c.id, k.request FROM created k JOIN cases c ON c.no = k.case_no WHERE k.key = ?1";
constexpr std::string_view kForget =
    "DELETE FROM created WHERE pos IN (SELECT pos FROM "
    "(SELECT pos, at FROM created ORDER BY pos LIMIT ?2) WHERE at < ?1)";
constexpr std::string_view kPutEntry =
    "INSERT INTO entry (register, key, text) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (register, key) DO UPDATE SET text = excluded.text";
constexpr std::string_view kEntries =
    "SELECT register, key, text FROM entry ORDER BY register, key";
constexpr std::string_view kPutBundle =
    "INSERT INTO bundle (digest, text) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING";
constexpr std::string_view kBundles = "SELECT digest, text FROM bundle ORDER BY digest";
constexpr std::string_view kPutPublication =
    "INSERT INTO publication (folder, version, at, publisher, text) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kPublications =
    "SELECT folder, version, at, publisher, text FROM publication ORDER BY pos";
constexpr std::string_view kNewest = "SELECT max(updated) FROM cases";

// Two keys are met by whoever decided on what is out of date. Any other constraint is a defect, and
// is told as SQLite tells it.
Error append_error(Error error) {
  if (is_taken(error, "cases.id") || is_taken(error, "log.case_no, log.n"))
    error.code = "version_conflict";
  if (is_taken(error, "created.key")) error.code = "creation_exists";
  return error;
}

}  // namespace

struct SqliteStore::Parts {
  Parts(DirectoryLock held, Database opened, const SqliteOptions& wanted)
      : lock(std::move(held)), database(std::move(opened)), options(wanted) {}

  // The database's log has grown to so many pages; SQLite calls it after each commit.
  static int on_commit(void* self, sqlite3* handle, const char* name, int pages) {
    (void)handle, (void)name;
    static_cast<Parts*>(self)->log_pages = pages;
    return SQLITE_OK;
  }
  int64_t log_bytes() const { return log_pages * page_bytes; }

  Status prepare();

  DirectoryLock lock;
  Database database;
  SqliteOptions options;
  int64_t page_bytes = 4096;
  int64_t log_pages = 0;
  Appender appender;
  Statement begin, commit, rollback, load, delivered, tried, due, next_due, pending, revive,
      creation, forget, put_entry, entries, put_bundle, bundles, put_publication, publications,
      newest;
  std::unique_ptr<Checkpointer> checkpointer;
};

Status SqliteStore::Parts::prepare() {
  Result<Appender> made = Appender::prepare(database);
  if (!made) return made.error();
  appender = *std::move(made);
  const std::pair<Statement*, std::string_view> all[] = {{&begin, "BEGIN IMMEDIATE"},
                                                         {&commit, "COMMIT"},
                                                         {&rollback, "ROLLBACK"},
                                                         {&load, kLoad},
                                                         {&delivered, kDelivered},
                                                         {&tried, kTried},
                                                         {&due, kDue},
                                                         {&next_due, kNextDue},
                                                         {&pending, kPending},
                                                         {&revive, kRevive},
                                                         {&creation, kCreation},
                                                         {&forget, kForget},
                                                         {&put_entry, kPutEntry},
                                                         {&entries, kEntries},
                                                         {&put_bundle, kPutBundle},
                                                         {&bundles, kBundles},
                                                         {&put_publication, kPutPublication},
                                                         {&publications, kPublications},
                                                         {&newest, kNewest}};
  for (const auto& [statement, sql] : all) {
    Result<Statement> prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = *std::move(prepared);
  }
  const Result<int64_t> size = database.integer("PRAGMA page_size");
  if (!size) return size.error();
  page_bytes = *size;
  sqlite3_wal_hook(database.handle(), &Parts::on_commit, this);
  return {};
}

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

SqliteStore::~SqliteStore() {
  rollback();
  parts_->checkpointer.reset();
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& directory,
                                                       const SqliteOptions& options) {
  Result<DirectoryLock> lock = DirectoryLock::acquire(directory);
  if (!lock) return lock.error();
  Result<Database> database = open_for_writing(directory, options);
  if (!database) return database.error();
  auto parts = std::make_unique<Parts>(*std::move(lock), *std::move(database), options);
  if (Status done = parts->prepare(); !done) return done.error();
  Result<Database> copier = Database::open(database_path(directory), Database::Mode::read_write);
  if (!copier) return copier.error();
  parts->checkpointer = std::make_unique<Checkpointer>(*std::move(copier));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(parts)));
}

Result<std::vector<SealedStep>> SqliteStore::load(std::string_view case_id) {
  const Using done(parts_->load);
  std::vector<SealedStep> steps;
  parts_->load.bind(1, case_id);
  Result<bool> row = parts_->load.step();
  for (; row && *row; row = parts_->load.step()) {
    Result<SealedStep> step = read_step(parts_->load);
    if (!step) return step.error();
    steps.push_back(*std::move(step));
  }
  if (!row) return row.error();
  return steps;
}

Status SqliteStore::begin() {
  ENSURE(!parts_->database.in_transaction());
  if (parts_->log_bytes() >= parts_->options.restart_from_bytes)
    if (Status done = restart_log(parts_->database); !done) return done;
  return parts_->begin.run();
}

Status SqliteStore::append(const Append& append) {
  ENSURE(parts_->database.in_transaction());
  Status done = parts_->appender.append(append);
  return done ? done : append_error(done.error());
}

Status SqliteStore::mark_delivered(std::string_view from, std::string_view to, int64_t lane) {
  return parts_->delivered.bind(1, from).bind(2, to).bind(3, lane).run();
}

Status SqliteStore::mark_tried(std::string_view from, std::string_view to, int64_t lane) {
  return parts_->tried.bind(1, from).bind(2, to).bind(3, lane).run();
}

// After an I/O error nobody knows what the disk holds: it is no refusal but the end (store_broken).
Status SqliteStore::commit() {
  Status done = parts_->commit.run();
  if (!done) {
    const int code = sqlite3_extended_errcode(parts_->database.handle());
    if ((code & 0xFF) == SQLITE_IOERR)
      return Error{.code = "store_broken", .detail = done.error().detail};
    rollback();
    return done;
  }
  if (parts_->log_bytes() >= parts_->options.passive_from_bytes) parts_->checkpointer->wanted();
  return {};
}

// A failed ROLLBACK leaves the transaction open, and the next begin() stops at its ENSURE.
void SqliteStore::rollback() {
  if (!parts_->database.in_transaction()) return;
  const Status done = parts_->rollback.run();
  ENSURE(done || !parts_->database.in_transaction());
}

Result<std::vector<casework::Store::Due>> SqliteStore::due(Instant now, size_t limit) {
  const Using done(parts_->due);
  std::vector<Due> found;
  parts_->due.bind(1, now.ms).bind(2, static_cast<int64_t>(limit));
  Result<bool> row = parts_->due.step();
  for (; row && *row; row = parts_->due.step())
    found.push_back({parts_->due.text(0), Instant{parts_->due.integer(1)}});
  if (!row) return row.error();
  return found;
}

Result<std::optional<Instant>> SqliteStore::next_due() {
  const Using done(parts_->next_due);
  const Result<bool> row = parts_->next_due.step();
  if (!row) return row.error();
  if (!*row) return std::optional<Instant>();
  return std::optional(Instant{parts_->next_due.integer(0)});
}

Result<std::vector<Pending>> SqliteStore::pending(size_t limit) {
  const Using done(parts_->pending);
  std::vector<Pending> found;
  parts_->pending.bind(1, int64_t{casework::kMaxDeliveryTries});
  parts_->pending.bind(2, static_cast<int64_t>(limit));
  Result<bool> row = parts_->pending.step();
  for (; row && *row; row = parts_->pending.step()) {
    Result<Pending> pending = read_pending(parts_->pending);
    if (!pending) return pending.error();
    found.push_back(*std::move(pending));
  }
  if (!row) return row.error();
  return found;
}

Result<size_t> SqliteStore::revive(std::string_view from, std::string_view to) {
  parts_->revive.bind(1, from).bind(2, to).bind(3, int64_t{casework::kMaxDeliveryTries});
  if (Status done = parts_->revive.run(); !done) return done.error();
  return static_cast<size_t>(parts_->database.changes());
}

Result<std::optional<Creation>> SqliteStore::creation(std::string_view key) {
  const Using done(parts_->creation);
  const Result<bool> row = parts_->creation.bind(1, key).step();
  if (!row) return row.error();
  if (!*row) return std::optional<Creation>();
  return std::optional(Creation{parts_->creation.text(0), parts_->creation.text(1)});
}

Result<size_t> SqliteStore::forget_creations(Instant before, size_t most) {
  const Status done = parts_->forget.bind(1, before.ms).bind(2, static_cast<int64_t>(most)).run();
  if (!done) return done.error();
  return static_cast<size_t>(parts_->database.changes());
}

Status SqliteStore::put_entry(std::string_view name, std::string_view key, std::string_view text) {
  return parts_->put_entry.bind(1, name).bind(2, key).bind(3, text).run();
}

Result<std::vector<casework::Store::StoredEntry>> SqliteStore::entries() {
  const Using done(parts_->entries);
  std::vector<StoredEntry> found;
  Result<bool> row = parts_->entries.step();
  for (; row && *row; row = parts_->entries.step())
    found.push_back({parts_->entries.text(0), parts_->entries.text(1), parts_->entries.text(2)});
  if (!row) return row.error();
  return found;
}

Status SqliteStore::put_bundle(std::string_view digest, std::string_view text) {
  return parts_->put_bundle.bind(1, digest).bind(2, text).run();
}

Result<std::vector<casework::Store::StoredBundle>> SqliteStore::bundles() {
  const Using done(parts_->bundles);
  std::vector<StoredBundle> found;
  Result<bool> row = parts_->bundles.step();
  for (; row && *row; row = parts_->bundles.step())
    found.push_back({parts_->bundles.text(0), parts_->bundles.text(1)});
  if (!row) return row.error();
  return found;
}

Status SqliteStore::put_publication(const Publication& publication) {
  Status done = parts_->put_publication.bind(1, publication.folder)
                    .bind(2, publication.version)
                    .bind(3, publication.at.ms)
                    .bind(4, publication.by)
                    .bind(5, publication.text)
                    .run();
  if (!done && is_taken(done.error(), "publication.folder, publication.version"))
    return Error{.code = "publication_exists", .detail = "that version is published"};
  return done;
}

Result<std::vector<casework::Store::Publication>> SqliteStore::publications() {
  const Using done(parts_->publications);
  Statement& row = parts_->publications;
  std::vector<Publication> found;
  Result<bool> more = row.step();
  for (; more && *more; more = row.step())
    found.push_back({row.text(0), row.text(1), Instant{row.integer(2)}, row.text(3), row.text(4)});
  if (!more) return more.error();
  return found;
}

Result<std::optional<Instant>> SqliteStore::newest() {
  const Using done(parts_->newest);
  const Result<bool> row = parts_->newest.step();
  if (!row) return row.error();
  return instant_of(parts_->newest.optional_integer(0));
}

}  // namespace yijian::storage
