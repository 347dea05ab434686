// Texts of documents: what a value looks like in one, how lines are made, what bounds them, and
// that a bundle keeps them.
#include "engine/definition/document.h"

#include <gtest/gtest.h>

#include "engine/base/canonical.h"
#include "engine/base/digest.h"
#include "engine/definition/problems.h"
#include "small_world.h"
#include "tests/unit/definition/json_text.h"

namespace yijian::definition {
namespace {

std::shared_ptr<const Document> document(const std::string& body) {
  Report report;
  const Value written =
      json(R"({"id": "d", "title": {"zh": "题", "en": "T"}, "body": )" + body + "}");
  auto out = compile_document(written, "documents/d.json", report);
  if (out == nullptr)
    for (const Problem& problem : report.problems({}))
      ADD_FAILURE() << problem.code << " " << problem.message.en;
  return out;
}

// The lines with "|" between, or the error's code.
std::string written(const std::string& body, const std::string& names = "{}") {
  const auto one = document(body);
  if (one == nullptr) return "faulty";
  const auto lines = write_document(*one, cel::MapScope(json(names)));
  if (!lines) return lines.error().code;
  std::string out;
  for (const std::string& line : *lines) out += (out.empty() ? "" : "|") + line;
  return out;
}

std::string fault(const std::string& text) {
  Report report;
  EXPECT_EQ(compile_document(json(text), "d.json", report), nullptr) << text;
  const std::vector<Problem> problems = report.problems({});
  return problems.empty() ? "" : problems[0].code + " " + problems[0].pointer;
}
std::string fault_of_body(const std::string& body) {
  return fault(R"({"id": "d", "title": {"zh": "题", "en": "T"}, "body": )" + body + "}");
}

TEST(Document, WritesEveryKindOfValueInChinese) {
  const struct {
    const char *value, *text;
  } kRows[] = {{R"("2025-06-09")", "2025年6月9日"},
               {R"("2025-12-31T23:30:00.000+08:00")", "2025年12月31日"},
               {R"("2025-06-09T17:30:00Z")", "2025年6月10日"},
               {R"("2025-02-30")", "2025-02-30"},
               {R"("2025-06-09 号")", "2025-06-09 号"},
               {R"("12345-6789")", "12345-6789"},
               {R"("甲\n乙\t丙")", "甲 乙 丙"},
               {"3", "3"},
               {"2.0", "2"},
               {"2.5", "2.5"},
               {"true", "是"},
               {"false", "否"},
               {R"({"zh": "执照", "en": "Licence"})", "执照"},
               {R"(["甲", {"zh": "乙", "en": "B"}, "2025-06-09"])", "甲、乙、2025年6月9日"},
               {"[]", ""},
               {R"({"$erased": true})", "已删除"}};
  for (const auto& row : kRows) {
    const auto text = text_of_value(json(row.value));
    ASSERT_TRUE(text) << row.value;
    EXPECT_EQ(*text, row.text);
  }
  EXPECT_EQ(*text_of_value(Timestamp{1749400200, 0}), "2025年6月9日");  // 00:30 in Shanghai
}

TEST(Document, RefusesWhatHasNoText) {
  for (const char* value : {"null", "[null]", R"({"a": 1})", R"({"zh": 1})", "[[[[[[[[[1]]]]]]]]]"})
    EXPECT_FALSE(text_of_value(json(value))) << value;
  for (const Value& value : {Value(Bytes{}), Value(Duration{}), Value(TypeValue{})}) {
    const auto text = text_of_value(value);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, "document_error");
  }
}

TEST(Document, WritesLinesOneByOne) {
  const std::string names =
      R"({"case": {"title": "招牌", "deferred": ["甲", "乙"]}, "form": {"n": 2}})";
  EXPECT_EQ(written(R"(["《{{case.title}}》{{form.n + 1}}份", "完"])", names), "《招牌》3份|完");
  EXPECT_EQ(written(R"([{"each": "case.deferred", "line": "{{each}}：{{case.title}}"}])", names),
            "甲：招牌|乙：招牌");
  EXPECT_EQ(
      written(R"([{"when": "form.n == 2", "line": "二"}, {"when": "false", "line": "{{1/0}}"}])",
              names),
      "二");
  // Braces within an expression's texts and maps are its own.
  EXPECT_EQ(written(R"(["{{'}}' + \"{{\"}}"])"), "}}{{");
  EXPECT_EQ(written(R"(["{{{'a': {'b': '里'}}.a.b}}"])"), "里");
  EXPECT_EQ(written(R"(["一{二}三"])"), "一{二}三");
}

TEST(Document, IsNotWrittenWhereAnExpressionFails) {
  for (const char* body :
       {R"(["{{case.title}}"])", R"(["{{null}}"])", R"([{"each": "form", "line": "x"}])",
        R"([{"when": "form", "line": "x"}])", R"([{"when": "form.a", "line": "x"}])"})
    EXPECT_EQ(written(body, R"({"form": {"b": 1}, "case": {}})"), "document_error") << body;
  const auto one = document(R"(["在", "{{form.secret}}"])");
  const auto lines = write_document(*one, cel::MapScope(json(R"({"form": {"secret": null}})")));
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().detail, "document d/body/1: form.secret: null has no text");
}

TEST(Document, IsBounded) {
  const std::string many = R"({"form": [)" + [] {
    std::string out = "0";
    for (size_t i = 1; i <= kMaxWrittenLines; ++i) out += ",0";
    return out;
  }() + "]}";
  EXPECT_EQ(written(R"([{"each": "form", "line": "x"}])", many), "document_error");
  const std::string text(kMaxWrittenBytes / 4, 'x');
  EXPECT_EQ(written(R"(["{{form}}", "{{form}}", "{{form}}", "{{form}}"])",
                    R"({"form": ")" + text + "\"}"),
            text + "|" + text + "|" + text + "|" + text);
  EXPECT_EQ(written(R"(["{{form}}{{form}}{{form}}", "{{form}}", "{{form}}"])",
                    R"({"form": ")" + text + "\"}"),
            "document_error");

