// One scenario being run: its world, its cases, and what a step did. Used by run.cpp alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/authoring/expect.h"
#include "engine/authoring/run.h"

namespace yijian::authoring {

class Runner {
 public:
  Runner(const Scenario& scenario, const Surroundings& surroundings);
  Report run(int depth = 0);

 private:
  using StatePointer = Stage::StatePointer;

  // --- run.cpp: from the beginning to the end ---
  bool begin(int depth);
  bool begin_after(int depth);
  bool file_case();
  bool run_step(const ScenarioStep& step);
  bool prepare(const ScenarioStep& step);
  bool answer(const ScenarioStep& step);
  bool answer_one(const ScenarioStep& step, const ScenarioAnswer& answer);
  bool act(const ScenarioStep& step);
  bool submit_one(const ScenarioStep& step, const std::string& action, bool may_refuse);
  void explain(const casework::CaseState& state, const casework::Actor& actor,
               const std::string& action);

  // --- observe.cpp: what is so now ---
  bool observe(const ScenarioStep& step);
  bool observe_case(const ScenarioStep& step);
  bool observe_started(const Expectation& one);
  bool prove(const std::string& pointer);
  bool prove_case(const std::string& case_id, const std::string& pointer);
  bool write_documents(const casework::CaseState& after, const casework::StepDraft& draft,
                       const std::string& pointer);
  Observed observed(const StatePointer& subject, const StatePointer& thing);
  // Notes a failure; always false.
  bool fail(const std::string& pointer, std::string what, std::string got,
            std::string expected = "", std::string note = "");
  bool fail(const std::string& pointer, std::string what, const Error& error);

  const Scenario& scenario_;
  const Surroundings& around_;
  Report report_;
  std::optional<Stage> stage_;                                     // once it has begun
  std::map<std::string, int64_t> proven_;                          // case id -> version proven
  std::vector<std::pair<std::string, casework::StepDraft>> made_;  // steps of this scenario step
  std::vector<std::pair<std::string, OrderedDocument>> written_;   // in them, by case
  std::optional<Error> refusal_;
  std::vector<std::string> why_;  // codes of what stood in the way of the action refused
};

}  // namespace yijian::authoring
