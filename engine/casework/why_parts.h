// The parts of "why not?" that one blocker is made of. Inside why alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/reading.h"
#include "engine/casework/why.h"

namespace yijian::casework {

// The conditions of the act that say no, or fail, each as far as it does.
std::vector<FalseGuard> false_guards(const Reading& reading, const definition::Act& act);

// The shortest way by the chart's arrows from what is active to one of the states, people's acts
// preferred to what happens of itself and arrows without a condition to those with one; at most
// kMaxWaySteps of it; empty when there is none, or nothing but what happens of itself.
std::vector<WayStep> way_to(const Reading& reading, const std::vector<chart::StateId>& goals);

// What a text's holes {…} are filled with.
struct Filling {
  std::string name;
  definition::Text text;
};
using Fillings = std::vector<Filling>;

// Sets text and remedy of the blocker by the word of the table: "code", or "code.variant".
void say(Blocker& blocker, std::string_view word, Audience audience, const Fillings& fillings);

definition::Text role_title(std::string_view role);
definition::Text phase_title(law::Phase phase);
// Titles (or ids) with the comma of each language between.
definition::Text listed_titles(const std::vector<definition::Text>& all);
definition::Text day_text(Instant instant);
inline definition::Text plain(std::string_view word) {
  return {std::string(word), std::string(word)};
}

}  // namespace yijian::casework
