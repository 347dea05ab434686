#include "storage/migrations/sqlite_schema.h"

namespace yijian::storage {
namespace {

// Lean rows: integer case numbers in order of time, so that what is written together lies together;
// one log row a step; no random key in the hot path but a creation's.
//
// Instants are milliseconds since 1970 (engine/base/time.h). In `task` a due of 9223372036854775807
// means none, so that one index gives the order in which tasks are shown.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE cases (
  no         INTEGER PRIMARY KEY,
  id         TEXT    NOT NULL UNIQUE,
  n          INTEGER NOT NULL,
  head       BLOB    NOT NULL,
  workflow   TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  phase      TEXT    NOT NULL,
  outcome    TEXT    NOT NULL,
  department TEXT    NOT NULL,
  opener     TEXT    NOT NULL,
  yellow     INTEGER,
  due        INTEGER,
  paused     INTEGER NOT NULL,
  opened     INTEGER NOT NULL,
  updated    INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_by_workflow   ON cases (workflow, no);
CREATE INDEX cases_by_department ON cases (department, no);
CREATE INDEX cases_by_opener     ON cases (opener, no) WHERE opener <> '';
CREATE INDEX cases_open          ON cases (phase, no)
  WHERE phase NOT IN ('closed', 'refused', 'withdrawn', 'terminated', 'voided', 'revoked');

CREATE TABLE log (
  pos     INTEGER PRIMARY KEY,
  case_no INTEGER NOT NULL,
  n       INTEGER NOT NULL,
  body    TEXT    NOT NULL,
  private TEXT    NOT NULL,
  hash    BLOB    NOT NULL,
  UNIQUE (case_no, n)
) STRICT;

CREATE TABLE task (
  case_no    INTEGER NOT NULL,
  task       TEXT    NOT NULL,
  role       TEXT    NOT NULL,
  department TEXT    NOT NULL,
  since      INTEGER NOT NULL,
  yellow     INTEGER,
  due        INTEGER NOT NULL,
  PRIMARY KEY (case_no, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_by_role ON task (department, role, due, case_no, task);

-- party: a digest of the party's identifier (engine/casework/project.h), never the identifier.
CREATE TABLE party_case (
  case_no INTEGER NOT NULL,
  party   BLOB    NOT NULL,
  PRIMARY KEY (case_no, party)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_case_by_party ON party_case (party, case_no);

CREATE TABLE wake (
  case_no INTEGER PRIMARY KEY,
  due     INTEGER NOT NULL
) STRICT;
CREATE INDEX wake_by_due ON wake (due, case_no);

CREATE TABLE outbox (
  pos         INTEGER PRIMARY KEY,
  case_no     INTEGER NOT NULL,
  destination TEXT    NOT NULL,
  lane        INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  data        TEXT    NOT NULL,
  effective   INTEGER NOT NULL,
  tries       INTEGER NOT NULL DEFAULT 0,
  UNIQUE (case_no, destination, lane)
) STRICT;
CREATE INDEX outbox_dead ON outbox (case_no) WHERE tries >= 5;

-- key: the actor and the Idempotency-Key of a creation. Rows lie in order of time, so that a key
-- from outside disturbs one page of its index and no more.
CREATE TABLE created (
  pos     INTEGER PRIMARY KEY,
  key     TEXT    NOT NULL UNIQUE,
  case_no INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  request TEXT    NOT NULL
) STRICT;

CREATE TABLE entry (
  register TEXT NOT NULL,
  key      TEXT NOT NULL,
  text     TEXT NOT NULL,
  PRIMARY KEY (register, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
  digest TEXT PRIMARY KEY,
  text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Folders of definitions that were published over HTTP, as their files were given.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE publication (
  pos       INTEGER PRIMARY KEY,
  folder    TEXT    NOT NULL,
  version   TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  publisher TEXT    NOT NULL,
  text      TEXT    NOT NULL,
  UNIQUE (folder, version)
) STRICT;
)sql";

// Cases that are for those alone who handle them.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
)sql";

constexpr Migration kMigrations[] = {{1, kVersion1}, {2, kVersion2}, {3, kVersion3}};

}  // namespace

std::span<const Migration> sqlite_migrations() { return kMigrations; }

}  // namespace yijian::storage
