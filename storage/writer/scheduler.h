// What the engine owes of its own accord: due timers, occasions of schedules, dues by another
// calendar, and messages between cases on this node.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/casework/ports.h"
#include "storage/writer/recomputing.h"
#include "storage/writer/schedules.h"

namespace yijian::storage {

struct DueCase {
  std::string case_id;
  Instant due;
};
using EngineWork = std::variant<DueCase, StartCase, NoteSchedule, RecomputeCase, NoteRecomputed,
                                casework::Pending>;

// Of the writing thread alone.
class Scheduler {
 public:
  explicit Scheduler(const Setup& setup)
      : store_(setup.store), schedules_(setup), recomputing_(setup) {}

  // Cases that are due by `now`, earliest first, then what schedules owe, then cases to be computed
  // anew (half of what is left, so that messages go on), then messages, at most `most` in all.
  // Errors: the store's, those of the queries.
  Result<std::vector<EngineWork>> take(Instant now, size_t most);
  // The earliest due of a case that can be woken, or occasion of a schedule.
  Result<std::optional<Instant>> next_due(Instant now);
  // Whether take() would have to look for messages, or for cases to be computed anew.
  bool work_waiting() const { return messages_waiting_ || !recomputing_.finished(); }

  void sent() { messages_waiting_ = true; }  // a step has sent a message
  void no_progress() { messages_waiting_ = false; }
  // Waking the case leads nowhere: it is left alone until another step changes it.
  void stuck(const DueCase& due) { stuck_[due.case_id] = due.due; }
  void changed(const std::string& case_id) { stuck_.erase(case_id); }
  Schedules& schedules() { return schedules_; }
  Recomputing& recomputing() { return recomputing_; }

 private:
  Result<std::optional<Instant>> next_wake();

  casework::Store& store_;
  Schedules schedules_;
  Recomputing recomputing_;
  bool messages_waiting_ = true;
  std::map<std::string, Instant> stuck_;
};

}  // namespace yijian::storage
