// The only unit that includes Boost.MSM. The table below is the whole of it: no actions, no
// entry or exit code, and its state ids (which follow the order of the rows) never leave.
#define BOOST_MPL_CFG_NO_PREPROCESSED_HEADERS
#define BOOST_MPL_LIMIT_LIST_SIZE 50
#define BOOST_MPL_LIMIT_VECTOR_SIZE 50
#define BOOST_MPL_LIMIT_MAP_SIZE 50

#include "engine/law/lifecycle.h"

#include <array>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>
#include <utility>

#include "engine/base/result.h"

namespace yijian::law {
namespace {

namespace front = boost::msm::front;
namespace back = boost::msm::back;

template <Phase phase>
struct In : front::state<> {};
template <Phase phase>
struct Go {};

// Whose move it is. A duty (the office's own work) is begun accepted and knows no parties.
struct OfCase {
  template <class Event, class Machine, class Source, class Target>
  bool operator()(const Event&, const Machine& machine, const Source&, const Target&) const {
    return !machine.duty;
  }
};
struct OfDuty {
  template <class Event, class Machine, class Source, class Target>
  bool operator()(const Event&, const Machine& machine, const Source&, const Target&) const {
    return machine.duty;
  }
};
// A compensation (R-LATE-03): silence had not accepted after all. No definition makes it.
struct OfAnnulment {
  template <class Event, class Machine, class Source, class Target>
  bool operator()(const Event&, const Machine& machine, const Source&, const Target&) const {
    return machine.annulment;
  }
};
using OfBoth = front::none;

template <Phase from, Phase to, class Guard = OfCase>
using Move = front::Row<In<from>, Go<to>, In<to>, front::none, Guard>;

struct Table : front::state_machine_def<Table> {
  using P = Phase;
  using initial_state = In<P::draft>;
  using no_message_queue = int;
  using no_exception_thrown = int;

  // clang-format off
  struct transition_table : boost::mpl::vector<
    Move<P::draft,      P::submitted>,
    Move<P::draft,      P::withdrawn>,
    Move<P::draft,      P::voided>,

    Move<P::submitted,  P::correcting>,
    Move<P::submitted,  P::accepted>,
    Move<P::submitted,  P::refused>,
    Move<P::submitted,  P::withdrawn>,
    Move<P::submitted,  P::terminated>,
    Move<P::submitted,  P::voided>,

    Move<P::correcting, P::submitted>,   // corrected
    Move<P::correcting, P::withdrawn>,
    Move<P::correcting, P::terminated>,
    Move<P::correcting, P::voided>,

    Move<P::accepted,   P::submitted,  OfAnnulment>,
    Move<P::accepted,   P::suspended>,
    Move<P::accepted,   P::decided>,
    Move<P::accepted,   P::closed,     OfDuty>,
    Move<P::accepted,   P::withdrawn,  OfBoth>,
    Move<P::accepted,   P::terminated, OfBoth>,
    Move<P::accepted,   P::voided,     OfBoth>,

    Move<P::suspended,  P::accepted>,
    Move<P::suspended,  P::withdrawn>,
    Move<P::suspended,  P::terminated>,
    Move<P::suspended,  P::voided>,

    Move<P::decided,    P::delivered>,
    Move<P::decided,    P::closed>,
    Move<P::decided,    P::revoked>,

    Move<P::delivered,  P::closed>,
    Move<P::delivered,  P::revoked>,

    Move<P::closed,     P::revoked>
  > {};
  // clang-format on

  // An unlawful move is an answer here, not a programmer's error.
  template <class Machine, class Event>
  void no_transition(const Event&, Machine&, int) {}

  bool duty = false;
  bool annulment = false;
};
using Lifecycle = back::state_machine<Table>;

// Sets a machine's state: what its `serialize` asks of an archive, and nothing else.
struct Restore {
  int state;
  void operator&(int (&states)[1]) const { states[0] = state; }
  template <class Other>
  void operator&(Other&) const {}
};

enum class Whose { a_case, duty, annulment };

template <Phase from, Phase to>
bool moves(Whose whose) {
  Lifecycle machine;
  machine.duty = whose == Whose::duty;
  machine.annulment = whose == Whose::annulment;
  Restore archive{back::get_state_id<Lifecycle::stt, In<from>>::value};
  machine.serialize(archive, 0);
  return machine.process_event(Go<to>()) == back::HANDLED_TRUE;
}

constexpr size_t kCells = size_t{kPhaseCount} * kPhaseCount;
struct Moves {
  std::array<bool, kCells> of_case{};
  std::array<bool, kCells> of_duty{};
  std::array<bool, kCells> of_annulment{};
};

// Only what neither a case nor a duty may do is a compensation's.
bool annuls(bool (*moves_as)(Whose)) {
  return moves_as(Whose::annulment) && !moves_as(Whose::a_case) && !moves_as(Whose::duty);
}

template <size_t... cells>
Moves ask_machine(std::index_sequence<cells...>) {
  constexpr auto from = [](size_t cell) { return static_cast<Phase>(cell / kPhaseCount); };
  constexpr auto to = [](size_t cell) { return static_cast<Phase>(cell % kPhaseCount); };
  return {.of_case = {moves<from(cells), to(cells)>(Whose::a_case)...},
          .of_duty = {moves<from(cells), to(cells)>(Whose::duty)...},
          .of_annulment = {annuls(moves<from(cells), to(cells)>)...}};
}

const Moves& table() {
  static const Moves kMoves = ask_machine(std::make_index_sequence<kCells>());
  return kMoves;
}

size_t cell_of(Phase from, Phase to) {
  const size_t cell = static_cast<size_t>(from) * kPhaseCount + static_cast<size_t>(to);
  ENSURE(cell < kCells);
  return cell;
}

}  // namespace

bool may_move(Phase from, Phase to, bool duty) {
  const size_t cell = cell_of(from, to);
  return duty ? table().of_duty[cell] : table().of_case[cell];
}

bool may_annul(Phase from, Phase to) { return table().of_annulment[cell_of(from, to)]; }

bool may_begin(Phase phase, bool duty) { return phase == (duty ? Phase::accepted : Phase::draft); }

}  // namespace yijian::law
