// The real writer over a store in memory that shows every step to the audit, loses its temper as it
// is told, and delivers messages late, twice and in another order.
#pragma once

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "storage/memory/store.h"
#include "storage/writer/clock.h"
#include "storage/writer/writer.h"
#include "tests/simulation/audit.h"

namespace yijian::simulation {

// Numbers that a seed determines, on every machine the same.
class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  uint64_t next() { return engine_(); }
  size_t below(size_t n) { return static_cast<size_t>(engine_() % n); }
  bool one_in(size_t n) { return below(n) == 0; }
  template <class Container>
  const auto& of(const Container& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937_64 engine_;
};

class WatchedStore : public storage::MemoryStore {
 public:
  explicit WatchedStore(uint64_t seed) : random_(seed) {}

  Audit audit;
  std::vector<casework::Append> committed;  // every step, in order
  std::vector<casework::Message> sent;      // and every message
  bool holding = false;                     // messages stay where they are
  int failing_append = 0;                   // counts down to the append that finds the disk full
  enum class Break { none, before, after } breaks = Break::none;  // where the next commit dies

  Status append(const casework::Append& append) override;
  Status commit() override;
  void rollback() override;
  Result<std::vector<casework::Pending>> pending(size_t limit) override;
  bool has_pending() { return !MemoryStore::pending(1)->empty(); }

 private:
  Random random_;
  std::vector<casework::Append> staged_;
};

class World : private casework::Registries {
 public:
  explicit World(uint64_t seed);

  // Nothing: the process died before it answered.
  std::optional<Result<casework::Answer>> submit(const std::string& case_id,
                                                 casework::Envelope envelope);
  // Another process over the same store.
  void restart();

  const casework::Bundles& bundles;
  WatchedStore store;
  storage::ManualClock clock;
  std::string credit = "clean";
  bool licensed = true;  // the applicant holds the licences that the workflows ask for
  std::unique_ptr<storage::Writer> writer;

 private:
  casework::Fact ask(const casework::FactRequest& request, Instant now) override;
  std::optional<Said> consult(std::string_view name, const Value& input) override;
  Value tell(std::string_view, std::string_view, const Value& patch) override { return patch; }
  std::string random_bytes(size_t n);

  Random random_;
};

const casework::Bundles& all_bundles();

}  // namespace yijian::simulation
