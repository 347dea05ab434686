#include "engine/law/lifecycle.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>

namespace yijian::law {
namespace {

Phase phase_at(int index) { return static_cast<Phase>(index); }

// One cell of the table: lawful for a case, for a duty, for both, for a compensation, for none.
char verdict(Phase from, Phase to) {
  const bool of_case = may_move(from, to, false);
  const bool of_duty = may_move(from, to, true);
  if (of_case && of_duty) return 'B';
  if (of_case) return 'C';
  if (may_annul(from, to)) return 'A';
  return of_duty ? 'D' : '.';
}

std::string table() {
  std::ostringstream out;
  out << "# rows move to columns; C a case, D a duty, B both, A an annulment, . none\n";
  for (int i = 0; i < kPhaseCount; ++i) out << "#  " << i << " " << name(phase_at(i)) << "\n";
  for (int from = 0; from < kPhaseCount; ++from) {
    for (int to = 0; to < kPhaseCount; ++to) out << verdict(phase_at(from), phase_at(to)) << ' ';
    out << ' ' << name(phase_at(from)) << "\n";
  }
  return out.str();
}

std::string read(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Lifecycle, EveryPairOfPhasesIsAsTheGoldenTableSays) {
  const std::string path = YIJIAN_SOURCE_DIR "/tests/golden/lifecycle.txt";
  if (std::getenv("YIJIAN_REGENERATE_GOLDEN") != nullptr) std::ofstream(path) << table();
  EXPECT_EQ(table(), read(path));
}

TEST(Lifecycle, TheDocumentedTableIsTheGoldenOne) {
  EXPECT_NE(read(YIJIAN_SOURCE_DIR "/docs/rules/lifecycle.md").find(table()), std::string::npos);
}

// Written down once more from the table of phases, by name.
TEST(Lifecycle, ACaseMovesAsTheTableOfPhasesSays) {
  const std::set<std::pair<std::string, std::string>> lawful = {
      {"draft", "submitted"},      {"draft", "withdrawn"},      {"draft", "voided"},
      {"submitted", "correcting"}, {"submitted", "accepted"},   {"submitted", "refused"},
      {"submitted", "withdrawn"},  {"submitted", "terminated"}, {"submitted", "voided"},
      {"correcting", "submitted"}, {"correcting", "withdrawn"}, {"correcting", "terminated"},
      {"correcting", "voided"},    {"accepted", "suspended"},   {"accepted", "decided"},
      {"accepted", "withdrawn"},   {"accepted", "terminated"},  {"accepted", "voided"},
      {"suspended", "accepted"},   {"suspended", "withdrawn"},  {"suspended", "terminated"},
      {"suspended", "voided"},     {"decided", "delivered"},    {"decided", "closed"},
      {"decided", "revoked"},      {"delivered", "closed"},     {"delivered", "revoked"},
      {"closed", "revoked"}};
  for (int from = 0; from < kPhaseCount; ++from)
    for (int to = 0; to < kPhaseCount; ++to) {
      const std::string a(name(phase_at(from)));
      const std::string b(name(phase_at(to)));
      EXPECT_EQ(may_move(phase_at(from), phase_at(to), false), lawful.contains({a, b}))
          << a << " to " << b;
    }
}

TEST(Lifecycle, OnlyAcceptanceIsAnnulledAndThatByNoOtherMove) {
  for (int from = 0; from < kPhaseCount; ++from)
    for (int to = 0; to < kPhaseCount; ++to) {
      const bool expected = phase_at(from) == Phase::accepted && phase_at(to) == Phase::submitted;
      EXPECT_EQ(may_annul(phase_at(from), phase_at(to)), expected) << from << " " << to;
    }
  EXPECT_FALSE(may_move(Phase::accepted, Phase::submitted, false));
  EXPECT_FALSE(may_move(Phase::accepted, Phase::submitted, true));
}

TEST(Lifecycle, ADutyOnlyLeavesAccepted) {
  const std::set<std::string> ends = {"closed", "withdrawn", "terminated", "voided"};
  for (int from = 0; from < kPhaseCount; ++from)
    for (int to = 0; to < kPhaseCount; ++to)
      EXPECT_EQ(
          may_move(phase_at(from), phase_at(to), true),
          phase_at(from) == Phase::accepted && ends.contains(std::string(name(phase_at(to)))));
}

TEST(Lifecycle, ACaseBeginsAsADraftAndADutyAccepted) {
  for (int i = 0; i < kPhaseCount; ++i) {
    EXPECT_EQ(may_begin(phase_at(i), false), phase_at(i) == Phase::draft);
    EXPECT_EQ(may_begin(phase_at(i), true), phase_at(i) == Phase::accepted);
  }
}

TEST(Lifecycle, FromATerminalPhaseThereIsNoMoveAndFromEveryOtherThereIsOne) {
  for (int from = 0; from < kPhaseCount; ++from) {
    int moves = 0;
    for (int to = 0; to < kPhaseCount; ++to) moves += may_move(phase_at(from), phase_at(to), false);
    EXPECT_EQ(moves == 0, is_terminal(phase_at(from))) << name(phase_at(from));
  }
}

TEST(Phase, NamesReadBackAndAreDistinct) {
  std::set<std::string_view> zh;
  for (int i = 0; i < kPhaseCount; ++i) {
    EXPECT_EQ(phase_from(name(phase_at(i))), phase_at(i));
    zh.insert(name_zh(phase_at(i)));
  }
  EXPECT_EQ(zh.size(), static_cast<size_t>(kPhaseCount));
  EXPECT_EQ(name_zh(Phase::draft), "填报");
  for (const char* none : {"", "Draft", "draft ", "refuse"}) EXPECT_FALSE(phase_from(none)) << none;
}

TEST(Phase, WhatIsPendingIsNotSettled) {
  const std::set<Phase> pending = {Phase::draft, Phase::submitted, Phase::correcting,
                                   Phase::accepted, Phase::suspended};
  for (int i = 0; i < kPhaseCount; ++i) {
    EXPECT_EQ(is_pending(phase_at(i)), pending.contains(phase_at(i)));
    EXPECT_EQ(is_settled(phase_at(i)), !pending.contains(phase_at(i)));
  }
}

}  // namespace
}  // namespace yijian::law
