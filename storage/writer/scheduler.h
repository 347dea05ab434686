// What the engine owes of its own accord: due timers, occasions of schedules, and messages between
// cases on this node.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/casework/ports.h"
#include "storage/writer/schedules.h"

namespace yijian::storage {

struct DueCase {
  std::string case_id;
  Instant due;
};
using EngineWork = std::variant<DueCase, StartCase, NoteSchedule, casework::Pending>;

// Of the writing thread alone.
class Scheduler {
 public:
  explicit Scheduler(const Setup& setup) : store_(setup.store), schedules_(setup) {}

  // Cases that are due by `now`, earliest first, then what schedules owe, then messages, at most
  // `most` in all.
  // Errors: the store's.
  Result<std::vector<EngineWork>> take(Instant now, size_t most);
  // The earliest due of a case that can be woken, or occasion of a schedule.
  Result<std::optional<Instant>> next_due(Instant now);
  // Whether take() would have to look for messages.
  bool messages_waiting() const { return messages_waiting_; }

  void sent() { messages_waiting_ = true; }  // a step has sent a message
  void no_progress() { messages_waiting_ = false; }
  // Waking the case leads nowhere: it is left alone until another step changes it.
  void stuck(const DueCase& due) { stuck_[due.case_id] = due.due; }
  void changed(const std::string& case_id) { stuck_.erase(case_id); }
  Schedules& schedules() { return schedules_; }

 private:
  Result<std::optional<Instant>> next_wake();

  casework::Store& store_;
  Schedules schedules_;
  bool messages_waiting_ = true;
  std::map<std::string, Instant> stuck_;
};

}  // namespace yijian::storage