  std::string lines = "\"a\"";
  for (size_t i = 1; i <= kMaxBodyLines; ++i) lines += ",\"a\"";
  EXPECT_EQ(fault_of_body("[" + lines + "]"), "too_many /body");
  EXPECT_EQ(fault_of_body("[\"" + std::string(kMaxTemplateLineBytes + 1, 'a') + "\"]"),
            "too_many /body/0");
  std::string expressions;
  for (size_t i = 0; i < kMaxDocumentExpressions / 2; ++i) expressions += "{{1}}{{2}}";
  EXPECT_NE(document("[\"" + expressions + "\"]"), nullptr);
  EXPECT_EQ(fault_of_body("[\"" + expressions + "\", \"{{3}}\"]"), "too_many /body");
}

TEST(Document, IsRefusedWithItsPlace) {
  EXPECT_EQ(fault_of_body(R"(["a", "{{b"])"), "document_braces /body/1");
  EXPECT_EQ(fault_of_body(R"([{"when": "true", "line": "b}}"}])"), "document_braces /body/0/line");
  EXPECT_EQ(fault_of_body(R"(["{{ {'a': 1 }}"])"), "document_braces /body/0");
  EXPECT_EQ(fault_of_body(R"(["{{}}"])"), "cel_syntax /body/0");
  EXPECT_EQ(fault_of_body(R"(["{{each}}"])"), "unknown_name /body/0");
  EXPECT_EQ(fault_of_body(R"([{"each": "each", "line": "x"}])"), "unknown_name /body/0/each");
  EXPECT_EQ(fault_of_body("[]"), "wrong_type /body");
  EXPECT_EQ(fault_of_body("[7]"), "wrong_type /body/0");
  EXPECT_EQ(fault_of_body(R"([{"when": "true"}])"), "missing_key /body/0");
  EXPECT_EQ(fault_of_body(R"(["a"], "copies": 0)"), "wrong_type /copies");
  EXPECT_EQ(fault_of_body(R"(["a"], "copies": 1.5)"), "wrong_type /copies");
  EXPECT_EQ(fault_of_body(R"(["a"], "seal": "yes")"), "wrong_type /seal");
  EXPECT_EQ(fault_of_body(R"(["a"], "to": [])"), "wrong_type /to");
  EXPECT_EQ(fault_of_body(R"(["a"], "version": "1.0.0")"), "unknown_key /version");
  EXPECT_EQ(fault(R"({"title": {"zh": "题", "en": "T"}, "body": ["a"]})"), "missing_key ");
  EXPECT_EQ(fault("[]"), "wrong_type ");
}

// The small world with the texts of what it issues.
std::vector<SourceFile> world_with_texts(const std::string& grant) {
  std::vector<SourceFile> files =
      small_world_with("mini/workflow.json", R"({"materials": ["record"], "target": "decided"})",
                       R"({"materials": ["record"], "documents": ["grant"], "target": "decided"})");
  const auto text = [](const std::string& id, const std::string& body) {
    return SourceFile{
        "documents/" + id + ".json",
        R"({"id": ")" + id + R"(", "title": {"zh": "题", "en": "T"}, "body": [)" + body + "]}"};
  };
  files.push_back(text("grant", grant));
  files.push_back(text("termination", R"("{{case.title}}")"));
  files.push_back(text("voiding", R"("{{case.title}}")"));
  return files;
}

TEST(Document, IsPartOfTheBundlesThatIssueIt) {
  const Library one = load(world_with_texts(R"("甲{{case.title}}")"));
  const Library other = load(world_with_texts(R"("乙{{case.title}}")"));
  for (const Library* library : {&one, &other})
    EXPECT_EQ(library->problems.size(), 0U) << library->problems[0].message.en;
  EXPECT_NE(one.find("mini")->digest, other.find("mini")->digest);
  EXPECT_NE(one.find("whole")->digest, other.find("whole")->digest) << "its item issues it";
  EXPECT_EQ(one.find("recheck")->digest, other.find("recheck")->digest);
  EXPECT_EQ(load(small_world()).find("recheck")->source.find("documents"), nullptr);

  const Bundle& mini = *one.find("mini");
  EXPECT_EQ(mini.source.find("documents")->map().size(), 3U);
  const auto again = compile_bundle(mini.source);
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ((*again)->digest, mini.digest);
  const auto& texts = (*again)->find("mini")->documents;
  ASSERT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts.at("grant")->body[0].pieces[0].text, "甲");
}

