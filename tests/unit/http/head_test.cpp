#include "api/http/head.h"

#include <gtest/gtest.h>

#include <string>

namespace yijian::http {
namespace {

TEST(RequestHead, FilesTheFieldsThatHandlersNeed) {
  Request request;
  Framing framing;
  EXPECT_TRUE(take_header(request, framing, "AUTHORIZATION", "Bearer t"));
  EXPECT_TRUE(take_header(request, framing, "If-Match", "\"3\""));
  EXPECT_TRUE(take_header(request, framing, "Ce-Id", "17"));
  EXPECT_TRUE(take_header(request, framing, "Cookie", "dropped"));
  EXPECT_TRUE(take_header(request, framing, "Accept-Language", "en"));
  EXPECT_TRUE(take_header(request, framing, "Accept-Language", "zh"));
  EXPECT_EQ(request.authorization, "Bearer t");
  EXPECT_EQ(request.if_match, "\"3\"");
  EXPECT_EQ(request.accept_language, "en, zh");
  EXPECT_EQ(request.extra.text("ce-id"), "17");
  EXPECT_EQ(request.extra.size(), 1U);
}

TEST(RequestHead, RefusesASingleValuedFieldGivenTwice) {
  for (const char* name :
       {"Host", "Authorization", "Idempotency-Key", "If-Match", "Content-Type"}) {
    Request request;
    Framing framing;
    EXPECT_TRUE(take_header(request, framing, name, "a"));
    const Result<void> second = take_header(request, framing, name, "b");
    ASSERT_FALSE(second) << name;
    EXPECT_EQ(second.error().code, "bad_request");
  }
}

TEST(RequestHead, CountsHeaders) {
  Request request;
  Framing framing;
  for (size_t i = 0; i < kMaxHeaders; ++i) EXPECT_TRUE(take_header(request, framing, "A", "b"));
  EXPECT_EQ(take_header(request, framing, "A", "b").error().code, "header_too_large");
  framing.headers = 0;
  for (size_t i = 0; i < kMaxExtraHeaders; ++i)
    EXPECT_TRUE(take_header(request, framing, "X-A", "b"));
  EXPECT_EQ(take_header(request, framing, "X-A", "b").error().code, "header_too_large");
}

TEST(RequestHead, RefusesFramingThatItDoesNotUnderstand) {
  const auto code = [](Framing framing, bool http_1_1 = true) {
    const Result<void> checked = check_framing(framing, http_1_1);
    return checked ? std::string("fine") : checked.error().code;
  };
  EXPECT_EQ(code({"h"}), "fine");
  EXPECT_EQ(code({""}), "bad_request");
  EXPECT_EQ(code({""}, false), "fine");
  EXPECT_EQ(code({"h", "Chunked", "Identity", "100-Continue"}), "fine");
  EXPECT_EQ(code({"h", "gzip, chunked"}), "unsupported_transfer_coding");
  EXPECT_EQ(code({"h", "", "gzip"}), "unsupported_media_type");
  EXPECT_EQ(code({"h", "", "", "200-ok"}), "expectation_failed");
}

TEST(RequestHead, LimitsTheTarget) {
  Limits limits;
  limits.uri_bytes = 10;
  Request request;
  EXPECT_TRUE(take_target(request, "/123?a=456", limits));
  EXPECT_EQ(request.query.text("a"), "456");
  EXPECT_EQ(take_target(request, "/123?a=4567", limits).error().code, "uri_too_long");
}

TEST(ResponseHead, AddsLengthAndSecurityHeaders) {
  Response response{200, "{}", "application/json", {{"ETag", "\"3\""}}};
  EXPECT_EQ(response_head(response, {true, false, "D"}),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
            "ETag: \"3\"\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
            "Referrer-Policy: no-referrer\r\n\r\n");
}

TEST(ResponseHead, LetsAHandlerReplaceASecurityHeader) {
  Response response{200, "", "text/html", {{"cache-control", "public, max-age=60"}}};
  const std::string head = response_head(response, {false, false, "D"});
  EXPECT_NE(head.find("cache-control: public"), std::string::npos);
  EXPECT_EQ(head.find("no-store"), std::string::npos);
  EXPECT_NE(head.find("Connection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, GivesNoBodyWithAStatusThatHasNone) {
  Response response{304, "left over", "application/json", {}};
  const std::string head = response_head(response, {true, false, "D"});
  EXPECT_EQ(head.find("\r\nContent-Type"), std::string::npos);
  EXPECT_EQ(head.find("\r\nContent-Length"), std::string::npos);
  EXPECT_TRUE(response.body.empty());
}

TEST(ResponseHead, NeverLetsInputSplitTheResponse) {
  for (const auto& bad : {std::pair<std::string, std::string>{"Location", "/a\r\nSet-Cookie: x"},
                          {"Lo\ncation", "/a"},
                          {"", "x"},
                          {"A", std::string("\0", 1)}}) {
    Response response{201, "{}", "application/json", {bad}};
    const std::string head = response_head(response, {true, false, "D"});
    EXPECT_EQ(head.find("HTTP/1.1 500 "), 0U);
    EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
    EXPECT_TRUE(response.body.empty());
  }
}

TEST(HttpDate, IsTheOneOfTheStandard) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace yijian::http
