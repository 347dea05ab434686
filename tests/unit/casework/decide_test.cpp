#include "engine/casework/decide.h"

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

TEST(Decide, APermitGoesFromFilingToClosed) {
  Office office("2025-04-28 09:30");
  const std::string id = *office.open("permit-food-new", Office::tea_form());
  EXPECT_EQ(office.phase(id), "draft");
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
  EXPECT_EQ(office.phase(id), "submitted");
  EXPECT_EQ(office.due(id, "notice"), "2025-05-08");
  const std::string department = office.at(id).department;
  EXPECT_DONE(office.act(id, office.staff("clerk", department), "forward"));
  EXPECT_DONE(office.act(id, office.staff("clerk", department), "accept"));
  EXPECT_EQ(office.due(id, "statutory"), "2025-05-29");
  EXPECT_DONE(office.act(id, office.staff("reviewer", department), "conclude"));
  EXPECT_DONE(office.act(id, office.staff("approver", department), "grant"));
  EXPECT_EQ(office.at(id).outcome, "granted");
  EXPECT_TRUE(office.at(id).issued.contains("permit-food"));
  EXPECT_DONE(office.act(id, office.staff("clerk", department), "deliver"));
  EXPECT_EQ(office.phase(id), "closed");
}

TEST(Decide, SilenceAcceptsFromTheDayOfReceipt) {
  Office office("2025-04-28 09:30");
  const std::string id = *office.open("permit-food-new", Office::tea_form());
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
  office.advance("2025-05-08 23:59");
  EXPECT_EQ(office.phase(id), "submitted");
  office.advance("2025-05-09 00:00");
  EXPECT_EQ(office.phase(id), "accepted");
  EXPECT_EQ(format_day(day_of(office.at(id).since.at(law::Phase::accepted))), "2025-04-28");
  EXPECT_EQ(office.due(id, "promised"), "2025-05-06");
}

TEST(Decide, AThingOfSixItemsClosesWhenAllAreDecidedAndDelivered) {
  Office office("2025-06-09 09:00");
  const Value guide = Map{{"changes", List{"name", "legalPerson"}}};
  const std::string id = *office.open("enterprise-info-change",
                                      *parse_json(R"({"enterprise":{"name":"武汉红山茶饮有限公司",
    "uscc":"91420111MA4K00010P","address":"武汉市洪山区珞喻路1号","legalPerson":{"name":"张三","id":"420111199001010010"}}})"),
                                      guide);
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "resolution"}}));
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", "oldLicence"}}));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit",
                         Map{{"form", *parse_json(R"({"change":{"name":"武汉红山新茶饮有限公司",
    "legalPerson":{"name":"李四","id":"11010519491231002X"}},"seals":["official"]})")}}));
  EXPECT_EQ(office.at(id).items.at("seal").status, "waiting");
  EXPECT_DONE(office.act(id, office.staff("clerk", "market-regulation"), "accept"));
  EXPECT_EQ(office.at(id).items.at("registration").phase, "accepted");
  for (const std::string item : {"registration", "seal", "bank", "tax", "social", "fund"}) {
    const std::string child = id + "." + item;
    ASSERT_TRUE(office.cases.contains(child)) << child;
    const std::string department = office.at(child).department;
    EXPECT_DONE(office.act(child, office.staff("reviewer", department), "conclude"));
    EXPECT_DONE(office.act(child, office.staff("approver", department), "grant"));
  }
  EXPECT_EQ(office.phase(id), "decided");
  EXPECT_EQ(office.at(id).outcome, "granted");
  EXPECT_DONE(office.act(id, office.staff("clerk", "market-regulation"), "deliver"));
  EXPECT_EQ(office.phase(id), "closed");
  for (const auto& [item_id, item] : office.at(id).items)
    EXPECT_EQ(item.phase, "closed") << item_id;
}

}  // namespace
}  // namespace yijian::casework
