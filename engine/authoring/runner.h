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
  using StatePointer = std::shared_ptr<const casework::CaseState>;
  struct CaseName {
    std::string name, id;
  };

  // --- run.cpp: from the beginning to the end ---
  bool begin(int depth);
  bool begin_after(int depth);
  bool file_case();
  bool hand_in_materials();
  bool run_step(const ScenarioStep& step);
  bool prepare(const ScenarioStep& step);
  bool answer(const ScenarioStep& step);
  bool answer_one(const ScenarioStep& step, const ScenarioAnswer& answer);
  bool act(const ScenarioStep& step);
  bool submit_one(const ScenarioStep& step, const std::string& action, bool may_refuse);

  // --- observe.cpp: what is so now ---
  StatePointer view(const std::string& case_id);
  // Every case reachable from the first by item or link, nearest first.
  std::vector<CaseName> cases();
  std::string case_id_of(const std::string& subject);
  bool observe(const ScenarioStep& step);
  bool prove(const std::string& pointer);
  bool prove_case(const std::string& case_id, const std::string& pointer);
  Observed observed(const StatePointer& subject, const StatePointer& thing);
  const definition::Definition* definition_of(const casework::CaseState& state) const;

  Result<casework::Answer> submit(const std::string& case_id, casework::Command command,
                                  std::optional<casework::Actor> actor,
                                  std::optional<int64_t> expected);
  // Notes a failure; always false.
  bool fail(const std::string& pointer, std::string what, std::string got,
            std::string expected = "", std::string note = "");
  bool fail(const std::string& pointer, std::string what, const Error& error);

  const Scenario& scenario_;
  const Surroundings& around_;
  Report report_;
  std::unique_ptr<World> world_;
  Value applicant_;
  std::string main_;                                               // id of the first case
  std::map<std::string, int64_t> proven_;                          // case id -> version proven
  std::vector<std::pair<std::string, casework::StepDraft>> made_;  // steps of this scenario step
  std::optional<Error> refusal_;
  int commands_ = 0;
};

}  // namespace yijian::authoring
