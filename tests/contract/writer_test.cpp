// The writer over every store, with and without its thread, grouped and singly.
#include "tests/contract/writer_world.h"

#include <pthread.h>

#include "storage/writer/case_id.h"
#include "storage/writer/verify.h"

namespace yijian::storage {
namespace {

using casework::Answer;

struct Mode {
  const char* name;
  MakeBackend make;
  bool threaded;
  bool group;
};
const Mode kModes[] = {{"memory_inline", make_memory, false, true},
                       {"memory_threaded", make_memory, true, true},
                       {"sqlite_threaded", make_sqlite, true, true},
                       {"sqlite_singly", make_sqlite, true, false}};

class WriterContract : public ::testing::TestWithParam<Mode> {
 protected:
  WriterOptions options() {
    WriterOptions made;
    made.threaded = GetParam().threaded;
    made.group = GetParam().group;
    return made;
  }
  Findings findings(const std::string& case_id) {
    const auto found = verify_case(backend_->queries(), case_id);
    ENSURE(found);
    for (const Finding& one : *found)
      ADD_FAILURE() << one.case_id << " " << one.n << " " << name(one.kind) << " " << one.column
                    << " " << one.detail;
    return *found;
  }
  std::unique_ptr<Backend> backend_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, WriterContract, ::testing::ValuesIn(kModes),
                         [](const auto& made) { return std::string(made.param.name); });

TEST_P(WriterContract, WhatWasAnsweredIsWhatAnotherWriterReads) {
  std::string id;
  StateRef state;
  {
    WriterWorld world(backend_->store(), backend_->queries(), options());
    const auto opened = world.open("mini");
    ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().detail;
    id = opened->case_id;
    EXPECT_EQ(opened->n, 1);
    EXPECT_EQ(id.substr(0, 9), "20250609-");
    const auto submitted = world.act(id, "applicant", "submit");
    ASSERT_TRUE(submitted) << submitted.error().code << " " << submitted.error().detail;
    EXPECT_EQ(submitted->n, 2);
    state = submitted->state;
  }
  backend_->reopen();
  WriterWorld again(backend_->store(), backend_->queries(), options());
  const auto viewed = again.writer.view(id);
  ASSERT_TRUE(viewed && *viewed) << viewed.error().detail;
  EXPECT_TRUE(**viewed == *state);
  EXPECT_TRUE(findings(id).empty());
}

TEST_P(WriterContract, ACommandDoneTwiceHappensOnce) {
  WriterWorld world(backend_->store(), backend_->queries(), options());
  const auto first = world.open("mini", "k1");
  const auto second = world.open("mini", "k1");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->case_id, second->case_id);
  EXPECT_FALSE(first->replayed);
  EXPECT_TRUE(second->replayed);
  ASSERT_TRUE(world.act(first->case_id, "applicant", "submit", "k2"));
  const auto again = world.act(first->case_id, "applicant", "submit", "k2");
  ASSERT_TRUE(again) << again.error().code;
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->n, 2);
  const auto created = world.open("mini", "k1");
  ASSERT_TRUE(created);
  EXPECT_EQ(created->n, 1);
  EXPECT_EQ(created->hash, first->hash) << "the hash is that of the version it made";
  const auto other = world.open("whole", "k1");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, "idempotency_mismatch");
}

TEST_P(WriterContract, ARefusalWritesNothing) {
  WriterWorld world(backend_->store(), backend_->queries(), options());
  const auto opened = world.open("mini");
  ASSERT_TRUE(opened);
  const auto refused = world.act(opened->case_id, "clerk", "grant");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "not_allowed_now");
  EXPECT_EQ(backend_->queries().steps(opened->case_id)->size(), 1U);
  EXPECT_EQ(world.act("nobody", "clerk", "grant").error().code, "not_found");
  EXPECT_EQ(world.open("nothing").error().code, "unknown_workflow");
}

// 行政许可法 第三十二条: silence of five working days accepts; a later click comes too late.
TEST_P(WriterContract, ACommandDoesNotOvertakeATimerThatWasDueBeforeIt) {
  WriterWorld world(backend_->store(), backend_->queries(), options());
  const auto opened = world.open("mini");
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
  world.clock.set(*parse_instant("2025-06-20T09:00"));
  const auto late = world.act(opened->case_id, "clerk", "accept");
  ASSERT_FALSE(late);
  const auto state = world.writer.view(opened->case_id);
  ASSERT_TRUE(state && *state);
  EXPECT_EQ((*state)->phase, law::Phase::accepted);
  EXPECT_TRUE(findings(opened->case_id).empty());
}

