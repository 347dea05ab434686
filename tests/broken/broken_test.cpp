// Each folder here is a definition broken in one way, named by the code that tells it; what the
// checker says of it stands in its expected.txt. YIJIAN_REGENERATE_GOLDEN=1 writes those anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "engine/authoring/check.h"
#include "engine/authoring/findings.h"
#include "engine/base/json.h"
#include "engine/definition/codes.h"

namespace yijian::authoring {
namespace {

namespace fs = std::filesystem;
using definition::Problem;
using definition::SourceFile;

const fs::path& corpus() {
  static const fs::path path = fs::path(YIJIAN_SOURCE_DIR) / "tests" / "broken";
  return path;
}

std::vector<fs::path> fixtures() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(corpus()))
    if (entry.is_directory()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The code that a fixture is about: its name up to the dot.
std::string code_of(const fs::path& fixture) {
  const std::string name = fixture.filename().string();
  return name.substr(0, name.find('.'));
}

struct Read {
  std::vector<SourceFile> definitions, scenarios;
  std::optional<Staff> staff;  // of a users.json
};

Read read(const fs::path& fixture) {
  Read out;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fixture))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (path.filename() == "users.json") {
      out.staff = *staff_of(*parse_json(text_of(path)));
      continue;
    }
    const bool scenario = path.parent_path().filename() == "scenarios";
    (scenario ? out.scenarios : out.definitions)
        .push_back({path.lexically_relative(fixture).generic_string(), text_of(path)});
  }
  return out;
}

struct Verdict {
  std::vector<Problem> problems;
  FileTexts texts;
};

Verdict judge(const Read& files) {
  Verdict out{check(files.definitions, files.staff ? &*files.staff : nullptr).problems, {}};
  for (const SourceFile& file : files.scenarios) {
    const Result<Scenario> scenario = parse_scenario(file.text, file.path);
    if (scenario) continue;
    for (Problem& problem : scenario_problems(file.path, file.text, scenario.error()))
      out.problems.push_back(std::move(problem));
  }
  for (const auto* list : {&files.definitions, &files.scenarios})
    for (const SourceFile& file : *list) out.texts.emplace(file.path, file.text);
  return out;
}

TEST(Broken, EachGivesOneProblemOfItsCode) {
  for (const fs::path& fixture : fixtures()) {
    SCOPED_TRACE(fixture.filename().string());
    const Verdict verdict = judge(read(fixture));
    ASSERT_EQ(verdict.problems.size(), 1U) << told(verdict.problems, verdict.texts);
    EXPECT_EQ(verdict.problems[0].code, code_of(fixture));
  }
}

TEST(Broken, EachIsToldAsItsGoldenTextSays) {
  const bool regenerating = std::getenv("YIJIAN_REGENERATE_GOLDEN") != nullptr;
  for (const fs::path& fixture : fixtures()) {
    SCOPED_TRACE(fixture.filename().string());
    const Verdict verdict = judge(read(fixture));
    const std::string said = told(verdict.problems, verdict.texts);
    if (regenerating) std::ofstream(fixture / "expected.txt") << said;
    EXPECT_EQ(said, text_of(fixture / "expected.txt"));
  }
}

// Names and expressions may be English; an article or a preposition is of a sentence that nobody
// has translated.
TEST(Broken, TheChineseIsChinese) {
  for (const fs::path& fixture : fixtures()) {
    const Verdict verdict = judge(read(fixture));
    for (const Problem& problem : verdict.problems) {
      std::string zh = " " + problem.message.zh + " ";
      for (char& c : zh)
        if (static_cast<unsigned char>(c) >= 0x80) c = ' ';
      for (const char* word : {"the", "a", "an", "is", "of", "no", "not", "than", "with",
                               "expected", "found", "these", "which", "cannot", "wanted"})
        EXPECT_EQ(zh.find(" " + std::string(word) + " "), std::string::npos)
            << problem.code << ": " << problem.message.zh;
    }
  }
}

TEST(Broken, AFixLeavesNothingWrong) {
  size_t mended = 0;
  for (const fs::path& fixture : fixtures()) {
    SCOPED_TRACE(fixture.filename().string());
    Read files = read(fixture);
    Verdict verdict = judge(files);
    const size_t applied = apply_fixes(verdict.problems, verdict.texts);
    if (applied == 0) continue;
    ++mended;
    for (auto* list : {&files.definitions, &files.scenarios})
      for (SourceFile& file : *list) file.text = verdict.texts[file.path];
    const Verdict after = judge(files);
    EXPECT_TRUE(after.problems.empty()) << told(after.problems, after.texts);
  }
  EXPECT_GE(mended, 10U);
}

