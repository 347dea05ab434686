// Every way that a case of a definition can go, stepped by the interpreter itself with guards
// answered both ways. Lazy and bounded: says so when it has not seen everything.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/authoring/stimuli.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

inline constexpr size_t kMaxConfigurations = 5'000;       // of one definition
inline constexpr size_t kMaxExplorationWork = 2'000'000;  // microsteps, by states active
inline constexpr size_t kMaxChoices = 12;  // guards answered both ways in a macrostep

struct Edge {
  size_t to = 0;
  std::string label;
  bool is_exit = false;
  bool is_answer = false;  // of a register or connector, which may never come
};
struct Configuration {
  chart::Snapshot snapshot;
  std::vector<std::string> sent;  // names of delayed sends that are waiting
  std::string origin;             // case.origin, where a guard asks for it
  bool done = false;
  std::optional<law::Phase> phase;
  size_t from = 0;    // the configuration before it on the shortest way; itself for the first
  std::string label;  // what led here from it
  std::vector<Edge> edges;
};
// A phase move that the lifecycle does not know, or a loop without an end.
struct Violation {
  std::string code;                // unlawful_move endless_loop
  std::string pointer;             // into the machine
  std::vector<std::string> names;  // states of the loop; phases of the move
  std::vector<std::string> path;
};

struct Exploration {
  std::vector<Configuration> configurations;  // in order of distance; the first is the start
  std::vector<bool> entered;                  // by state
  std::vector<bool> taken;                    // by transition
  std::vector<Violation> violations;
  bool complete = true;
  size_t work = 0;  // what it took

  // The labels of the shortest way to a configuration.
  std::vector<std::string> path(size_t configuration) const;
};

struct Bounds {
  size_t configurations = kMaxConfigurations;
  size_t work = kMaxExplorationWork;
};
Exploration explore(const definition::Definition& definition, Engine engine = Engine::as_declared,
                    Bounds bounds = {});

}  // namespace yijian::authoring