TEST_P(WriterContract, AdvancingFiresEachTimerAtItsOwnInstant) {
  WriterWorld world(backend_->store(), backend_->queries(), options());
  const auto opened = world.open("mini");
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
  const Instant to = *parse_instant("2025-07-30T09:00");
  const Status done = world.writer.advance(to);
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(world.writer.now(), to);
  const auto steps = backend_->queries().steps(opened->case_id);
  EXPECT_GT(steps->size(), 3U);
  const auto next = backend_->store().next_due();
  EXPECT_TRUE(!*next || **next > to);
  EXPECT_EQ(world.writer.advance(Instant{to.ms - 1}).error().code, "invalid_time");
  EXPECT_TRUE(findings(opened->case_id).empty());
}

TEST_P(WriterContract, MessagesBetweenCasesAreDeliveredWithoutBeingAsked) {
  WriterWorld world(backend_->store(), backend_->queries(), options());
  const auto opened = world.open("whole");
  ASSERT_TRUE(opened) << opened.error().code << opened.error().detail;
  const auto submitted = world.act(opened->case_id, "applicant", "submit");
  ASSERT_TRUE(submitted) << submitted.error().code << submitted.error().detail;
  const Status done = world.writer.advance(*parse_instant("2025-07-30T09:00"));
  ASSERT_TRUE(done) << done.error().detail;
  const std::string child = opened->case_id + ".first";
  const auto state = world.writer.view(child);
  ASSERT_TRUE(state && *state) << "the child was opened";
  EXPECT_EQ((*state)->opener->case_id, opened->case_id);
  EXPECT_TRUE(backend_->store().pending(10)->empty());
  EXPECT_TRUE(findings(opened->case_id).empty());
  EXPECT_TRUE(findings(child).empty());
}

// A key is kept for seven days. 600 old ones are no load for one commit.
TEST(Forgetting, OldCreationsGoInSmallTransactionsOfTheirOwn) {
  class Counting : public MemoryStore {
   public:
    std::vector<size_t> forgotten;
    Result<size_t> forget_creations(Instant before, size_t most) override {
      auto done = MemoryStore::forget_creations(before, most);
      forgotten.push_back(*done);
      return done;
    }
  } store;
  ASSERT_TRUE(store.begin());
  for (int i = 0; i < 600; ++i) {
    casework::Append old = step_of("old" + std::to_string(i), 1);
    old.creation_key = "k" + std::to_string(i);
    ASSERT_TRUE(store.append(old));
  }
  ASSERT_TRUE(store.commit());
  WriterOptions options;
  options.threaded = false;
  WriterWorld world(store, store, options);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(world.open("mini", "new" + std::to_string(i)));
  EXPECT_EQ(store.forgotten, (std::vector<size_t>{256, 256, 88})) << "and then not for a while";
  EXPECT_FALSE(store.creation("k599")->has_value());
  EXPECT_TRUE(store.creation("u-applicant new0")->has_value());
}

TEST(CaseIds, CarryTheShanghaiDayAndTenCharacters) {
  const auto id = [](const char* when, char byte) {
    return new_case_id(*parse_instant(when), std::string(kCaseIdEntropyBytes, byte));
  };
  EXPECT_EQ(id("2025-04-28T00:00+08:00", '\0'), "20250428-0000000000");
  EXPECT_EQ(id("2025-04-28T00:00+08:00", '\xff'), "20250428-0000ZZZZZZ");
  EXPECT_EQ(id("2025-04-28T12:00+08:00", '\0'), "20250428-G000000000");
  EXPECT_EQ(id("2025-04-28T23:59:59.999+08:00", '\xff'), "20250428-ZZZZZZZZZZ");
  EXPECT_LT(id("2025-04-28T09:30:00.000+08:00", '\xff'), id("2025-04-28T09:30:00.100+08:00", '\0'))
      << "in order of time";
}

// A store whose reads and writes fail as told.
class FaultyStore : public MemoryStore {
 public:
  int failing_append = 0;    // counts down to the append that fails
  std::string failing_load;  // the case that cannot be read, once
  bool breaks = false;
  std::function<void()> before_commit = [] {};
  Result<std::vector<casework::SealedStep>> load(std::string_view case_id) override {
    if (failing_load != case_id) return MemoryStore::load(case_id);
    failing_load.clear();
    return Error{.code = "store_failed", .detail = "input/output error"};
  }
  Status append(const casework::Append& append) override {
    if (failing_append > 0 && --failing_append == 0) return Error{.code = "store_full"};
    return MemoryStore::append(append);
  }
  Status commit() override {
    before_commit();
    if (breaks) return Error{.code = "store_broken", .detail = "input/output error"};
    return MemoryStore::commit();
  }
};

