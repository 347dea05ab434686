#include "bench.h"

namespace yijian::chart {
namespace {

constexpr const char* kTree = R"({"id":"m","initial":"a","states":{
  "a":{"entry":"+a","exit":"-a","initial":"x","on":{
      "SELF":{"target":"a","actions":"t"},
      "AGAIN":{"target":"a","reenter":true,"actions":"t"},
      "IN":{"target":".y","actions":"t"},
      "OUTIN":{"target":".y","reenter":true,"actions":"t"},
      "ACT":{"actions":"t"},
      "ACTAGAIN":{"reenter":true,"actions":"t"},
      "GO":{"target":"b","actions":"t"},
      "DEEP":{"target":"b.q.r","actions":"t"}},
    "states":{"x":{"entry":"+x","exit":"-x","on":{
        "SIDE":{"target":"y","actions":"t"},"UP":{"target":"#m.a","actions":"t"},
        "ME":{"target":"x","actions":"t"},"MEAGAIN":{"target":"x","reenter":true,"actions":"t"}}},
      "y":{"entry":"+y","exit":"-y"}}},
  "b":{"entry":"+b","exit":"-b","initial":"p","states":{
      "p":{"entry":"+p"},"q":{"entry":"+q","initial":"s","states":{"r":{"entry":"+r"},"s":{}}}}}}})";

TEST(Sets, ExitInReverseThenTheTransitionThenEntryInDocumentOrder) {
  const char* const kRows[][3] = {
      // event, actions, leaves after
      {"SIDE", "-x t +y", "a.y"},
      {"ME", "t", "a.x"},
      {"MEAGAIN", "-x t +x", "a.x"},
      {"UP", "-x -a t +a +x", "a.x"},
      {"SELF", "-x t +x", "a.x"},
      {"AGAIN", "-x -a t +a +x", "a.x"},
      {"IN", "-x t +y", "a.y"},
      {"OUTIN", "-x -a t +a +y", "a.y"},
      {"ACT", "t", "a.x"},
      {"ACTAGAIN", "t", "a.x"},
      {"GO", "-x -a t +b +p", "b.p"},
      {"DEEP", "-x -a t +b +q +r", "b.q.r"},
  };
  for (const auto& [event, actions, leaves] : kRows) {
    Bench bench(kTree);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.actions(), "+a +x");
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.actions(), actions) << event;
    EXPECT_EQ(bench.leaves(), leaves) << event;
  }
}

TEST(Sets, TheFirstMicrostepEntersFromTheRootAndIsCalledInit) {
  Bench bench(kTree);
  ASSERT_TRUE(bench.start());
  ASSERT_EQ(bench.steps.size(), 1u);
  EXPECT_EQ(bench.steps[0].event.name, "init");
  EXPECT_EQ(bench.entered(), "m a a.x");
  EXPECT_EQ(bench.snapshot().active, (std::vector<StateId>{1, 2}));
}

TEST(Sets, TheRootLeavesItselfOnlyWhenReentered) {
  Bench bench(R"({"id":"m","initial":"a","entry":"+m","exit":"-m","on":{
      "IN":".b","AGAIN":{"target":".b","reenter":true}},"states":{"a":{},"b":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("IN"), "taken");
  EXPECT_EQ(bench.actions(), "");
  EXPECT_EQ(bench.fares("AGAIN"), "taken");
  EXPECT_EQ(bench.actions(), "-m +m");
  EXPECT_EQ(bench.leaves(), "b");
}

constexpr const char* kParallel = R"({"id":"m","initial":"out","states":{
  "out":{"on":{"ALL":"p","ONE":"p.B.b2","TWO":{"target":["p.B.b2","p.A.a2"]}}},
  "p":{"type":"parallel","entry":"+p","exit":"-p","on":{"INSIDE":".A.a2","LEAVE":"out"},"states":{
    "A":{"entry":"+A","exit":"-A","initial":"a1","states":{
        "a1":{"entry":"+a1","exit":"-a1","on":{"CROSS":"#m.p.B.b2"}},"a2":{"entry":"+a2","exit":"-a2"}}},
    "B":{"entry":"+B","exit":"-B","initial":"b1","states":{
        "b1":{"entry":"+b1","exit":"-b1"},"b2":{"entry":"+b2","exit":"-b2"}}}}}}})";

TEST(Sets, AParallelIsEnteredWithAllItsRegions) {
  const char* const kRows[][3] = {
      {"ALL", "+p +A +a1 +B +b1", "p.A.a1 p.B.b1"},
      {"ONE", "+p +A +a1 +B +b2", "p.A.a1 p.B.b2"},
      {"TWO", "+p +A +a2 +B +b2", "p.A.a2 p.B.b2"},
  };
  for (const auto& [event, actions, leaves] : kRows) {
    Bench bench(kParallel);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.actions(), actions) << event;
    EXPECT_EQ(bench.leaves(), leaves) << event;
  }
}

