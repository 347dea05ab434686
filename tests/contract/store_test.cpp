// The contract of Store, run against every store there is.
#include <thread>

#include "tests/contract/store_case.h"

namespace yijian::storage {
namespace {

using casework::Append;
using casework::OutboxRow;
using casework::Pending;
using casework::Store;
using casework::TaskRow;

class StoreContract : public ::testing::TestWithParam<NamedBackend> {
 protected:
  Store& store() { return backend_->store(); }
  casework::Queries& queries() { return backend_->queries(); }

  void commit(const std::vector<Append>& appends) {
    ASSERT_TRUE(store().begin());
    for (const Append& append : appends) {
      const Status done = store().append(append);
      ASSERT_TRUE(done) << done.error().detail;
    }
    ASSERT_TRUE(store().commit());
  }
  std::string refusal(const Append& append) {
    ENSURE(store().begin());
    const Status done = store().append(append);
    store().rollback();
    return done ? "" : done.error().code;
  }
  std::vector<std::string> due_at(int64_t ms, size_t limit = 100) {
    const auto due = store().due(Instant{ms}, limit);
    ENSURE(due);
    std::vector<std::string> ids;
    for (const Store::Due& row : *due) ids.push_back(row.case_id);
    return ids;
  }
  std::vector<std::string> pending(size_t limit = 100) {
    const auto rows = store().pending(limit);
    ENSURE(rows);
    std::vector<std::string> lanes;
    for (const Pending& row : *rows)
      lanes.push_back(row.from + ">" + row.row.to + "#" + std::to_string(row.row.lane));
    return lanes;
  }

  std::unique_ptr<Backend> backend_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, StoreContract, ::testing::ValuesIn(kBackends),
                         [](const auto& made) { return std::string(made.param.name); });

using Names = std::vector<std::string>;

Append waking(const std::string& id, int64_t n, std::optional<int64_t> due) {
  Append append = step_of(id, n);
  if (due) append.rows.wake = Instant{*due};
  return append;
}

OutboxRow message(const std::string& to, int64_t lane) {
  return {to, lane, "child", Map{{"item", "food"}}, Instant{5}};
}

TEST_P(StoreContract, AStepComesBackByteForByte) {
  Append append = step_of("a", 1);
  append.step.body = "{\"t\":\"许可\\u0000\"}";
  append.step.priv = std::string("a\0b", 3);
  commit({append});
  const auto steps = store().load("a");
  ASSERT_TRUE(steps);
  ASSERT_EQ(steps->size(), 1U);
  EXPECT_EQ((*steps)[0].n, 1);
  EXPECT_EQ((*steps)[0].body, append.step.body);
  EXPECT_EQ((*steps)[0].priv, append.step.priv);
  EXPECT_EQ((*steps)[0].hash, append.step.hash);
}

TEST_P(StoreContract, ACaseThatIsNotThereHasNoSteps) {
  const auto steps = store().load("nobody");
  ASSERT_TRUE(steps);
  EXPECT_TRUE(steps->empty());
}

TEST_P(StoreContract, AnEntryOfARegisterIsTheLastOneCommitted) {
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().put_entry("licences", "b", "1"));
  ASSERT_TRUE(store().put_entry("licences", "a", "1"));
  ASSERT_TRUE(store().put_entry("licences", "b", "2"));
  ASSERT_TRUE(store().commit());
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().put_entry("licences", "b", "3"));
  ASSERT_TRUE(store().put_entry("credit", "a", "3"));
  store().rollback();
  const auto entries = store().entries();
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].key + (*entries)[0].text, "a1");
  EXPECT_EQ((*entries)[1].key + (*entries)[1].text, "b2");
}

TEST_P(StoreContract, StepsComeInOrderOfTheirVersionsAlsoWhenCasesAreMixed) {
  commit({step_of("a", 1), step_of("b", 1), step_of("a", 2)});
  commit({step_of("b", 2), step_of("a", 3)});
  const auto a = queries().steps("a");
  const auto b = queries().steps("b");
  ASSERT_TRUE(a && b);
  ASSERT_EQ(a->size(), 3U);
  ASSERT_EQ(b->size(), 2U);
  EXPECT_EQ((*a)[2].step.n, 3);
  EXPECT_EQ((*a)[2].case_id, "a");
  EXPECT_LT((*a)[0].pos, (*b)[0].pos);
  EXPECT_LT((*b)[0].pos, (*a)[1].pos);
  EXPECT_LT((*b)[1].pos, (*a)[2].pos);
}

