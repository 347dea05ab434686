// What a connector answers, over HTTP: once, by its own account alone, and never lost.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

constexpr const char* kInbox = "/v1/connectors/account-bank/inbox";
constexpr const char* kBank = "account-bank";
constexpr const char* kClerk = kWindow;

Map event(const std::string& subject, const std::string& id, Value data) {
  return Map{{"specversion", "1.0"}, {"id", id},           {"source", "urn:bank"},
             {"type", "changed"},    {"subject", subject}, {"data", std::move(data)}};
}

// A case whose item waits for the bank; the item's id.
std::string waiting_for_the_bank(Office& office) {
  Map filed = filing();
  filed.set("workflow", "account-change");
  filed.erase("guide");
  filed.set("form", Map{{"enterprise", *filed.find("form")->find("enterprise")}});
  const Reply opened = office.post("tea", "/v1/cases", filed);
  EXPECT_EQ(opened.status(), 201) << opened.response.body;
  const std::string id = opened.at("/id");
  EXPECT_EQ(
      office
          .act("tea", id, Map{{"action", "supply"}, {"data", Map{{"material", "businessLicence"}}}})
          .status(),
      200);
  EXPECT_EQ(office.act("tea", id, "submit").status(), 200);
  EXPECT_EQ(office.act(kClerk, id, "accept").status(), 200);
  office.advance("0wd");
  return id + ".bank";
}

TEST(Inbox, AnAnswerDecidesTheItemAndComingTwiceChangesNothing) {
  Office office;
  const std::string bank = waiting_for_the_bank(office);
  const Value answer = event(bank, "7", Map{{"status", "00"}, {"serial", "B-7"}});
  const Reply first = office.post(kBank, kInbox, answer);
  ASSERT_EQ(first.status(), 200) << first.response.body;
  const int64_t n = office.version(bank);
  EXPECT_EQ(first.at("/n"), std::to_string(n));
  EXPECT_EQ(office.get(kClerk, "/v1/cases/" + bank).at("/outcome"), "granted");
  const Reply again = office.post(kBank, kInbox, answer);
  EXPECT_EQ(again.status(), 200);
  EXPECT_EQ(again.at("/n"), first.at("/n"));
  EXPECT_EQ(office.version(bank), n);
  EXPECT_EQ(office.post(kBank, kInbox, event(bank, "8", Map{{"status", "00"}})).code(),
            "no_open_question");
}

TEST(Inbox, AnUnknownCodeIsASupervisorsTaskAndNoResult) {
  Office office;
  const std::string bank = waiting_for_the_bank(office);
  EXPECT_EQ(office.post(kBank, kInbox, event(bank, "7", Map{{"status", "77"}})).status(), 200);
  EXPECT_EQ(office.get(kClerk, "/v1/cases/" + bank).at("/phase"), "accepted");
  EXPECT_NE(office.get("supervisor", "/v1/tasks?scope=all").response.body.find("incident"),
            std::string::npos);
  EXPECT_EQ(office.post(kBank, kInbox, event(bank, "8", Map{{"status", "00"}})).status(), 200);
  EXPECT_EQ(office.get(kClerk, "/v1/cases/" + bank).at("/phase"), "decided");
}

TEST(Inbox, TheQuestionStaysInTheOutboxUntilItIsAnsweredAndIsNoDeadLetter) {
  Office office;
  const std::string bank = waiting_for_the_bank(office);
  office.advance("5wd");
  EXPECT_EQ(*office.store().dead_letters(), 0);
  const auto waiting = office.store().outbox({.from = bank, .to = "connector:account-bank"});
  ASSERT_EQ(waiting->rows.size(), 1u);
  EXPECT_EQ(waiting->rows[0].tries, 0);
  EXPECT_EQ(office.post(kBank, kInbox, event(bank, "7", Map{{"status", "00"}})).status(), 200);
  EXPECT_TRUE(office.store().outbox({.from = bank, .to = "connector:account-bank"})->rows.empty());
}

TEST(Inbox, IsTheConnectorsAccountsAlone) {
  Office office;
  const std::string bank = waiting_for_the_bank(office);
  const Value answer = event(bank, "7", Map{{"status", "00"}});
  for (const std::string& who : everybody())
    EXPECT_EQ(office
                  .post(who, "/v1/connectors/" + std::string(who == kBank ? "x" : kBank) + "/inbox",
                        answer)
                  .code(),
              "forbidden")
        << who;
  EXPECT_EQ(office.post("", kInbox, answer).status(), 401);
  EXPECT_EQ(office.get(kClerk, "/v1/cases/" + bank).at("/phase"), "accepted");
}

TEST(Inbox, RefusesWhatIsNoEventOrNobodysQuestion) {
  Office office;
  const std::string bank = waiting_for_the_bank(office);
  const auto code = [&](const char* key, const Value& value) {
    Map changed = event(bank, "7", Map{{"status", "00"}});
    changed.set(key, value);
    return office.post(kBank, kInbox, changed).code();
  };
  EXPECT_EQ(code("subject", "nowhere"), "not_found");
  EXPECT_EQ(code("subject", ""), "invalid_data");
  EXPECT_EQ(code("id", 7), "invalid_data");
  EXPECT_EQ(code("specversion", "0.3"), "invalid_data");
  EXPECT_EQ(code("question", 0), "invalid_data");
  EXPECT_EQ(code("question", 2), "no_open_question");
  EXPECT_EQ(code("colour", "red"), "invalid_data");
  EXPECT_EQ(code("question", 1), "");
}

}  // namespace
}  // namespace yijian::api
