// Expressions that would fail or mean nothing are refused when their definition is loaded.
#include <gtest/gtest.h>

#include "engine/base/json.h"
#include "small_world.h"
#include "workflows_on_disk.h"

namespace yijian::definition {
namespace {

constexpr const char* kItem = "mini/workflow.json";
constexpr const char* kThing = "whole/workflow.json";
constexpr const char* kGuard = "'name' in guide.changes";
constexpr const char* kGuardPlace = "/machine/states/submitted/on/accept/0/guard";

// "code pointer", a problem a line.
std::string told(const char* file, std::string_view find, const std::string& replacement) {
  std::string out;
  for (const Problem& problem : load(small_world_with(file, find, replacement)).problems) {
    out += problem.code + " " + problem.pointer + "\n";
    EXPECT_FALSE(problem.message.zh.empty());
    EXPECT_EQ(problem.message.zh.find('{'), std::string::npos) << problem.message.zh;
    EXPECT_TRUE(problem.place.starts_with(std::string(file) + ":")) << problem.place;
  }
  return out;
}

TEST(ExpressionTypes, OfGuardsAreChecked) {
  const std::pair<std::string, std::string> kRows[] = {
      {"guide.changes == 'name'", "cel_never_equal"},
      {"guide.changes + 1 == 2", "cel_type"},
      {"size(case.accepted) > 1", "cel_type"},
      {"size(guide.changes)", "cel_not_bool"},
      {"case.phase", "cel_not_bool"},
      {"case.received < '2025-06-09'", "cel_may_be_absent"},
      {"form.person.name == ''", "cel_may_be_absent"},
      {"has(form.person) && form.person.boss == ''", "cel_may_be_absent"},
      {"form.persn == null", "cel_unknown_field"},
      {"has(guide.chnges)", "cel_unknown_field"},
      {"case.fase == 'draft'", "cel_unknown_field"},
      {"acts.sumbit.by == ''", "cel_unknown_field"},
      {"materials.paln.status == ''", "cel_unknown_field"},
      {"vars.visits > 1", "cel_unknown_field"},
      {"context.visits > 1", "cel_unknown_field"},
      {"facts.credit == 'good'", "cel_unknown_field"},
      {"event.passed", "cel_unknown_field"},
      {"with.days > 1", "cel_unknown_field"},
      {"tables.rows.three.days == ''", "cel_unknown_field"},
      {"clock.due.promised > 5", "cel_type"},
      {"timestamp('soon') > acts.submit.at", "cel_always_fails"},
      {"acts.submit.at.getHours('Asia/Shangai') > 5", "cel_always_fails"},
      {"sise(guide.changes) > 1", "cel_unknown_function"},
      {"size(guide.changes, 1) > 1", "cel_arguments"},
  };
  for (const auto& [guard, code] : kRows)
    EXPECT_EQ(told(kItem, kGuard, guard), code + " " + kGuardPlace + "\n") << guard;
}

TEST(ExpressionTypes, ThatHoldAreNotComplainedOf) {
  for (const std::string guard :
       {"has(form.person) && form.person.name == ''", "!has(form.person) || form.person.name == ''",
        "has(form.person) && has(form.person.boss) && form.person.boss == form.person.name",
        "has(case.received) && case.received < '2025-06-09'", "'name' in guide.changes",
        "acts.submit.by == '' && acts.submit.at < timestamp('2025-06-09T00:00:00Z')",
        "materials.plan.status == 'submitted' && case.stop.days > 5", "applicant.name == ''",
        "parties.exists(p, p.role == 'agent')", "licence.number == 'x' || clock.due.promised == ''",
        "type(form) == map", "tables.rows.one.days == '3wd'", "in_state('submitted')",
        "case.deferred.size() > 0 && size(case.findings) == 0"})
    EXPECT_EQ(told(kItem, kGuard, guard), "") << guard;
}

TEST(ExpressionTypes, AreCheckedWhereverExpressionsStand) {
  const struct {
    const char *file, *find, *replacement, *told;
  } kRows[] = {
      // The cause of an unanswered question is the question.
      {kItem, ", \"default\": []", "", "cel_may_be_unanswered /guide/0\n"},
      {kThing, ", \"default\": []", "", "cel_may_be_unanswered /guide/0\n"},
      {kItem, "{\"type\": \"object\", \"properties\": {",
       "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": "
       "\"integer\"}, \"m\": {\"type\": \"string\", \"when\": \"form.n + 1 > 3\"}, ",
       "cel_mixed_numbers /form/properties/m/when\n"},
      // A field that is required under a condition is there under that condition alone.
      {kItem, "{\"type\": \"object\", \"properties\": {",
       "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": "
       "\"string\", \"when\": \"'name' in guide.changes\"}, \"m\": {\"type\": \"string\", "
       "\"when\": "
       "\"form.n == 'a'\"}, ",
       "cel_may_be_absent /form/properties/m/when\n"},
      {kItem, "{\"type\": \"object\", \"properties\": {",
       "{\"type\": \"object\", \"required\": [\"n\"], \"properties\": {\"n\": {\"type\": "
       "\"string\", \"when\": \"'name' in guide.changes\"}, \"m\": {\"type\": \"string\", "
       "\"when\": "
       "\"'name' in guide.changes && form.n == 'a'\"}, ",
       ""},
      {kItem, "\"materials\": [\"record\"],",
       "\"actions\": [{\"type\": \"assign\", \"params\": {\"x\": \"type(1)\"}}],",
       "cel_not_recordable /machine/states/accepted/on/grant/actions/0/params/x\n"},
      {kItem, "\"materials\": [\"record\"],",
       "\"actions\": [{\"type\": \"assign\", \"params\": {\"x\": \"{1: 2}\"}}],",
       "cel_not_recordable /machine/states/accepted/on/grant/actions/0/params/x\n"},
      {kItem, "\"materials\": [\"record\"],",
       "\"guard\": \"event.passd\", \"fields\": {\"passed\": {\"type\": \"boolean\"}},",
       "cel_unknown_field /machine/states/accepted/on/grant/guard\n"},
      {kItem, "\"materials\": [\"record\"],",
       "\"guard\": \"event.passed\", \"fields\": {\"passed\": {\"type\": \"boolean\"}},", ""},
      {kItem, "\"materials\": [\"record\"],",
       "\"guard\": \"facts.credit\", \"facts\": {\"credit\": {\"from\": \"registry:r\", \"key\": "
       "\"case.id\"}},",
       "cel_may_be_absent /machine/states/accepted/on/grant/guard\n"},
      {kItem, "{\"id\": \"plan\",", "{\"id\": \"plan\", \"when\": \"form.person.name == 'a'\",",
       "cel_may_be_absent /materials/0/when\n"},
      // A thing's form has its items' fields.
      {kThing, kGuard, "has(form.person) && form.person.nme == ''",
       "cel_unknown_field /items/1/when\n"},
      {kThing, kGuard, "has(form.person) && form.person.name == ''", ""},
      {kThing, "\"on\": {\"accept\": \"working\"}",
       "\"on\": {\"accept\": {\"guard\": \"items.third.status == ''\", \"target\": \"working\"}}",
       "cel_unknown_field /machine/states/handling/states/checking/on/accept/guard\n"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(told(row.file, row.find, row.replacement), row.told) << row.replacement;
}

TEST(ExpressionTypes, OfVariablesFollowContextAndAssignments) {
  const auto with = [](const std::string& assigned, const std::string& guard) {
    return told(kItem, "{\"id\": \"m\", \"initial\": \"draft\", \"states\": {\n    \"draft\": {",
                "{\"id\": \"m\", \"context\": {\"n\": 0, \"word\": null}, \"initial\": \"draft\", "
                "\"states\": {\n    \"draft\": {\"entry\": [{\"type\": \"assign\", \"params\": {" +
                    assigned + "}}], \"always\": {\"guard\": \"" + guard +
                    "\", \"target\": \"submitted\"},");
  };
  constexpr const char* kAlways = "/machine/states/draft/always/guard";
  const std::string place = std::string(" ") + kAlways + "\n";
  EXPECT_EQ(with("\"n\": \"vars.n + 1\"", "vars.n == 1 && vars.word == 'a'"), "");
  EXPECT_EQ(with("\"n\": \"vars.n + 1\"", "vars.n == 'a'"), "cel_never_equal" + place);
  EXPECT_EQ(with("\"n\": \"'a'\"", "vars.n == 'a'"), "");
  EXPECT_EQ(with("\"late\": \"1\"", "vars.late == 1"), "cel_may_be_absent" + place);
  EXPECT_EQ(with("\"late\": \"1\"", "has(vars.late) && vars.late == 1"), "");
}

// What a family's other rows would read is folded away before types are looked at.
TEST(ExpressionTypes, LookAtTheBranchOfTheOwnRowAlone) {
  EXPECT_EQ(told("family/workflow.json", "case.accepted",
                 "with.row.id == 'one' ? case.accepted : with.row.id == 'two' && case.accepted"),
            "");
}

TEST(ExpressionTypes, AreNotAskedOfWhatIsPublished) {
  const Library library = load(small_world());
  const Bundle* bundle = library.find("mini");
  ASSERT_NE(bundle, nullptr);
  std::string text = to_json(bundle->source);
  const size_t at = text.find(kGuard);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string_view(kGuard).size(), "form.persn == 1");
  const auto again = compile_bundle(*parse_json(text));
  EXPECT_TRUE(again) << again.error().detail;
}

}  // namespace
}  // namespace yijian::definition
