// What can happen to a case next: acts of people, timers, events of the engine (LANGUAGE rule 12).
#pragma once

#include <string>
#include <vector>

#include "engine/definition/definition.h"

namespace yijian::authoring {

enum class Source { person, timer, engine };

struct Stimulus {
  chart::Event event;
  chart::StateId address = chart::kNoState;  // of a person's act: the active state it is sent to
  Source source = Source::engine;
  std::string label;  // "accept", "after notice", "items: granted"
  std::string role;   // who may act, of a person's act: the first
  // Ends a case from outside: withdraw, terminate, void, parent.dismissed.
  bool is_exit = false;
  bool is_answer = false;  // of a register or connector, which may never come
};

// Whether the event ends a case from outside.
bool is_exit(std::string_view event);
// Whether the invocation asks a register or a connector.
bool is_question(const chart::Invoke& invoke);

// Which events of the engine may come: those that this definition calls for, or, of a template,
// every one that some definition could.
enum class Engine { as_declared, whatever };

// Everything that a state of the configuration names and that can come while the case is in it.
// `sent`: names of delayed sends that are waiting.
std::vector<Stimulus> stimuli(const definition::Definition& definition,
                              const chart::Snapshot& snapshot, const std::vector<std::string>& sent,
                              Engine engine = Engine::as_declared);

// The phase of a configuration, if it has one.
std::optional<law::Phase> phase_of(const definition::Definition& definition,
                                   const std::vector<chart::StateId>& active);

}  // namespace yijian::authoring
