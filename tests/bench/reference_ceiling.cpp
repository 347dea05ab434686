// What SQLite alone can do on this machine: the yardstick that the whole product is held
// against. FROZEN: a figure is comparable only as long as this program does not change.
//
// One transition: three rows (a log row with a 400-byte body, a task, a wake-up) and four index
// entries. 32 transitions a transaction, WAL, synchronous=FULL, SQLite's own checkpoints, one
// thread, time-ordered integer keys.
//
// Usage: bench_ceiling DIR [SECONDS]   writes and removes DIR/ceiling-PID.db; JSON on stdout.
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr const char* kSchema = R"sql(
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE log(pos INTEGER PRIMARY KEY, case_no INTEGER NOT NULL, n INTEGER NOT NULL,
                 body BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX log_case ON log(case_no, n);
CREATE TABLE task(pos INTEGER PRIMARY KEY, case_no INTEGER NOT NULL, dept TEXT NOT NULL,
                  due INTEGER NOT NULL) STRICT;
CREATE INDEX task_case ON task(case_no);
CREATE INDEX task_dept ON task(dept, due);
CREATE TABLE wake(pos INTEGER PRIMARY KEY, case_no INTEGER NOT NULL, due INTEGER NOT NULL) STRICT;
CREATE INDEX wake_due ON wake(due);
)sql";
constexpr const char* kInsertLog = "INSERT INTO log VALUES(?,?,?,?)";
constexpr const char* kInsertTask = "INSERT INTO task VALUES(?,?,?,?)";
constexpr const char* kInsertWake = "INSERT INTO wake VALUES(?,?,?)";

constexpr int kBatch = 32;
constexpr int kBodyBytes = 400;
constexpr int kStepsPerCase = 5;
constexpr int kDepartments = 20;
constexpr double kDefaultSeconds = 10;

using Clock = std::chrono::steady_clock;

void check(int code, sqlite3* db) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

void execute(sqlite3* db, const char* sql) {
  check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db);
}

sqlite3_stmt* prepare(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr), db);
  return statement;
}

void run(sqlite3* db, sqlite3_stmt* statement) {
  check(sqlite3_step(statement), db);
  check(sqlite3_reset(statement), db);
}

class Ceiling {
 public:
  explicit Ceiling(const std::string& path) {
    check(sqlite3_open(path.c_str(), &db_), db_);
    execute(db_, kSchema);
    log_ = prepare(db_, kInsertLog);
    task_ = prepare(db_, kInsertTask);
    wake_ = prepare(db_, kInsertWake);
    for (int i = 0; i < kDepartments; ++i) departments_.push_back("dept-" + std::to_string(i));
  }
  ~Ceiling() {
    for (sqlite3_stmt* statement : {log_, task_, wake_}) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  Ceiling(const Ceiling&) = delete;
  Ceiling& operator=(const Ceiling&) = delete;

  void batch() {
    execute(db_, "BEGIN IMMEDIATE");
    for (int i = 0; i < kBatch; ++i) transition();
    execute(db_, "COMMIT");
  }

 private:
  uint64_t random() {  // xorshift: the same bytes in every run
    seed_ ^= seed_ << 13;
    seed_ ^= seed_ >> 7;
    seed_ ^= seed_ << 17;
    return seed_;
  }

  void transition() {
    ++pos_;
    const int64_t case_no = pos_ / kStepsPerCase;
    const auto due = static_cast<int64_t>(random() % 1'000'000'000);
    std::string body;
    while (body.size() < kBodyBytes) body += std::to_string(random());
    const std::string& dept = departments_[random() % kDepartments];

    sqlite3_bind_int64(log_, 1, pos_);
    sqlite3_bind_int64(log_, 2, case_no);
    sqlite3_bind_int64(log_, 3, pos_ % kStepsPerCase);
    sqlite3_bind_blob(log_, 4, body.data(), kBodyBytes, SQLITE_STATIC);
    run(db_, log_);
    sqlite3_bind_int64(task_, 1, pos_);
    sqlite3_bind_int64(task_, 2, case_no);
    sqlite3_bind_text(task_, 3, dept.data(), static_cast<int>(dept.size()), SQLITE_STATIC);
    sqlite3_bind_int64(task_, 4, due);
    run(db_, task_);
    sqlite3_bind_int64(wake_, 1, pos_);
    sqlite3_bind_int64(wake_, 2, case_no);
    sqlite3_bind_int64(wake_, 3, due);
    run(db_, wake_);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt* log_ = nullptr;
  sqlite3_stmt* task_ = nullptr;
  sqlite3_stmt* wake_ = nullptr;
  std::vector<std::string> departments_;
  int64_t pos_ = 0;
  uint64_t seed_ = 88'172'645'463'325'252ULL;
};

void measure(const std::string& path, double seconds) {
  Ceiling ceiling(path);
  const Clock::time_point begin = Clock::now();
  int64_t batches = 0;
  double elapsed = 0;
  while (elapsed < seconds) {
    ceiling.batch();
    ++batches;
    elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  const auto transitions = static_cast<double>(batches * kBatch);
  std::printf(
      "{\"transitions_per_s\": %.0f, \"transitions\": %.0f, \"seconds\": %.2f, "
      "\"batch\": %d, \"body_bytes\": %d}\n",
      transitions / elapsed, transitions, elapsed, kBatch, kBodyBytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_ceiling DIR [SECONDS]\n");
    return 2;
  }
  const double seconds = argc > 2 ? std::atof(argv[2]) : kDefaultSeconds;
  const std::string path = std::string(argv[1]) + "/ceiling-" + std::to_string(getpid()) + ".db";
  int code = 0;
  try {
    measure(path, seconds);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "bench_ceiling: %s\n", fault.what());
    code = 4;
  }
  for (const char* suffix : {"", "-wal", "-shm"}) unlink((path + suffix).c_str());
  return code;
}
