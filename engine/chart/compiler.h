// One compilation in progress, shared by the compile_*.cpp files of this room and by nobody else.
// Every pass goes on after a fault, so that an author sees all of them at once.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/chart/chart.h"

namespace yijian::chart {

struct Compiler {
  const ExtraKeys& extra;
  Machine machine{};
  std::vector<const Value*> nodes{};  // by state: the object it was written as
  std::vector<Fault> faults{};

  State& state(StateId id) { return machine.state(id); }
  const Value& node(StateId id) const { return *nodes[static_cast<size_t>(id)]; }
  void fault(std::string pointer, std::string code, std::string detail) {
    faults.push_back({std::move(pointer), std::move(code), std::move(detail)});
  }
};

// First pass: the tree of states in document order, with paths, ids and types.
void compile_states(Compiler& compiler, const Value& machine);

// Second pass, which needs all states: everything inside one state but its children.
void compile_initial(Compiler& compiler, StateId state);
void compile_history(Compiler& compiler, StateId state);
void inherit_default(Compiler& compiler, StateId history);  // once all histories are compiled
void compile_transitions(Compiler& compiler, StateId state);
void compile_output(Compiler& compiler, StateId state);
// Every string within the value as CEL, depth first.
void compile_strings(Compiler& compiler, const Value& value, const std::string& pointer,
                     std::vector<cel::Program>& programs);

// Actions as written (an object, a string, or a list of these); `pointer` is where they stand.
std::vector<Action> compile_actions(Compiler& compiler, const Value& written,
                                    const std::string& pointer);

// A fault for each key that is neither in `known` nor in `extra`, or one when `object` is no
// object at all; says whether it is one.
bool check_keys(Compiler& compiler, const Value& object, const std::string& pointer,
                std::initializer_list<std::string_view> known,
                const std::vector<std::string>& extra);

// The CEL text at member `key`; nothing when absent or faulty (then a fault stands).
std::optional<cel::Program> compile_member(Compiler& compiler, const Value& object,
                                           std::string_view key, const std::string& pointer);
std::optional<cel::Program> compile_cel(Compiler& compiler, const Value& text,
                                        const std::string& pointer);

// The state that a target names as seen from `source`, or kNoState: "#id", "#id.child",
// ".child.child" below the source, else a sibling of the source and the path below it.
StateId resolve_target(const Machine& machine, StateId source, std::string_view target);
// The state that "id" or "id.child" (without "#") names, or kNoState.
StateId resolve_id(const Machine& machine, std::string_view id);
// The state at a dotted path below `from`, or kNoState.
StateId resolve_below(const Machine& machine, StateId from, std::string_view path);

// Targets as written, a string or a list, resolved from `source`; checked to be able to be
// active together.
std::vector<StateId> compile_targets(Compiler& compiler, const Value& written, StateId source,
                                     const std::string& pointer);

}  // namespace yijian::chart
