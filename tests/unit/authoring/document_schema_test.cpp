// The schema that an editor reads and the loader say the same of every key of a document.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/definition/document.h"
#include "engine/definition/problems.h"
#include "tests/unit/authoring/json_schema.h"

namespace yijian::authoring {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const fs::path& shipped() {
  static const fs::path kFolder = fs::path(YIJIAN_SOURCE_DIR) / "workflows";
  return kFolder;
}

class DocumentSchema : public testing::Test {
 protected:
  void judge(const Value& written, bool expected) const {
    definition::Report report;
    EXPECT_EQ(schema_.accepts(written), expected) << "schema: " << to_json(written);
    EXPECT_EQ(definition::compile_document(written, "d.json", report) != nullptr, expected)
        << "loader: " << to_json(written);
  }

  JsonSchema schema_{*parse_json(content(shipped() / "schema/document.schema.json"))};
};

TEST_F(DocumentSchema, SaysOfEveryKeyWhatTheLoaderSays) {
  const struct {
    const char* key;
    std::vector<const char*> good, bad;
  } kRows[] = {
      {"$schema", {R"("s")"}, {}},
      {"id", {R"("d")"}, {R"("")", "7", "null"}},
      {"title",
       {R"({"zh": "题", "en": "T"})"},
       {R"("题")", R"({"zh": "题"})", R"({"zh": "", "en": "T"})"}},
      {"word", {R"("补")", R"("不予准许")"}, {R"("")", "7", R"("一二三四五六七八九")"}},
      {"to",
       {R"(["applicant"])", R"(["co", "agent", "interested", "department"])"},
       {R"("applicant")", "[]", R"(["clerk"])", "[7]"}},
      {"copies", {"1", "99"}, {"0", "100", "1.5", R"("2")"}},
      {"seal", {"true", "false"}, {R"("yes")", "1"}},
      {"body",
       {R"(["a"])", R"(["{{case.title}}", {"each": "case.deferred", "line": "{{each}}"}])",
        R"([{"when": "true", "line": "a"}])"},
       {"[]", R"("a")", "[7]", R"([""])", R"([{"line": "a"}])", R"([{"when": "true"}])",
        R"([{"when": "true", "each": "[]", "line": "a"}])", R"([{"when": true, "line": "a"}])",
        R"([{"when": "true", "line": ["a"]}])", R"([{"if": "true", "line": "a"}])"}},
      {"version", {}, {R"("1.0.0")"}}};
  const Value plain =
      *parse_json(R"({"id": "d", "title": {"zh": "题", "en": "T"}, "body": ["a"]})");
  judge(plain, true);
  std::set<std::string> tried;
  for (const auto& row : kRows) {
    tried.insert(row.key);
    const auto with = [&](const char* json) {
      Map out = plain.map();
      out.set(row.key, *parse_json(json));
      return Value(std::move(out));
    };
    for (const char* json : row.good) judge(with(json), true);
    for (const char* json : row.bad) judge(with(json), false);
  }
  for (const char* needed : {"id", "title", "body"}) {
    Map without = plain.map();
    without.erase(needed);
    judge(without, false);
  }
  for (const Map::Entry& entry : schema_.at("/properties").map())
    EXPECT_TRUE(tried.contains(entry.name())) << entry.name() << " is tried by no row";
  EXPECT_EQ(schema_.at("/properties/body/maxItems"),
            Value(static_cast<int64_t>(definition::kMaxBodyLines)));
  EXPECT_EQ(schema_.at("/properties/copies/maximum"), Value(definition::kMaxDocumentCopies));
}

TEST_F(DocumentSchema, AcceptsEveryShippedDocument) {
  size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(shipped() / "documents")) {
    ++seen;
    const Value written = *parse_json(content(entry.path()));
    judge(written, true);
    EXPECT_EQ(written.text("id") + ".json", entry.path().filename().string());
  }
  EXPECT_GE(seen, 16U);
}

}  // namespace
}  // namespace yijian::authoring
