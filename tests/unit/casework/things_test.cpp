// Things and their items: denials, dismissals, deliveries held back and in another order; stale
// and late commands.
#include <algorithm>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

const std::vector<std::string> kAfterRegistration = {"seal", "bank", "tax", "social", "fund"};

std::string accepted_thing(Office& office) {
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"name"}}});
  for (const char* paper : {"resolution", "oldLicence"})
    EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  EXPECT_DONE(office.act(
      id, Office::applicant(), "submit",
      *parse_json(
          R"({"form":{"change":{"name":"武汉红山新茶饮有限公司"},"seals":["official"]}})")));
  EXPECT_DONE(office.act(id, office.staff("clerk", "market-regulation"), "accept"));
  return id;
}

void decide_item(Office& office, const std::string& child, bool grant = true) {
  const std::string department = office.at(child).department;
  EXPECT_DONE(office.act(child, office.staff("reviewer", department), "conclude"));
  EXPECT_DONE(office.act(child, office.staff("approver", department), grant ? "grant" : "deny",
                         grant ? Map{} : Map{{"ground", "条例第十九条"}}));
}

TEST(Thing, ADeniedNeedSkipsWhatNeedsItAndTheThingIsDenied) {
  Office office("2025-06-09 09:00");
  const std::string id = accepted_thing(office);
  decide_item(office, id + ".registration", false);
  for (const std::string& item : kAfterRegistration) {
    EXPECT_EQ(office.at(id).items.at(item).status, "skipped") << item;
    EXPECT_FALSE(office.cases.contains(id + "." + item));
  }
  EXPECT_EQ(office.phase(id), "decided");
  EXPECT_EQ(office.at(id).outcome, "denied");
}

TEST(Thing, OneDenialAmongGrantsIsPartial) {
  Office office("2025-06-09 09:00");
  const std::string id = accepted_thing(office);
  decide_item(office, id + ".registration");
  for (const std::string& item : kAfterRegistration)
    decide_item(office, id + "." + item, item != "seal");
  EXPECT_EQ(office.at(id).outcome, "partial");
}

TEST(Thing, WithdrawalTravelsToTheOpenItems) {
  Office office("2025-06-09 09:00");
  const std::string id = accepted_thing(office);
  decide_item(office, id + ".registration");
  EXPECT_DONE(office.act(id, Office::applicant(), "withdraw"));
  EXPECT_EQ(office.phase(id), "withdrawn");
  EXPECT_EQ(office.phase(id + ".registration"), "decided");
  for (const std::string& item : kAfterRegistration)
    EXPECT_EQ(office.phase(id + "." + item), "withdrawn") << item;
}

TEST(Thing, WhateverTheOrderOfDeliveriesBetweenLanesTheOutcomeIsTheSame) {
  std::vector<std::string> order = {"seal", "bank", "tax"};
  do {
    Office office("2025-06-09 09:00");
    const std::string id = accepted_thing(office);
    decide_item(office, id + ".registration");
    office.hold = true;
    for (const std::string& item : kAfterRegistration)
      decide_item(office, id + "." + item, item != "bank");
    EXPECT_EQ(office.phase(id), "accepted");  // nothing has arrived
    std::deque<Message> held = std::move(office.outbox);
    office.outbox.clear();
    EXPECT_EQ(held.size(), kAfterRegistration.size());
    for (const std::string& item : order)
      for (const Message& message : held)
        if (message.from == id + "." + item) office.deliver(message);
    for (const Message& message : held)
      if (message.from == id + ".social" || message.from == id + ".fund") office.deliver(message);
    EXPECT_EQ(office.phase(id), "decided");
    EXPECT_EQ(office.at(id).outcome, "partial");
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Thing, WhoAcceptedTheThingIsKnownToTheFourEyesOfItsItems) {
  Office office("2025-06-09 09:00");
  const std::string id = accepted_thing(office);
  const std::string child = id + ".registration";
  const Value* ids = office.at(child).thing_acts.find("accept");
  ASSERT_NE(ids, nullptr);
  EXPECT_EQ(*ids, Value(List{"clerk@market-regulation"}));
  EXPECT_DONE(office.act(child, office.staff("reviewer", "market-regulation"), "conclude"));
  Actor same = office.staff("approver", "market-regulation");
  same.id = "clerk@market-regulation";
  const Status refused = office.act(child, same, "grant");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "four_eyes");
}

Envelope envelope_of(const Office& office, const Actor& actor, const std::string& action) {
  Act act;
  act.action = action;
  act.opinion = "同意";
  Envelope envelope;
  envelope.command = act;
  envelope.actor = actor;
  envelope.now = office.now;
  envelope.entropy = std::string(32, 'e');
  return envelope;
}

Result<Decided> decided(const Office& office, const std::string& id, const Envelope& envelope) {
  const CaseState& state = office.at(id);
  return decide(*office.bundles.for_digest(state.bundle), office.calendar, state, envelope);
}

TEST(Commands, AStaleVersionIsRefusedAndToldThePresentOne) {
  Office office("2025-06-09 09:00");
  const std::string id = *office.open("permit-food-new", Office::tea_form());
  Envelope envelope = envelope_of(office, Office::applicant(), "submit");
  envelope.expected = office.at(id).n + 1;
  const Result<Decided> stale = decided(office, id, envelope);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, "stale_version");
  EXPECT_EQ(stale.error().names, std::vector<std::string>{"1"});
  envelope.expected = office.at(id).n;
  EXPECT_TRUE(decided(office, id, envelope));
}

TEST(Commands, AnEarlierDayNeedsReasonAndEvidenceAndIsNoLaterOneNorBeforeTheLastStep) {
  Office office("2025-06-09 09:00");
  const std::string id = *office.open("permit-food-new", Office::tea_form());
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "premises"}}));
  office.advance("2025-06-13 09:00");
  Envelope envelope =
      envelope_of(office, office.staff("clerk", office.at(id).department), "submit");
  const auto code = [&] {
    const Result<Decided> result = decided(office, id, envelope);
    return result ? std::string("done") : result.error().code;
  };
  envelope.effective = *parse_instant("2025-06-10 09:00");
  EXPECT_EQ(code(), "invalid_data");
  envelope.late = Late{.reason = "系统停机", .evidence = "收件登记簿第3页"};
  EXPECT_EQ(code(), "done");
  const Result<Decided> late = decided(office, id, envelope);
  EXPECT_EQ(late->after.received, envelope.effective);
  EXPECT_EQ(late->after.at, office.now);
  EXPECT_EQ(late->step.body.find("系统停机"), std::string::npos);
  EXPECT_EQ(late->draft.rule, "R-LATE-01");
  envelope.late->confirmed_by = "somebody";
  EXPECT_EQ(decided(office, id, envelope)->draft.late->confirmed_by, "")
      << "is the kernel's to say";
  envelope.actor = Office::applicant();
  EXPECT_EQ(code(), "role_required") << "an applicant enters no earlier day";
  envelope.actor = office.staff("clerk", office.at(id).department);
  envelope.effective = *parse_instant("2025-06-14 09:00");
  EXPECT_EQ(code(), "invalid_data");
  envelope.effective = *parse_instant("2025-06-08 09:00");
  EXPECT_EQ(code(), "invalid_data");
}

}  // namespace
}  // namespace yijian::casework