TEST(FailingStores, AFailedWriteIsDoneAgainSingly) {
  FaultyStore store;
  WriterOptions options;
  options.threaded = false;
  WriterWorld world(store, store, options);
  const auto opened = world.open("mini");
  ASSERT_TRUE(opened);
  store.failing_append = 1;
  EXPECT_EQ(world.act(opened->case_id, "applicant", "submit").error().code, "store_full");
  EXPECT_EQ(world.writer.view(opened->case_id).value()->n, 1);
  EXPECT_TRUE(world.act(opened->case_id, "applicant", "submit"));
}

WriterOptions remembering_nothing() {
  WriterOptions options;
  options.threaded = false;
  options.cache_cases = 0;
  return options;
}

TEST(FailingStores, ATimerIsNotGivenUpBecauseItsCaseCouldNotBeRead) {
  FaultyStore store;
  WriterWorld world(store, store, remembering_nothing());
  const auto opened = world.open("mini");
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
  store.failing_load = opened->case_id;
  const Instant later = *parse_instant("2025-06-20T09:00");
  EXPECT_EQ(world.writer.advance(later).error().code, "store_failed");
  ASSERT_TRUE(world.writer.advance(later));
  EXPECT_EQ(world.writer.view(opened->case_id).value()->phase, law::Phase::accepted);
}

TEST(FailingStores, AMessageThatCouldNotBeWrittenIsDeliveredLater) {
  FaultyStore store;
  WriterWorld world(store, store, remembering_nothing());
  const auto opened = world.open("whole");
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "supply", "", Map{{"material", "plan"}}));
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
  store.failing_append = 2;  // the child's
  const Result<Answer> accepted = world.act(opened->case_id, "clerk", "accept");
  ASSERT_TRUE(accepted) << accepted.error().code << ": " << accepted.error().detail;
  EXPECT_EQ(store.pending(10)->front().tries, 0);
  ASSERT_TRUE(world.writer.advance(world.clock.now()));
  EXPECT_TRUE(store.pending(10)->empty());
  EXPECT_TRUE(*world.writer.view(opened->case_id + ".first"));
}

TEST(FailingStores, AMessageIsNotBlamedForAReceiverThatCouldNotBeRead) {
  FaultyStore store;
  WriterWorld world(store, store, remembering_nothing());
  const auto opened = world.open("whole");
  ASSERT_TRUE(world.act(opened->case_id, "applicant", "submit"));
  store.failing_load = opened->case_id + ".first";
  EXPECT_EQ(world.writer.advance(*parse_instant("2025-06-20T09:00")).error().code, "store_failed");
  ASSERT_EQ(store.pending(10)->size(), 1U);
  EXPECT_EQ(store.pending(10)->front().tries, 0);
  ASSERT_TRUE(world.writer.advance(*parse_instant("2025-06-20T09:00")));
  EXPECT_TRUE(store.pending(10)->empty());
}

TEST(WriterThread, HasANameForPerfAndTop) {
  MemoryStore store;
  WriterWorld world(store, store);
  char name[16] = "";
  ASSERT_TRUE(world.writer.exclusively([&] {
    pthread_getname_np(pthread_self(), name, sizeof name);
    return Status();
  }));
  EXPECT_STREQ(name, "yj-writer");
}

TEST(FailingStores, NobodyWaitsForAnErrandOfAWriterThatHasEnded) {
  FaultyStore store;
  WriterWorld world(store, store);
  std::future<Status> waiting;
  bool ran = false;
  store.breaks = true;
  store.before_commit = [&] {
    waiting = world.writer.between_batches([&] {
      ran = true;
      return Status();
    });
  };
  world.writer.submit("", world.opening("mini"),
                      [](const Result<Answer>&) { ADD_FAILURE() << "nobody knows what stands"; });
  // The first may come before the writer has ended or after: both are refused.
  EXPECT_EQ(world.writer.exclusively([] { return Status(); }).error().code, "busy");
  ASSERT_EQ(waiting.wait_for(std::chrono::seconds(20)), std::future_status::ready);
  EXPECT_EQ(waiting.get().error().code, "busy");
  EXPECT_FALSE(ran);
  EXPECT_EQ(world.writer.exclusively([] { return Status(); }).error().code, "busy");
}

TEST(FailingStores, AStoreThatBreaksAtCommitAnswersNobody) {
  FaultyStore store;
  WriterOptions options;
  options.threaded = false;
  WriterWorld world(store, store, options);
  store.breaks = true;
  EXPECT_EQ(world.open("mini").error().code, "unanswered");
  EXPECT_EQ(world.fatal, "store_broken");
}

}  // namespace
}  // namespace yijian::storage
