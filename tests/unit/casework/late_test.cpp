// Late entries, their second person, the annulment of a deemed acceptance, and what is taken back.
#include "engine/casework/rules/late.h"

#include <gtest/gtest.h>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

Value corrections() {
  return Map{{"corrections", List{Map{{"material", "premises"}, {"reason", "未提交"}}}}};
}

Value confirmed(std::string_view action, std::string_view effective,
                std::string_view evidence = "登记簿") {
  return Map{{"action", action}, {"effective", effective}, {"evidence", evidence}};
}

class LateEntry : public testing::Test {
 protected:
  LateEntry()
      : office_("2025-05-26 09:00"), id_(*office_.open("permit-food-new", Office::tea_form())) {
    EXPECT_DONE(office_.act(id_, Office::applicant(), "submit"));
    EXPECT_DONE(office_.act(id_, staff("clerk"), "forward"));
  }
  Actor staff(const std::string& role) const {
    return office_.staff(role, office_.at(id_).department);
  }
  bool offers(const Actor& actor, const std::string& action) const {
    const CaseState& state = office_.at(id_);
    for (const Allowed& one : allowed_actions(*office_.bundles.for_digest(state.bundle), state,
                                              actor, day_of(office_.now)))
      if (one.action == action) return true;
    return false;
  }
  Office office_;
  std::string id_;
};

TEST_F(LateEntry, AnAcceptanceBySilenceIsAnnulledOnlyOnTheWordOfASecondPerson) {
  office_.advance("2025-06-05 09:00");
  ASSERT_EQ(office_.phase(id_), "accepted");
  const char* kDay = "2025-06-03T16:00:00+08:00";
  EXPECT_SAID(office_.act_late(id_, staff("clerk"), "correct", kDay, corrections()),
              "second_person_required");
  EXPECT_DONE(office_.act(id_, staff("clerk"), "confirmLate", confirmed("correct", kDay)));
  EXPECT_SAID(office_.act_late(id_, staff("clerk"), "correct", kDay, corrections()), "four_eyes");
  EXPECT_DONE(office_.act(id_, staff("supervisor"), "confirmLate", confirmed("correct", kDay)));
  EXPECT_DONE(office_.act_late(id_, staff("clerk"), "correct", kDay, corrections()));
  const CaseState& state = office_.at(id_);
  EXPECT_EQ(office_.phase(id_), "correcting");
  EXPECT_TRUE(state.clocks.find(std::string(kStatutoryClock)) == state.clocks.end());
  EXPECT_FALSE(state.since.contains(law::Phase::accepted));
  EXPECT_TRUE(state.correction_given);
  EXPECT_FALSE(state.late_confirmed) << "a word is spent";
  EXPECT_FALSE(state.undoable) << "and nothing of it is taken back";
}

TEST_F(LateEntry, AConfirmationIsSpentOnceTheCaseMoves) {
  office_.advance("2025-06-05 09:00");
  const char* kDay = "2025-06-03T16:00:00+08:00";
  EXPECT_DONE(office_.act(id_, staff("supervisor"), "confirmLate", confirmed("correct", kDay)));
  EXPECT_TRUE(office_.at(id_).late_confirmed);
  EXPECT_DONE(office_.act(id_, Office::applicant(), "supply", Map{{"material", "premises"}}));
  EXPECT_FALSE(office_.at(id_).late_confirmed);
  EXPECT_SAID(office_.act_late(id_, staff("clerk"), "correct", kDay, corrections()),
              "invalid_data");
}

TEST_F(LateEntry, NothingElseAnnulsSilence) {
  office_.advance("2025-06-05 09:00");
  const char* kDay = "2025-06-03T16:00:00+08:00";
  EXPECT_SAID(office_.act_late(id_, staff("clerk"), "supply", kDay, Map{{"material", "premises"}}),
              "invalid_data");
  EXPECT_DONE(office_.act(id_, staff("supervisor"), "confirmLate", confirmed("void", kDay)));
  EXPECT_SAID(office_.act_late(id_, staff("clerk"), "void", kDay), "role_required");
  Actor supervisor = staff("supervisor");
  supervisor.id = "another";
  EXPECT_SAID(office_.act_late(id_, supervisor, "void", kDay, Map{{"ground", "误受理"}}),
              "unlawful_move");
  EXPECT_EQ(office_.phase(id_), "accepted");
}

