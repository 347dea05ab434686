// A simulation as people read it.
#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/authoring/simulate.h"
#include "engine/authoring/words.h"

namespace yijian::authoring {
namespace {

constexpr size_t kStatesTold = 12;

std::string with_decimals(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

std::string share(int64_t part, int64_t whole) {
  return with_decimals(
             whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole)) +
         "%";
}

std::string line(const Spread& spread) {
  return "mean " + with_decimals(spread.mean) + "  p50 " + std::to_string(spread.p50) + "  p90 " +
         std::to_string(spread.p90) + "  max " + std::to_string(spread.max);
}

std::string line(const std::string& name, const Lost& lost) {
  const double mean = static_cast<double>(lost.days) / static_cast<double>(lost.tasks);
  return "  " + name + "  " + std::to_string(lost.days) + "  " + std::to_string(lost.tasks) +
         " × " + with_decimals(mean) + "\n";
}

template <class Lines>
void longest_first(Lines& lines) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.second.days > b.second.days; });
  if (lines.size() > kStatesTold) lines.resize(kStatesTold);
}

std::string lost_days(const Simulation& simulation) {
  std::vector<std::pair<std::string, Lost>> states, departments;
  for (const auto& [key, lost] : simulation.by_state)
    states.emplace_back(key.first + ": " + key.second, lost);
  departments.assign(simulation.by_department.begin(), simulation.by_department.end());
  longest_first(states);
  longest_first(departments);
  std::string out = std::string(kLostByState) + "\n";
  for (const auto& [name, lost] : states) out += line(name, lost);
  out += std::string(kLostByDepartment) + "\n";
  for (const auto& [name, lost] : departments) out += line(name, lost);
  return out;
}

}  // namespace

std::string told(const Simulation& simulation) {
  std::string out = std::to_string(simulation.cases) + std::string(kCasesPlayed) + "\n" +
                    std::string(kOutcomes) + "\n";
  for (const auto& [outcome, count] : simulation.outcomes)
    out += "  " + outcome + "  " + std::to_string(count) + "  " + share(count, simulation.cases) +
           "\n";
  out += std::string(kDaysToTheEnd) + "\n  " + line(simulation.days) + "\n";
  for (const auto& [name, clock] : simulation.clocks)
    out += std::string(kUsedOf) + name + " " + clock.limit + "\n  " + line(clock.used) + "  " +
           std::string(kPast) + " " + share(clock.past, clock.used.count) + "\n";
  out += lost_days(simulation) + std::string(kNeverReached) + "\n";
  for (const Covered& one : simulation.covered) {
    if (one.states_missed.empty()) continue;
    out += "  " + one.workflow + ":";
    for (const std::string& state : one.states_missed) out += " " + state;
    out += "\n";
  }
  return out;
}

}  // namespace yijian::authoring
