// A scenario (办件情景): who does what when, and what must then be so. Data only; run.h runs it.
// Knows the grammar of LANGUAGE rule 17 and nothing of cases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

inline constexpr size_t kMaxScenarioSteps = 500;
inline constexpr size_t kMaxActionsOfAStep = 50;  // answers too
inline constexpr size_t kMaxSaid = 50;            // texts that one document is to say

// One thing that `then` says. Members of its maps stand singly.
struct Expectation {
  std::string key;      // phase state outcome tasks due provisional used light since items cases
                        // started documents licence credit events refused names why; says, of one
                        // of the documents
  std::string name;     // the clock, item, state ... of a map's member, the document; or ""
  Value value;          // what is expected
  std::string pointer;  // where it stands in the scenario
};

struct Given {
  std::string workflow;
  std::optional<Instant> at;
  std::optional<std::vector<int>> years;  // calendars; all there are when absent
  std::string applicant;                  // of the samples; "": a schedule begins the case
  Value guide = Map{};
  Value form;                                                  // a sample's name, a map, or null
  std::vector<std::pair<std::string, std::string>> materials;  // id, submitted or promised
  Value licences = Map{};                                      // {type: data}, the applicant's
  Value registries = Map{};
  std::vector<std::string> declined;
  // Path of another scenario whose end is the beginning, or "": its case goes on, or, with an
  // applicant, another one is filed in its world.
  std::string after;
};

// What a register or a connector says to the question that an invocation of the case has asked.
struct ScenarioAnswer {
  std::string invoke;
  Value data;         // the register's entry (null: it has none), or what the connector says
  std::string error;  // why there is no answer; "" where there is one
  std::string pointer;
};

// What is entered for an earlier day (补录), and why that day is believed.
struct Earlier {
  Instant effective;
  std::string reason, evidence;
};

struct ScenarioStep {
  std::optional<Instant> at;
  std::optional<std::vector<int>> years;  // loaded in addition, at `at`
  Value registries;                       // replaced by name, or null
  std::string subject;  // `case`: an item, a linked case, a schedule's element; "" the first case
  std::vector<ScenarioAnswer> answers;  // they come first
  std::string who;                      // role[@department][/person], or ""
  std::vector<std::string> does;
  Value with = Map{};
  std::optional<std::string> opinion;
  std::optional<int64_t> version;  // If-Match
  std::optional<Earlier> earlier;  // `effective` and `late`
  std::vector<Expectation> then;
  std::string pointer;
};

struct Scenario {
  std::string file, text;  // as read; places of failures are found in it
  std::string folder;      // of the definition it stands beside
  definition::Text title;
  std::string rule, why;
  Given given;
  std::vector<ScenarioStep> steps;
};

// The scenario of one file.
//
//   file  its path, ".../<folder>/scenarios/<name>.json"; used for places and the folder's name.
//
// Errors: what parse_json refuses; invalid_scenario with every fault (unknown_key, missing_key,
// wrong_type, invalid_time, unknown_word, unknown_rule, out_of_order), and the place of the first.
Result<Scenario> parse_scenario(std::string_view text, std::string_view file);

// Every member of a `then`, singly; faults are appended.
std::vector<Expectation> parse_expectations(const Value& then, const std::string& pointer,
                                            std::vector<Fault>& faults);

// A time as scenarios are written: "2025-06-09 09:00", with seconds where there are any.
std::string scenario_time(Instant at);

// "file:line:col" of a pointer into the scenario.
std::string place_of(const Scenario& scenario, std::string_view pointer);

}  // namespace yijian::authoring
