// Steps a second of the statechart interpreter in memory: bench_chart MACHINE SECONDS.
// The machine goes round the events below; every one must be taken. Prints {"steps_per_s": …}.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "engine/base/json.h"
#include "engine/chart/chart.h"

namespace {

using namespace yijian;  // NOLINT
using Clock = std::chrono::steady_clock;

constexpr const char* kEvents[] = {"submit", "forward", "accept", "conclude",
                                   "grant",  "deliver", "close",  "reopen"};
constexpr int kRoundsBetweenLooks = 500;

class MemoryHost : public chart::Host {
 public:
  explicit MemoryHost(const chart::Machine& machine) : machine_(machine) {}
  const chart::Snapshot& snapshot() const override { return now_; }
  std::optional<Value> find(std::string_view) const override { return std::nullopt; }
  Result<std::vector<chart::Event>> apply(const chart::Microstep& step) override {
    chart::advance(machine_, now_, step);
    return std::vector<chart::Event>{};
  }

 private:
  const chart::Machine& machine_;
  chart::Snapshot now_;
};

// Steps taken; -1 when one was not.
int64_t go_round(const chart::Machine& machine, MemoryHost& host, double seconds) {
  const auto until = Clock::now() + std::chrono::duration<double>(seconds);
  const Value nothing = Map{};
  int64_t steps = 0;
  while (Clock::now() < until)
    for (int round = 0; round < kRoundsBetweenLooks; ++round)
      for (const char* event : kEvents) {
        const auto outcome = chart::dispatch(machine, {event, nothing}, chart::kNoState, host);
        if (!outcome || outcome->handling != chart::Handling::taken) return -1;
        ++steps;
      }
  return steps;
}

int fail(const std::string& why) {
  std::cerr << "bench_chart: " << why << "\n";
  return 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return fail("usage: bench_chart MACHINE SECONDS");
  std::ifstream file(words[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Result<Value> json = parse_json(text);
  if (!json) return fail(json.error().detail);
  const Result<chart::Machine> machine = chart::compile(*json, {});
  if (!machine) return fail(machine.error().detail);
  const double seconds = std::stod(words[2]);
  MemoryHost host(*machine);
  if (!chart::start(*machine, host)) return fail("the machine does not start");
  if (go_round(*machine, host, seconds / 5) < 0) return fail("an event was not taken");
  const auto began = Clock::now();
  const int64_t steps = go_round(*machine, host, seconds);
  if (steps < 0) return fail("an event was not taken");
  const std::chrono::duration<double> took = Clock::now() - began;
  std::printf("{\"steps_per_s\": %.0f}\n", static_cast<double>(steps) / took.count());
  return 0;
}