TEST(Sets, AParallelIsLeftInReverseDocumentOrder) {
  Bench bench(kParallel);
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("ALL"), "taken");
  EXPECT_EQ(bench.fares("LEAVE"), "taken");
  EXPECT_EQ(bench.actions(), "-b1 -B -a1 -A -p");
}

TEST(Sets, ATransitionWithinAParallelLeavesAndEntersAllItsRegions) {
  for (const char* event : {"INSIDE", "CROSS"}) {
    Bench bench(kParallel);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares("ALL"), "taken");
    EXPECT_EQ(bench.fares(event), "taken");
    const bool inside = std::string(event) == "INSIDE";
    EXPECT_EQ(bench.actions(),
              inside ? "-b1 -B -a1 -A +A +a2 +B +b1" : "-b1 -B -a1 -A +A +a1 +B +b2");
  }
}

constexpr const char* kHistory = R"({"id":"m","initial":"work","states":{
  "work":{"initial":"one","on":{"PAUSE":"rest"},"states":{
    "one":{"on":{"NEXT":"two"}},
    "two":{"initial":"x","states":{"x":{"on":{"NEXT":"y"}},"y":{}}},
    "shallow":{"type":"history"},
    "deep":{"type":"history","history":"deep"},
    "elsewhere":{"type":"history","target":"two.y"}}},
  "rest":{"on":{"S":"work.shallow","D":"work.deep","E":"work.elsewhere"}},
  "never":{}}})";

TEST(History, ShallowBringsBackTheChildDeepTheLeaf) {
  const char* const kRows[][2] = {{"S", "work.two.x"}, {"D", "work.two.y"}, {"E", "work.two.x"}};
  for (const auto& [event, leaves] : kRows) {
    Bench bench(kHistory);
    ASSERT_TRUE(bench.start());
    for (const char* word : {"NEXT", "NEXT", "PAUSE"}) EXPECT_EQ(bench.fares(word), "taken");
    ASSERT_EQ(bench.steps.size(), 1u);
    EXPECT_EQ(bench.steps[0].history.size(), 3u) << "recorded before exit";
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.leaves(), leaves) << event;
  }
}

TEST(History, WithoutAPastTheDefaultIsEnteredElseTheParentsInitial) {
  const char* const kRows[][2] = {{"S", "work.one"}, {"D", "work.one"}, {"E", "work.two.y"}};
  std::string text = kHistory;
  text.replace(text.find("\"work\""), 6, "\"rest\"");
  for (const auto& [event, leaves] : kRows) {
    Bench bench(text);
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.leaves(), leaves) << event;
  }
}

TEST(History, DeepInAParallelBringsBackEveryRegion) {
  Bench bench(R"({"id":"m","initial":"p","states":{
    "p":{"type":"parallel","on":{"OUT":"rest"},"states":{
      "A":{"initial":"a1","states":{"a1":{"on":{"E":"a2"}},"a2":{}}},
      "B":{"initial":"b1","states":{"b1":{"on":{"E":"b2"}},"b2":{}}},
      "h":{"type":"history","history":"deep"},"s":{"type":"history"}}},
    "rest":{"on":{"D":"p.h","S":"p.s"}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.leaves(), "p.A.a1 p.B.b1") << "a history is never entered";
  EXPECT_EQ(bench.fares("E", Map{}, "p.B.b1"), "taken");
  EXPECT_EQ(bench.fares("OUT"), "taken");
  EXPECT_EQ(bench.fares("D"), "taken");
  EXPECT_EQ(bench.leaves(), "p.A.a1 p.B.b2");
  EXPECT_EQ(bench.fares("OUT"), "taken");
  EXPECT_EQ(bench.fares("S"), "taken");
  EXPECT_EQ(bench.leaves(), "p.A.a1 p.B.b1") << "shallow knows the regions alone";
}

TEST(History, ATransitionToTheHistoryOfItsOwnStateReadsWhatItLeavesNow) {
  Bench bench(R"({"initial":"w","states":{"w":{"initial":"a","on":{
      "E":{"target":".h","reenter":true,"actions":"t"},"F":{"target":".h","actions":"t"}},
      "states":{"a":{"on":{"N":"b"}},"b":{"entry":"+b","exit":"-b"},"h":{"type":"history"}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("N"), "taken");
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "-b t +b");
  EXPECT_EQ(bench.fares("F"), "taken");
  EXPECT_EQ(bench.actions(), "-b t +b") << "not left, nothing recorded: the past as it was";
}

TEST(History, OneThatStandsForItsSourceEntersNothingThatIsStillActive) {
  Bench bench(R"({"initial":"a","states":{"a":{"entry":"+a","exit":"-a",
      "on":{"E":{"target":"h","actions":"t"}}},"h":{"type":"history"}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "t");
}