TEST_P(StoreContract, AStepOnAnotherVersionIsAConflictAndLeavesNothing) {
  commit({step_of("a", 1), step_of("a", 2)});
  EXPECT_EQ(refusal(step_of("a", 2)), "version_conflict");
  EXPECT_EQ(refusal(step_of("a", 4)), "version_conflict");
  EXPECT_EQ(refusal(step_of("b", 2)), "version_conflict");
  EXPECT_EQ(refusal(step_of("a", 1)), "version_conflict") << "created twice";
  EXPECT_EQ(store().load("a")->size(), 2U);
  EXPECT_EQ(queries().head("a")->value().n, 2);
  EXPECT_EQ(refusal(step_of("a", 3)), "");
}

TEST_P(StoreContract, ATransactionSeesItsOwnWritesAndReadersDoNot) {
  Append append = waking("a", 1, 10);
  append.creation_key = "clerk key";
  append.request = "r";
  append.rows.outbox = {message("b", 1)};
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().append(append));
  EXPECT_EQ(store().load("a")->size(), 1U);
  EXPECT_EQ(due_at(10), Names{"a"});
  EXPECT_EQ(pending(), Names{"a>b#1"});
  EXPECT_EQ(store().creation("clerk key")->value().case_id, "a");
  EXPECT_FALSE(queries().head("a")->has_value());
  EXPECT_TRUE(queries().steps("a")->empty());
  ASSERT_TRUE(store().commit());
  EXPECT_TRUE(queries().head("a")->has_value());
}

TEST_P(StoreContract, ARollbackLeavesNothingOfAnyRow) {
  commit({waking("old", 1, 50)});
  Append append = waking("a", 1, 10);
  append.creation_key = "k";
  append.rows.outbox = {message("b", 1)};
  append.rows.tasks = {{"s", "clerk", "market", Instant{1}, {}, {}}};
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().append(append));
  ASSERT_TRUE(store().append(waking("old", 2, std::nullopt)));
  store().rollback();
  EXPECT_TRUE(store().load("a")->empty());
  EXPECT_EQ(store().load("old")->size(), 1U);
  EXPECT_EQ(due_at(100), Names{"old"});
  EXPECT_EQ(pending(), Names{});
  EXPECT_FALSE(store().creation("k")->has_value());
  EXPECT_TRUE(queries().tasks({})->rows.empty());
}

TEST_P(StoreContract, WithoutACommitNothingSurvivesTheProcess) {
  commit({step_of("a", 1)});
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().append(step_of("a", 2)));
  ASSERT_TRUE(store().append(step_of("b", 1)));
  backend_->reopen();
  EXPECT_EQ(store().load("a")->size(), 1U);
  EXPECT_TRUE(store().load("b")->empty());
  commit({step_of("a", 2)});
  backend_->reopen();
  EXPECT_EQ(store().load("a")->size(), 2U);
}

TEST_P(StoreContract, DueCasesComeEarliestFirstAndOnlyThoseThatAreDue) {
  commit({waking("late", 1, 30), waking("early", 1, 10), waking("never", 1, std::nullopt),
          waking("middle", 1, 20), waking("same", 1, 20)});
  EXPECT_EQ(due_at(9), Names{});
  EXPECT_EQ(due_at(20), (Names{"early", "middle", "same"}));
  EXPECT_EQ(due_at(100, 2), (Names{"early", "middle"}));
  EXPECT_EQ(store().next_due()->value(), Instant{10});
}

