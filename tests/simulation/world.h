// The real writer over a store in memory that shows every step to the audit, loses its temper as it
// is told, and delivers messages late, twice and in another order.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/authoring/random.h"
#include "storage/memory/store.h"
#include "storage/writer/clock.h"
#include "storage/writer/writer.h"
#include "tests/simulation/audit.h"

namespace yijian::simulation {

using authoring::Random;

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
  // Another process over the same store; now and then notices of years have come meanwhile, or were
  // taken away again.
  void restart();
  const law::WorkCalendar& calendar_in_force() const { return *calendar_; }
  // Every open case has been computed anew by it.
  bool is_computed_anew();

  const casework::Bundles& bundles;
  WatchedStore store;
  storage::ManualClock clock;
  std::string credit = "clean";
  bool licensed = true;  // the applicant holds the licences that the workflows ask for
  std::map<std::string, std::map<std::string, Value>, std::less<>> registers;  // by name and key
  std::unique_ptr<storage::Writer> writer;

 private:
  casework::Fact ask(const casework::FactRequest& request, Instant now) override;
  std::vector<std::pair<std::string, Value>> rows(std::string_view name) override;
  Value tell(std::string_view name, std::string_view key, const Value& patch) override;
  std::optional<Said> consult(std::string_view name, const Value& input) override;
  std::string random_bytes(size_t n);

  Random random_;
  Random calendars_;
  const law::WorkCalendar* calendar_;
};

const casework::Bundles& all_bundles();
const law::WorkCalendar& calendar();

}  // namespace yijian::simulation
