// What only a store on a disk can do wrong: its lock, its limits, its log.
#include <fstream>

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
