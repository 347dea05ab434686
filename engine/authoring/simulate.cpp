#include "engine/authoring/simulate.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace yijian::authoring {
namespace {

constexpr uint64_t kSeedOfACase = 0x9e3779b97f4a7c15;  // spreads neighbouring seeds apart
constexpr double kHundred = 100;

int64_t rank(const std::vector<int64_t>& sorted, int64_t percent) {
  const auto count = static_cast<int64_t>(sorted.size());
  return sorted[static_cast<size_t>(std::max<int64_t>((count * percent + 99) / 100, 1) - 1)];
}

class Counting {
 public:
  explicit Counting(const definition::Bundle& bundle) : bundle_(bundle) {}

  void add(const SimulatedCase& one, int64_t number) {
    ++out_.cases;
    ++out_.outcomes[one.outcome];
    days_.push_back(one.days);
    for (const UsedClock& clock : one.clocks) add(clock);
    for (const Waited& waited : one.waited) {
      add(out_.by_state[{waited.workflow, waited.state}], waited.days);
      add(out_.by_department[waited.department], waited.days);
    }
    for (const auto& [code, times] : one.refused) out_.refused[code] += times;
    for (Travelled moved : one.travelled) {
      moved.case_id = std::to_string(number) + " " + moved.case_id;
      if (const definition::Definition* definition = bundle_.find(moved.workflow))
        coverage_.add(*definition, moved);
    }
  }

  Simulation result(bool complete) {
    out_.complete = complete;
    out_.days = spread_of(std::move(days_));
    for (auto& [name, used] : used_) out_.clocks[name].used = spread_of(std::move(used));
    out_.covered = coverage_.covered();
    return std::move(out_);
  }

 private:
  void add(const UsedClock& clock) {
    std::vector<int64_t>& used = used_[clock.name];
    SimulatedClock& whole = out_.clocks[clock.name];
    if (used.empty()) whole.limit = clock.limit;
    if (whole.limit != clock.limit) whole.limit.clear();
    whole.past += clock.past ? 1 : 0;
    used.push_back(clock.used);
  }
  static void add(Lost& lost, int64_t days) {
    ++lost.tasks;
    lost.days += days;
  }

  const definition::Bundle& bundle_;
  Simulation out_;
  Coverage coverage_;
  std::vector<int64_t> days_;
  std::map<std::string, std::vector<int64_t>> used_;
};

double rounded(double number) { return std::round(number * kHundred) / kHundred; }

Map as_map(const Spread& spread) {
  return Map{{"mean", rounded(spread.mean)},
             {"p50", spread.p50},
             {"p90", spread.p90},
             {"max", spread.max}};
}

double mean_of(const Lost& lost) {
  return lost.tasks == 0
             ? 0
             : rounded(static_cast<double>(lost.days) / static_cast<double>(lost.tasks));
}

Value counts(const std::map<std::string, int64_t>& counted) {
  Map out;
  for (const auto& [name, count] : counted) out.set(name, count);
  return out;
}

// The most days first.
template <class Key>
std::vector<std::pair<Key, Lost>> by_days(const std::map<Key, Lost>& lost) {
  std::vector<std::pair<Key, Lost>> out(lost.begin(), lost.end());
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.second.days > b.second.days; });
  return out;
}

Map with_days(Map map, const Lost& lost) {
  map.set("tasks", lost.tasks);
  map.set("days", lost.days);
  map.set("mean", mean_of(lost));
  return map;
}

}  // namespace

Spread spread_of(std::vector<int64_t> values) {
  Spread out;
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  int64_t sum = 0;
  for (const int64_t value : values) sum += value;
  out.count = static_cast<int64_t>(values.size());
  out.mean = static_cast<double>(sum) / static_cast<double>(values.size());
  out.p50 = rank(values, 50);
  out.p90 = rank(values, 90);
  out.max = values.back();
  return out;
}

Result<Simulation> simulate(const Play& play, int64_t cases, Instant from, uint64_t seed) {
  Counting counting(play.bundle);
  Random random(seed);
  for (int64_t i = 0; i < cases; ++i) {
    if (play.may_go_on && !play.may_go_on()) return counting.result(false);
    const auto day = static_cast<double>(random.below(static_cast<size_t>(kDaysOfFilings)));
    Random of_the_day(random.next());
    const law::WorkCalendar weekends;  // when somebody comes; the world counts by its own
    const Instant at = done_after(from, {day, day + 1}, weekends, of_the_day);
    const Result<SimulatedCase> one =
        simulate_case(play, at, seed ^ (static_cast<uint64_t>(i + 1) * kSeedOfACase));
    if (!one) return one.error();
    if (play.may_go_on && !play.may_go_on()) return counting.result(false);
    counting.add(*one, i);
  }
  return counting.result(true);
}

Value as_value(const Simulation& simulation) {
  Map clocks;
  for (const auto& [name, clock] : simulation.clocks)
    clocks.set(name, Map{{"limit", clock.limit},
                         {"cases", clock.used.count},
                         {"used", as_map(clock.used)},
                         {"past", clock.past}});
  List states, departments, missed;
  for (const auto& [key, lost] : by_days(simulation.by_state))
    states.push_back(with_days(Map{{"workflow", key.first}, {"state", key.second}}, lost));
  for (const auto& [department, lost] : by_days(simulation.by_department))
    departments.push_back(with_days(Map{{"department", department}}, lost));
  for (const Covered& one : simulation.covered)
    missed.push_back(Map{{"workflow", one.workflow},
                         {"states", List(one.states_missed.begin(), one.states_missed.end())}});
  return Map{{"cases", simulation.cases},
             {"complete", simulation.complete},
             {"outcomes", counts(simulation.outcomes)},
             {"days", as_map(simulation.days)},
             {"clocks", std::move(clocks)},
             {"byState", std::move(states)},
             {"byDepartment", std::move(departments)},
             {"neverReached", std::move(missed)},
             {"refused", counts(simulation.refused)}};
}

}  // namespace yijian::authoring
