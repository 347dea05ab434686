// Migration (迁移): a plan that takes the open cases of one version of a workflow to another one.
// What a plan says and how it is read; whether a case can follow it is decide's to say. Reads no
// file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/state.h"
#include "engine/cel/cel.h"
#include "engine/definition/definition.h"

namespace yijian::casework {

inline constexpr size_t kMaxPlanEntries = 1'000;  // of one member: states, form, vars, timers
inline constexpr size_t kMaxPlanChildren = 200;

// A field or variable of the case as it will be: what the expression says over the case as it was;
// without one it is dropped.
using MigratedValue = std::pair<std::string, std::optional<cel::Program>>;

enum class TimerWish { keep, restart, drop };

// What becomes of a case of one definition.
struct MigrationPart {
  std::map<std::string, std::string, std::less<>> states;  // old path -> new path
  std::vector<MigratedValue> form;                         // dotted paths
  std::vector<MigratedValue> vars;
  std::map<std::string, TimerWish, std::less<>> timers;  // by name

  // The path in the target: as the plan says, or as it says of the nearest state around it, or the
  // same.
  std::string place(std::string_view old_path) const;
};

struct MigrationPlan {
  std::string workflow;
  std::string from, to;  // versions
  MigrationPart main;
  std::map<std::string, MigrationPart, std::less<>> children;  // by item, or by link
  std::string digest;                                          // lowercase hex, of the plan as JSON

  // What is said of a case of the old bundle; of one that the plan does not name, an empty part.
  const MigrationPart& part_for(const CaseState& state) const;
};

// Errors: invalid_plan, every fault with its pointer: wrong_type missing_key unknown_key cel_*
// too_many unknown_word conflict (a field within another one) statutory_timer (the period of notice
// runs on, R-ACCEPT-02).
Result<MigrationPlan> parse_plan(const Value& json);

// Whether the plan fits the versions that it is for: states, items and links that it names are
// theirs. Errors: invalid_plan (unknown_state unknown_item).
Status check_plan(const MigrationPlan& plan, const definition::Bundle& from,
                  const definition::Bundle& to);

}  // namespace yijian::casework
