// POST /v1/clock/advance, and the lights that change with it.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

constexpr const char* kAdvance = "/v1/clock/advance";

TEST(Clock, ItIsMovedOnlyWhereItIsManual) {
  Office office(false);
  const Reply reply = office.post("admin", kAdvance, Map{{"by", "1wd"}});
  EXPECT_EQ(reply.status(), 409);
  EXPECT_EQ(reply.code(), "clock_not_manual");
  EXPECT_EQ(office.get("", "/readyz").at("/now"), "2025-06-09T09:00:00.000+08:00");
}

TEST(Clock, ByKeepsTheTimeOfDayAndToNamesTheInstant) {
  const struct {
    const char* key;
    const char* value;
    const char* now;
  } rows[] = {{"by", "0wd", "2025-06-09T09:00:00.000+08:00"},
              {"by", "1wd", "2025-06-10T09:00:00.000+08:00"},
              {"by", "5wd", "2025-06-17T09:00:00.000+08:00"},
              {"by", "3d", "2025-06-20T09:00:00.000+08:00"},
              {"by", "1mo", "2025-07-20T09:00:00.000+08:00"},
              {"by", "36h", "2025-07-21T21:00:00.000+08:00"},
              {"by", "10m", "2025-07-21T21:10:00.000+08:00"},
              {"to", "2025-07-22T08:00:00+08:00", "2025-07-22T08:00:00.000+08:00"},
              {"to", "2025-07-22T01:00:00Z", "2025-07-22T09:00:00.000+08:00"},
              {"by", "5wd", "2025-07-29T09:00:00.000+08:00"}};
  Office office;
  for (const auto& row : rows) {
    const Reply reply = office.post("admin", kAdvance, Map{{row.key, row.value}});
    EXPECT_EQ(reply.status(), 200) << row.value << reply.response.body;
    EXPECT_EQ(reply.at("/now"), row.now) << row.value;
  }
}

TEST(Clock, BadMovesAreRefusedAndMoveNothing) {
  const struct {
    Value body;
    const char* code;
    const char* pointer;
  } rows[] = {{Map{}, "invalid_data", "/by"},
              {Map{{"by", "soon"}}, "invalid_data", "/by"},
              {Map{{"by", 5}}, "invalid_data", "/by"},
              {Map{{"by", "-1wd"}}, "invalid_data", "/by"},
              {Map{{"by", "99999999wd"}}, "invalid_data", "/by"},
              {Map{{"to", 5}}, "invalid_data", "/to"},
              {Map{{"to", "tomorrow"}}, "invalid_time", "/to"},
              {Map{{"to", "2025-02-30T09:00"}}, "invalid_time", "/to"},
              {Map{{"to", "2020-01-01T09:00"}}, "invalid_time", "absent"},
              {Map{{"by", "1wd"}, {"to", "2025-07-01T09:00"}}, "invalid_data", "/by"},
              {Map{{"at", "x"}}, "invalid_data", "/at"}};
  Office office;
  for (const auto& row : rows) {
    const Reply reply = office.post("admin", kAdvance, row.body);
    EXPECT_EQ(reply.status(), 422) << to_json(row.body) << reply.response.body;
    EXPECT_EQ(reply.code(), row.code) << to_json(row.body);
    EXPECT_EQ(reply.at("/errors/0/pointer"), row.pointer) << to_json(row.body);
  }
  EXPECT_EQ(office.get("", "/readyz").at("/now"), "2025-06-09T09:00:00.000+08:00");
}

// A promise of three working days from 9 June 2025: yellow on its last day, red behind it.
TEST(Clock, TheLightChangesWithTheDays) {
  Office office;
  const std::string id = office.accepted();
  const auto light = [&] {
    const Reply shown = office.get(kWindow, "/v1/cases/" + id);
    EXPECT_EQ(office.get(kWindow, "/v1/cases?workflow=enterprise-info-change").at("/cases/0/light"),
              shown.at("/clocks/promised/light"));
    return shown.at("/clocks/promised/light") + " " + shown.at("/clocks/promised/used");
  };
  const struct {
    const char* to;
    const char* light;  // and the days used
  } rows[] = {
      {"2025-06-09T23:59:59.999+08:00", "green 0"},  {"2025-06-11T09:00:00+08:00", "green 1"},
      {"2025-06-11T23:59:59.999+08:00", "green 1"},  {"2025-06-12T00:00:00+08:00", "yellow 2"},
      {"2025-06-12T23:59:59.999+08:00", "yellow 2"}, {"2025-06-13T00:00:00+08:00", "red 3"}};
  for (const auto& row : rows) {
    ASSERT_EQ(office.post("admin", kAdvance, Map{{"to", row.to}}).status(), 200);
    EXPECT_EQ(light(), row.light) << row.to;
  }
}

// 行政许可法 第三十二条: silence of five working days accepts.
TEST(Clock, DueTimersFireOnTheWay) {
  Office office;
  const std::string id = office.submitted();
  office.advance("5wd");
  EXPECT_EQ(office.get(kWindow, "/v1/cases/" + id).at("/phase"), "submitted");
  office.advance("1wd");
  const Reply shown = office.get(kWindow, "/v1/cases/" + id);
  EXPECT_EQ(shown.at("/phase"), "accepted");
  EXPECT_EQ(shown.at("/accepted"), "2025-06-09T09:00:00.000+08:00");
  const Reply timeline = office.get("auditor", "/v1/cases/" + id + "/timeline");
  std::vector<std::string> fired;
  for (const Value& step : timeline.body.find("steps")->list())
    if (step.text("command") == "wake") {
      EXPECT_EQ(step.find("actor"), nullptr) << "the engine, nobody";
      fired.push_back(step.text("effective"));
    }
  EXPECT_EQ(fired, (std::vector<std::string>{
                       "2025-06-14T00:00:00.000+08:00", "2025-06-17T00:00:00.000+08:00",
                       "2025-06-17T00:00:00.000+08:00", "2025-06-17T00:00:00.000+08:00"}))
      << "findings, with nothing to gather; the notice; the promise, warned and passed by then";
}

}  // namespace
}  // namespace yijian::api
