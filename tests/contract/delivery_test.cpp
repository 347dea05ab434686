// Deliveries delayed, doubled and reordered lead to the same outcome (DESIGN §4).
#include <algorithm>
#include <random>

#include "tests/contract/writer_world.h"

namespace yijian::storage {
namespace {

using casework::Pending;

// Tells what is pending in any order, with messages already delivered and some before their time.
class UnrulyStore : public MemoryStore {
 public:
  explicit UnrulyStore(unsigned seed) : random_(seed) {}
  int doubled = 0, ahead = 0, delayed = 0;

  Result<std::vector<Pending>> pending(size_t limit) override {
    auto real = MemoryStore::pending(limit);
    if (!real || real->empty()) return real;
    std::shuffle(real->begin(), real->end(), random_);
    const size_t kept = 1 + random_() % real->size();
    delayed += static_cast<int>(real->size() - kept);
    real->resize(kept);
    std::vector<Pending> told = *real;
    for (const Pending& row : *real) {
      const auto sender = rows(row.from);
      for (const Pending& later : (*sender)->outbox)
        if (later.row.to == row.row.to && later.row.lane > row.row.lane) {
          told.insert(told.begin(), later);
          ++ahead;
        }
      told.push_back(row);  // twice in one batch
      ++doubled;
    }
    for (const Pending& old : seen_)
      if (random_() % 2 == 0) told.push_back(old);
    seen_.insert(seen_.end(), real->begin(), real->end());
    return told;
  }

 private:
  std::mt19937 random_;
  std::vector<Pending> seen_;
};

// What became of every case, without what depends on the order of arrival.
std::string outcome(MemoryStore& store) {
  WriterOptions options;
  options.threaded = false;
  WriterWorld world(store, store, options);
  const auto opened = world.open("whole");
  ENSURE(opened);
  ENSURE(world.act(opened->case_id, "applicant", "submit"));
  ENSURE(world.writer.advance(*parse_instant("2025-07-30T09:00")));
  ENSURE(store.MemoryStore::pending(100)->empty());
  std::string text;
  const auto ids = store.case_ids("", 100);
  for (const std::string& id : *ids) {
    const auto state = *world.writer.view(id);
    text += id.substr(opened->case_id.size()) + " " + std::to_string(state->n) + " ";
    text += state->phase ? std::string(law::name(*state->phase)) : "-";
    text += " " + state->outcome;
    for (const std::string& active : state->active) text += " " + active;
    for (const auto& [item, one] : state->items)
      text += " " + item + "=" + one.status + "/" + one.phase + "/" + one.outcome;
    for (const auto& [from, lane] : state->lanes_in) text += " <" + std::to_string(lane);
    text += "\n";
  }
  return text;
}

TEST(Deliveries, DelayedDoubledAndReorderedComeToTheSame) {
  MemoryStore orderly;
  const std::string expected = outcome(orderly);
  EXPECT_NE(expected.find(".first"), std::string::npos) << expected;
  int doubled = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    UnrulyStore unruly(seed);
    EXPECT_EQ(outcome(unruly), expected) << "seed " << seed;
    doubled += unruly.doubled;
  }
  EXPECT_GT(doubled, 0) << "nothing was put to the test";
}

}  // namespace
}  // namespace yijian::storage
