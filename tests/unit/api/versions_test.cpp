// If-Match and Idempotency-Key: nobody overwrites what they have not seen, nothing happens twice.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

std::string actions(const std::string& id) { return "/v1/cases/" + id + "/actions"; }

TEST(Versions, AnActNamesTheVersionItWasMadeFrom) {
  Office office;
  const std::string id = office.draft();
  const struct {
    const char* if_match;
    int status;
    const char* code;
  } rows[] = {{"", 428, "precondition_required"},
              {"W/\"1\"", 400, "bad_request"},
              {"*", 400, "bad_request"},
              {"1", 400, "bad_request"},
              {"\"\"", 400, "bad_request"},
              {"\"one\"", 400, "bad_request"},
              {"\"1\", \"2\"", 400, "bad_request"},
              {"\"-1\"", 400, "bad_request"},
              {"\"0\"", 400, "bad_request"},
              {"\"99999999999999999999\"", 400, "bad_request"},
              {"\"2\"", 412, "stale_version"}};
  for (const auto& row : rows) {
    const Reply reply =
        office.post("tea", actions(id), Map{{"action", "save"}}, {.if_match = row.if_match});
    EXPECT_EQ(reply.status(), row.status) << row.if_match;
    EXPECT_EQ(reply.code(), row.code) << row.if_match;
  }
  EXPECT_EQ(office.version(id), 1);
  EXPECT_EQ(
      office.post("tea", actions(id), Map{{"action", "save"}}, {.if_match = "\"1\""}).status(),
      200);
}

TEST(Versions, AStaleVersionTellsThePresentOneAsANumber) {
  Office office;
  const std::string id = office.draft();
  ASSERT_EQ(office.act("tea", id, "save").status(), 200);
  const Reply reply =
      office.post("tea", actions(id), Map{{"action", "save"}}, {.if_match = "\"1\""});
  EXPECT_EQ(reply.status(), 412);
  ASSERT_NE(reply.body.find("version"), nullptr);
  EXPECT_EQ(*reply.body.find("version"), Value(2));
  EXPECT_EQ(reply.body.find("names"), nullptr);
}

TEST(Versions, TheTagIsTheVersionWhereverACaseIsAnswered) {
  Office office;
  const Reply opened = office.post("tea", "/v1/cases", filing());
  const std::string id = opened.body.text("id");
  EXPECT_EQ(opened.header("ETag"), "\"1\"");
  EXPECT_EQ(opened.header("Location"), "/v1/cases/" + id);
  const Reply saved = office.act("tea", id, "save");
  EXPECT_EQ(saved.header("ETag"), "\"2\"");
  EXPECT_EQ(saved.header("Location"), "absent");
  EXPECT_EQ(saved.at("/n"), "2");
  const Reply shown = office.get("tea", "/v1/cases/" + id);
  EXPECT_EQ(shown.header("ETag"), "\"2\"");
  EXPECT_EQ(shown.body, saved.body) << "an act answers with the case as it is then shown";
  EXPECT_EQ(office.get("tea", "/v1/cases/" + id + "/timeline").header("ETag"), "\"2\"");
}

TEST(Versions, ATimelinesTagIsThatOfItsLastStepThoughAnotherComesInBetween) {
  Office office;
  const std::string id = office.draft();
  office.store().before_steps = [&] { EXPECT_EQ(office.act("tea", id, "save").status(), 200); };
  const Reply reply = office.get("tea", "/v1/cases/" + id + "/timeline");
  EXPECT_EQ(reply.at("/steps/1/n"), "2") << "the step that came in between is shown";
  EXPECT_EQ(reply.at("/n"), "2");
  EXPECT_EQ(reply.at("/hash"), reply.at("/steps/1/hash"));
  EXPECT_EQ(reply.header("ETag"), "\"2\"");
}

TEST(Versions, AFilingSentTwiceWithItsKeyIsOneCase) {
  Office office;
  const Headers key{.idempotency_key = "k1"};
  const Reply first = office.post("tea", "/v1/cases", filing(), key);
  const Reply second = office.post("tea", "/v1/cases", filing(), key);
  EXPECT_EQ(first.header("Idempotent-Replayed"), "absent");
  EXPECT_EQ(second.header("Idempotent-Replayed"), "true");
  EXPECT_EQ(second.status(), 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("Location"), first.header("Location"));
  EXPECT_EQ(office.store().case_ids("", 10)->size(), 1U);
  Map other = filing();
  other.set("guide", Map{});
  const Reply mismatch = office.post("tea", "/v1/cases", other, key);
  EXPECT_EQ(mismatch.status(), 422);
  EXPECT_EQ(mismatch.code(), "idempotency_mismatch");
  EXPECT_EQ(
      office.post("grocer", "/v1/cases", filing(kGrocerUscc), key).header("Idempotent-Replayed"),
      "absent")
      << "a key is its user's own";
}

TEST(Versions, AnActSentTwiceWithItsKeyHappensOnceThoughItsVersionIsOldByThen) {
  Office office;
  const std::string id = office.draft();
  const Headers headers{.if_match = "\"1\"", .idempotency_key = "k2"};
  const Reply first = office.post("tea", actions(id), Map{{"action", "save"}}, headers);
  const Reply second = office.post("tea", actions(id), Map{{"action", "save"}}, headers);
  EXPECT_EQ(second.status(), 200) << second.response.body;
  EXPECT_EQ(second.header("Idempotent-Replayed"), "true");
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(office.version(id), 2);
  const Reply mismatch = office.post("tea", actions(id), Map{{"action", "submit"}}, headers);
  EXPECT_EQ(mismatch.status(), 422);
  EXPECT_EQ(mismatch.code(), "idempotency_mismatch");
  const std::string other = office.draft();
  EXPECT_EQ(office.post("tea", actions(other), Map{{"action", "save"}}, headers)
                .header("Idempotent-Replayed"),
            "absent")
      << "the same key on another case is another command";
}

TEST(Versions, AnAnswerGivenAgainIsTheFirstOneThoughTheCaseHasMovedOn) {
  Office office;
  const Headers filed{.idempotency_key = "k3"};
  const Reply opened = office.post("tea", "/v1/cases", filing(), filed);
  const std::string id = opened.body.text("id");
  const Headers saved{.if_match = "\"1\"", .idempotency_key = "k4"};
  const Reply first = office.post("tea", actions(id), Map{{"action", "save"}}, saved);
  ASSERT_EQ(office.act("tea", id, "save").status(), 200);
  ASSERT_EQ(office.version(id), 3);
  const Reply again = office.post("tea", actions(id), Map{{"action", "save"}}, saved);
  EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
  EXPECT_EQ(again.header("ETag"), "\"2\"");
  EXPECT_EQ(again.body, first.body);
  const Reply reopened = office.post("tea", "/v1/cases", filing(), filed);
  EXPECT_EQ(reopened.header("ETag"), "\"1\"");
  EXPECT_EQ(reopened.body, opened.body);
  EXPECT_EQ(office.version(id), 3);
}

TEST(Versions, AKeyHasALimit) {
  Office office;
  const auto file = [&](size_t length) {
    return office.post("tea", "/v1/cases", filing(), {.idempotency_key = std::string(length, 'k')});
  };
  EXPECT_EQ(file(255).status(), 201);
  EXPECT_EQ(file(256).status(), 400);
}

}  // namespace
}  // namespace yijian::api
