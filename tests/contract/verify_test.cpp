// verify names the first step that was altered, removed, inserted or reordered, and every row that
// the steps do not make.
#include "storage/writer/verify.h"
#include "tests/contract/writer_world.h"

namespace yijian::storage {
namespace {

using casework::StoredStep;
using Steps = std::vector<StoredStep>;

// The store, with something done to what it tells.
class Tampered : public MemoryStore {
 public:
  std::string victim;
  std::function<void(Steps&)> on_steps;
  std::function<void(StoredRows&)> on_rows;

  Result<Steps> steps(std::string_view case_id) override {
    auto found = MemoryStore::steps(case_id);
    if (found && on_steps && case_id == victim) on_steps(*found);
    return found;
  }
  Result<std::optional<StoredRows>> rows(std::string_view case_id) override {
    auto found = MemoryStore::rows(case_id);
    if (found && *found && on_rows && case_id == victim) on_rows(**found);
    return found;
  }
};

class VerifyCase : public ::testing::Test {
 protected:
  void SetUp() override {
    WriterOptions options;
    options.threaded = false;
    WriterWorld world(store_, store_, options);
    const auto opened = world.open("whole");
    ASSERT_TRUE(opened);
    ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
    ASSERT_TRUE(world.writer.advance(*parse_instant("2025-07-30T09:00")));
    store_.victim = opened->case_id;
    ASSERT_GE(store_.steps(store_.victim)->size(), 4U);
  }
  std::string first(std::function<void(Steps&)> change) {
    store_.on_steps = std::move(change);
    return told();
  }
  std::string row(std::function<void(casework::Queries::StoredRows&)> change) {
    store_.on_rows = std::move(change);
    return told();
  }
  std::string told() {
    const auto found = verify_case(store_, store_.victim);
    if (!found) return found.error().code;
    if (found->empty()) return "";
    const Finding& one = found->front();
    return std::string(name(one.kind)) + " " + std::to_string(one.n) + " " + one.column;
  }
  Tampered store_;
};

void renumber(Steps& steps) {
  for (size_t i = 0; i < steps.size(); ++i) {
    steps[i].step.n = static_cast<int64_t>(i) + 1;
    steps[i].pos = static_cast<int64_t>(i) + 1;
  }
}

TEST_F(VerifyCase, FindsNothingInWhatWasWritten) {
  EXPECT_EQ(told(), "");
  int found = 0;
  const auto all = verify_all(store_, [&](const Finding&) { ++found; });
  ASSERT_TRUE(all);
  EXPECT_EQ(found, 0);
  EXPECT_GE(all->cases, 2);
}

TEST_F(VerifyCase, NamesAStepWhoseBodyWasAltered) {
  EXPECT_EQ(first([](Steps& steps) { steps[2].step.body.back() = ' '; }), "altered 3 log.body");
  EXPECT_EQ(first([](Steps& steps) {
              std::string& body = steps[1].step.body;
              body.replace(body.find("\"v\":1"), 5, "\"v\":2");
            }),
            "altered 2 log.body");
}

TEST_F(VerifyCase, NamesAHashThatWasAltered) {
  EXPECT_EQ(first([](Steps& steps) { steps[1].step.hash[0] ^= 1; }), "altered 2 log.hash");
}

TEST_F(VerifyCase, NamesAPrivateValueThatIsNotTheOneCommittedTo) {
  EXPECT_EQ(first([](Steps& steps) {
              std::string& values = steps[0].step.priv;
              const size_t at = values.find("张三");
              ASSERT_NE(at, std::string::npos);
              values.replace(at, std::string("张三").size(), "李四");
            }),
            "commitment 1 log.private");
}

TEST_F(VerifyCase, NamesAStepThatWasRemoved) {
  EXPECT_EQ(first([](Steps& steps) { steps.erase(steps.begin() + 1); }), "removed 2 log.n");
  EXPECT_EQ(first([](Steps& steps) {
              steps.erase(steps.begin() + 1);
              renumber(steps);
            }),
            "removed 2 log.n");
  const size_t size = store_.MemoryStore::steps(store_.victim)->size();
  EXPECT_EQ(first([](Steps& steps) { steps.pop_back(); }),
            "removed " + std::to_string(size) + " cases.n");
}

TEST_F(VerifyCase, NamesAStepThatWasInserted) {
  EXPECT_EQ(first([](Steps& steps) {
              StoredStep forged = steps[1];
              forged.step.body += " ";
              steps.insert(steps.begin() + 1, forged);
              renumber(steps);
            }),
            "inserted 2 log.body");
}

TEST_F(VerifyCase, NamesStepsThatChangedPlaces) {
  EXPECT_EQ(first([](Steps& steps) {
              std::swap(steps[1], steps[2]);
              renumber(steps);
            }),
            "reordered 2 log.n");
}

TEST_F(VerifyCase, NamesEveryKindOfRowThatTheStepsDoNotMake) {
  using Rows = casework::Queries::StoredRows;
  EXPECT_EQ(row([](Rows& rows) { rows.head.phase = "closed"; }).substr(0, 4), "row ");
  const std::string n = std::to_string(store_.MemoryStore::steps(store_.victim)->size());
  EXPECT_EQ(row([](Rows& rows) { rows.head.department = "x"; }), "row " + n + " cases.department");
  EXPECT_EQ(row([](Rows& rows) { rows.head.updated.ms += 1; }), "row " + n + " cases.updated");
  EXPECT_EQ(row([](Rows& rows) { rows.wake = Instant{rows.wake ? rows.wake->ms + 1 : 1}; }),
            "row " + n + " wake.due");
  EXPECT_EQ(row([](Rows& rows) {
              rows.tasks.push_back({"zzz", "clerk", "d", {}, {}, {}});
            }),
            "row " + n + " task");
  EXPECT_EQ(row([](Rows& rows) { rows.parties.clear(); }), "row " + n + " party_case.party");
  EXPECT_EQ(row([](Rows& rows) { rows.parties.push_back(casework::party_key("another")); }),
            "row " + n + " party_case.party");
  EXPECT_EQ(row([](Rows& rows) {
              casework::Pending forged;
              forged.row.to = "elsewhere";
              rows.outbox.push_back(forged);
            }),
            "row " + n + " outbox");
}

}  // namespace
}  // namespace yijian::storage
