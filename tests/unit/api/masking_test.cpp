// Personal values: whole for whoever handles the case, masked for other staff, absent for the rest.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

enum class Sight { whole, masked, none };
struct Viewer {
  const char* who;
  Sight thing;         // of market-regulation
  Sight registration;  // its item, of market-regulation
  Sight tax;           // its item, of tax
};
constexpr Viewer kViewers[] = {
    {"tea", Sight::whole, Sight::whole, Sight::whole},
    {"grocer", Sight::none, Sight::none, Sight::none},
    {"wang", Sight::none, Sight::none, Sight::none},
    {"clerk@market-regulation", Sight::whole, Sight::whole, Sight::masked},
    {"reviewer@market-regulation", Sight::whole, Sight::whole, Sight::masked},
    {"approver@market-regulation", Sight::whole, Sight::whole, Sight::masked},
    {"head@market-regulation", Sight::whole, Sight::whole, Sight::masked},
    {"clerk@nowhere", Sight::masked, Sight::masked, Sight::masked},
    {"clerk@tax", Sight::masked, Sight::masked, Sight::whole},
    {"reviewer@tax", Sight::masked, Sight::masked, Sight::whole},
    {"reviewer@public-security", Sight::masked, Sight::masked, Sight::masked},
    {"clerk@fire-rescue", Sight::masked, Sight::masked, Sight::masked},
    {"reviewer@fire-rescue", Sight::masked, Sight::masked, Sight::masked},
    {"governor", Sight::whole, Sight::whole, Sight::whole},
    {"supervisor", Sight::whole, Sight::whole, Sight::whole},
    {"auditor", Sight::masked, Sight::masked, Sight::masked},
    {"system", Sight::masked, Sight::masked, Sight::masked},
    {"account-bank", Sight::masked, Sight::masked, Sight::masked},
    {"integrator", Sight::none, Sight::none, Sight::none},
    {"admin", Sight::none, Sight::none, Sight::none}};

// What is personal in the world's cases: names, ids, phones, opinions, licences.
constexpr const char* kPersonal[] = {"张三", "420111199001010010", "13900000001", "02787654321",
                                     "情况属实"};

bool tells(const Reply& reply) {
  for (const char* value : kPersonal)
    if (reply.response.body.find(value) != std::string::npos) return true;
  return false;
}

void expect_sight(const Reply& reply, Sight sight, const std::string& what) {
  EXPECT_EQ(reply.status(), sight == Sight::none ? 404 : 200) << what;
  EXPECT_EQ(tells(reply), sight == Sight::whole) << what << ": " << reply.response.body;
  const bool masked = reply.response.body.find("\"***\"") != std::string::npos;
  EXPECT_EQ(masked, sight == Sight::masked) << what << ": " << reply.response.body;
}

TEST(Masking, CasesAndTimelinesShowWhatTheViewerMaySee) {
  Office office;
  const std::string item = office.granted_registration();
  const std::string thing = item.substr(0, item.rfind('.'));
  ASSERT_EQ(std::size(kViewers), everybody().size()) << "everybody looks";
  for (const Viewer& viewer : kViewers)
    for (const auto& [id, sight] :
         {std::pair(thing, viewer.thing), std::pair(item, viewer.registration),
          std::pair(thing + ".tax", viewer.tax)})
      for (const char* view : {"", "/timeline"})
        expect_sight(office.get(viewer.who, "/v1/cases/" + id + view), sight,
                     std::string(viewer.who) + " " + id + view);
}

TEST(Masking, EachPersonalPlaceOfACaseIsHidden) {
  Office office;
  const std::string item = office.granted_registration();
  const struct {
    const char* pointer;
    const char* whole;
    const char* masked;
  } rows[] = {{"/form/enterprise/legalPerson/name", "张三", "***"},
              {"/form/enterprise/legalPerson/id", "420111199001010010", "***"},
              {"/form/enterprise/legalPerson/phone", "13900000001", "***"},
              {"/form/enterprise/name", "武汉红山茶饮有限公司", "武汉红山茶饮有限公司"},
              {"/form/change/name", "武汉红山新茶饮有限公司", "武汉红山新茶饮有限公司"},
              {"/parties/0/name", "武汉红山茶饮有限公司", "武汉红山茶饮有限公司"},
              {"/parties/0/id", kTeaUscc, kTeaUscc},
              {"/parties/0/phone", "02787654321", "***"},
              {"/licences/business/data/legalPerson", "张三", "absent"},
              {"/licences/business/act", "change", "change"},
              {"/outcome", "granted", "granted"}};
  const Reply whole = office.get(kWindow, "/v1/cases/" + item);
  const Reply masked = office.get("auditor", "/v1/cases/" + item);
  for (const auto& row : rows) {
    EXPECT_EQ(whole.at(row.pointer), row.whole) << row.pointer;
    EXPECT_EQ(masked.at(row.pointer), row.masked) << row.pointer;
  }
  EXPECT_EQ(masked.at("/licences/business/data"), "***");
}

