#include "api/http/problem.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "api/http/media.h"
#include "api/http/messages.h"
#include "engine/base/json.h"
#include "tests/unit/http/headers.h"

namespace yijian::http {
namespace {

Value body_of(const Response& response) {
  Result<Value> value = parse_json(response.body);
  EXPECT_TRUE(value);
  return value ? *value : Value();
}

TEST(Messages, EveryCodeHasChineseEnglishAndAStatus) {
  std::set<std::string_view> zh;
  for (const Message& message : all_messages()) {
    EXPECT_TRUE(std::all_of(message.en.begin(), message.en.end(), [](char c) {
      return c >= 0x20 && c < 0x7F;
    })) << message.code;
    EXPECT_FALSE(message.en.empty()) << message.code;
    EXPECT_TRUE(std::any_of(message.zh.begin(), message.zh.end(), [](char c) { return c < 0; }))
        << message.code;
    EXPECT_TRUE(zh.insert(message.zh).second) << message.code << " shares its Chinese title";
    EXPECT_GE(message.status, 400);
    EXPECT_LE(message.status, 503);
    EXPECT_EQ(&message_of(message.code), &message);
  }
}

TEST(Messages, StatusFollowsTheKindOfRefusal) {
  const struct {
    int status;
    std::vector<const char*> codes;
  } rows[] = {
      {400, {"malformed_json", "duplicate_key", "too_deep", "bad_request"}},
      {401, {"unauthorized"}},
      {403,
       {"forbidden", "role_required", "department_required", "four_eyes", "helped_to_file",
        "decided_before"}},
      {404, {"not_found", "unknown_workflow"}},
      {405, {"method_not_allowed"}},
      {406, {"not_acceptable"}},
      {408, {"request_timeout"}},
      {409,
       {"not_allowed_now", "guard_false", "materials_missing", "not_deferrable", "deferred_open",
        "correction_already_given", "already_extended", "already_signed", "clock_not_manual",
        "unlawful_move", "credit_barred", "endless_loop", "guard_error", "action_error",
        "case_exists"}},
      {412, {"stale_version"}},
      {413, {"payload_too_large"}},
      {414, {"uri_too_long"}},
      {415, {"unsupported_media_type"}},
      {422,
       {"invalid_data", "opinion_required", "idempotency_mismatch", "invalid_uscc",
        "invalid_citizen_id", "no_applicable_item", "required", "max_length", "pattern"}},
      {428, {"precondition_required"}},
      {431, {"header_too_large"}},
      {500, {"internal"}},
      {501, {"unsupported_transfer_coding"}},
      {503, {"busy", "store_failed", "store_full", "store_busy", "no_answer"}},
  };
  for (const auto& row : rows)
    for (const char* code : row.codes) {
      EXPECT_TRUE(is_known_code(code)) << code;
      EXPECT_EQ(message_of(code).status, row.status) << code;
    }
}

TEST(Problem, SpeaksChineseUnlessEnglishIsPreferred) {
  const Response zh = problem({"four_eyes", "same officer"}, "");
  EXPECT_EQ(zh.status, 403);
  EXPECT_EQ(zh.content_type, "application/problem+json");
  EXPECT_EQ(body_of(zh).text("title"), message_of("four_eyes").zh);
  EXPECT_EQ(body_of(zh).text("type"), "/problems/four_eyes");
  EXPECT_EQ(body_of(zh).text("detail"), "same officer");
  EXPECT_EQ(header(zh, "Content-Language"), "zh-CN");
  const Response en = problem({"four_eyes", "same officer"}, "en");
  EXPECT_EQ(body_of(en).text("title"), message_of("four_eyes").en);
  EXPECT_EQ(header(en, "Content-Language"), "en");
}

TEST(Problem, CarriesNamesFaultsAndExtraMembers) {
  Error error{"invalid_data", "two faults"};
  error.names = {"营业执照"};
  error.faults = {{"/form/name", "required", "empty"}, {"/form/area", "odd", "below 1"}};
  Map extra;
  extra.set("version", 7);
  const Value body = body_of(problem(error, "zh-CN", extra));
  EXPECT_EQ(body.find("names")->list()[0].string(), "营业执照");
  EXPECT_EQ(body.find("version")->integer(), 7);
  const List& errors = body.find("errors")->list();
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].text("pointer"), "/form/name");
  EXPECT_EQ(errors[0].text("message"), message_of("required").zh);
  EXPECT_EQ(errors[1].text("message"), message_of("invalid_data").zh);
  EXPECT_EQ(errors[1].text("detail"), "below 1");
}

TEST(Problem, PointsAtTheOneFaultOfAnErrorWithoutList) {
  Error error{"invalid_uscc", "check digit"};
  error.pointer = "/parties/0/id";
  const Value body = body_of(problem(error, ""));
  EXPECT_EQ(body.find("errors")->list()[0].text("pointer"), "/parties/0/id");
}

TEST(Problem, HidesTheDetailOfACodeItDoesNotKnow) {
  const Response response = problem({"sqlite_exploded", "secret path"}, "en");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(body_of(response).text("code"), "internal");
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
}

TEST(Problem, TellsWhenToComeAgainAndHowToSignIn) {
  EXPECT_EQ(header(problem({"busy", ""}, ""), "Retry-After"), "1");
  EXPECT_EQ(header(problem({"unauthorized", ""}, ""), "WWW-Authenticate"), "Bearer");
}

TEST(AcceptLanguage, PrefersWhatTheReaderPrefers) {
  const struct {
    const char* header;
    Language language;
  } rows[] = {
      {"", Language::zh},
      {"zh-CN,zh;q=0.9,en;q=0.8", Language::zh},
      {"en-GB,en;q=0.9", Language::en},
      {"en;q=0.5, zh;q=0.4", Language::en},
      {"en;q=0.5, *", Language::zh},
      {"zh;q=0, *", Language::en},
      {"en;q=0", Language::zh},
      {"fr", Language::zh},
      {"eng", Language::zh},
      {"en;q=banana", Language::zh},
      {"EN ; Q=1.000", Language::en},
      {",,;;q=", Language::zh},
  };
  for (const auto& row : rows)
    EXPECT_EQ(preferred_language(row.header), row.language) << row.header;
}

}  // namespace
}  // namespace yijian::http
