// Which states and transitions of a definition the scenarios have come through.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/definition/definition.h"

namespace yijian::authoring {

// What cases have done, as their records tell it.
struct Travelled {
  std::string workflow, case_id;
  std::string event;
  std::vector<std::string> exited, entered;  // states by path
};

// A definition's states, and its transitions by source and event (alternatives are one).
struct Covered {
  std::string workflow;
  std::vector<std::string> states, states_missed;
  std::vector<std::string> transitions, transitions_missed;  // "source: event"
};

class Coverage {
 public:
  // In the order in which a case was moved.
  void add(const definition::Definition& definition, const Travelled& travelled);
  // Of every definition met, by id.
  std::vector<Covered> covered() const;

 private:
  struct Seen {
    std::vector<bool> states, transitions;
    const definition::Definition* definition = nullptr;
  };
  std::map<std::string, Seen> seen_;
  std::map<std::string, std::set<chart::StateId>> active_;  // by case
};

}  // namespace yijian::authoring
