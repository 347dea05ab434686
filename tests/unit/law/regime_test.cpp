#include "engine/law/regime.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace yijian::law {
namespace {

constexpr Regime kAll[] = {Regime::licence, Regime::registration, Regime::benefit,
                           Regime::service, Regime::appeal,       Regime::duty};

TEST(Regime, NamesReadBack) {
  for (Regime regime : kAll) EXPECT_EQ(regime_from(name(regime)), regime);
  for (const char* none : {"", "Licence", "license", "permit"}) EXPECT_FALSE(regime_from(none));
}

TEST(Rules, EachIsFoundByItsOwnIdAndSpeaksBothLanguages) {
  std::set<std::string_view> ids;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_EQ(find_rule(rule.id)->title_en, rule.title_en);
    EXPECT_FALSE(rule.title_zh.empty()) << rule.id;
    EXPECT_FALSE(rule.title_en.empty()) << rule.id;
    EXPECT_TRUE(rule.article.empty() || !rule.law.empty()) << rule.id;
  }
  EXPECT_EQ(ids.size(), 52U);
  EXPECT_EQ(find_rule("R-CLOCK-99"), nullptr);
  EXPECT_EQ(find_rule(""), nullptr);
}

// Headings of docs/rules/README.md: "## R-..."; those of the code and of the page are the same.
TEST(Rules, EachHasAHeadingInTheDocuments) {
  std::ifstream page(YIJIAN_SOURCE_DIR "/docs/rules/README.md");
  std::multiset<std::string> headings;
  std::string line;
  while (std::getline(page, line))
    if (line.rfind("## R-", 0) == 0) headings.insert(line.substr(3, line.find(' ', 3) - 3));
  std::multiset<std::string> ids;
  for (const Rule& rule : rules()) ids.emplace(rule.id);
  EXPECT_EQ(headings, ids);
}

TEST(Rules, ALicenceIsBoundByAllAndADutyByAFew) {
  const std::set<std::string_view> of_duty = {
      "R-PHASE-01", "R-PEOPLE-01",   "R-PEOPLE-02", "R-PEOPLE-03", "R-CLOCK-05",   "R-CLOCK-06",
      "R-CLOCK-07", "R-SCHEDULE-01", "R-LATE-01",   "R-LATE-02",   "R-RETRACT-01", "R-IMPORT-01"};
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(binds(rule.id, Regime::licence)) << rule.id;
    EXPECT_TRUE(binds(rule.id, Regime::registration)) << rule.id;
    EXPECT_EQ(binds(rule.id, Regime::duty), of_duty.contains(rule.id)) << rule.id;
    for (Regime regime : {Regime::benefit, Regime::service, Regime::appeal})
      EXPECT_EQ(binds(rule.id, regime), rule.id != "R-DELIVER-01" && rule.id != "R-RENEW-01")
          << rule.id;
  }
}

std::string text(const std::optional<Limit>& limit) { return limit ? format_limit(*limit) : "-"; }

TEST(Ceilings, AreThoseOfTheLawThatApplies) {
  struct Row {
    Regime regime;
    bool thing;
    const char* notice_statutory_extension_delivery;
  };
  const Row rows[] = {
      {Regime::licence, false, "5wd 20wd 10wd 10wd"},
      {Regime::licence, true, "5wd 45wd 15wd 10wd"},
      {Regime::registration, false, "5wd - 3wd 10wd"},
      {Regime::registration, true, "5wd - 15wd 10wd"},
      {Regime::benefit, false, "5wd - - -"},
      {Regime::service, true, "5wd - - -"},
      {Regime::appeal, false, "5wd - - -"},
      {Regime::duty, false, "- - - -"},
  };
  for (const Row& row : rows) {
    const Ceilings c = ceilings(row.regime, row.thing);
    EXPECT_EQ(
        text(c.notice) + " " + text(c.statutory) + " " + text(c.extension) + " " + text(c.delivery),
        row.notice_statutory_extension_delivery)
        << name(row.regime) << row.thing;
  }
  EXPECT_EQ(extension_rank(false), "head");
  EXPECT_EQ(extension_rank(true), "governor");
}

TEST(Remedies, AreToldToEveryPartyAndToNoDuty) {
  for (Regime regime : kAll) EXPECT_EQ(remedies_zh(regime).empty(), regime == Regime::duty);
}

TEST(StopReasons, AreAClosedTable) {
  struct Row {
    const char* name;
    const char* zh;
    int stops;  // 2 every clock, 1 the promise alone, 0 no reason at all
  };
  const Row rows[] = {
      {"", "", 0},
      {"Hearing", "", 0},
      {"correction", "", 0},
      {"holiday", "", 0},
      {"hearing", "听证", 2},
      {"bidding", "招标", 2},
      {"auction", "拍卖", 2},
      {"inspection", "检验", 2},
      {"testing", "检测", 2},
      {"quarantine", "检疫", 2},
      {"appraisal", "鉴定", 2},
      {"expert-review", "专家评审", 2},
      {"deferred-papers", "容缺材料补齐", 1},
      {"payment", "缴费", 1},
  };
  for (const Row& row : rows) {
    const StopReason* reason = find_stop_reason(row.name);
    ASSERT_EQ(reason != nullptr, row.stops > 0) << row.name;
    if (reason == nullptr) continue;
    EXPECT_EQ(reason->zh, row.zh);
    EXPECT_EQ(reason->stops_statutory, row.stops == 2) << row.name;
    EXPECT_EQ(reason->article, row.stops == 2 ? "第四十五条" : "") << row.name;
  }
}

}  // namespace
}  // namespace yijian::law
