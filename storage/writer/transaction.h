// One transaction's work on the cases: commands, due timers and deliveries, each decided on what
// the ones before it have made. Writes rows, but neither begins nor commits.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/casework/ports.h"
#include "storage/writer/fold_case.h"
#include "storage/writer/hot_cases.h"
#include "storage/writer/schedules.h"
#include "storage/writer/setup.h"

namespace yijian::storage {

// A case with more timers due at once than this is in a loop.
inline constexpr int kMaxWakesAtOnce = 1'000;

class Transaction {
 public:
  //   recomputing  whether dues may still be those of another calendar: they are then computed anew
  //                before anything else is done with a case.
  Transaction(const Setup& setup, HotCases& hot, bool recomputing)
      : setup_(setup), bundles_(setup.bundles.now()), hot_(hot), recomputing_(recomputing) {}

  // A person's command, or a message from elsewhere: the case's own due timers first, then it.
  // Errors: those of decide; not_found; out_of_order for a message ahead of its lane; timer_failed;
  // those of the store. With failed() the transaction must be rolled back.
  Result<casework::Answer> command(const std::string& case_id, const casework::Envelope& given);

  // Fires what is due of the case, its dues computed anew where they may be another calendar's.
  // False: nothing is due, or to be computed. Errors: timer_failed, those of the store.
  Result<bool> wake(const std::string& case_id);

  // Begins the case of a schedule; the one that stands already when it was begun before. Errors:
  // those of decide, of the store.
  Result<casework::Answer> start(const StartCase& due);

  enum class Delivery { taken, ignored, ahead };
  // ignored: the receiver has had it. Errors: those of decide, whose fault is the message's.
  Result<Delivery> deliver(const casework::Message& message);

  // The answer to a question of the case. Errors: not_found, no_open_question (or it has been
  // answered), those of decide. What fails in the case is recorded there.
  Result<casework::Answer> reply(const std::string& case_id, const casework::Envelope& given);

  // A write has failed: nothing of this transaction may stand.
  const std::optional<Error>& failed() const { return failed_; }
  // A step has sent a message to another case.
  bool has_sent() const { return has_sent_; }
  // The cases as they stand after COMMIT, by id.
  const std::map<std::string, StateRef, std::less<>>& changed() const { return changed_; }
  // After COMMIT: what was changed or loaded becomes what the next ones are decided on.
  void publish();
  Status keep(const Status& written);  // notes a failed write
  // Notes a read that the store failed: like a write, it says nothing of the command that needed
  // it, and may have ended the store's transaction. A corrupt case is that case's trouble alone.
  Error keep_read(const Error& error);

 private:
  // What a command is decided on: the case, its own due timers fired; or what was answered when
  // the same command was done before.
  struct Ready {
    StateRef state{};
    casework::Envelope envelope{};
    std::optional<casework::Answer> answered{};
  };

  Result<StateRef> current(std::string_view case_id);
  Result<Ready> prepare(const std::string& case_id, const casework::Envelope& given);
  casework::Fact other_cases(const casework::FactRequest& request,
                             const casework::CaseState& asking, Instant now);
  Result<StateRef> fire_due(StateRef state, Instant now);
  std::optional<casework::Envelope> owed(const casework::CaseState& state, Instant now) const;
  Result<StateRef> step(const StateRef& state, casework::Envelope envelope,
                        const std::string& creation_key = "");
  Result<const definition::Bundle*> bundle_for(const casework::CaseState& state,
                                               const casework::Envelope& envelope);
  Result<casework::Answer> open(const casework::Envelope& given);
  Result<casework::Answer> import(const casework::Envelope& given);
  Result<casework::Answer> act(const std::string& case_id, const casework::Envelope& given);
  Result<casework::Answer> replay(const StateRef& state, int64_t n);
  Instant now_for(const casework::CaseState& state, Instant given) const;

  const Setup& setup_;
  BundlesRef bundles_;  // as they are when it begins
  HotCases& hot_;
  bool recomputing_;
  std::map<std::string, StateRef, std::less<>> changed_;
  std::map<std::string, StateRef, std::less<>> loaded_;
  std::optional<Error> failed_;
  bool has_sent_ = false;
};

}  // namespace yijian::storage
