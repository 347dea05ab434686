// An agent (代理人) acts until the last day of its authority, and not after it.
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

constexpr std::string_view kAgent = "91420100MA4K00002Y";

List parties_until(std::string_view day) {
  return {Office::tea(), Map{{"role", "agent"},
                             {"type", "enterprise"},
                             {"name", "武汉代办服务有限公司"},
                             {"id", kAgent},
                             {"authority", "authority"},
                             {"until", day}}};
}

Actor agent() {
  Actor actor;
  actor.id = actor.name = "agency";
  actor.role = "applicant";
  actor.party = kAgent;
  return actor;
}

Envelope envelope_of(const Actor& actor, Command command, std::string_view now) {
  Envelope envelope;
  envelope.command = std::move(command);
  envelope.actor = actor;
  envelope.now = *parse_instant(now);
  envelope.entropy = std::string(32, 'e');
  envelope.new_case = "A1";
  Fact licences;
  licences.name = "licences";
  licences.value = *parse_json(R"({"business": {}})");
  licences.source = "test";
  licences.as_of = envelope.now;
  envelope.facts = {licences};
  return envelope;
}

Open filing(std::string_view until) {
  Open open;
  open.workflow = "permit-food-new";
  open.parties = parties_until(until);
  open.form = Office::tea_form();
  open.channel = "web";
  return open;
}

Act act_of(std::string_view action, Value data = Map{}) {
  Act act;
  act.action = action;
  act.data = std::move(data);
  return act;
}

class Authority : public testing::Test {
 protected:
  Result<Decided> decided(const CaseState& state, const Envelope& envelope) const {
    const definition::Bundle* bundle = office_.bundles.for_workflow("permit-food-new");
    return decide(*bundle, office_.calendar, state, envelope);
  }
  std::string said(const CaseState& state, const Envelope& envelope) const {
    const Result<Decided> result = decided(state, envelope);
    return result ? "done" : result.error().code;
  }
  // A case that the agent filed while it could.
  CaseState filed() const {
    Result<Decided> opened =
        decided({}, envelope_of(agent(), filing("2025-06-10"), "2025-06-09 09:00"));
    EXPECT_TRUE(opened) << opened.error().code << " " << opened.error().detail;
    return std::move(opened->after);
  }
  std::vector<std::string> offered(const CaseState& state, const Actor& actor,
                                   std::string_view day) const {
    std::vector<std::string> actions;
    for (const Allowed& allowed : allowed_actions(*office_.bundles.for_workflow("permit-food-new"),
                                                  state, actor, *parse_day(day)))
      actions.push_back(allowed.action);
    return actions;
  }

  Office office_{"2025-06-09 09:00"};
};

TEST_F(Authority, HoldsToTheEndOfItsLastDayAndNoLonger) {
  const CaseState state = filed();
  const Value paper = Map{{"material", "premises"}};
  struct Row {
    const char* at;
    Act act;
    const char* verdict;
  };
  for (const Row& row : {Row{"2025-06-10 23:59", act_of("supply", paper), "done"},
                         Row{"2025-06-10 23:59", act_of("submit"), "done"},
                         Row{"2025-06-11 00:00", act_of("supply", paper), "authority_expired"},
                         Row{"2025-06-11 00:00", act_of("submit"), "authority_expired"},
                         Row{"2025-06-11 00:00", act_of("withdraw"), "authority_expired"}})
    EXPECT_EQ(said(state, envelope_of(agent(), row.act, row.at)), row.verdict)
        << row.at << " " << row.act.action;
}

TEST_F(Authority, TheRefusalNamesItsLastDay) {
  const Result<Decided> refused =
      decided(filed(), envelope_of(agent(), act_of("submit"), "2025-06-11 09:00"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().names, std::vector<std::string>{"2025-06-10"});
}

TEST_F(Authority, TheApplicantIsNotBoundByItsAgentsDay) {
  EXPECT_EQ(said(filed(), envelope_of(Office::applicant(), act_of("submit"), "2025-06-11 09:00")),
            "done");
}

TEST_F(Authority, NobodyFilesUponOneThatHasRunOut) {
  EXPECT_EQ(said({}, envelope_of(agent(), filing("2025-06-08"), "2025-06-09 09:00")),
            "authority_expired");
}

TEST_F(Authority, AnEarlierDayEnteredLateDoesNotRevive) {
  Envelope envelope = envelope_of(agent(), act_of("submit"), "2025-06-11 09:00");
  envelope.effective = *parse_instant("2025-06-10 09:00");
  envelope.late = Late{.reason = "系统停机", .evidence = "截图"};
  EXPECT_EQ(said(filed(), envelope), "authority_expired");
}

TEST_F(Authority, OneThatHoldsIsEnoughWhereAPartyHasTwo) {
  List parties = parties_until("2025-06-10");
  parties.push_back(parties_until("2025-07-10").back());
  const auto may = [&](const char* day) {
    const Status status = may_act_for_party(parties, kAgent, "submit", *parse_day(day));
    return status ? "done" : status.error().code;
  };
  EXPECT_EQ(may("2025-07-10"), "done");
  EXPECT_EQ(may("2025-07-11"), "authority_expired");
}

TEST_F(Authority, NothingIsOfferedToAnAgentWhoseDayIsOver) {
  const CaseState state = filed();
  EXPECT_FALSE(offered(state, agent(), "2025-06-10").empty());
  EXPECT_EQ(offered(state, agent(), "2025-06-11"), std::vector<std::string>{});
  EXPECT_FALSE(offered(state, Office::applicant(), "2025-06-11").empty());
}

}  // namespace
}  // namespace yijian::casework