// Pointers of every value below `value`, itself included.
void collect_pointers(const Value& value, const std::string& pointer,
                      std::vector<std::string>& out) {
  out.push_back(pointer);
  if (value.is_list())
    for (size_t i = 0; i < value.list().size(); ++i)
      collect_pointers(value.list()[i], pointer + "/" + std::to_string(i), out);
  if (value.is_map())
    for (const Map::Entry& entry : value.map())
      collect_pointers(entry.value, pointer + "/" + pointer_token(entry.name()), out);
}

// Whatever stands in the place of whatever: it is judged, and every problem lies inside its file.
TEST(Broken, OddValuesAnywhereAreJudged) {
  const char* const odd[] = {"null", "5", "[]", "{}", "\"\"", "\"#\"", "[[{}]]", "{\"a\": {}}"};
  size_t judged = 0;
  for (const char* name : {"collected_twice.fields", "unknown_template", "needs_cycle",
                           "unknown_table", "stranded_case.in_a_region"}) {
    const Read good = read(corpus() / name);
    for (size_t file = 0; file < good.definitions.size(); ++file) {
      const Result<Value> json = parse_json(good.definitions[file].text);
      ASSERT_TRUE(json);
      std::vector<std::string> pointers;
      collect_pointers(*json, "", pointers);
      for (const std::string& pointer : pointers)
        for (const char* value : odd) {
          Read changed = good;
          std::string& text = changed.definitions[file].text;
          const Extent extent = extent_of(text, pointer);
          text.replace(extent.from, extent.to - extent.from, value);
          SCOPED_TRACE(std::string(name) + " " + pointer + " = " + value);
          const Verdict verdict = judge(changed);
          ++judged;
          EXPECT_FALSE(told(verdict.problems, verdict.texts).empty() && !verdict.problems.empty());
          for (const Problem& problem : verdict.problems) {
            ASSERT_NE(definition::find_code(problem.code), nullptr) << problem.code;
            const auto whole = verdict.texts.find(problem.file);
            ASSERT_NE(whole, verdict.texts.end()) << problem.code << " in " << problem.file;
            for (const definition::Edit& edit : problem.fix)
              EXPECT_LE(edit.to, whole->second.size());
          }
        }
    }
  }
  EXPECT_GT(judged, 3'000U);
}

TEST(Broken, ThereAreEightyAndMore) { EXPECT_GE(fixtures().size(), 80U); }

// No file can hold what these tell: a bundle's stored source alone can.
const std::set<std::string>& without_fixture() {
  static const std::set<std::string> codes = {"unknown_row"};
  return codes;
}

TEST(Registry, EveryCodeHasTextsAnExplanationAndAFixture) {
  std::set<std::string> shown;
  for (const fs::path& fixture : fixtures()) shown.insert(code_of(fixture));
  std::set<std::string> known;
  for (const auto& family : definition::code_families())
    for (const definition::Code& code : family) {
      SCOPED_TRACE(std::string(code.code));
      EXPECT_TRUE(known.insert(std::string(code.code)).second) << "stands twice";
      for (const std::string_view text :
           {code.zh, code.en, code.why_zh, code.why_en, code.bad, code.good})
        EXPECT_FALSE(text.empty());
      EXPECT_NE(code.bad, code.good);
      const std::string name(code.code);
      EXPECT_EQ(shown.contains(name), !without_fixture().contains(name)) << "its fixture";
    }
  for (const std::string& code : shown) EXPECT_TRUE(known.contains(code)) << code;
}

// Codes as they stand in the rooms that make problems: none may lack its entry.
TEST(Registry, KnowsEveryCodeThatTheSourcesUse) {
  constexpr std::string_view kCallers[] = {"fault(\"", "report.add(\""};
  size_t found = 0;
  for (const char* room : {"definition", "chart", "authoring"}) {
    for (const auto& entry :
         fs::directory_iterator(fs::path(YIJIAN_SOURCE_DIR) / "engine" / room)) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = text_of(entry.path());
      for (const std::string_view caller : kCallers)
        for (size_t at = text.find(caller); at != std::string::npos; at = text.find(caller, at)) {
          at += caller.size();
          const std::string code = text.substr(at, text.find('"', at) - at);
          const bool is_code =
              code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos &&
              text[at + code.size() + 1] != ')';
          if (!is_code || code.find('_') == std::string::npos) continue;
          ++found;
          EXPECT_NE(definition::find_code(code), nullptr) << entry.path() << ": " << code;
        }
    }
  }
  EXPECT_GT(found, 80U);
}

}  // namespace
}  // namespace yijian::authoring
