// The schema that an editor reads and the parser that the runner uses say the same of every step
// and expectation that there is.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/authoring/scenario.h"
#include "engine/law/regime.h"
#include "tests/unit/authoring/json_schema.h"

namespace yijian::authoring {
namespace {

namespace fs = std::filesystem;
const fs::path kSource = YIJIAN_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

JsonSchema schema() {
  return JsonSchema(*parse_json(read(kSource / "workflows/schema/scenario.schema.json")));
}

std::string scenario(const std::string& given, const std::string& step) {
  return R"({"$schema": "s", "title": {"zh": "题", "en": "T"}, "rule": "R-CLOCK-01", "why": "因",
             "given": )" +
         given + R"(, "steps": [)" + step + "]}";
}

// The value with the key set, or without it.
std::string with(const std::string& key, const std::string& json) {
  return key.empty() ? "" : ", \"" + key + "\": " + json;
}

std::string in_given(const std::string& key, const std::string& json) {
  return scenario(R"({"at": "2025-06-09 09:00", "applicant": "a")" + with(key, json) + "}", "{}");
}
std::string in_step(const std::string& key, const std::string& json) {
  const std::set<std::string> of_acts = {"who", "with", "opinion", "version", "effective", "late"};
  const std::string act = key == "late" ? R"("does": "x", "effective": "2025-06-09 08:00")"
                          : of_acts.contains(key) ? R"("does": "x")"
                                                  : R"("case": "c")";
  return scenario(R"({"at": "2025-06-09 09:00", "applicant": "a"})",
                  "{" + (key == "case" ? "\"case\": " + json : act + with(key, json)) + "}");
}
std::string in_then(const std::string& key, const std::string& json) {
  const std::string more = key == "names" || key == "why" ? R"(, "refused": "x")" : "";
  return scenario(R"({"at": "2025-06-09 09:00", "applicant": "a"})",
                  R"({"does": "x", "then": {")" + key + "\": " + json + more + "}}");
}

struct ScenarioSchemaRow {
  const char* key;
  std::vector<const char*> good, bad;
};

class ScenarioSchema : public testing::Test {
 protected:
  void judge(const std::string& text, bool expected) const {
    const Result<Value> json = parse_json(text);
    ASSERT_TRUE(json) << text;
    const Result<Scenario> parsed = parse_scenario(text, "permit/scenarios/x.json");
    EXPECT_EQ(schema_.accepts(*json), expected) << "schema: " << text;
    EXPECT_EQ(parsed.has_value(), expected)
        << "parser: " << text << (parsed ? "" : parsed.error().detail);
  }
  // Every row's values through both, and no key of the schema without a row.
  void judge_rows(const std::vector<ScenarioSchemaRow>& rows,
                  std::string (*place)(const std::string&, const std::string&),
                  std::string_view properties, std::set<std::string> elsewhere = {}) const {
    for (const ScenarioSchemaRow& row : rows) {
      EXPECT_FALSE(row.good.empty()) << row.key;
      for (const char* json : row.good) judge(place(row.key, json), true);
      for (const char* json : row.bad) judge(place(row.key, json), false);
      elsewhere.insert(row.key);
    }
    for (const Map::Entry& entry : schema_.at(properties).map())
      EXPECT_TRUE(elsewhere.contains(entry.name())) << entry.name() << " is tried by no row";
  }

  JsonSchema schema_ = schema();
};

TEST_F(ScenarioSchema, SaysOfEveryKeyOfGivenWhatTheParserSays) {
  judge_rows({{"workflow", {R"("w")"}, {"7", R"(["w"])"}},
              {"calendars", {"[2025]", "[]"}, {"2025", R"(["2025"])", "[25]"}},
              {"guide", {R"({"a": 1})"}, {"[]", R"("x")"}},
              {"form", {R"("f")", "{}"}, {"7", "[]"}},
              {"materials", {R"({"m": "submitted", "n": "promised"})"}, {R"({"m": "lost"})", "[]"}},
              {"licences", {R"({"business": {}})"}, {"[]", R"("business")"}},
              {"registries", {R"({"r": {}})"}, {"[]"}},
              {"declined", {R"(["a"])", R"("a")"}, {"7", "[7]"}}},
             in_given, "/properties/given/properties", {"at", "applicant", "after"});
  for (const char* given : {R"({"after": "x.json"})", R"({"after": "x.json", "applicant": "a"})",
                            R"({"after": "x.json", "applicant": "a", "guide": {}, "form": {}})",
                            R"({"after": "x.json", "applicant": "a"})",
                            R"({"after": "x.json", "applicant": "a", "guide": {}, "form": {}})",
                            R"({"at": "2025-06-09"})", R"({"at": "2025-06-09", "applicant": "a"})",
                            R"({"at": "2025-06-09T09:00:00+08:00", "applicant": "a"})"})
    judge(scenario(given, "{}"), true);
  for (const char* given :
       {"{}", R"({"applicant": "a"})", R"({"at": "yesterday", "applicant": "a"})",
        R"({"at": "2025-06-09", "applicant": ""})", R"({"after": "x.json", "guide": {}})",
        R"({"after": "x.json", "applicant": "a", "registries": {}})", R"({"after": 7})",
        R"({"after": "x.json", "at": "2025-06-09", "applicant": "a"})"})
    judge(scenario(given, "{}"), false);
  judge(in_given("answer", "1"), false);
}

