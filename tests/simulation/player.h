// One seed: a case of one workflow, opened and then pushed about at random, everything judged after
// every command.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/simulation/people.h"

namespace yijian::simulation {

class Player {
 public:
  Player(uint64_t seed, std::string workflow);

  // Opens, commands so often, lets everything come to rest. Stops at the first fault.
  void play(int commands);

  // All that went wrong, with the seed, the workflow and every command up to there; "" when
  // nothing.
  std::string report() const;
  const Audit& audit() const { return world_.store.audit; }
  const std::vector<casework::Append>& committed() const { return world_.store.committed; }
  const std::map<std::string, int>& answers() const { return answers_; }  // code -> how often
  // First blocker of "why not?" ("": none) -> how often
  const std::map<std::string, int>& reasons() const { return reasons_; }

 private:
  struct Before {  // what a refusal must leave as it was
    int64_t steps, steps_of_people;
    bool quiet;  // the engine owes nothing
  };
  Before now();
  bool failed() const { return !audit().faults().empty(); }
  void fault(const std::string& what) { world_.store.audit.fault(root_, what); }
  void tell(const std::string& what) { script_.push_back(what); }
  bool all_finished() const;
  const casework::CaseState* some_case();
  casework::Envelope envelope_of(casework::Act act, const casework::Actor& actor);

  // Each is one move of the game.
  void open();
  void await_schedule(const definition::Definition& definition);
  void move();
  void act_as_offered();
  void act_nonsense();
  void act_stale();
  void act_late();
  void repeat();
  void crash();
  void deliver_by_hand();
  void answer_a_question();
  void pass_time();
  void hold_or_release();
  void fill_the_disk();
  void come_to_rest();

  std::string submit(const std::string& case_id, const casework::Envelope& envelope,
                     const std::string& what);
  std::string judge_answer(const Result<casework::Answer>& answer, const Before& before);
  void judge_promise(const casework::Allowed& allowed, const std::string& code);
  void judge_offers(const casework::CaseState& state, const std::vector<casework::Allowed>& offers);
  void judge_reason(const casework::CaseState& state, const casework::Actor& actor,
                    const definition::Act& act);
  void judge_states();
  void judge_dues();
  void verify();

  uint64_t seed_;
  std::string workflow_, root_;
  Random random_;
  World world_;
  bool patient_ = true;  // nobody ends the case before its time
  bool dying_ = false;   // the process may die before it answers
  int keys_ = 0;
  int judged_reasons_ = 0;
  std::map<std::string, int64_t> judged_;  // the version of each case that was compared last
  std::optional<std::pair<std::string, casework::Envelope>> last_done_;  // with its key
  std::vector<std::string> script_;
  std::map<std::string, int> answers_;
  std::map<std::string, int> reasons_;
};

}  // namespace yijian::simulation
