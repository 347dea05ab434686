// Exploring: everything that can be reached is, nothing else, and the shortest way is told.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/authoring/check.h"
#include "engine/authoring/explore.h"
#include "engine/authoring/walk.h"

namespace yijian::authoring {
namespace {

// A duty whose machine has these states.
definition::Compiled duty(const std::string& states, const std::string& initial = "a") {
  const std::string text =
      R"({"id": "d", "version": "1.0.0", "kind": "duty", "title": {"zh": "职", "en": "D"},
          "basis": [{"law": "L"}], "machine": {"id": "d",
          "context": {"x": 0, "y": false, "f": false, "n": 0}, "initial": ")" +
      initial + R"(", "states": {)" + states + "}}}";
  const definition::Library library = definition::load({{"d/workflow.json", text}});
  EXPECT_TRUE(library.problems.empty()) << library.problems.front().message.en;
  return library.compiled.front();
}

// The states entered, by path, but for what the engine adds.
std::vector<std::string> entered(const definition::Definition& definition,
                                 const Exploration& seen) {
  std::vector<std::string> out;
  for (size_t i = 1; i < seen.entered.size(); ++i)
    if (seen.entered[i] && definition.machine.states[i].path != "voided" &&
        definition.machine.states[i].path != "withdrawn")
      out.push_back(definition.machine.states[i].path);
  return out;
}

TEST(Explore, AnswersEveryGuardBothWays) {
  const auto found = duty(R"("a": {"task": "clerk", "on": {"go": [
      {"guard": "vars.x > 1", "target": "b"}, {"guard": "vars.y", "target": "c"}, {"target": "e"}]}},
    "b": {"type": "final"}, "c": {"type": "final"}, "e": {"type": "final"})");
  const Exploration seen = explore(*found.definition);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(entered(*found.definition, seen), (std::vector<std::string>{"a", "b", "c", "e"}));
}

TEST(Explore, AsksStatesAsTheyAre) {
  const auto found = duty(R"j("a": {"task": "clerk", "on": {
      "go": {"guard": "in_state('b')", "target": "b"},
      "on": {"guard": "in_state('a')", "target": "e"}}},
    "b": {"type": "final"}, "e": {"type": "final"})j");
  const Exploration seen = explore(*found.definition);
  EXPECT_EQ(entered(*found.definition, seen), (std::vector<std::string>{"a", "e"}));
}

TEST(Explore, GivesOneTextOneAnswerInAStep) {
  // Both regions ask the same: both move on or none does.
  const auto found = duty(
      R"("a": {"type": "parallel", "task": "clerk", "onDone": "e", "on": {"end": "e"}, "states": {
      "p": {"initial": "x", "states": {"x": {"always": {"guard": "vars.f", "target": "y"}}, "y": {"type": "final"}}},
      "q": {"initial": "x", "states": {"x": {"always": {"guard": "vars.f", "target": "y"}}, "y": {"type": "final"}}}}},
    "e": {"type": "final"})");
  const Exploration seen = explore(*found.definition);
  EXPECT_TRUE(seen.complete);
  EXPECT_EQ(seen.configurations.size(), 4U);  // both waiting, ended, voided, withdrawn
}

TEST(Explore, KeepsTheOriginThatACaseHas) {
  // Whoever was let in as the thing's item is asked the same later.
  const auto found = duty(R"j("a": {"task": "clerk", "on": {
      "in": {"guard": "case.origin == 'parent'", "target": "b"}, "end": "e"}},
    "b": {"task": "clerk", "on": {"on": {"guard": "case.origin != 'parent'", "target": "c"}, "end": "e"}},
    "c": {"task": "clerk", "on": {"end": "e"}}, "e": {"type": "final"})j");
  const Exploration seen = explore(*found.definition);
  EXPECT_EQ(entered(*found.definition, seen), (std::vector<std::string>{"a", "b", "e"}));
}

TEST(Explore, TellsTheShortestWay) {
  const auto found = duty(R"("a": {"task": "clerk", "on": {"long": "b", "short": "c"}},
    "b": {"task": "clerk", "on": {"next": "c"}},
    "c": {"task": "clerk", "on": {"end": "e"}}, "e": {"type": "final"})");
  const Exploration seen = explore(*found.definition);
  for (size_t i = 0; i < seen.configurations.size(); ++i)
    if (leaves_of(*found.definition, seen.configurations[i]) == std::vector<std::string>{"e"}) {
      EXPECT_EQ(seen.path(i), (std::vector<std::string>{"short", "end"}));
    }
}

TEST(Explore, TellsAnEndlessLoopButNoneThatAGuardCanEnd) {
  const auto endless = duty(R"("a": {"task": "clerk", "on": {"go": "b", "end": "e"}},
    "b": {"always": "c"}, "c": {"always": "b"}, "e": {"type": "final"})");
  const Exploration seen = explore(*endless.definition);
  ASSERT_EQ(seen.violations.size(), 1U);
  EXPECT_EQ(seen.violations[0].code, "endless_loop");
  EXPECT_EQ(seen.violations[0].path, (std::vector<std::string>{"go"}));
  const auto counted = duty(R"("a": {"task": "clerk", "on": {"go": "b", "end": "e"}},
    "b": {"always": [{"guard": "vars.n > 3", "target": "e"}, {"target": "c"}]}, "c": {"always": "b"},
    "e": {"type": "final"})");
  EXPECT_TRUE(explore(*counted.definition).violations.empty());
}

