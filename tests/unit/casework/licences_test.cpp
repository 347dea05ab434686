// Licences that an item of a thing issued and lost again: the thing learns of it by message alone.
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

#define ASSERT_DONE(call)                                                                       \
  do {                                                                                          \
    const Status done_status = (call);                                                          \
    ASSERT_TRUE(done_status) << done_status.error().code << ": " << done_status.error().detail; \
  } while (false)

// 企业信息变更一件事, whose registration item has changed the business licence.
void registration_granted(Office& office, std::string& id) {
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  id = *office.open("enterprise-info-change", form, Map{{"changes", List{"name"}}});
  for (const char* paper : {"resolution", "oldLicence"})
    ASSERT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  ASSERT_DONE(office.act(
      id, Office::applicant(), "submit",
      *parse_json(
          R"({"form":{"change":{"name":"武汉红山新茶饮有限公司"},"seals":["official"]}})")));
  ASSERT_DONE(office.act(id, office.staff("clerk", "market-regulation"), "accept"));
  const std::string child = id + ".registration";
  ASSERT_DONE(office.act(child, office.staff("reviewer", "market-regulation"), "conclude"));
  ASSERT_DONE(office.act(child, office.staff("approver", "market-regulation"), "grant"));
}

Status revoke(Office& office, const std::string& child) {
  return office.act(child, office.staff("head", "market-regulation"), "revoke",
                    Map{{"ground", "行政许可法第六十九条"}}, "提交虚假材料");
}

TEST(Licences, ARevokedItemsLicenceLeavesItsThingAndIsKeptAmongTheEnded) {
  Office office("2025-06-09 09:00");
  std::string id;
  ASSERT_NO_FATAL_FAILURE(registration_granted(office, id));
  const Value* held = office.at(id).licences.find("business");
  ASSERT_NE(held, nullptr);
  const Value data = *held;
  office.advance("2025-06-11 10:00");
  office.hold = true;
  ASSERT_DONE(revoke(office, id + ".registration"));
  EXPECT_NE(office.at(id).licences.find("business"), nullptr) << "nothing has been delivered";
  office.advance("2025-06-11 11:00");
  office.deliver_all();
  EXPECT_EQ(office.at(id).items.at("registration").phase, "revoked");
  EXPECT_EQ(office.at(id).licences.find("business"), nullptr);
  EXPECT_NE(office.at(id).licences.find("identity-card"), nullptr);
  ASSERT_TRUE(office.at(id).ended_licences.contains("business"));
  EXPECT_EQ(office.at(id).ended_licences.at("business"),
            Value(Map{{"case", id + ".registration"}, {"data", data}, {"since", "2025-06-11"}}));
}

TEST(Licences, AThingWithARevokedItemIsNotGrantedWhole) {
  Office office("2025-06-09 09:00");
  std::string id;
  ASSERT_NO_FATAL_FAILURE(registration_granted(office, id));
  ASSERT_DONE(revoke(office, id + ".registration"));
  for (const std::string item : {"seal", "bank", "tax", "social", "fund"}) {
    const std::string child = id + "." + item;
    const std::string department = office.at(child).department;
    ASSERT_DONE(office.act(child, office.staff("reviewer", department), "conclude"));
    ASSERT_DONE(office.act(child, office.staff("approver", department), "grant"));
  }
  EXPECT_EQ(office.phase(id), "decided");
  EXPECT_EQ(office.at(id).outcome, "partial");
}

TEST(Licences, WhatTheRecordSaysOfAnEndedLicenceIsCommittedLikeTheLicence) {
  Office office("2025-06-09 09:00");
  std::string id;
  ASSERT_NO_FATAL_FAILURE(registration_granted(office, id));
  ASSERT_DONE(revoke(office, id + ".registration"));
  const std::string& body = office.log.at(id).back().body;
  EXPECT_NE(body.find("child.revoked"), std::string::npos);
  EXPECT_EQ(body.find("business"), std::string::npos) << body;
}

}  // namespace
}  // namespace yijian::casework
