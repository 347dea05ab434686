// A way through a machine made real: guards were answered both ways to find it, now a case must
// take it. Answers and data are the dice's, tried several times; what other cases must do for it
// (items, duties) they are led to.
#pragma once

#include <map>
#include <string>

#include "engine/authoring/random.h"
#include "engine/authoring/rehearsal.h"
#include "engine/authoring/walk.h"

namespace yijian::authoring {

inline constexpr int kTriesOfAWay = 8;
inline constexpr int kMovesForAnEvent = 80;  // of others, until what is awaited comes

// For each definition the shortest number of steps from a configuration to a goal.
class Compass {
 public:
  // Steps from the case's configuration, by the act, to `goal`: an outcome, or a phase such as
  // "withdrawn". Nothing: the act does not lead there, or the case stands where nothing is known.
  std::optional<size_t> steps_by(const PlayedCase& subject, const std::string& act,
                                 const std::string& goal);

 private:
  struct Known {
    Exploration seen;
    std::map<std::string, std::vector<size_t>> distances;  // by goal
  };
  Known& known(const definition::Definition& definition);
  const std::vector<size_t>& distances(const definition::Definition& definition, Known& known,
                                       const std::string& goal);

  std::map<const definition::Definition*, Known> known_;
};

struct Walker {
  const definition::Bundle& bundle;
  const Exploration& seen;  // of the bundle's main definition
  const Surroundings& surroundings;
  Compass& compass;
  std::string applicant;  // of the samples; "" their first
  Instant at;
  uint64_t seed = 1;
};

// The case that went that way. Errors: not_realised, detail telling how far the best try came and
// what stood in the way.
Result<Rehearsal> realise(const Walker& walker, const Way& way);

}  // namespace yijian::authoring
