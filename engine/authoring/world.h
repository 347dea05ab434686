// What a scenario runs in: a desk with a clock that stands still, and what surrounds it.
// Whoever wires a store under the desk implements this; the runner knows no store.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/casework/bundles.h"
#include "engine/casework/ports.h"
#include "engine/casework/step.h"
#include "engine/law/calendar.h"

namespace yijian::authoring {

class World {
 public:
  virtual ~World() = default;
  // Manual clock; commands are answered before submit() or the next advance() returns.
  virtual casework::Desk& desk() = 0;
  virtual const casework::Bundles& bundles() const = 0;
  virtual const law::WorkCalendar& calendar() const = 0;
  // Loads further years' notices; those that are loaded stay. Errors: unknown_year.
  virtual Status load_years(const std::vector<int>& years) = 0;
  // Replaces the registers named: {"credit": {id: {"status": word}}, "licences": {id: {type:
  // data}},
  // "<register>": [{"id": ...}]}.
  virtual void set_registries(const Value& registries) = 0;
  virtual casework::Registries& registries() = 0;
  // The cases there are, by id: of those that schedules began in order of time.
  virtual Result<std::vector<std::string>> case_ids() = 0;
  // Every stored step of the case.
  virtual Result<std::vector<casework::SealedStep>> steps(std::string_view case_id) = 0;
};

struct WorldOptions {
  Instant at;
  std::optional<std::vector<int>> years;  // all there are when absent
  Value registries = Map{};
};
// Errors: unknown_year, or what the store refuses.
using WorldFactory = std::function<Result<std::unique_ptr<World>>(const WorldOptions&)>;

}  // namespace yijian::authoring
