// A case rehearsed (演练): filed and moved by hand or by the dice in a world of its own, through
// the same desk as a scenario. Every move is noted, so that what was done is a scenario in the end.
#pragma once

#include <string>
#include <vector>

#include "engine/authoring/stage.h"
#include "engine/casework/decide.h"

namespace yijian::authoring {

inline constexpr std::string_view kRuleOfARehearsal = "R-PHASE-01";

// A case that a scenario can name: the first, an item, a linked case.
struct PlayedCase {
  std::string name, id;  // name: "" the first
  Stage::StatePointer state;
  const definition::Bundle* bundle = nullptr;
  const definition::Definition* definition = nullptr;
};
std::vector<PlayedCase> played_cases(const Stage& stage);

// What somebody could do now.
struct Offer {
  PlayedCase played;
  std::string who;  // as a scenario says it: role[@department]
  casework::Actor actor;
  casework::Allowed allowed;
};
// Each act of the subject once, with whose task it is before others who may do it too; acts of
// tasks before the kernel's commands.
std::vector<Offer> offers_of(const Stage& stage, const PlayedCase& subject);

class Rehearsal {
 public:
  // Files the case. `bring`: and brings every required paper, which is noted as given.
  // Errors: those of Stage::open and Stage::file.
  static Result<Rehearsal> begin(Given given, const Surroundings& surroundings, bool bring);

  const Stage& stage() const { return stage_; }
  const Given& given() const { return given_; }
  size_t moves() const { return moves_.size(); }
  std::vector<Offer> offers() const;

  // Errors: those of decide; task_required where a scenario could not say which is meant. A move
  // that is refused is not noted.
  Status act(const Offer& offer, const Map& data, const std::string& opinion);
  // Time goes on, due timers fire. Errors: out_of_order when it is later already.
  Status advance(Instant to);
  // The first so many moves again, in a new world. Errors: those of the moves.
  Result<Rehearsal> first_moves(size_t count, const Surroundings& surroundings) const;

  // The scenario; its expectations are what was so after each move.
  Value scenario() const;
  // What was done, in order: acts by name, times as "→ 2025-06-16".
  std::vector<std::string> told() const;

 private:
  struct Move {
    Instant at;
    bool waited = false;  // time went on, nobody acted
    std::string subject, who, action;
    definition::Text title;
    Map data;
    std::string opinion;
    Value then;
  };
  Rehearsal(Stage stage, Given given) : stage_(std::move(stage)), given_(std::move(given)) {}
  Status submit(const Move& move);
  void note(Move move);

  Stage stage_;
  Given given_;
  std::vector<Move> moves_;
};

}  // namespace yijian::authoring
