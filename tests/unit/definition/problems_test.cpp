// Broken definitions: each is a good one with one thing changed, and gives one problem there.
#include <gtest/gtest.h>

#include <algorithm>

#include "small_world.h"
#include "workflows_on_disk.h"

namespace yijian::definition {
namespace {

TEST(SmallWorld, IsGood) { EXPECT_EQ(listed(load(small_world()).problems), ""); }

struct ProblemsRow {
  const char *file, *find, *replacement;
  const char *code, *pointer;  // where the problem is told, in `file` unless it says "file#pointer"
};

constexpr const char* kMini = "mini/workflow.json";
constexpr const char* kFamily = "family/workflow.json";
constexpr const char* kWhole = "whole/workflow.json";
constexpr const char* kCheck = "recheck/workflow.json";
constexpr const char* kPlain = "templates/plain.json";
constexpr const char* kDictionary = "shared/dictionary.json";

void expect_one(const ProblemsRow& row) {
  const Library library = load(small_world_with(row.file, row.find, row.replacement));
  std::string file = row.file, pointer = row.pointer;
  if (const size_t hash = pointer.find('#'); hash != std::string::npos && hash > 0) {
    file = pointer.substr(0, hash);
    pointer = pointer.substr(hash + 1);
  }
  const std::vector<Problem>& told = library.problems;
  ASSERT_EQ(told.size(), 1U) << row.replacement << "\n" << listed(library.problems);
  EXPECT_EQ(told[0].code, row.code) << row.replacement << "\n" << listed(told);
  EXPECT_EQ(told[0].pointer, pointer) << row.replacement << "\n" << listed(told);
  EXPECT_TRUE(told[0].place.starts_with(file + ":")) << told[0].place;
  EXPECT_FALSE(told[0].message.zh.empty());
  EXPECT_FALSE(told[0].message.en.empty());
}

TEST(Problems, OfShapeAreToldWithTheirPointer) {
  const ProblemsRow kRows[] = {
      {kMini, "\"department\"", "\"departmnt\": 1, \"department\"", "unknown_key", "/departmnt"},
      {kMini, "\"department\": \"d\",", "", "missing_key", ""},
      {kMini, "\"version\": \"1.0.0\"", "\"version\": \"1\"", "invalid_value", "/version"},
      {kMini, "\"kind\": \"item\"", "\"kind\": \"itm\"", "invalid_value", "/kind"},
      {kCheck, "\"id\": \"recheck\"", "\"id\": \"Recheck\"", "invalid_value", "/id"},
      {kMini, "\"department\"", "\"access\": \"secret\", \"department\"", "invalid_value",
       "/access"},
      {kMini, "\"department\"",
       "\"channels\": [\"web\"], \"catalogue\": {\"audience\": [\"persons\"]}, \"department\"",
       "invalid_value", "/catalogue/audience/0"},
      {kMini, "\"department\"",
       "\"channels\": [\"web\"], \"catalogue\": {\"from\": \"2025-02-30\"}, \"department\"",
       "invalid_value", "/catalogue/from"},
      {kMini, "\"department\"",
       "\"channels\": [\"web\"], \"catalogue\": {\"from\": \"2025-03-02\", \"until\": "
       "\"2025-03-01\"}, \"department\"",
       "invalid_value", "/catalogue/until"},
      {kMini, "\"department\"",
       "\"channels\": [\"web\"], \"catalogue\": {\"them\": 1}, \"department\"", "unknown_key",
       "/catalogue/them"},
      {kMini, "\"department\"",
       "\"result\": {\"licence\": \"l\", \"title\": {\"zh\": \"证\", \"en\": \"L\"}, \"data\": {}, "
       "\"renew\": {\"workflow\": \"mini\", \"before\": \"30d\"}}, \"department\"",
       "missing_key", "/result"},  // valid
      {kMini, "\"department\"",
       "\"result\": {\"licence\": \"l\", \"title\": {\"zh\": \"证\", \"en\": \"L\"}, \"data\": {}, "
       "\"valid\": \"1y\", \"renew\": {\"workflow\": \"mini\", \"before\": \"36h\"}}, "
       "\"department\"",
       "invalid_value", "/result/renew/before"},
      {kMini, "\"department\"", "\"schedule\": {}, \"department\"", "missing_key", "/schedule"},
      {kMini, "\"department\"",
       "\"schedule\": {\"every\": \"month\", \"on\": \"1d\"}, \"department\"", "missing_key",
       "/schedule"},  // for whom
      {kMini, "\"department\"",
       "\"schedule\": {\"every\": \"moon\", \"on\": \"1d\", \"applicant\": \"each\"}, "
       "\"department\"",
       "invalid_value", "/schedule/every"},
      {kMini, "\"department\"",
       "\"schedule\": {\"every\": \"week\", \"on\": \"8d\", \"applicant\": \"each\"}, "
       "\"department\"",
       "invalid_value", "/schedule/on"},
      {kMini, "\"department\"",
       "\"schedule\": {\"every\": \"week\", \"on\": \"1d\", \"each\": \"tables.shops\", "
       "\"applicant\": "
       "\"each\"}, \"department\"",
       "unknown_table", "/schedule/each"},
      {kMini, "\"department\"",
       "\"schedule\": {\"every\": \"week\", \"on\": \"1d\", \"each\": \"registry:A\", "
       "\"applicant\": "
       "\"each\"}, \"department\"",
       "invalid_value", "/schedule/each"},
      {kMini, "\"law\": \"L\"", "\"lw\": 1, \"law\": \"L\"", "unknown_key", "/basis/0/lw"},
      {kMini, "\"zh\": \"图\"", "\"zh\": 5", "wrong_type", "/materials/0/title/zh"},
      {kMini, "\"id\": \"plan\"", "\"id\": \"record\"", "duplicate_item", "/materials/1/id"},
      {kMini, "\"source\": \"office\"", "\"source\": \"licence:\"", "invalid_value",
       "/materials/1/source"},
  };
  for (const ProblemsRow& row : kRows) expect_one(row);
}

TEST(Problems, OfReferencesAndHolesAreTold) {
  const ProblemsRow kRows[] = {
      {kMini, "dictionary#person", "dictionary#persn", "unknown_reference",
       "/form/properties/person/$ref"},
      {kMini, "dictionary#person", "dictionary#a", "reference_cycle",
       "/form/properties/person/$ref"},
      {kMini, "dictionary#person", "dictionary#changes", "unknown_reference",
       "/form/properties/person/$ref"},
      {kMini, "dictionary#changes", "dictionary#person", "unknown_reference", "/guide/0/$ref"},
      {kMini, "rows.json", "row.json", "unknown_table", "/tables/rows"},
      {kMini, "rows.json", "../../etc/rows.json", "unknown_table", "/tables/rows"},
      {kFamily, "${with.row.days}", "${with.row.dys}", "bad_hole", "/limits/promised"},
      {kFamily, "${with.row.days}", "${1 +}", "bad_hole", "/limits/promised"},
      {kFamily, "${with.row.days}", "x${with.row}", "bad_hole", "/limits/promised"},
      {kFamily, "\"family\": {\"row\": \"rows\"}", "\"family\": {\"row\": \"cols\"}",
       "unknown_table", "/family/row"},
      {"mini/rows.json", "\"days\": \"3wd\"", "\"id\": \"x\", \"days\": \"3wd\"", "reserved_name",
       "/rows/one/id"},
      {kDictionary, "\"fields\"", "\"felds\": {}, \"fields\"", "unknown_key", "/felds"},
      {kFamily, "\"use\": \"plain\"", "\"use\": \"plane\"", "unknown_template", "/machine/use"},
      {kFamily, "\"ready\":", "\"redy\":", "unknown_parameter", "/machine/with/redy"},
      {kFamily, "\"use\": \"plain\"", "\"use\": \"plain\", \"states\": {\"decided\": {}}",
       "unknown_slot", "/machine/states/decided"},
      {kFamily, "\"use\": \"plain\"",
       "\"use\": \"plain\", \"states\": {\"review\": {\"phase\": \"draft\"}}", "unknown_key",
       "/machine/states/review/phase"},
      {kPlain, "\"${with.ready}\"", "\"${with.ready} && true\"", "hole_in_cel",
       "/machine/states/submitted/on/accept/1/guard"},
  };
  for (const ProblemsRow& row : kRows) expect_one(row);
}

TEST(Problems, OfMachinesAreToldWhereTheyStand) {
  const ProblemsRow kRows[] = {
      {kMini, "\"on\": {\"grant\"", "\"onn\": 1, \"on\": {\"grant\"", "unknown_key",
       "/machine/states/accepted/onn"},
      {kMini, "\"target\": \"decided\"", "\"target\": \"nowhere\"", "unknown_target",
       "/machine/states/accepted/on/grant/target"},
      {kMini, "'name' in guide.changes", "'name' in", "cel_syntax",
       "/machine/states/submitted/on/accept/0/guard"},
      {kMini, "'name' in guide.changes", "'name' in gide.changes", "unknown_name",
       "/machine/states/submitted/on/accept/0/guard"},
      {kMini, "\"task\": \"reviewer\"", "\"task\": \"revewer\"", "unknown_role",
       "/machine/states/accepted/task"},
      {kMini, "\"task\": \"reviewer\", ", "", "missing_role", "/machine/states/accepted/on/grant"},
      {kMini, "\"by\": [\"clerk\"]", "\"by\": [\"clark\"]", "unknown_role",
       "/machine/states/decided/on/deliver/by/0"},
      {kMini, "{\"target\": \"accepted\"}]", "{\"by\": [\"clerk\"], \"target\": \"accepted\"}]",
       "act_key_repeated", "/machine/states/submitted/on/accept/1/by"},
      {kMini, "\"materials\": [\"record\"]", "\"materials\": [\"plan\"]", "unknown_material",
       "/machine/states/accepted/on/grant/materials/0"},
      {kMini, "\"materials\": [\"record\"]", "\"fields\": {\"ground\": {\"type\": \"string\"}}",
       "reserved_name", "/machine/states/accepted/on/grant/fields/ground"},
      {kMini, "\"materials\": [\"record\"]", "\"fields\": {\"day\": {\"type\": \"strng\"}}",
       "wrong_type", "/machine/states/accepted/on/grant/fields/day/type"},
      {kMini, "\"materials\": [\"record\"]", "\"actions\": [{\"type\": \"openCase\"}]",
       "wrong_type", "/machine/states/accepted/on/grant/actions/0/params"},
      {kMini, "\"materials\": [\"record\"]",
       "\"actions\": [{\"type\": \"openCase\", \"params\": {\"workflow\": \"nowhere\"}}]",
       "unknown_workflow", "/machine/states/accepted/on/grant/actions/0/params/workflow"},
      {kMini, "\"materials\": [\"record\"]", "\"actions\": [\"explode\"]", "unknown_action",
       "/machine/states/accepted/on/grant/actions/0"},
      {kMini, "\"parent.delivered\": \"closed\"",
       "\"parent.delivered\": \"closed\", \"parent.died\": \"closed\"", "unknown_event",
       "/machine/states/decided/on/parent.died"},
      {kMini, "\"on\": {\"grant\"", "\"on\": {\"rate\": {}, \"supply\": \"decided\", \"grant\"",
       "reserved_name", "/machine/states/accepted/on/supply"},
      {kMini, "\"task\": \"reviewer\"", "\"task\": {\"role\": \"reviewer\", \"departments\": []}",
       "wrong_type", "/machine/states/accepted/task/departments"},
      {kMini, "\"task\": \"reviewer\"",
       "\"task\": {\"role\": \"applicant\", \"departments\": [\"a\"]}", "invalid_value",
       "/machine/states/accepted/task/role"},
      {kMini, "\"task\": \"reviewer\"", "\"task\": {\"role\": \"reviewer\", \"join\": \"all\"}",
       "missing_key", "/machine/states/accepted/task"},
  };
  for (const ProblemsRow& row : kRows) expect_one(row);
}

TEST(Problems, OfTheLawAreTold) {
  const ProblemsRow kRows[] = {
      {kMini, "\"phase\": \"accepted\", ", "", "phase_missing", "/machine/states/accepted"},
      {kMini, "\"phase\": \"accepted\"", "\"phase\": \"acepted\"", "invalid_value",
       "/machine/states/accepted/phase"},
      {kMini, "\"initial\": \"draft\"", "\"initial\": \"submitted\"", "unlawful_start",
       "/machine/initial"},
      {kMini, "\"on\": {\"grant\"", "\"on\": {\"skip\": \"closed\", \"grant\"", "unlawful_move",
       "/machine/states/accepted/on/skip"},
      {kMini, "\"fields\": \"form\", \"target\": \"submitted\"", "\"target\": \"accepted\"",
       "unlawful_move", "/machine/states/draft/on/submit"},
      {kMini, ", \"outcome\": \"granted\"", "", "outcome_missing", "/machine/states/decided"},
      {kMini, "\"outcome\": \"granted\"", "\"outcome\": \"great\"", "invalid_value",
       "/machine/states/decided/outcome"},
      {kMini, "\"limit\": \"promised\"", "\"outcome\": \"granted\"", "outcome_misplaced",
       "/machine/states/accepted/outcome"},
      {kMini, "\"statutory\": \"20wd\"", "\"statutory\": \"21wd\"", "too_long",
       "/limits/statutory"},
      {kMini, "\"notice\": \"5wd\"", "\"notice\": \"6wd\"", "too_long", "/limits/notice"},
      {kMini, "\"notice\": \"5wd\"", "\"notice\": \"4d\"", "limit_not_comparable",
       "/limits/notice"},
      {kMini, "\"promised\": \"3wd\"", "\"promised\": \"21wd\"", "too_long", "/limits/promised"},
      {kMini, "\"promised\": \"3wd\"", "\"promised\": \"3w\"", "invalid_limit", "/limits/promised"},
      {kMini, "\"promised\": \"3wd\"", "\"promised\": \"3wd\", \"deferral\": \"1wd\"",
       "reserved_name", "/limits/deferral"},
      {kMini, "\"limit\": \"promised\"", "\"limit\": \"promise\"", "unknown_limit",
       "/machine/states/accepted/limit"},
      {kMini, "\"after\": {\"notice\": \"accepted\"}",
       "\"after\": {\"notice\": \"accepted\", \"notise\": \"accepted\"}", "unknown_limit",
       "/machine/states/submitted/after/notise"},
      {kMini, "\"after\": {\"notice\": \"accepted\"},", "", "notice_unwatched",
       "/machine/states/submitted"},
      {kMini, "\"parent.delivered\": \"closed\", ", "", "event_unhandled",
       "/machine/states/decided"},
      {kCheck, "\"open\": {", "\"open\": {\"phase\": \"accepted\", ", "phase_of_duty",
       "/machine/states/open/phase"},
      {kCheck, "\"kind\": \"duty\"", "\"kind\": \"duty\", \"regime\": \"licence\"", "invalid_value",
       "/regime"},
      {kPlain, "\"onDone\": \"decided\"", "\"onDone\": \"closed\"", "unlawful_move",
       "/machine/states/review/onDone"},
      {kPlain, "\"notice\": \"5wd\"", "\"notice\": \"9wd\"", "too_long", "/limits/notice"},
  };
  for (const ProblemsRow& row : kRows) expect_one(row);
}

TEST(Problems, OfThingsAreTold) {
  const ProblemsRow kRows[] = {
      {kWhole, "\"workflow\": \"mini\"", "\"workflow\": \"maxi\"", "unknown_workflow",
       "/items/0/workflow"},
      {kWhole, "\"workflow\": \"mini\"", "\"workflow\": \"whole\"", "wrong_kind",
       "/items/0/workflow"},
      {kWhole, "\"workflow\": \"mini\"", "\"workflow\": \"recheck\"", "duty_outcome",
       "/items/0/workflow"},
      {kWhole, "\"needs\": [\"first\"]", "\"needs\": [\"third\"]", "unknown_item",
       "/items/1/needs/0"},
      {kWhole, "{\"id\": \"first\"", "{\"needs\": [\"second\"], \"id\": \"first\"", "needs_cycle",
       "/items/1/needs"},
      {kWhole, "\"id\": \"second\"", "\"id\": \"first\"", "duplicate_item", "/items/1/id"},
      {kWhole, "{\"id\": \"first\"", "{\"handler\": \"pigeon\", \"id\": \"first\"", "invalid_value",
       "/items/0/handler"},
      {kWhole, "{\"id\": \"first\"", "{\"handler\": \"connector:tax\", \"id\": \"first\"",
       "unknown_connector", "/items/0/handler"},
      {kWhole, "{\"id\": \"first\"", "{\"each\": \"tables.x\", \"id\": \"first\"", "bad_each",
       "/items/0/each"},
      {kWhole, "{\"id\": \"first\"", "{\"each\": \"7\", \"id\": \"first\"", "bad_each",
       "/items/0/each"},
      {kWhole, "{\"id\": \"first\"", "{\"each\": \"['a', 'b']\", \"id\": \"first\"",
       "duplicate_item", "/items/0/id"},
      {kWhole, "{\"id\": \"first\"",
       "{\"id\": \"both\", \"needs\": [\"both\"], \"items\": [{\"id\": \"inner\", \"workflow\": "
       "\"mini\"}]}, {\"id\": \"first\"",
       "needs_cycle", "/items/0/items"},
      {kWhole, "{\"id\": \"first\"", "{\"id\": \"both\", \"items\": []}, {\"id\": \"first\"",
       "wrong_type", "/items/0/items"},
      {kWhole, "\"items\": [", "\"join\": \"most\", \"items\": [", "invalid_value", "/join"},
      {kMini, "\"default\": []}]",
       "\"default\": []}, {\"id\": \"other\", \"choose\": \"one\","
       " \"ask\": {\"zh\": \"?\", \"en\": \"?\"},"
       " \"options\": {\"a\": {\"zh\": \"甲\", \"en\": \"A\"}}}]",
       "unanswered_question", "whole/workflow.json#/items/0/workflow"},
      {kFamily, "{\"$ref\": \"dictionary#person\"}", "{\"type\": \"string\"}", "contradiction",
       "whole/workflow.json#/items/1/workflow"},
      {kFamily, "\"machine\":",
       "\"materials\": [{\"id\": \"plan\", \"title\": {\"zh\": \"它\", \"en\": \"It\"}}], "
       "\"machine\":",
       "contradiction", "whole/workflow.json#/items/1/workflow"},
      {kWhole, "{\"guard\": \"event.output.outcome == 'refused'\", \"target\": \"refused\"},", "",
       "unlawful_move", "/machine/states/handling/invoke/onDone/1"},
      {kWhole, "\"src\": \"items\"", "\"src\": \"registry:check\"", "missing_key",
       "/machine/states/handling/invoke"},
      {kWhole, "\"src\": \"items\"", "\"src\": \"connector:tax\"", "unknown_connector",
       "/machine/states/handling/invoke/src"},
      {kWhole, "\"src\": \"items\"", "\"src\": \"registry:\"", "invalid_value",
       "/machine/states/handling/invoke/src"},
      {kWhole, "\"src\": \"items\"", "\"src\": \"registry:r\", \"input\": {\"key\": 7}",
       "wrong_type", "/machine/states/handling/invoke/input"},
      {kWhole, "\"src\": \"items\"", "\"src\": \"registry:r\", \"input\": {\"key\": \"frm.x\"}",
       "unknown_name", "/machine/states/handling/invoke/input/key"},
  };
  for (const ProblemsRow& row : kRows) expect_one(row);
}

TEST(Problems, ACommitmentMustBeHeardFromTheDecisionOn) {
  const Library library = load(small_world_with(
      kFamily, "\"machine\":",
      "\"commitment\": {\"letter\": \"l\", \"verify\": \"recheck\", \"within\": \"60d\", "
      "\"basis\": [{\"law\": \"L\"}]}, \"machine\":"));
  ASSERT_EQ(library.problems.size(), 2U) << listed(library.problems);
  EXPECT_EQ(library.problems[0].code, "event_unhandled");
  EXPECT_EQ(library.problems[0].pointer, "/machine/states/decided");
  EXPECT_EQ(library.problems[1].pointer, "/machine/states/closed");
}

TEST(Problems, ACommitmentIsVerifiedByADuty) {
  std::vector<SourceFile> files = shipped_files();
  for (SourceFile& file : files)
    if (file.path == "fire-safety-check/workflow.json") {
      const std::string verify = "\"fire-verification\"";
      file.text.replace(file.text.find(verify), verify.size(), "\"seal-engraving\"");
    }
  const Library library = load(files);
  ASSERT_EQ(library.problems.size(), 1U) << listed(library.problems);
  EXPECT_EQ(library.problems[0].code, "wrong_kind");
  EXPECT_EQ(library.problems[0].pointer, "/commitment/verify");
}

TEST(Problems, AreToldByFileLineAndColumn) {
  const Library library =
      load(small_world_with(kMini, "\"target\": \"decided\"", "\"target\": \"nowhere\""));
  ASSERT_FALSE(library.problems.empty());
  EXPECT_EQ(library.problems[0].place, "mini/workflow.json:17:70");
  EXPECT_EQ(library.find("mini"), nullptr);
  EXPECT_EQ(library.find("whole"), nullptr);  // it opens the broken one
  EXPECT_NE(library.find("member-one"), nullptr);
}

TEST(Problems, OfAFileThatIsNoJsonNameItsPlace) {
  const Library library =
      load(small_world_with(kMini, "\"kind\": \"item\",", "\"kind\" \"item\","));
  ASSERT_FALSE(library.problems.empty());
  EXPECT_EQ(library.problems[0].code, "malformed_json");
  EXPECT_TRUE(library.problems[0].place.starts_with("mini/workflow.json:2:"))
      << library.problems[0].place;
}

TEST(Problems, OfAFamilyAreToldOnceForAllRows) {
  const Library library =
      load(small_world_with(kFamily, "\"department\"", "\"dpt\": 1, \"department\""));
  const auto count = std::count_if(library.problems.begin(), library.problems.end(),
                                   [](const Problem& one) { return one.code == "unknown_key"; });
  EXPECT_EQ(count, 1);
}

TEST(Problems, OfAMoveNameSourceEventAndBothPhases) {
  const Library library = load(
      small_world_with(kMini, "\"on\": {\"grant\"", "\"on\": {\"skip\": \"closed\", \"grant\""));
  ASSERT_FALSE(library.problems.empty());
  EXPECT_EQ(library.problems[0].message.en,
            "In \"accepted\" on \"skip\": no lawful move from accepted to closed");
}

TEST(Load, NeverThrowsWhateverTheTopOfAFileIs) {
  for (const char* text :
       {"", "null", "[]", "5", "{}", "{\"machine\": 5}", "{\"id\": 5}",
        "{\"machine\": {\"use\": 5}}", "{\"items\": {}, \"kind\": \"thing\"}",
        "{\"machine\": {\"states\": []}}", "{\"limits\": 5, \"tables\": []}",
        "{\"family\": {\"a\": {}}}", "{\"machine\": {\"states\": {\"a\": 1}}}"}) {
    std::vector<SourceFile> files = small_world();
    files.push_back({"odd/workflow.json", text});
    EXPECT_FALSE(load(files).problems.empty()) << text;
    for (const char* path : {"shared/dictionary.json", "templates/plain.json", "mini/rows.json"}) {
      std::vector<SourceFile> others = small_world();
      for (SourceFile& file : others)
        if (file.path == path) file.text = text;
      EXPECT_FALSE(load(others).problems.empty()) << path << " " << text;
    }
  }
}

}  // namespace
}  // namespace yijian::definition
