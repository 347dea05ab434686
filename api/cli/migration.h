// A migration over a whole store: which cases it is for, whether each could follow the plan, and
// the moves, one command a case.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/cli/premises.h"
#include "engine/base/result.h"
#include "engine/casework/migration.h"

namespace yijian::cli {

// The plan and the bundles that it is between: of one version there may be several, for a thing's
// items have versions of their own.
struct Crossing {
  std::shared_ptr<const casework::MigrationPlan> plan;
  std::vector<std::shared_ptr<const definition::Bundle>> from;
  std::shared_ptr<const definition::Bundle> to;
};

// Errors: unknown_version (names), ambiguous_version, invalid_plan (faults).
Result<Crossing> find_crossing(casework::MigrationPlan plan, const casework::Bundles& bundles);

struct Candidate {
  std::string case_id;
  std::string item;  // as whose it was opened, or ""
  casework::Migrate command;
};
struct Stay {
  std::string case_id;
  Error why;
};
struct Survey {
  std::vector<Candidate> movable;
  std::vector<Stay> staying;
  int64_t moved_before = 0;  // by this very crossing
};

// Decides every open case that is pinned to one of the old bundles, as it will stand when its due
// timers have fired. Writes nothing. Errors: store_*.
Result<Survey> survey(const Crossing& crossing, Premises& premises,
                      casework::Registries& registries, Instant now);

// Who migrates, and why.
struct Order {
  std::string by, reason;
};

// Moves the cases, each by a command of its own, and does what the engine owes them meanwhile. The
// same command of an earlier run is recognised. `staying`: what changed in between and cannot be
// moved any more.
Result<std::vector<Stay>> move(const std::vector<Candidate>& movable, const Order& order,
                               Premises& premises, casework::Registries& registries);

// Why a case cannot move, in the language of the office; the code itself of one that is unknown.
std::string reason_in_chinese(const std::string& code);

}  // namespace yijian::cli
