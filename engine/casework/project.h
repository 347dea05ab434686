// The rows that commit with a step: head, tasks, wake, outbox. A pure function of the states
// before and after; `verify` makes them anew and compares.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/casework/command.h"
#include "engine/casework/state.h"
#include "engine/casework/step.h"

namespace yijian::casework {

struct HeadRow {
  std::string id;
  int64_t n = 0;
  Digest head{};
  std::string workflow, phase, outcome, department, opener;  // opener: parent's id, or ""
  std::string title;                   // workflow's id: titles are the reader's
  std::optional<Instant> yellow, due;  // of the clock a person looks at: promised, else the nearest
  bool paused = false;
  bool restricted = false;
  Instant opened, updated;
  bool operator==(const HeadRow&) const = default;
};
struct TaskRow {
  std::string task;  // state path
  std::string role, department;
  Instant since;
  std::optional<Instant> yellow, due;
  bool operator==(const TaskRow&) const = default;
};
struct OutboxRow {
  std::string to;  // case id
  int64_t lane = 0;
  std::string kind;
  Value data;
  Instant effective;
};
// By what a party's cases are found: 16 bytes of the SM3 of its identifier, which stands in no row.
std::string party_key(std::string_view id);

struct Rows {
  HeadRow head;
  std::vector<TaskRow> tasks;     // all that are open after the step, by task
  std::optional<Instant> wake;    // earliest due of its own, or nothing
  std::vector<OutboxRow> outbox;  // what this step sends, in order
  // Keys of all its parties, sorted, each once; nothing when the step has left them as they were.
  std::optional<std::vector<std::string>> parties{};
};

Rows project(const CaseState& before, const CaseState& after, const StepDraft& step);

}  // namespace yijian::casework