TEST(Explore, GoesBackIntoHistory) {
  const auto found =
      duty(R"("a": {"initial": "one", "task": "clerk", "on": {"pause": "p"}, "states": {
      "one": {"on": {"on": "two"}}, "two": {"on": {"end": "#e"}},
      "last": {"type": "history", "target": "one"}}},
    "p": {"task": "clerk", "on": {"resume": "a.last"}}, "e": {"id": "e", "type": "final"})");
  const Exploration seen = explore(*found.definition);
  const Result<Way> way = way_along(seen, {"on", "pause", "resume", "end"});
  ASSERT_TRUE(way) << way.error().detail;
  EXPECT_FALSE(way_along(seen, {"pause", "resume", "end"}));
}

TEST(Explore, FiresDelayedSendsAndTimers) {
  const auto found = duty(
      R"("a": {"task": "clerk", "entry": [{"type": "send", "params": {"event": "late", "delay": "3d", "id": "t"}}],
      "on": {"late": "b", "quit": {"target": "c", "actions": [{"type": "cancel", "params": {"id": "t"}}]}}},
    "b": {"after": {"2d": "e"}}, "c": {"task": "clerk", "on": {"late": "x", "end": "e"}},
    "x": {"type": "final"}, "e": {"type": "final"})");
  const Exploration seen = explore(*found.definition);
  EXPECT_TRUE(way_along(seen, {"late", "after 2d"}));
}

TEST(Explore, SaysWhenItHasNotSeenEverything) {
  std::string regions;
  for (int i = 0; i < 14; ++i)
    regions += (i == 0 ? "" : ",") + ("\"r" + std::to_string(i)) +
               R"(": {"initial": "x", "states": {"x": {"on": {"g)" + std::to_string(i) +
               R"(": "y"}}, "y": {"type": "final"}}})";
  const auto found =
      duty(R"("a": {"type": "parallel", "task": "clerk", "onDone": "e", "states": {)" + regions +
           R"(}}, "e": {"type": "final"})");
  const Exploration few = explore(*found.definition, Engine::as_declared, {100, 1'000'000});
  EXPECT_FALSE(few.complete);
  EXPECT_EQ(few.configurations.size(), 100U);
  EXPECT_FALSE(explore(*found.definition, Engine::as_declared, {5'000, 50}).complete);
}

TEST(Walk, ListsEveryWayOnceAndNamesItsBound) {
  const auto found = duty(R"("a": {"task": "clerk", "on": {"left": "b", "right": "c"}},
    "b": {"task": "clerk", "on": {"back": "a", "end": "e"}},
    "c": {"task": "clerk", "on": {"end": "e"}}, "e": {"type": "final"})");
  const Exploration seen = explore(*found.definition);
  const Ways all = ways_to_an_end(seen);
  EXPECT_TRUE(all.complete);
  ASSERT_EQ(all.ways.size(), 2U);
  EXPECT_EQ(all.ways[0].labels, (std::vector<std::string>{"left", "end"}));
  EXPECT_EQ(all.ways[1].labels, (std::vector<std::string>{"right", "end"}));
  EXPECT_FALSE(ways_to_an_end(seen, 1).complete);
  EXPECT_FALSE(ways_to_an_end(seen, 10, 1).complete);
  const Result<Way> none = way_along(seen, {"left", "right"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().names,
            (std::vector<std::string>{"back", "end", "void", "parent.dismissed"}));
}

TEST(Check, BlamesATemplateOnlyForWhatNoneOfItsDefinitionsUses) {
  const std::string machine =
      R"({"id": "t", "version": "1.0.0", "title": {"zh": "板", "en": "T"}, "with": {"both": "false"},
          "machine": {"id": "t", "initial": "a", "states": {
            "a": {"task": "clerk", "on": {"go": "e", "hear": {"guard": "${with.both}", "target": "b"}}},
            "b": {"task": "clerk", "on": {"end": "e"}}, "e": {"type": "final"}}}})";
  const auto user = [](const char* id, const char* both) {
    return definition::SourceFile{
        std::string(id) + "/workflow.json",
        std::string(R"({"id": ")") + id +
            R"(", "version": "1.0.0", "kind": "duty", "title": {"zh": "职", "en": "D"},
               "basis": [{"law": "L"}], "machine": {"use": "t", "with": {"both": ")" +
            both + R"("}}})"};
  };
  const definition::SourceFile file{"templates/t.json", machine};
  EXPECT_EQ(check({file, user("x", "false"), user("y", "true")}).problems.size(), 0U);
  const auto problems = check({file, user("x", "false"), user("y", "false")}).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].code, "unreachable_state");
  EXPECT_EQ(problems[0].file, "templates/t.json");
}

}  // namespace
}  // namespace yijian::authoring