TEST(Document, LineOfTheDigestHasOneForAVersion) {
  const Library library = load(world_with_texts(R"("甲")"));
  const Bundle& bundle = *library.find("recheck");
  const auto line = [](std::string_view kind, std::string_view id, std::string_view version,
                       const Value& value) {
    return List{kind, id, version, hex(sm3(canonical_text(*tag(value))))};
  };
  const List lines = {
      line("definition", "recheck", "1.0.0", *bundle.source.find("definitions")->find("recheck")),
      line("dictionary", "dictionary", "1", *bundle.source.find("dictionary")),
      line("document", "voiding", "1", *bundle.source.find("documents")->find("voiding"))};
  EXPECT_EQ(bundle.digest, hex(sm3(canonical_text(lines))));
}

TEST(Document, OfALibraryWithoutTextsIsAnIdAlone) {
  const Library library = load(small_world_with(
      "mini/workflow.json", R"({"materials": ["record"], "target": "decided"})",
      R"({"materials": ["record"], "documents": ["anything"], "target": "decided"})"));
  EXPECT_EQ(library.problems.size(), 0U);
  EXPECT_TRUE(library.find("mini")->find("mini")->documents.empty());
}

TEST(Document, ALineIsOnlyReadWhereItsConditionHolds) {
  // The question has no default: only has() makes sure of the answer, in `when` as anywhere.
  const auto problems = [](const std::string& body) {
    std::vector<SourceFile> files = world_with_texts(body);
    for (SourceFile& file : files)
      if (file.path == "mini/workflow.json") {
        const std::string otherwise = R"(, "default": [])";
        file.text.erase(file.text.find(otherwise), otherwise.size());
        const std::string guard = R"("guard": "'name' in guide.changes", )";
        file.text.erase(file.text.find(guard), guard.size());
      }
    std::string out;
    for (const Problem& problem : load(files).problems)
      if (problem.file.starts_with("documents/"))
        out += problem.code + " " + problem.pointer + " " + problem.related.at(0).place + "\n";
    return out;
  };
  EXPECT_EQ(problems(R"J({"when": "has(guide.changes)", "line": "{{guide.changes}}"})J"), "");
  EXPECT_EQ(problems(R"J({"when": "size(guide.changes) > 0", "line": "x"})J").substr(0, 31),
            "cel_may_be_absent /body/0/when ");
  EXPECT_EQ(problems(R"("{{guide.changes}}")").substr(0, 26), "cel_may_be_absent /body/0 ");
}

}  // namespace
}  // namespace yijian::definition
