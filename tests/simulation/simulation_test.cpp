// Random commands against every shipped workflow (DESIGN §4, §6, §7): whatever happens, the record
// tells it and the law holds. A failure prints its seed and every command up to it.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/simulation/player.h"

namespace yijian::simulation {
namespace {

constexpr uint64_t kSeeds = 600;
constexpr int kCommands = 80;           // of a play
constexpr int kCommandsOfAThing = 280;  // it has a case for each of its items
constexpr int kFailuresTold = 3;

// A definition file: the definitions of a family are one.
std::string file_of(const std::string& workflow) {
  std::string id(definition::written_id(workflow));
  const definition::Bundle& bundle = *all_bundles().for_workflow(id);
  const Value* family = bundle.source.find("definitions")->find(id)->find("family");
  if (family == nullptr) return id;
  std::string axes;
  for (const Map::Entry& axis : family->map()) axes += axis.name() + " ";
  return axes;
}

// Whether a shipped scenario says what stands in the document: then it is written there, however
// seldom the dice get so far.
bool is_read_by_a_scenario(const std::string& document) {
  namespace fs = std::filesystem;
  const std::string wanted = R"({"id": ")" + document + R"(", "says")";
  for (const auto& file :
       fs::recursive_directory_iterator(fs::path(YIJIAN_SOURCE_DIR) / "workflows")) {
    if (file.path().parent_path().filename() != "scenarios") continue;
    std::ifstream in(file.path());
    std::stringstream text;
    text << in.rdbuf();
    if (text.str().find(wanted) != std::string::npos) return true;
  }
  return false;
}

// The workflows that are filed by hand or begun by a schedule, by file; the others are opened by
// these.
std::vector<std::vector<std::string>> filed() {
  std::map<std::string, std::vector<std::string>> files;
  for (const auto& [id, bundle] : all_bundles().current)
    if (const auto* one = bundle->find(id); !one->channels.empty() || one->schedule)
      files[file_of(id)].push_back(id);
  std::vector<std::vector<std::string>> all;
  all.reserve(files.size());
  for (auto& [file, ids] : files) all.push_back(std::move(ids));
  return all;
}

// Every file as often as every other.
std::string workflow_of(uint64_t seed) {
  static const std::vector<std::vector<std::string>> kFiled = filed();
  const std::vector<std::string>& family = kFiled[seed % kFiled.size()];
  return family[seed / kFiled.size() % family.size()];
}

uint64_t number_in(const char* variable, uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

// What registers and connectors may say, what is taken back and entered late, what another calendar
// changes.
constexpr const char* kReplies[] = {"registry.answered", "registry.failed",    "connector.answered",
                                    "connector.failed",  "connector.unmapped", R"("late":true)",
                                    "acted.retract",     "acted.redo",         "case.restored",
                                    "confirmedBy",       "calendar.changed",   "earlyTimers",
                                    "earlyClocks"};

// What was met over all seeds: a simulation that never gets anywhere proves nothing.
struct Met {
  std::set<std::string> files, phases, answers, replies, documents, reasons;
  int64_t steps = 0, incidents = 0;
  void add(const Player& player) {
    for (const auto& [id, state] : player.audit().cases()) {
      files.insert(file_of(state.workflow));
      for (const auto& [phase, since] : state.since) phases.insert(std::string(law::name(phase)));
    }
    for (const auto& [code, times] : player.answers()) answers.insert(code);
    for (const auto& [code, times] : player.reasons()) reasons.insert(code);
    for (const casework::Append& append : player.committed())
      for (const char* reply : kReplies)
        if (append.step.body.find(reply) != std::string::npos) replies.insert(reply);
    const std::set<std::string>& written = player.audit().documents();
    documents.insert(written.begin(), written.end());
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
    EXPECT_TRUE(met.files.contains(file_of(id))) << "no case of " << id << " was ever opened";
  EXPECT_EQ(met.phases.size(), static_cast<size_t>(law::kPhaseCount)) << "a phase is never reached";
  for (const auto& [id, bundle] : all_bundles().current)
    for (const auto& [name, document] : bundle->find(id)->documents)
      EXPECT_TRUE(met.documents.contains(name) || is_read_by_a_scenario(name))
          << name << " is never issued";
  for (const char* reply : kReplies)
    EXPECT_TRUE(met.replies.contains(reply)) << reply << " is never heard";
  for (const char* code :
       {"done", "no_open_question", "unanswered", "store_full", "stale_version", "four_eyes",
        "materials_missing", "idempotency_mismatch", "out_of_order"})
    EXPECT_TRUE(met.answers.contains(code)) << code << " is never answered";
  for (const char* code : {"", "not_allowed_now", "role_required", "department_required",
                           "guard_false", "materials_missing", "correction_already_given"})
    EXPECT_TRUE(met.reasons.contains(code)) << code << " never stands in the way";
}

}  // namespace
}  // namespace yijian::simulation
