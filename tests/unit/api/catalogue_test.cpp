// GET /v1/catalogue: what can be applied for, by whom, where, when.
#include <set>

#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

std::set<std::string> entries(const Reply& reply) {
  std::set<std::string> ids;
  EXPECT_EQ(reply.status(), 200) << reply.response.body;
  const Value* list = reply.body.find("entries");
  EXPECT_NE(list, nullptr);
  if (list == nullptr) return ids;
  for (const Value& entry : list->list()) ids.insert(entry.text("id"));
  EXPECT_EQ(reply.at("/counts/total"), std::to_string(ids.size()));
  return ids;
}

TEST(Catalogue, ListsWhatIsFiledByHandAndNothingElse) {
  Office office;
  const std::set<std::string> all = entries(office.get("tea", "/v1/catalogue"));
  EXPECT_TRUE(all.contains("enterprise-info-change"));
  EXPECT_TRUE(all.contains("registration-change"));
  EXPECT_FALSE(all.contains("supervision")) << "the office's own";
  EXPECT_FALSE(all.contains("subsidy-without-application")) << "the office begins it";
}

TEST(Catalogue, AnswersForAudienceChannelAndDepartment) {
  Office office;
  const std::set<std::string> all = entries(office.get("tea", "/v1/catalogue"));
  const auto persons = entries(office.get("tea", "/v1/catalogue?audience=person"));
  EXPECT_TRUE(persons.contains("work-permit-and-card"));
  EXPECT_TRUE(persons.contains("registration-change")) << "no audience is both";
  EXPECT_FALSE(persons.contains("enterprise-info-change"));
  const auto kiosk = entries(office.get("tea", "/v1/catalogue?channel=kiosk"));
  EXPECT_EQ(kiosk, (std::set<std::string>{"enterprise-info-change", "registration-change"}));
  const auto hotline = entries(office.get("tea", "/v1/catalogue?department=hotline"));
  EXPECT_EQ(hotline, std::set<std::string>{"hotline-clue"});
  EXPECT_LT(persons.size(), all.size());
}

TEST(Catalogue, CountsWhatADistrictIsAskedFor) {
  Office office;
  const Reply kiosk = office.get("tea", "/v1/catalogue?channel=kiosk");
  EXPECT_EQ(kiosk.at("/counts/total"), "2");
  EXPECT_EQ(kiosk.at("/counts/integrated"), "1");
  EXPECT_EQ(kiosk.at("/counts/mobile"), "2");
  EXPECT_EQ(kiosk.at("/counts/commitment"), "0");
  const Reply fire = office.get("tea", "/v1/catalogue?department=fire-rescue");
  EXPECT_NE(fire.at("/counts/commitment"), "0") << fire.response.body;
}

TEST(Catalogue, RefusesWhatItCannotUnderstand) {
  Office office;
  for (const char* bad : {"audience=dogs", "on=tomorrow", "on=2025-02-30"})
    EXPECT_EQ(office.get("tea", std::string("/v1/catalogue?") + bad).code(), "bad_request") << bad;
  EXPECT_EQ(office.get("", "/v1/catalogue").status(), 401);
}

}  // namespace
}  // namespace yijian::api