TEST_F(ScenarioSchema, SaysOfEveryKeyOfAStepWhatTheParserSays) {
  judge_rows({{"answer",
               {R"({"invoke": "i", "data": null})", R"([{"invoke": "i", "error": "down"}])"},
               {R"({"invoke": "i"})", R"({"data": 1})", "[]", "7",
                R"({"invoke": "i", "data": 1, "error": "down"})"}},
              {"at", {R"("2025-06-10")", R"("2025-06-10 09:00")"}, {"7", R"("tomorrow")"}},
              {"calendars", {"[2026]"}, {R"("2026")", "[3]"}},
              {"case", {R"("seal")"}, {"7"}},
              {"who", {R"("clerk@d/li")"}, {"7", R"(["clerk"])"}},
              {"does", {R"("x")", R"(["x", "y"])"}, {"7", "[7]"}},
              {"with", {R"({"k": 1})"}, {"[]", R"("k")"}},
              {"opinion", {R"("好")", R"("")"}, {"7"}},
              {"effective", {R"("2025-06-09 08:00")"}, {"7", R"("noon")"}},
              {"late",
               {R"({"reason": "a", "evidence": "b"})"},
               {"7", R"({"reason": 1})", R"({"reason": "a", "confirmedBy": "b"})"}},
              {"version", {"3"}, {R"("3")"}},
              {"registries", {R"({"credit": {}})"}, {"[]"}}},
             in_step, "/$defs/step/properties", {"then"});
  for (const char* key : {"answer", "started", "dose"}) judge(in_step(key, R"("x")"), false);
  const std::string given = R"({"at": "2025-06-09", "applicant": "a"})";
  for (const char* lonely : {R"({"who": "clerk"})", R"({"with": {}})", R"({"opinion": "好"})",
                             R"({"version": 1})", R"({"then": {"refused": "x"}})"})
    judge(scenario(given, lonely), false);
}

TEST_F(ScenarioSchema, SaysOfEveryExpectationWhatTheParserSays) {
  judge_rows({{"phase", {R"("draft")", R"("revoked")"}, {R"("drafted")", "null"}},
              {"state", {R"("a.b")", R"(["a", "b"])"}, {"7", "[]", "null"}},
              {"outcome", {R"("granted")"}, {"null", R"("")", "7"}},
              {"tasks", {R"({"x": "clerk"})"}, {R"({"x": null})", R"("clerk")"}},
              {"due", {R"({"p": "2025-06-09"})"}, {R"({"p": "9.6.2025"})", R"({"p": null})"}},
              {"provisional", {R"({"p": true})"}, {"true", R"({"p": "yes"})"}},
              {"used", {R"({"p": 0})"}, {R"({"p": -1})", R"({"p": "1"})", "1"}},
              {"light", {R"({"p": "red"})"}, {R"({"p": "orange"})", R"({"p": null})"}},
              {"since",
               {R"({"accepted": "2025-06-09"})"},
               {R"({"agreed": "2025-06-09"})", "{\"draft\": 1}"}},
              {"items", {R"({"seal": "waiting"})"}, {R"({"seal": null})", "[]"}},
              {"cases", {R"({"verification": "w"})"}, {R"({"verification": null})"}},
              {"started", {"0", "2"}, {"-1", R"("2")", R"(["supervision"])"}},
              {"documents",
               {R"(["a"])", R"([{"id": "a", "says": ["x"]}])",
                R"(["a", {"id": "b", "says": ["x", "y"]}])"},
               {"[]", R"("a")", "[7]", R"([{"id": "a"}])", R"([{"says": ["x"]}])",
                R"([{"id": "a", "says": []}])", R"([{"id": "a", "says": "x"}])",
                R"([{"id": "a", "says": [""]}])", R"([{"id": "a", "says": [7]}])",
                R"([{"id": "", "says": ["x"]}])", R"([{"id": "a", "says": ["x"], "not": ["y"]}])"}},
              {"licence", {R"("business")", "null"}, {"7", "[]"}},
              {"credit", {R"("barred")"}, {"null", R"("")"}},
              {"events", {R"(["moved"])"}, {"[]", R"("moved")"}},
              {"refused", {R"("four_eyes")"}, {"null", R"("")"}},
              {"names", {R"(["officers"])"}, {"[]", R"("officers")"}},
              {"why", {R"(["deferred_open"])"}, {"[]", R"("deferred_open")"}}},
             in_then, "/$defs/then/properties");
  judge(scenario(R"({"at": "2025-06-09", "applicant": "a"})",
                 R"({"does": "x", "then": {"names": ["a"]}})"),
        false);
  judge(scenario(R"({"at": "2025-06-09", "applicant": "a"})",
                 R"({"does": "x", "then": {"why": ["a"]}})"),
        false);
}

TEST_F(ScenarioSchema, KnowsTheRulesOfTheLawsTableAndNoOther) {
  List rules;
  for (const law::Rule& rule : law::rules()) rules.emplace_back(rule.id);
  EXPECT_EQ(schema_.at("/properties/rule/enum"), Value(rules));
}

TEST_F(ScenarioSchema, AcceptsEveryShippedScenario) {
  size_t seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "workflows")) {
    if (entry.path().parent_path().filename() != "scenarios") continue;
    ++seen;
    EXPECT_TRUE(schema_.accepts(*parse_json(read(entry.path())))) << entry.path();
  }
  EXPECT_GE(seen, 26U);
}

TEST_F(ScenarioSchema, IsWhatTheGuideForIntegratorsLists) {
  const std::string guide = read(kSource / "docs/definitions.md");
  const size_t at = guide.find("`then` compares only what it names: `");
  ASSERT_NE(at, std::string::npos);
  const size_t first = guide.find('`', guide.find(": `", at)) + 1;
  std::istringstream listed(guide.substr(first, guide.find('`', first) - first));
  std::set<std::string> documented, known;
  for (std::string word; listed >> word;) documented.insert(word);
  for (const Map::Entry& entry : schema_.at("/$defs/then/properties").map())
    known.insert(entry.name());
  EXPECT_EQ(documented, known);
}

}  // namespace
}  // namespace yijian::authoring
