// What must hold of every step and every case, whatever was commanded: judged by the sealed steps
// alone, which are folded from nothing as they come. Knows no definition and no command.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/casework/ports.h"

namespace yijian::simulation {

// Whether the law lets a case go from one phase to another; "" is before the first.
bool is_lawful_move(std::string_view from, std::string_view to, bool duty);
// 办结 or ended before: nobody has work with it any more.
bool is_finished(const casework::CaseState& state);

class Audit {
 public:
  // One step as it is stored, in the order in which they are committed.
  void see(const casework::Append& append);
  // A state that somebody keeps is what the sealed steps make.
  void compare(const casework::CaseState& live);
  // Nothing is under way: every message has been taken, parents and children agree.
  void at_rest();
  void fault(const std::string& case_id, const std::string& what) {
    faults_.push_back(case_id + ": " + what);
  }

  const std::vector<std::string>& faults() const { return faults_; }
  const std::map<std::string, casework::CaseState>& cases() const { return cases_; }
  int64_t steps() const { return steps_; }
  int64_t steps_of_people() const { return steps_of_people_; }
  int64_t incidents() const { return incidents_; }
  const std::string& last_incident() const { return last_incident_; }
  // Ids of the documents that were ordered, and could be written.
  const std::set<std::string>& documents() const { return documents_; }

 private:
  using Lane = std::pair<std::string, std::string>;  // from, to

  void judge_chain(const casework::CaseState& before, const casework::Append& append,
                   const casework::StepDraft& draft);
  void judge_times(const casework::CaseState& before, const casework::StepDraft& draft);
  void judge_events(const casework::CaseState& before, const casework::StepDraft& draft);
  void judge_rows(const casework::CaseState& before, const casework::CaseState& after,
                  const casework::Append& append, const casework::StepDraft& draft);
  void judge_tasks(const casework::CaseState& after);
  void judge_documents(const casework::CaseState& after, const casework::StepDraft& draft);
  void send(const std::string& from, const casework::MessageSent& message);
  void take(const std::string& from, const std::string& to, int64_t lane, const std::string& what);
  void judge_child(const casework::CaseState& parent, const casework::ItemState& item);

  // Who made a step, on which day, whether it sent anything out, and how the case then stood.
  struct Stood {
    std::string actor;
    Day day;
    bool out = false;
    casework::Restorable as;
  };
  void judge_restored(const casework::StepDraft& draft, const casework::CaseRestored& restored);
  void remember(const casework::StepDraft& draft, const casework::CaseState& after);

  std::map<std::string, casework::CaseState> cases_;
  std::map<std::string, std::map<int64_t, Stood>> stood_;
  std::map<Lane, std::vector<std::string>> sent_, taken_;  // what each message says, in order
  std::vector<std::string> faults_;
  int64_t steps_ = 0, steps_of_people_ = 0, incidents_ = 0;
  std::string last_incident_;
  std::set<std::string> documents_;
  std::set<std::string> known_decided_;  // by their things, when these were delivered
};

}  // namespace yijian::simulation
