#include "engine/casework/project.h"

#include <algorithm>

#include "engine/casework/decide.h"

namespace yijian::casework {
namespace {

// The clock that a person looks at: the promise while it runs, else the nearest due of a step.
const ClockState* clock_for_people(const CaseState& state) {
  const auto promised = state.clocks.find(std::string(kPromisedClock));
  if (promised != state.clocks.end() && !promised->second.ended) return &promised->second;
  const ClockState* nearest = nullptr;
  for (const auto& [name, clock] : state.clocks)
    if (!clock.ended && name != kRenewalClock &&
        (nearest == nullptr || clock.clock.due < nearest->clock.due))
      nearest = &clock;
  return nearest;
}

HeadRow head_of(const CaseState& state) {
  HeadRow head;
  head.id = state.id;
  head.n = state.n;
  head.head = state.head;
  head.workflow = definition::written_id(state.workflow);
  if (state.phase) head.phase = law::name(*state.phase);
  head.outcome = state.outcome;
  head.department = state.department;
  if (state.opener) head.opener = state.opener->case_id;
  head.title = head.workflow;
  if (const ClockState* clock = clock_for_people(state)) {
    head.yellow = clock->clock.yellow;
    head.due = clock->clock.due;
    head.paused = !clock->clock.running;
  }
  head.restricted = state.restricted;
  head.opened = state.opened;
  head.updated = state.at;
  return head;
}

std::vector<TaskRow> tasks_of(const CaseState& state) {
  std::vector<TaskRow> rows;
  for (const TaskState& task : state.tasks) {
    TaskRow row;
    row.task = task.name();
    row.role = task.role;
    row.department = task.department;
    row.since = task.since;
    const auto clock = task.clock.empty() ? state.clocks.end() : state.clocks.find(task.clock);
    const ClockState* shown = clock != state.clocks.end() && !clock->second.ended
                                  ? &clock->second
                                  : clock_for_people(state);
    if (shown != nullptr) {
      row.yellow = shown->clock.yellow;
      row.due = shown->clock.due;
    }
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(),
            [](const TaskRow& a, const TaskRow& b) { return a.task < b.task; });
  return rows;
}

std::vector<OutboxRow> outbox_of(const StepDraft& step) {
  std::vector<OutboxRow> rows;
  for (const Recorded& recorded : step.events) {
    const auto* sent = std::get_if<MessageSent>(&recorded.event);
    if (sent == nullptr || sent->lane == 0) continue;
    rows.push_back({.to = sent->to,
                    .lane = sent->lane,
                    .kind = sent->kind,
                    .data = sent->data,
                    .effective = step.effective});
  }
  return rows;
}

// A party without an identifier (it was erased) finds nothing any more.
std::vector<std::string> parties_of(const CaseState& state) {
  std::vector<std::string> keys;
  for (const Value& party : state.parties)
    if (const std::string id = party.text("id"); !id.empty()) keys.push_back(party_key(id));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

std::string party_key(std::string_view id) {
  constexpr size_t kBytes = 16;
  return std::string(bytes_of(sm3({std::string_view("yijian/party\0", 13), id})).substr(0, kBytes));
}

Rows project(const CaseState& before, const CaseState& after, const StepDraft& step) {
  const std::optional<Wake> wake = next_wake(after);
  std::optional<std::vector<std::string>> parties;
  if (before.n == 0 || before.parties != after.parties) parties = parties_of(after);
  return {.head = head_of(after),
          .tasks = tasks_of(after),
          .wake = wake ? std::optional<Instant>(wake->due) : std::nullopt,
          .outbox = outbox_of(step),
          .parties = std::move(parties)};
}

}  // namespace yijian::casework