TEST(Masking, AnEndedLicenceIsShownWithItsDayAndItsContentHidden) {
  Office office;
  const std::string item = office.granted_registration();
  const std::string thing = item.substr(0, item.rfind('.'));
  EXPECT_EQ(office.get(kWindow, "/v1/cases/" + thing).at("/endedLicences"), "absent");
  const Reply revoked = office.act("head@market-regulation", item,
                                   Map{{"action", "revoke"},
                                       {"data", Map{{"ground", "行政许可法第六十九条"}}},
                                       {"opinion", "提交虚假材料"}});
  ASSERT_EQ(revoked.status(), 200) << revoked.response.body;
  const Reply whole = office.get(kWindow, "/v1/cases/" + thing);
  EXPECT_EQ(whole.at("/endedLicences/business/case"), item);
  EXPECT_EQ(whole.at("/endedLicences/business/since"), "2025-06-09");
  EXPECT_EQ(whole.at("/endedLicences/business/data/legalPerson"), "张三");
  EXPECT_EQ(office.get("auditor", "/v1/cases/" + thing).at("/endedLicences/business/data"), "***");
}

// A person: name and id of the party and of whoever acted are personal too.
TEST(Masking, APersonWhoFilesIsHiddenInPartiesAndAsActor) {
  Office office;
  const Map filing{{"workflow", "fire-safety-check"},
                   {"channel", "web"},
                   {"parties", List{Map{{"role", "applicant"},
                                        {"type", "person"},
                                        {"name", "王五"},
                                        {"id", kWangId},
                                        {"phone", "13900000002"}}}}};
  const Reply opened = office.post("wang", "/v1/cases", filing);
  ASSERT_EQ(opened.status(), 201) << opened.response.body;
  const std::string path = "/v1/cases/" + opened.body.text("id");
  const Reply seen = office.get("reviewer@tax", path);
  for (const char* member : {"name", "id", "phone"})
    EXPECT_EQ(seen.at(std::string("/parties/0/") + member), "***") << member;
  EXPECT_EQ(office.get("reviewer@fire-rescue", path).at("/parties/0/name"), "王五");
  const Reply hidden = office.get("reviewer@tax", path + "/timeline");
  EXPECT_EQ(hidden.at("/steps/0/actor/name"), "***");
  EXPECT_EQ(hidden.at("/steps/0/actor/id"), "absent");
  EXPECT_EQ(hidden.response.body.find("name of wang"), std::string::npos);
  EXPECT_EQ(hidden.response.body.find(kWangId), std::string::npos);
  EXPECT_EQ(office.get("wang", path + "/timeline").at("/steps/0/actor/name"), "name of wang");
}

TEST(Masking, ListsShowNothingPersonalToAnybody) {
  Office office;
  office.granted_registration();
  for (const std::string& who : everybody())
    for (const char* path : {"/v1/cases", "/v1/tasks?scope=all"}) {
      const Reply reply = office.get(who, path);
      EXPECT_EQ(reply.status(), 200) << who;
      EXPECT_FALSE(tells(reply)) << who << path;
    }
}

// The proof is the same for everyone: masking changes what is shown, never the chain.
TEST(Masking, HashesAreTheSameForAll) {
  Office office;
  const std::string item = office.granted_registration();
  const Reply whole = office.get(kWindow, "/v1/cases/" + item + "/timeline");
  const Reply masked = office.get("auditor", "/v1/cases/" + item + "/timeline");
  const size_t steps = whole.body.find("steps")->list().size();
  ASSERT_EQ(steps, masked.body.find("steps")->list().size());
  for (size_t i = 0; i < steps; ++i) {
    const std::string at = "/steps/" + std::to_string(i) + "/hash";
    EXPECT_EQ(whole.at(at), masked.at(at));
  }
  EXPECT_EQ(whole.at("/steps/" + std::to_string(steps - 1) + "/hash"), whole.at("/hash"));
}

}  // namespace
}  // namespace yijian::api
