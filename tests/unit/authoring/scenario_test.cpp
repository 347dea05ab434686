#include "engine/authoring/scenario.h"

#include <gtest/gtest.h>

namespace yijian::authoring {
namespace {

std::string scenario_with(const std::string& given, const std::string& steps,
                          const std::string& more = "") {
  return R"({"title": {"zh": "题", "en": "Title"}, "rule": "R-CLOCK-01", "why": "因",)"
         "\n"
         "\"given\": " +
         given + ",\n\"steps\": " + steps + more + "}";
}

constexpr const char* kGiven = R"({"at": "2025-06-09 09:00", "applicant": "a"})";
constexpr const char* kFile = "permit/scenarios/x.json";

struct ScenarioRow {
  const char* given;
  const char* steps;
  const char* code;
  const char* pointer;
};

TEST(Scenario, EveryFaultIsToldWithItsPlace) {
  const ScenarioRow rows[] = {
      {R"({"applicant": "a"})", R"([{}])", "missing_key", "/given"},
      {R"({"at": "2025-06-09", "applicant": ""})", R"([{}])", "wrong_type", "/given/applicant"},
      {R"({"at": "yesterday", "applicant": "a"})", R"([{}])", "invalid_time", "/given/at"},
      {R"({"at": 5, "applicant": "a"})", R"([{}])", "wrong_type", "/given/at"},
      {R"({"at": "2025-06-09", "applicant": "a", "wf": "x"})", R"([{}])", "unknown_key",
       "/given/wf"},
      {R"({"at": "2025-06-09", "applicant": "a", "form": 7})", R"([{}])", "wrong_type",
       "/given/form"},
      {R"({"at": "2025-06-09", "applicant": "a", "materials": {"m": "lost"}})", R"([{}])",
       "unknown_word", "/given/materials"},
      {R"({"at": "2025-06-09", "applicant": "a", "calendars": ["2025"]})", R"([{}])", "wrong_type",
       "/given/calendars"},
      {R"({"after": "x.json", "form": {}})", R"([{}])", "unknown_key", "/given/form"},
      {R"({"after": "x.json", "applicant": "a", "licences": {}})", R"([{}])", "unknown_key",
       "/given/licences"},
      {kGiven, R"([])", "missing_key", "/steps"},
      {kGiven, R"({})", "wrong_type", "/steps"},
      {kGiven, R"([7])", "wrong_type", "/steps/0"},
      {kGiven, R"([{"dose": "x"}])", "unknown_key", "/steps/0/dose"},
      {kGiven, R"([{"does": 7}])", "wrong_type", "/steps/0/does"},
      {kGiven, R"([{"who": "clerk"}])", "missing_key", "/steps/0/who"},
      {kGiven, R"([{"with": {}}])", "missing_key", "/steps/0/with"},
      {kGiven, R"([{"version": 1}])", "missing_key", "/steps/0/version"},
      {kGiven, R"([{"at": "2025-06-08"}])", "out_of_order", "/steps/0/at"},
      {kGiven, R"([{"at": "2025-06-11"}, {"at": "2025-06-10"}])", "out_of_order", "/steps/1/at"},
      {kGiven, R"([{"then": {"refused": "x"}}])", "missing_key", "/steps/0/then/refused"},
      {kGiven, R"([{"does": "x", "then": {"names": ["a"]}}])", "missing_key",
       "/steps/0/then/names"},
      {kGiven, R"([{"then": {"phases": "draft"}}])", "unknown_key", "/steps/0/then/phases"},
      {kGiven, R"([{"then": {"phase": "drafted"}}])", "wrong_type", "/steps/0/then/phase"},
      {kGiven, R"([{"then": {"due": "2025-06-09"}}])", "wrong_type", "/steps/0/then/due"},
      {kGiven, R"([{"then": {"due": {"notice": "09.06.2025"}}}])", "wrong_type",
       "/steps/0/then/due/notice"},
      {kGiven, R"([{"then": {"since": {"agreed": "2025-06-09"}}}])", "unknown_word",
       "/steps/0/then/since/agreed"},
      {kGiven, R"([{"then": {"light": {"promised": "orange"}}}])", "wrong_type",
       "/steps/0/then/light/promised"},
      {kGiven, R"([{"then": {"used": {"promised": -1}}}])", "wrong_type",
       "/steps/0/then/used/promised"},
      {kGiven, R"([{"then": {"events": []}}])", "wrong_type", "/steps/0/then/events"},
      {kGiven, R"([{"then": {"provisional": {"promised": "yes"}}}])", "wrong_type",
       "/steps/0/then/provisional/promised"},
  };
  for (const ScenarioRow& row : rows) {
    const Result<Scenario> scenario = parse_scenario(scenario_with(row.given, row.steps), kFile);
    ASSERT_FALSE(scenario) << row.steps << row.given;
    const Error& error = scenario.error();
    EXPECT_EQ(error.code, "invalid_scenario");
    ASSERT_FALSE(error.faults.empty());
    EXPECT_EQ(error.faults[0].code, row.code) << row.steps << row.given;
    EXPECT_EQ(error.faults[0].pointer, row.pointer) << row.steps << row.given;
  }
}

TEST(Scenario, AFaultHasTheLineAndColumnOfItsKeysValue) {
  const Result<Scenario> scenario =
      parse_scenario(scenario_with(kGiven, R"([{"dose": "x"}])"), kFile);
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().place, "permit/scenarios/x.json:3:20");
}

TEST(Scenario, ARuleThatTheLawsTableDoesNotHaveIsRefusedWithItsPlace) {
  const std::string sound = scenario_with(kGiven, R"([{}])");
  ASSERT_TRUE(parse_scenario(sound, kFile));
  for (const char* rule : {"R-CLOCK-99", "r-clock-01", "R-CLOCK-01 ", ""}) {
    std::string text = sound;
    text.replace(text.find("R-CLOCK-01"), 10, rule);
    const Result<Scenario> scenario = parse_scenario(text, kFile);
    ASSERT_FALSE(scenario) << rule;
    ASSERT_EQ(scenario.error().faults.size(), 1U) << rule;
    EXPECT_EQ(scenario.error().faults[0].code, "unknown_rule") << rule;
    EXPECT_EQ(scenario.error().faults[0].pointer, "/rule") << rule;
    EXPECT_EQ(scenario.error().place, "permit/scenarios/x.json:1:47") << rule;
  }
}

TEST(Scenario, SeveralFaultsAreAllTold) {
  const Result<Scenario> scenario = parse_scenario(
      R"({"title": "x", "given": {"at": 1}, "steps": [{"a": 1, "b": 2}], "z": 0})", kFile);
  ASSERT_FALSE(scenario);
  EXPECT_GE(scenario.error().faults.size(), 7U);
}

TEST(Scenario, WhatIsNoJsonIsRefusedWithItsPlace) {
  const Result<Scenario> scenario = parse_scenario("{\"title\": }", kFile);
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error().code, "malformed_json");
}

TEST(Scenario, ReadsWhatItNames) {
  const Result<Scenario> scenario = parse_scenario(
      scenario_with(
          R"({"at": "2025-06-09 09:00", "applicant": "a", "calendars": [2025], "declined": ["x"],
              "materials": {"m": "promised"}, "form": "f"})",
          R"([{"at": "2025-06-10", "case": "seal", "who": "clerk@d/li", "does": ["a", "b"],
               "with": {"k": 1}, "opinion": "好", "version": 3,
               "then": {"phase": "draft", "due": {"p": "2025-06-12", "s": "2025-06-13"},
                        "licence": null}}])"),
      kFile);
  ASSERT_TRUE(scenario) << scenario.error().detail;
  EXPECT_EQ(scenario->folder, "permit");
  EXPECT_EQ(scenario->given.materials[0].second, "promised");
  const ScenarioStep& step = scenario->steps[0];
  EXPECT_EQ(step.does, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(step.version, 3);
  ASSERT_EQ(step.then.size(), 4U);
  EXPECT_EQ(step.then[1].key, "due");
  EXPECT_EQ(step.then[1].name, "p");
  EXPECT_EQ(step.then[1].pointer, "/steps/0/then/due/p");
}

}  // namespace
}  // namespace yijian::authoring