TEST_F(LateEntry, AConfirmationIsOnesOwnWordAndSaysAllOfIt) {
  EXPECT_FALSE(offers(staff("approver"), "confirmLate"));
  office_.advance("2025-06-05 09:00");
  EXPECT_TRUE(offers(staff("approver"), "confirmLate"));
  EXPECT_FALSE(offers(office_.staff("approver", "moon"), "confirmLate"));
  EXPECT_FALSE(offers(Office::applicant(), "confirmLate"));
  const auto told = [&](Actor actor, Value data, const std::string& opinion = "已核对") {
    const Status status = office_.act(id_, actor, "confirmLate", std::move(data), opinion);
    return status ? std::string("done") : status.error().code;
  };
  const char* kDay = "2025-06-03T16:00:00+08:00";
  Actor delegate = staff("approver");
  delegate.on_behalf_of = "head";
  EXPECT_EQ(told(delegate, confirmed("correct", kDay)), "forbidden");
  EXPECT_EQ(told(staff("approver"), confirmed("fly", kDay)), "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("confirmLate", kDay)), "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", "yesterday")), "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", "2025-06-06T09:00:00+08:00")),
            "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", kDay, "")), "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", kDay, std::string(3'001, 'x'))),
            "invalid_data");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", kDay), ""), "opinion_required");
  EXPECT_EQ(told(office_.staff("approver", "moon"), confirmed("correct", kDay)),
            "department_required");
  EXPECT_EQ(told(staff("approver"), confirmed("correct", kDay)), "done");
}

TEST(LateEntryOfAThing, WhatItsItemsRelyOnIsNotAnnulled) {
  Office office("2025-05-28 16:00");
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const std::string id =
      *office.open("enterprise-info-change", form, Map{{"changes", List{"name"}}});
  for (const char* paper : {"resolution", "oldLicence"})
    EXPECT_DONE(office.act(id, Office::applicant(), "supply", Map{{"material", paper}}));
  EXPECT_DONE(office.act(
      id, Office::applicant(), "submit",
      *parse_json(
          R"({"form":{"change":{"name":"武汉红山新茶饮有限公司"},"seals":["official"]}})")));
  office.advance("2025-06-06 09:00");
  ASSERT_EQ(office.phase(id), "accepted");
  const Status late = office.act_late(id, office.staff("clerk", office.at(id).department),
                                      "correct", "2025-06-05T16:00:00+08:00", corrections());
  ASSERT_FALSE(late) << "its items are open and have reported";
  EXPECT_EQ(late.error().code, "invalid_data");
  EXPECT_EQ(late.error().pointer, "/effective");
}

TEST_F(LateEntry, WhatIsTakenBackStandsAsBeforeAndFourEyesRemember) {
  EXPECT_DONE(office_.act(id_, Office::applicant(), "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(office_.act(id_, staff("clerk"), "accept"));
  EXPECT_FALSE(offers(staff("clerk"), "retract")) << "a document was ordered";
  const CaseState before = office_.at(id_);
  EXPECT_DONE(office_.act(id_, staff("reviewer"), "conclude"));
  EXPECT_TRUE(offers(staff("reviewer"), "retract"));
  EXPECT_FALSE(offers(staff("approver"), "retract"));
  EXPECT_SAID(office_.act(id_, staff("approver"), "retract"), "not_allowed_now");
  EXPECT_SAID(office_.act(id_, staff("reviewer"), "retract", Map{{"n", 1}}), "invalid_data");
  EXPECT_DONE(office_.act(id_, staff("reviewer"), "retract"));
  const CaseState& after = office_.at(id_);
  EXPECT_TRUE(static_cast<const Restorable&>(after) == static_cast<const Restorable&>(before));
  EXPECT_TRUE(after.acts == before.acts);
  EXPECT_EQ(after.hands.at("conclude"), std::vector<std::string>{staff("reviewer").id});
  EXPECT_EQ(after.n, before.n + 2) << "nothing is deleted";
  EXPECT_FALSE(offers(staff("reviewer"), "retract")) << "once";
}

TEST_F(LateEntry, WhatStandsSinceMidnightIsTakenBackByNobody) {
  EXPECT_DONE(office_.act(id_, staff("clerk"), "supply", Map{{"material", "premises"}}));
  office_.advance("2025-05-26 23:59");
  EXPECT_TRUE(offers(staff("clerk"), "retract"));
  office_.advance("2025-05-27 00:00");
  EXPECT_FALSE(offers(staff("clerk"), "retract"));
  EXPECT_SAID(office_.act(id_, staff("clerk"), "retract"), "not_allowed_now");
}

}  // namespace
}  // namespace yijian::casework
