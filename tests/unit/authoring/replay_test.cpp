// Where two states differ is told by the member's name.
#include "engine/authoring/replay.h"

#include <gtest/gtest.h>

namespace yijian::authoring {
namespace {

using casework::CaseState;

TEST(FirstDifference, NamesTheMemberAndTheKeyInIt) {
  struct Row {
    void (*change)(CaseState&);
    const char* name;
  };
  for (const Row& row :
       {Row{[](CaseState&) {}, ""}, Row{[](CaseState& s) { s.outcome = "granted"; }, "outcome"},
        Row{[](CaseState& s) { s.hands["conclude"] = {"zhang"}; }, "hands.conclude"},
        Row{[](CaseState& s) {
              s.ended_licences["business"] = Map{{"since", "2025-06-09"}};
            },
            "ended_licences.business"},
        Row{[](CaseState& s) { s.lanes_in["S1.seal"] = 2; }, "lanes_in.S1.seal"}}) {
    CaseState other;
    row.change(other);
    EXPECT_EQ(first_difference(CaseState{}, other), row.name);
    EXPECT_EQ(first_difference(other, CaseState{}), row.name);
  }
}

TEST(FirstDifference, ToldOfTheSamePersonWhoDidAnotherAct) {
  CaseState a, b;
  a.hands = {{"accept", {"li"}}, {"conclude", {"zhang"}}};
  b.hands = {{"accept", {"li"}}, {"conclude", {"zhang", "wang"}}};
  EXPECT_EQ(first_difference(a, b), "hands.conclude");
}

}  // namespace
}  // namespace yijian::authoring
