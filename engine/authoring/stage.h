// One world with the cases in it: filing, acts, what can be seen of them. What a scenario runs on,
// and what rehearses a case without one; both through the desk alone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/authoring/scenario.h"
#include "engine/authoring/world.h"

namespace yijian::authoring {

struct Surroundings {
  WorldFactory world;
  Value samples;  // {"applicants": {name: party}, "forms": {name: form}}
  // The scenario that `given.after` names.
  std::function<Result<Scenario>(const Scenario& from, const std::string& path)> after;
};

class Stage {
 public:
  using StatePointer = std::shared_ptr<const casework::CaseState>;
  struct CaseName {
    std::string name, id;  // "" the first case; an item or a link otherwise
  };

  // Nothing is filed yet. Errors: unknown_sample, what the world refuses, each with a pointer.
  static Result<Stage> open(const Given& given, const Surroundings& surroundings);

  // The first case. Errors: unknown_workflow unknown_sample and those of decide, with a pointer.
  Status file(const Given& given, const std::string& workflow, const Value& samples);
  // The papers that are given. Errors: those of decide; the pointer is the paper's.
  Status hand_in(const Given& given);

  // Deliveries of what was done belong to the same moment. `case_id` is empty for Open.
  // Errors: those of decide; desk_silent.
  Result<casework::Answer> submit(const std::string& case_id, casework::Command command,
                                  casework::Actor actor, std::optional<int64_t> expected);

  World& world() const { return *world_; }
  const Value& applicant() const { return applicant_; }
  const std::string& first_case() const { return first_; }
  Instant now() const { return world_->desk().now(); }

  // Null when there is no such case.
  StatePointer view(const std::string& case_id) const;
  // Every case reachable from the first by item or link, nearest first.
  std::vector<CaseName> cases() const;
  // "" when there is none.
  std::string case_id_of(const std::string& subject) const;
  const definition::Bundle* bundle_of(const casework::CaseState& state) const;
  const definition::Definition* definition_of(const casework::CaseState& state) const;

 private:
  Stage(std::unique_ptr<World> world, Value applicant)
      : world_(std::move(world)), applicant_(std::move(applicant)) {}

  std::unique_ptr<World> world_;
  Value applicant_;
  std::string first_;
  int commands_ = 0;
};

}  // namespace yijian::authoring
