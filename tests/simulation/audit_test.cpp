// The audit notices what it is there for: a true story is told to it with one thing altered.
#include "tests/simulation/audit.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "engine/law/lifecycle.h"
#include "tests/simulation/player.h"

namespace yijian::simulation {
namespace {

using casework::Append;
using Story = std::vector<Append>;

bool is_closed(const Append& append) { return append.rows.head.phase == "closed"; }

// The first play in which a child reports and a case is closed.
const Story& true_story() {
  static const Story kStory = [] {
    for (uint64_t seed = 1; seed < 100; ++seed) {
      Player player(seed, "enterprise-info-change");
      player.play(80);
      EXPECT_EQ(player.report(), "");
      const Story& story = player.committed();
      if (std::any_of(story.begin(), story.end(), is_closed)) return story;
    }
    ADD_FAILURE() << "no case is ever closed";
    return Story();
  }();
  return kStory;
}

std::string told(const Story& story) {
  Audit audit;
  for (const Append& append : story) audit.see(append);
  audit.at_rest();
  std::string faults;
  for (const std::string& fault : audit.faults()) faults += fault + "\n";
  return faults;
}

// The first step from `from` on that has an event of the kind.
template <class Event>
size_t step_with(const Story& story, size_t from = 0) {
  for (size_t i = from; i < story.size(); ++i) {
    const auto opened = casework::open_step(story[i].step.body, story[i].step.priv);
    for (const casework::Recorded& recorded : opened->draft.events)
      if (std::holds_alternative<Event>(recorded.event)) return i;
  }
  ADD_FAILURE() << "the story has no such step";
  return 0;
}

// The step with other events, sealed anew so that its hash holds; what comes after is cut off.
void reseal(Story& story, size_t at,
            const std::function<void(std::vector<casework::Recorded>&)>& change) {
  Append& append = story[at];
  casework::StepDraft draft = casework::open_step(append.step.body, append.step.priv)->draft;
  change(draft.events);
  Digest prev = casework::origin_digest(append.case_id, std::nullopt);
  for (size_t i = 0; i < at; ++i)
    if (story[i].case_id == append.case_id) prev = story[i].step.hash;
  append.step = *casework::seal(draft, prev, std::string(32, 'e'));
  story.resize(at + 1);
}

#define EXPECT_NOTICED(story, words) \
  EXPECT_NE(told(story).find(words), std::string::npos) << told(story)

TEST(Audit, FindsNoFaultInATrueStory) {
  EXPECT_EQ(told(true_story()), "");
  EXPECT_GT(true_story().size(), 20U);
}

TEST(Audit, NoticesAStepThatIsGoneDoubledOrAltered) {
  Story story = true_story();
  story.erase(story.begin() + 1);
  EXPECT_NOTICED(story, "step 3 follows step 1");
  story = true_story();
  story.insert(story.begin() + 1, story[1]);
  EXPECT_NOTICED(story, "step 2 follows step 2");
  story = true_story();
  story[1].step.hash[0] ^= 1;
  EXPECT_NOTICED(story, "the hash does not continue the chain");
  story = true_story();
  story[1].step.body.back() = ' ';
  EXPECT_NOTICED(story, "cannot be read back");
}

TEST(Audit, NoticesRowsThatTheStepsDoNotMake) {
  Story story = true_story();
  story[0].rows.head.phase = "closed";
  EXPECT_NOTICED(story, "the head row is not");
  story = true_story();
  story[0].rows.tasks.clear();
  EXPECT_NOTICED(story, "the task rows are not");
  story = true_story();
  for (Append& append : story) append.rows.wake.reset();
  EXPECT_NOTICED(story, "the wake row is not the earliest timer");
  story = true_story();
  story[step_with<casework::MessageSent>(story)].rows.outbox.clear();
  EXPECT_NOTICED(story, "the outbox is not what was sent");
}

TEST(Audit, NoticesAPersonWhoOvertakesATimer) {
  Story story = true_story();
  const auto is_due = [](const Append& append) { return append.rows.wake.has_value(); };
  const auto waiting = std::find_if(story.begin(), story.end(), is_due);
  ASSERT_NE(waiting, story.end());
  casework::StepDraft draft = casework::open_step(waiting->step.body, waiting->step.priv)->draft;
  draft.actor = applicant();
  draft.n += 1;
  draft.at = draft.effective = Instant{waiting->rows.wake->ms + 1};
  Append append = *waiting;
  append.step = *casework::seal(draft, waiting->step.hash, std::string(32, 'e'));
  story.erase(waiting + 1, story.end());
  story.push_back(append);
  EXPECT_NOTICED(story, "a person overtakes a timer");
}

TEST(Audit, NoticesAnEventThatAReplayLeavesOut) {
  Story story = true_story();
  reseal(story, step_with<casework::Moved>(story, 1), [](auto& events) {
    std::erase_if(events, [](const auto& recorded) {
      return std::holds_alternative<casework::Moved>(recorded.event);
    });
  });
  EXPECT_NOTICED(story, "not what the steps make");
}

TEST(Audit, NoticesAMoveThatNoLawAllows) {
  Story story = true_story();
  reseal(story, step_with<casework::PhaseChanged>(story, 1), [](auto& events) {
    for (auto& recorded : events)
      if (auto* phase = std::get_if<casework::PhaseChanged>(&recorded.event))
        phase->phase = law::Phase::revoked;
  });
  EXPECT_NOTICED(story, "no law lets a case go from");
}

TEST(Audit, NoticesATaskLeftOpenOnAFinishedCase) {
  Story story = true_story();
  const auto finished = std::find_if(story.begin(), story.end(), is_closed);
  ASSERT_NE(finished, story.end());
  reseal(story, static_cast<size_t>(finished - story.begin()), [](auto& events) {
    casework::Moved moved;
    moved.tasks.push_back({"forgotten", "clerk", "d", ""});
    events.push_back({moved, {}});
  });
  EXPECT_NOTICED(story, "task forgotten is open although");
}

TEST(Audit, NoticesAMessageTakenTwiceAndOneNeverTaken) {
  Story story = true_story();
  const size_t heard = step_with<casework::ChildReported>(story);
  reseal(story, heard, [](auto& events) { events.push_back(events.front()); });
  EXPECT_NOTICED(story, "is taken out of turn");
  story = true_story();
  story.resize(heard);
  EXPECT_NOTICED(story, "not every message of");
}

TEST(Audit, NoticesALiveStateThatTheStepsDoNotMake) {
  Audit audit;
  for (const Append& append : true_story()) audit.see(append);
  casework::CaseState live = audit.cases().begin()->second;
  audit.compare(live);
  EXPECT_TRUE(audit.faults().empty());
  live.outcome = "granted by nobody";
  audit.compare(live);
  ASSERT_EQ(audit.faults().size(), 1U);
  EXPECT_NE(audit.faults()[0].find("not what replaying"), std::string::npos);
}

TEST(Audit, HasTheSameTableOfTheLawAsTheEngine) {
  for (const bool duty : {false, true})
    for (int from = 0; from < law::kPhaseCount; ++from)
      for (int to = 0; to < law::kPhaseCount; ++to) {
        const auto a = static_cast<law::Phase>(from), b = static_cast<law::Phase>(to);
        EXPECT_EQ(law::may_move(a, b, duty), is_lawful_move(law::name(a), law::name(b), duty))
            << law::name(a) << " to " << law::name(b) << (duty ? " of a duty" : "");
      }
}

}  // namespace
}  // namespace yijian::simulation