TEST_P(StoreContract, AWakeMovesAndGoesWithTheStep) {
  commit({waking("a", 1, 10)});
  commit({waking("a", 2, 40)});
  EXPECT_EQ(due_at(39), Names{});
  EXPECT_EQ(due_at(40), Names{"a"});
  commit({waking("a", 3, std::nullopt)});
  EXPECT_EQ(due_at(1'000), Names{});
  EXPECT_FALSE(store().next_due()->has_value());
}

TEST_P(StoreContract, OnlyTheFirstUndeliveredMessageOfEachLaneIsPending) {
  Append a = step_of("a", 1);
  a.rows.outbox = {message("x", 1), message("x", 2), message("y", 1)};
  Append b = step_of("b", 1);
  b.rows.outbox = {message("x", 1)};
  commit({a, b});
  EXPECT_EQ(pending(), (Names{"a>x#1", "a>y#1", "b>x#1"}));
  EXPECT_EQ(pending(2), (Names{"a>x#1", "a>y#1"}));
  ASSERT_TRUE(store().mark_delivered("a", "x", 1));
  ASSERT_TRUE(store().mark_delivered("a", "x", 1)) << "twice is no error";
  EXPECT_EQ(pending(), (Names{"a>x#2", "a>y#1", "b>x#1"}));
}

TEST_P(StoreContract, AMessageNamesTheStepThatSentItAndKeepsItsTypes) {
  Append a = step_of("a", 1);
  a.rows.outbox = {
      {"x", 1, "open", Map{{"fee", 2.0}, {"no", uint64_t{7}}, {"$k", true}}, Instant{77}}};
  commit({a});
  const Pending row = store().pending(10)->at(0);
  EXPECT_EQ(row.from, "a");
  EXPECT_EQ(row.n, 1);
  EXPECT_EQ(row.hash, a.step.hash);
  EXPECT_EQ(row.tries, 0);
  EXPECT_EQ(row.row.kind, "open");
  EXPECT_EQ(row.row.effective, Instant{77});
  EXPECT_EQ(row.row.data, a.rows.outbox[0].data);
}

TEST_P(StoreContract, ADeadLetterStopsItsLaneAndNoOther) {
  Append a = step_of("a", 1);
  a.rows.outbox = {message("x", 1), message("x", 2), message("y", 1)};
  commit({a});
  for (int tries = 1; tries < casework::kMaxDeliveryTries; ++tries) {
    ASSERT_TRUE(store().mark_tried("a", "x", 1));
    EXPECT_EQ(store().pending(10)->at(0).tries, tries);
  }
  ASSERT_TRUE(store().mark_tried("a", "x", 1));
  EXPECT_EQ(pending(), Names{"a>y#1"});
  EXPECT_EQ(queries().rows("a")->value().outbox.size(), 3U) << "it stays to be seen";
}

TEST_P(StoreContract, ADeadLetterIsSeenAndRevivedAndNothingOvertakesIt) {
  Append a = step_of("a", 1);
  a.rows.outbox = {message("x", 1), message("x", 2), message("y", 1)};
  Append b = step_of("b", 1);
  b.rows.outbox = {message("x", 1)};
  commit({a, b});
  for (int i = 0; i < casework::kMaxDeliveryTries; ++i) {
    ASSERT_TRUE(store().mark_tried("a", "x", 1));
    ASSERT_TRUE(store().mark_tried("b", "x", 1));
    ASSERT_TRUE(store().mark_tried("a", "y", 1));
  }
  EXPECT_TRUE(pending().empty());
  EXPECT_EQ(queries().dead_letters().value(), 3);
  EXPECT_EQ(store().revive("c", "").value(), 0U);
  EXPECT_EQ(store().revive("a", "z").value(), 0U);
  EXPECT_EQ(store().revive("a", "x").value(), 1U);
  backend_->reopen();
  EXPECT_EQ(queries().dead_letters().value(), 2) << "of b, and of a to y";
  EXPECT_EQ(pending(), Names{"a>x#1"}) << "the second waits for the first";
  EXPECT_EQ(store().pending(10)->at(0).tries, 0);
  ASSERT_TRUE(store().mark_delivered("a", "x", 1));
  EXPECT_EQ(pending(), Names{"a>x#2"});
  EXPECT_EQ(store().revive("b", "").value(), 1U);
  EXPECT_EQ(pending(), (Names{"a>x#2", "b>x#1"}));
}

TEST_P(StoreContract, WhatIsNotDeliveredIsListedInTheOrderOfSending) {
  Append a = step_of("a", 1);
  a.rows.outbox = {message("x", 1), message("y", 1), message("x", 2)};
  Append b = step_of("b", 1);
  b.rows.outbox = {message("x", 1)};
  commit({a, b});
  for (int i = 0; i < casework::kMaxDeliveryTries; ++i)
    ASSERT_TRUE(store().mark_tried("a", "y", 1));
  const auto listed = [&](casework::OutboxFilter filter) {
    Names names;
    do {
      const auto page = queries().outbox(filter);
      ENSURE(page && page->rows.size() <= filter.limit);
      for (const Pending& row : page->rows)
        names.push_back(row.from + ">" + row.row.to + "#" + std::to_string(row.row.lane));
      filter.after = page->next;
    } while (!filter.after.empty());
    return names;
  };
  for (const size_t limit : {1UL, 2UL, 3UL, 4UL, 500UL})
    EXPECT_EQ(listed({.limit = limit}), (Names{"a>x#1", "a>y#1", "a>x#2", "b>x#1"})) << limit;
  EXPECT_EQ(listed({.from = "b"}), Names{"b>x#1"});
  EXPECT_EQ(listed({.to = "x", .limit = 1}), (Names{"a>x#1", "a>x#2", "b>x#1"}));
  EXPECT_EQ(listed({.dead_only = true}), Names{"a>y#1"});
  EXPECT_EQ(queries().outbox({.after = "x"}).error().code, "invalid_cursor");
}

TEST_P(StoreContract, ADeliveryRolledBackIsStillPending) {
  Append a = step_of("a", 1);
  a.rows.outbox = {message("x", 1)};
  commit({a});
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().append(step_of("x", 1)));
  ASSERT_TRUE(store().mark_delivered("a", "x", 1));
  store().rollback();
  EXPECT_EQ(pending(), Names{"a>x#1"});
}

TEST_P(StoreContract, ACreationIsFoundByItsKeyUntilForgotten) {
  Append a = step_of("a", 1);
  a.creation_key = "clerk k1";
  a.request = "digest";
  commit({a});
  EXPECT_FALSE(store().creation("clerk k2")->has_value());
  EXPECT_EQ(store().creation("clerk k1")->value().case_id, "a");
  EXPECT_EQ(store().creation("clerk k1")->value().request, "digest");
  const Instant recorded = a.rows.head.updated;
  EXPECT_EQ(store().forget_creations(recorded, 10).value(), 0U);
  EXPECT_TRUE(store().creation("clerk k1")->has_value());
  EXPECT_EQ(store().forget_creations(Instant{recorded.ms + 1}, 10).value(), 1U);
  EXPECT_FALSE(store().creation("clerk k1")->has_value());
}

TEST_P(StoreContract, TheOldestCreationsAreForgottenFirstAndNoMoreThanAsked) {
  std::vector<Append> made;
  for (int64_t i = 0; i < 7; ++i) {
    Append one = step_of("c" + std::to_string(i), 1);
    one.creation_key = "k" + std::to_string(i);
    one.rows.head.updated = Instant{1'000 + i};
    made.push_back(one);
  }
  commit(made);
  EXPECT_EQ(store().forget_creations(Instant{1'005}, 3).value(), 3U);
  EXPECT_FALSE(store().creation("k2")->has_value());
  EXPECT_TRUE(store().creation("k3")->has_value());
  EXPECT_EQ(store().forget_creations(Instant{1'005}, 3).value(), 2U);
  EXPECT_EQ(store().forget_creations(Instant{1'005}, 3).value(), 0U);
  EXPECT_TRUE(store().creation("k5")->has_value());
}

TEST_P(StoreContract, OneKeyCreatesOneCase) {
  Append a = step_of("a", 1);
  a.creation_key = "k";
  commit({a});
  Append b = step_of("b", 1);
  b.creation_key = "k";
  EXPECT_EQ(refusal(b), "creation_exists");
  EXPECT_TRUE(store().load("b")->empty());
}

TEST_P(StoreContract, BundlesAreKeptByDigestAndNeverReplaced) {
  ASSERT_TRUE(store().put_bundle("bb", "two"));
  ASSERT_TRUE(store().put_bundle("aa", "one"));
  ASSERT_TRUE(store().put_bundle("aa", "other"));
  const auto bundles = store().bundles();
  ASSERT_TRUE(bundles);
  ASSERT_EQ(bundles->size(), 2U);
  EXPECT_EQ((*bundles)[0].digest, "aa");
  EXPECT_EQ((*bundles)[0].text, "one");
  EXPECT_EQ((*bundles)[1].digest, "bb");
}

TEST_P(StoreContract, APublicationIsKeptInOrderAndItsVersionIsNeverReplaced) {
  const casework::Store::Publication two{"sign", "1.0.10", Instant{5}, "u-1", "{}"};
  const casework::Store::Publication one{"sign", "1.0.9", Instant{7}, "u-2", "{1}"};
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().put_publication(two));
  ASSERT_TRUE(store().put_publication(one));
  ASSERT_TRUE(store().commit());
  ASSERT_TRUE(store().begin());
  const Status again = store().put_publication({"sign", "1.0.9", Instant{8}, "u-3", "other"});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "publication_exists");
  store().rollback();
  if (backend_->durable()) backend_->reopen();
  EXPECT_EQ(*store().publications(), (std::vector<casework::Store::Publication>{two, one}));
}

TEST_P(StoreContract, APublicationThatIsRolledBackIsGone) {
  ASSERT_TRUE(store().begin());
  ASSERT_TRUE(store().put_publication({"sign", "1.0.0", Instant{5}, "u-1", "{}"}));
  store().rollback();
  EXPECT_TRUE(store().publications()->empty());
}

TEST_P(StoreContract, TheNewestInstantIsTheLatestOfAllCases) {
  EXPECT_FALSE(store().newest()->has_value());
  Append a = step_of("a", 1);
  a.rows.head.updated = Instant{9'000};
  Append b = step_of("b", 1);
  b.rows.head.updated = Instant{8'000};
  commit({a, b});
  EXPECT_EQ(store().newest()->value(), Instant{9'000});
}

TEST_P(StoreContract, EverythingCommittedIsThereAfterReopening) {
  if (!backend_->durable()) GTEST_SKIP() << "a memory store ends with its process";
  Append a = waking("a", 1, 10);
  a.rows.outbox = {message("x", 1)};
  a.rows.tasks = {{"s", "clerk", "market", Instant{1}, Instant{2}, Instant{3}}};
  a.creation_key = "k";
  commit({a});
  ASSERT_TRUE(store().put_bundle("aa", "one"));
  backend_->reopen();
  EXPECT_EQ(queries().rows("a")->value().head, a.rows.head);
  EXPECT_EQ(queries().rows("a")->value().tasks, a.rows.tasks);
  EXPECT_EQ(due_at(10), Names{"a"});
  EXPECT_EQ(pending(), Names{"a>x#1"});
  EXPECT_EQ(store().creation("k")->value().case_id, "a");
  EXPECT_EQ(store().bundles()->size(), 1U);
}

TEST_P(StoreContract, ReadersOnOtherThreadsSeeWholeCommitsOnly) {
  commit({step_of("a", 1)});
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0, read = 0;
  std::thread reader([&] {
    while (!stop) {
      const auto rows = queries().rows("a");
      if (!rows || !*rows) {
        ++torn;
        continue;
      }
      const auto& found = **rows;
      if (found.head.n > 1 && found.tasks.at(0).task != std::to_string(found.head.n)) ++torn;
      ++read;
    }
  });
  for (int64_t n = 2; n <= 60; ++n) {
    Append next = step_of("a", n);
    next.rows.tasks = {{std::to_string(n), "clerk", "market", Instant{n}, {}, {}}};
    commit({next});
  }
  while (read == 0) std::this_thread::yield();
  stop = true;
  reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace yijian::storage
