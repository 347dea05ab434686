// What the schedules of the workflows owe: on each occasion (定期发起) a case for every element.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/law/recurrence.h"
#include "storage/writer/setup.h"

namespace yijian::storage {

// The register in which each workflow's last occasion stands: {"since": when the node first knew
// the schedule} or {"fired": the last occasion, "cases": how many were begun, "refused": [{row,
// code, pointer?}], the first of those rows that could not be}.
inline constexpr std::string_view kScheduleRegister = "@schedule";

// What has become of a workflow's schedule so far; nothing before the writer has seen it. Any
// thread that the registers are open to.
struct LastOccasion {
  Instant at;   // the last one, or since when the schedule is known
  Value entry;  // as the register has it
};
std::optional<LastOccasion> last_occasion(casework::Registries& registers,
                                          std::string_view workflow);

struct StartCase {
  std::string workflow;
  Instant occasion;
  size_t row = 0;       // of the round, from 0
  std::string element;  // its id; "" for a schedule without elements
  Value each;
  std::string source;  // where the row was read, or ""
};
struct NoteSchedule {
  std::string workflow;
  Value entry;
};
using ScheduleWork = std::variant<StartCase, NoteSchedule>;

// Of the writing thread alone. An occasion that passed while nobody ran is made up for, in order.
// A round that was cut short begins anew: the ids of its cases are fixed by workflow, element and
// occasion, so that none is begun twice.
class Schedules {
 public:
  explicit Schedules(const Setup& setup) : setup_(setup) {}

  // What is due by `now`, at most `most`. The same until it is told done.
  std::vector<ScheduleWork> take(Instant now, size_t most);
  // The earliest occasion to come; `now` or earlier when something is owed already.
  std::optional<Instant> next_due(Instant now);

  // After COMMIT. A row that was refused is not tried again.
  void done(const StartCase& started, const std::optional<Error>& refusal);
  void done(const NoteSchedule& noted);

 private:
  struct Round {
    Instant occasion;
    std::vector<std::pair<std::string, Value>> rows{};
    std::string source{};
    size_t finished = 0;
    int64_t cases = 0;
    List refused{};
  };
  struct Plan {
    std::optional<Instant> last;  // the last occasion, or since when it is known
    std::string bundle;           // for which `next` was computed
    Instant next{};
    std::optional<Round> round;
  };

  void remember();
  Plan& plan_of(const std::string& workflow);
  const definition::Schedule& schedule_of(const std::string& workflow) const;
  Round round_of(const std::string& workflow, Instant occasion) const;
  void take_from(const std::string& workflow, const Round& round, size_t most,
                 std::vector<ScheduleWork>& work) const;

  const Setup& setup_;
  BundlesRef bundles_ = setup_.bundles.now();  // as they were at the last look
  bool remembered_ = false;
  std::map<std::string, Plan, std::less<>> plans_;
};

}  // namespace yijian::storage
