// Ways through a machine with its guards answered both ways: all of them up to a bound, or the one
// that is chosen. How a case takes one: realise.h.
#pragma once

#include <string>
#include <vector>

#include "engine/authoring/explore.h"
#include "engine/casework/state.h"

namespace yijian::authoring {

inline constexpr size_t kMaxWays = 1'000;
inline constexpr size_t kMaxWayLength = 60;
inline constexpr size_t kMaxWayWork = 1'000'000;  // configurations looked at, of all ways together

struct Way {
  std::vector<std::string> labels;
  std::vector<size_t> configurations;  // the start, and that after each label
};
struct Ways {
  std::vector<Way> ways;
  bool complete = true;  // no bound was hit
};

// Every way from the start to an end that comes to no configuration twice, exits left out, in the
// order of the machine.
Ways ways_to_an_end(const Exploration& exploration, size_t most = kMaxWays,
                    size_t longest = kMaxWayLength);

// The way along these labels; where several guards' answers lead on, the first that can be followed
// to its last label. Errors: not_possible (detail tells the label; names what is possible there).
// Gives up after kMaxWayWork configurations.
Result<Way> way_along(const Exploration& exploration, const std::vector<std::string>& labels);

// Names of the leaves of a configuration.
std::vector<std::string> leaves_of(const definition::Definition& definition,
                                   const Configuration& configuration);

// Whether the case's active states are those of the configuration.
bool stands_in(const definition::Definition& definition, const casework::CaseState& state,
               const Configuration& configuration);

}  // namespace yijian::authoring