TEST(History, OneThatStandsForItsSourceInARegionLeavesTheOtherRegionsAlone) {
  Bench bench(R"({"type":"parallel","states":{
    "A":{"initial":"a","states":{"a":{"on":{"E":"h"}},"h":{"type":"history"}}},
    "B":{"initial":"x","states":{"x":{"on":{"N":"y"}},"y":{}}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("N"), "taken");
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.leaves(), "A.a B.y");
}

TEST(History, ATransitionThatWouldStayEntersNothingWhenAnotherLeavesItsState) {
  Bench bench(R"({"id":"m","initial":"p","states":{
    "p":{"type":"parallel","states":{
      "A":{"initial":"a","states":{"a":{"on":{"E":"h"}},"h":{"type":"history"}}},
      "B":{"on":{"E":"#m.out"}}}},
    "out":{}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.leaves(), "out");
}

TEST(History, OfAParallelWithoutAPastEntersItWhole) {
  Bench bench(R"({"id":"m","initial":"p","states":{
    "p":{"type":"parallel","entry":"+p","exit":"-p","states":{
      "A":{"initial":"a","states":{"a":{"on":{"N":"b"}},"b":{"on":{"E":"#m.p.h"}}}},
      "B":{},"h":{"type":"history","history":"deep"}}},
    "rest":{"on":{"E":"p.h"}}}})");
  ASSERT_TRUE(bench.start());
  EXPECT_EQ(bench.fares("N"), "taken");
  EXPECT_EQ(bench.fares("E"), "taken");
  EXPECT_EQ(bench.actions(), "-p +p") << "from inside, too: the parallel is what it stands for";
  EXPECT_EQ(bench.leaves(), "p.A.b p.B") << "and by then it has a past";
}

TEST(History, TheInitialActionsRunWhenItLeadsToTheInitialAndNotToATargetOfItsOwn) {
  const char* const kRows[][2] = {{"PLAIN", "+w i +a"}, {"OWN", "+w +a"}, {"BESIDE", "+w +a"}};
  for (const auto& [event, actions] : kRows) {
    Bench bench(R"({"initial":"o","states":{
      "o":{"on":{"PLAIN":"w.plain","OWN":"w.own","BESIDE":"v.beside"}},
      "w":{"entry":"+w","initial":{"target":"a","actions":"i"},"states":{
        "a":{"entry":"+a"},"plain":{"type":"history"},"own":{"type":"history","target":"a"}}},
      "v":{"entry":"+w","initial":"first","states":{"a":{"entry":"+a"},"b":{},
        "first":{"type":"history","target":"a"},"beside":{"type":"history"}}}}})");
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.fares(event), "taken");
    EXPECT_EQ(bench.actions(), actions) << event;
  }
}

TEST(Initial, LeadsDeepAndToSeveralRegions) {
  const char* const kRows[][3] = {
      {R"("p.B.b2")", "+p +A i +a1 +B +b2", "p.A.a1 named"},
      {R"("#named")", "+p +A i +a1 +B +b2", "p.A.a1 named"},
      {R"({"target":["p.B.b2","p.A.a2"],"actions":"j"})", "j +p +A +a2 +B +b2", "p.A.a2 named"},
      {R"("p")", "+p +A i +a1 +B +b1", "p.A.a1 p.B.b1"},
  };
  for (const auto& [initial, actions, leaves] : kRows) {
    Bench bench(std::string(R"({"id":"m","initial":)") + initial + R"(,"states":{
      "p":{"type":"parallel","entry":"+p","states":{
        "A":{"entry":"+A","initial":{"target":"a1","actions":"i"},"states":{
            "a1":{"entry":"+a1"},"a2":{"entry":"+a2"}}},
        "B":{"entry":"+B","initial":"b1","states":{
            "b1":{"entry":"+b1"},"b2":{"id":"named","entry":"+b2"}}}}}}})");
    ASSERT_TRUE(bench.start());
    EXPECT_EQ(bench.actions(), actions) << initial;
    EXPECT_EQ(bench.leaves(), leaves) << initial;
  }
}

TEST(Initial, ActionsOfAnInitialRunAfterEntryAndOnlyByDefault) {
  const char* text = R"({"id":"m","initial":"o","states":{"o":{"on":{"D":"a","T":"a.y"}},
      "a":{"entry":"+a","initial":{"target":"x","actions":["i"]},"states":{
        "x":{"entry":"+x"},"y":{"entry":"+y"}}}}})";
  Bench by_default(text);
  ASSERT_TRUE(by_default.start());
  EXPECT_EQ(by_default.fares("D"), "taken");
  EXPECT_EQ(by_default.actions(), "+a i +x");
  Bench targeted(text);
  ASSERT_TRUE(targeted.start());
  EXPECT_EQ(targeted.fares("T"), "taken");
  EXPECT_EQ(targeted.actions(), "+a +y");
}

}  // namespace
}  // namespace yijian::chart
