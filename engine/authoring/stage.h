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
    std::string name, id;  // "" the first case; an item, a link, a schedule's element otherwise
  };

  // Nothing is filed yet. Errors: unknown_sample, what the world refuses, each with a pointer.
  static Result<Stage> open(const Given& given, const Surroundings& surroundings);

  // The first case; without an applicant nothing is filed, and the workflow's schedule is known
  // from now on. Errors: unknown_workflow unknown_sample and those of decide, with a pointer;
  // missing_key, when there is no schedule either.
  Status file(const Given& given, const std::string& workflow, const Value& samples);
  // Another case in the same world, which is the first from now on. Errors: those of file.
  Status file_another(const Given& given, const std::string& workflow,
                      const Surroundings& surroundings);
  // The papers that are given. Errors: those of decide; the pointer is the paper's.
  Status hand_in(const Given& given);

  // Deliveries of what was done belong to the same moment. `case_id` is empty for Open.
  // Errors: those of decide; desk_silent.
  Result<casework::Answer> submit(const std::string& case_id, casework::Command command,
                                  std::optional<casework::Actor> actor,
                                  std::optional<int64_t> expected,
                                  const std::optional<Earlier>& earlier = {});

  World& world() const { return *world_; }
  // Who is given; of a case that a schedule began, its own.
  Value applicant_of(const casework::CaseState& state) const;
  // "" until a schedule has begun it.
  std::string first_case() const;
  Instant now() const { return world_->desk().now(); }

  // Null when there is no such case.
  StatePointer view(const std::string& case_id) const;
  // Every case reachable from the first, or from those that schedules began, by item or link,
  // nearest first; of cases begun for one element the latest first.
  std::vector<CaseName> cases() const;
  // "" when there is none.
  std::string case_id_of(const std::string& subject) const;
  const definition::Bundle* bundle_of(const casework::CaseState& state) const;
  const definition::Definition* definition_of(const casework::CaseState& state) const;

 private:
  Stage(std::unique_ptr<World> world, Value applicant)
      : world_(std::move(world)), applicant_(std::move(applicant)) {}

  Status await_schedule(const definition::Bundle& bundle);
  std::vector<StatePointer> begun() const;

  std::unique_ptr<World> world_;
  Value applicant_;
  std::string first_;       // as filed
  bool scheduled_ = false;  // cases are begun by schedules, none was filed
  int commands_ = 0;
  int filed_ = 0;
};

}  // namespace yijian::authoring
