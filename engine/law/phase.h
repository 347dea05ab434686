// The phases of a case (办件环节) and their names. The lawful moves are lifecycle.h's.
#pragma once

#include <optional>
#include <string_view>

namespace yijian::law {

enum class Phase {
  draft,
  submitted,
  correcting,
  accepted,
  suspended,
  decided,
  delivered,
  closed,
  refused,
  withdrawn,
  terminated,
  voided,
  revoked
};
inline constexpr int kPhaseCount = 13;

std::string_view name(Phase phase);     // "draft"
std::string_view name_zh(Phase phase);  // "填报"
std::optional<Phase> phase_from(std::string_view name);

// Before the decision: withdraw, terminate and void are still possible.
bool is_pending(Phase phase);
// No further work of the office but corrections of its own acts: decided or later, or ended before.
bool is_settled(Phase phase);
// From which there is no move at all.
bool is_terminal(Phase phase);

}  // namespace yijian::law
