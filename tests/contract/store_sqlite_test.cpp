// What only a store on a disk can do wrong: its lock, its limits, its log.
#include <fstream>

#include "storage/migrations/sqlite_schema.h"
#include "storage/sqlite/database.h"
#include "tests/contract/store_case.h"

namespace yijian::storage {
namespace {

namespace fs = std::filesystem;

void commit(casework::Store& store, const casework::Append& append) {
  ASSERT_TRUE(store.begin());
  const Status done = store.append(append);
  ASSERT_TRUE(done) << done.error().detail;
  ASSERT_TRUE(store.commit());
}

TEST(SqliteStoreFiles, ASecondWriterOfTheSameDirectoryIsRefused) {
  SqliteBackend backend;
  const auto second = SqliteStore::open(backend.directory());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "store_busy");
}

TEST(SqliteStoreFiles, AFileThatIsNoDatabaseIsRefused) {
  TestDirectory directory;
  std::ofstream(directory.path() + "/yijian.db") << std::string(8192, 'x');
  const auto opened = SqliteStore::open(directory.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store_corrupt");
}

TEST(SqliteStoreFiles, ReadingADirectoryWithoutAStoreFails) {
  TestDirectory directory;
  const auto opened = SqliteQueries::open(directory.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store_failed");
}

TEST(SqliteStoreFiles, AFullStoreRefusesAndKeepsWhatItHas) {
  SqliteOptions options;
  options.max_bytes = 256 * 1024;
  SqliteBackend backend(options);
  casework::Store& store = backend.store();
  int64_t n = 0;
  Status done;
  while (done && n < 1'000) {
    casework::Append next = step_of("a", n + 1);
    next.step.body += std::string(4'000, ' ');
    ASSERT_TRUE(store.begin());
    done = store.append(next);
    if (done) done = store.commit();
    if (done) ++n;
  }
  ASSERT_FALSE(done) << "the limit was never met";
  EXPECT_EQ(done.error().code, "store_full");
  store.rollback();
  EXPECT_GT(n, 10);
  EXPECT_EQ(store.load("a")->size(), static_cast<size_t>(n));
  backend.reopen();
  EXPECT_EQ(backend.store().load("a")->size(), static_cast<size_t>(n));
}

TEST(SqliteStoreFiles, AConstraintThatIsNoVersionsIsToldAsWhatItIs) {
  SqliteBackend backend;
  casework::Append a = step_of("a", 1);
  a.rows.outbox = {{.to = "x", .lane = 1, .kind = "k", .data = Value(Map{}), .effective = {}},
                   {.to = "x", .lane = 1, .kind = "k", .data = Value(Map{}), .effective = {}}};
  ASSERT_TRUE(backend.store().begin());
  const Status done = backend.store().append(a);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "store_failed");
  EXPECT_NE(done.error().detail.find("outbox.lane"), std::string::npos) << done.error().detail;
  backend.store().rollback();
}

TEST(SqliteStoreFiles, TheLogIsStartedAnewThoughAReaderComesAndGoes) {
  SqliteOptions options;
  options.passive_from_bytes = 64 * 1024;
  options.restart_from_bytes = 256 * 1024;
  SqliteBackend backend(options);
  uintmax_t largest = 0;
  for (int64_t n = 1; n <= 600; ++n) {
    casework::Append next = step_of("a", n);
    next.step.body += std::string(4'000, ' ');
    commit(backend.store(), next);
    ASSERT_TRUE(backend.queries().head("a"));
    largest = std::max(largest, fs::file_size(backend.directory() + "/yijian.db-wal"));
  }
  EXPECT_LT(largest, 1024U * 1024U) << "some 10 MB were written";
  backend.reopen();
  EXPECT_EQ(backend.store().load("a")->size(), 600U);
}

// A store as each earlier version of the program left it.
TEST(SqliteStoreFiles, AStoreOfAnOlderVersionIsBroughtUpToDate) {
  for (const Migration& version : sqlite_migrations()) {
    TestDirectory directory;
    {
      Result<Database> database =
          Database::open(directory.path() + "/yijian.db", Database::Mode::read_write);
      ASSERT_TRUE(database) << database.error().detail;
      for (const Migration& step : sqlite_migrations()) {
        if (step.version > version.version) break;
        ASSERT_TRUE(database->execute(std::string(step.sql)));
      }
      ASSERT_TRUE(database->execute("PRAGMA user_version = " + std::to_string(version.version)));
      ASSERT_TRUE(database->execute(
          "INSERT INTO cases (id, n, head, workflow, title, phase, outcome, department, opener, "
          "paused, opened, updated) VALUES ('old', 1, zeroblob(32), 'w', 'w', 'draft', '', 'd', "
          "'', 0, 5, 5)"));
    }
    const auto store = SqliteStore::open(directory.path());
    ASSERT_TRUE(store) << store.error().detail;
    const auto queries = SqliteQueries::open(directory.path());
    ASSERT_TRUE(queries) << queries.error().detail;
    const Result<std::optional<casework::HeadRow>> old = (*queries)->head("old");
    ASSERT_TRUE(old && *old) << version.version;
    EXPECT_FALSE((*old)->restricted);
    EXPECT_TRUE((*store)->publications());
    commit(**store, step_of("new", 1));
    EXPECT_TRUE(*(*queries)->head("new"));
  }
}

TEST(SqliteStoreFiles, AStoreOfANewerVersionIsNotTouched) {
  TestDirectory directory;
  { ASSERT_TRUE(SqliteStore::open(directory.path())); }
  {
    // user_version stands big-endian at byte 60 of the file's header.
    std::fstream file(directory.path() + "/yijian.db",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(60);
    file.write("\0\0\0\x63", 4);
  }
  for (int i = 0; i < 2; ++i) {
    const auto opened = SqliteStore::open(directory.path());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "store_failed");
    EXPECT_NE(opened.error().detail.find("99"), std::string::npos) << opened.error().detail;
  }
}

}  // namespace
}  // namespace yijian::storage
