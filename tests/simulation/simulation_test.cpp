// Random commands against every shipped workflow (DESIGN §4, §6, §7): whatever happens, the record
// tells it and the law holds. A failure prints its seed and every command up to it.
#include <cstdlib>
#include <set>

#include <gtest/gtest.h>

#include "tests/simulation/player.h"

namespace yijian::simulation {
namespace {

constexpr uint64_t kSeeds = 300;
constexpr int kCommands = 80;           // of a play
constexpr int kCommandsOfAThing = 200;  // it has a case for each of its items
constexpr int kFailuresTold = 3;

// The workflows that are filed by hand; the others are opened by these.
std::vector<std::string> filed() {
  std::vector<std::string> ids;
  for (const auto& [id, bundle] : all_bundles().current)
    if (!bundle->find(id)->channels.empty()) ids.push_back(id);
  return ids;
}

// Things have the most to show.
std::string workflow_of(uint64_t seed) {
  static const std::vector<std::string> kFiled = filed();
  if (seed % 3 == 0) return "enterprise-info-change";
  return kFiled[seed / 3 % kFiled.size()];
}

uint64_t number_in(const char* variable, uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

// What was met over all seeds: a simulation that never gets anywhere proves nothing.
struct Met {
  std::set<std::string> workflows, phases, answers;
  int64_t steps = 0, incidents = 0;
  void add(const Player& player) {
    for (const auto& [id, state] : player.audit().cases()) {
      workflows.insert(state.workflow);
      for (const auto& [phase, since] : state.since) phases.insert(std::string(law::name(phase)));
    }
    for (const auto& [code, times] : player.answers()) answers.insert(code);
    steps += player.audit().steps();
    incidents += player.audit().incidents();
  }
};

TEST(Simulation, WhateverHappensTheRecordTellsItAndTheLawHolds) {
  const uint64_t one = number_in("YIJIAN_SEED", 0);
  const uint64_t last = one != 0 ? one : number_in("YIJIAN_SIMULATION_SEEDS", kSeeds);
  Met met;
  int failures = 0;
  for (uint64_t seed = one != 0 ? one : 1; seed <= last && failures < kFailuresTold; ++seed) {
    const std::string workflow = workflow_of(seed);
    Player player(seed, workflow);
    const bool thing = !all_bundles().for_workflow(workflow)->find(workflow)->items.empty();
    player.play(thing ? kCommandsOfAThing : kCommands);
    met.add(player);
    if (const std::string report = player.report(); !report.empty()) {
      ADD_FAILURE() << report;
      ++failures;
    }
  }
  std::cout << met.steps << " steps, " << met.incidents << " incidents\n";
  if (one != 0 || last < kSeeds || failures > 0) return;
  for (const auto& [id, bundle] : all_bundles().current)
    EXPECT_TRUE(met.workflows.contains(id)) << "no case of " << id << " was ever opened";
  EXPECT_EQ(met.phases.size(), static_cast<size_t>(law::kPhaseCount)) << "a phase is never reached";
  for (const char* code : {"done", "unanswered", "store_full", "stale_version", "four_eyes",
                           "materials_missing", "idempotency_mismatch", "out_of_order"})
    EXPECT_TRUE(met.answers.contains(code)) << code << " is never answered";
}

}  // namespace
}  // namespace yijian::simulation
