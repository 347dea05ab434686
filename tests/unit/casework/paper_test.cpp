// What papers say of a case, and that an open case keeps the text that it was opened with.
#include "engine/casework/paper.h"

#include <algorithm>

#include "engine/base/canonical.h"
#include "engine/definition/check_documents.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

using definition::SourceFile;

std::string written(const Office& office, const std::string& id, const std::string& document,
                    const std::string& action) {
  const CaseState& state = office.cases.at(id);
  const definition::Bundle& bundle = *office.bundles.for_digest(state.bundle);
  const auto lines =
      document_lines({bundle, *bundle.find(state.workflow), state}, document, action);
  if (!lines) return lines.error().code + ": " + lines.error().detail;
  std::string out;
  for (const std::string& line : *lines) out += line + "\n";
  return out;
}

Value paper(const Office& office, const std::string& id) {
  const CaseState& state = office.cases.at(id);
  const definition::Bundle& bundle = *office.bundles.for_digest(state.bundle);
  return paper_of({bundle, *bundle.find(state.workflow), state});
}

// What of the value its type does not know, or wants and lacks.
std::string misfit(const Value& value, const cel::Type& type, const std::string& at) {
  if (type.is(cel::TypeKind::string)) return value.is_string() ? "" : at + " is no text";
  if (type.is(cel::TypeKind::list)) {
    if (!value.is_list()) return at + " is no list";
    for (const Value& one : value.list())
      if (std::string wrong = misfit(one, *type.element, at + "[]"); !wrong.empty()) return wrong;
    return "";
  }
  if (!type.is(cel::TypeKind::record) || !value.is_map()) return at + " is no map";
  for (const cel::KnownField& field : type.fields->fields) {
    const Value* member = value.find(field.name);
    if (member == nullptr && !field.may_be_absent) return at + "." + field.name + " is not there";
    if (member == nullptr) continue;
    if (std::string wrong = misfit(*member, field.type, at + "." + field.name); !wrong.empty())
      return wrong;
  }
  for (const Map::Entry& entry : value.map())
    if (type.fields->find(entry.name()) == nullptr) return at + "." + entry.name() + " is unknown";
  return "";
}

void expect_fits(const Office& office) {
  for (const auto& [id, state] : office.cases)
    EXPECT_EQ(misfit(paper(office, id), definition::type_of_paper(), "paper"), "") << id;
}

Value plan(const std::string& material) {
  return Map{{"material", material}, {"digest", std::string(64, 'a')}};
}

std::string permit(Office& office) {
  std::string id = *office.open("permit-food-new", Office::tea_form());
  EXPECT_DONE(office.act(id, Office::applicant(), "supply", plan("premises"), ""));
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  return id;
}

TEST(Paper, IsOfTheTypeThatTextsAreCheckedAgainst) {
  Office office("2025-06-09 09:00");
  const std::string id = permit(office);
  expect_fits(office);
  const Actor clerk = office.staff("clerk", office.at(id).department);
  EXPECT_DONE(office.act(id, clerk, "forward"));
  const Value corrections = *parse_json(R"([{"material": "premises", "reason": "未签字"},
                      {"field": "place.address", "reason": "与证明不符"},
                      {"field": "no.such", "reason": "缺"}])");
  EXPECT_DONE(office.act(id, clerk, "correct", Map{{"corrections", corrections}}));
  expect_fits(office);
  const List told = paper(office, id).member("corrections").list();
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0].text("title"), "经营场所证明");
  EXPECT_EQ(told[1].text("title"), "经营场所·地址");
  EXPECT_EQ(told[2].text("title"), "no.such");
  EXPECT_NE(written(office, id, "correction-notice", "correct").find("经营场所·地址：与证明不符\n"),
            std::string::npos);
  EXPECT_DONE(office.act(id, Office::applicant(), "corrected", Map{}, ""));
  EXPECT_DONE(office.act(id, clerk, "accept"));
  const Actor reviewer = office.staff("reviewer", office.at(id).department);
  EXPECT_DONE(office.act(id, reviewer, "suspend", Map{{"procedure", "hearing"}, {"days", "20d>"}}));
  expect_fits(office);
  EXPECT_EQ(to_json(paper(office, id).member("stop")),
            R"({"title":"听证","period":"20日（末日为节假日的顺延）","since":"2025-06-09",)"
            R"("basis":["《行政许可法》第四十五条"]})");
  EXPECT_DONE(office.act(id, reviewer, "resume"));
  EXPECT_DONE(office.act(id, reviewer, "conclude"));
  EXPECT_DONE(office.act(id, office.staff("approver", office.at(id).department), "grant"));
  expect_fits(office);
  EXPECT_EQ(paper(office, id).member("result").text("title"), "食品经营许可");
}

TEST(Paper, OfAThingNamesItsItemsAndTheDeferralOfEach) {
  Office office("2025-06-09 09:00");
  const std::string id = *office.open("licence-convenience-store-new", Office::tea_form());
  const Actor clerk = office.staff("clerk", office.at(id).department);
  const Value before = paper(office, id);
  ASSERT_FALSE(before.member("items").list().empty());
  EXPECT_DONE(office.act(id, Office::applicant(), "submit", Map{}, ""));
  EXPECT_DONE(office.act(id, clerk, "defer", Map{{"material", "premises"}}));
  expect_fits(office);
  const List deferred = paper(office, id).member("deferred").list();
  EXPECT_EQ(deferred.size(), before.member("items").list().size());
  for (const Value& one : deferred) {
    EXPECT_EQ(one.text("within"), "3个工作日");
    EXPECT_EQ(one.text("consequence"), "terminate");
    EXPECT_EQ(one.find("due"), nullptr);
    EXPECT_FALSE(one.text("item").empty());
  }
  const std::string text = written(office, id, "deferral", "accept");
  EXPECT_NE(text.find("应于受理后3个工作日内补齐；逾期未补齐的，终止办理"), std::string::npos)
      << text;
}

TEST(Paper, ReadsTheActThatIssuedItAndNoneWhereTheEngineDid) {
  Office office("2025-06-09 09:00");
  const std::string id = permit(office);
  const Actor clerk = office.staff("clerk", office.at(id).department);
  EXPECT_DONE(office.act(id, clerk, "forward"));
  EXPECT_DONE(office.act(id, clerk, "refuse", Map{{"ground", "某法第一条\n第二条"}}, "不属职权"));
  const std::string text = written(office, id, "refusal", "refuse");
  EXPECT_NE(text.find("理由：不属职权\n依据：某法第一条 第二条\n救济途径：对本决定不服的"),
            std::string::npos)
      << text;
  EXPECT_EQ(written(office, id, "refusal", "").substr(0, 15), "document_error:");
  EXPECT_EQ(written(office, id, "no-such-paper", "").substr(0, 17), "unknown_document:");
}

TEST(Paper, OfAnOpenCaseKeepsItsTextWhenTheLibrarysChanges) {
  Office office("2025-06-09 09:00");
  const std::string id = permit(office);
  const std::string before = written(office, id, "receipt", "submit");
  std::vector<SourceFile> files = definition::shipped_files();
  for (SourceFile& file : files)
    if (file.path == "documents/receipt.json") {
      const std::string word = "本凭证只证明";
      file.text.replace(file.text.find(word), word.size(), "本收据只证明");
    }
  const definition::Library changed = definition::load(files);
  ASSERT_EQ(definition::listed(changed.problems), "");
  for (const auto& bundle : changed.bundles) office.bundles.add_current(bundle);
  EXPECT_EQ(written(office, id, "receipt", "submit"), before);
  const std::string later = permit(office);
  EXPECT_NE(office.at(later).bundle, office.at(id).bundle);
  EXPECT_NE(written(office, later, "receipt", "submit").find("本收据只证明"), std::string::npos);
}

// As a node reads what it has stored: the text of the source, and from it the bundle again.
TEST(Paper, IsWrittenFromABundleThatWasStored) {
  Office office("2025-06-09 09:00");
  const std::string id = permit(office);
  const CaseState& state = office.cases.at(id);
  const definition::Bundle& bundle = *office.bundles.for_digest(state.bundle);
  const std::string stored = to_json(*tag(bundle.source));
  const auto again = definition::compile_bundle(*untag(*parse_json(stored)));
  ASSERT_TRUE(again) << again.error().detail;
  EXPECT_EQ((*again)->digest, state.bundle);
  const auto lines =
      document_lines({**again, *(*again)->find(state.workflow), state}, "receipt", "submit");
  ASSERT_TRUE(lines) << lines.error().detail;
  std::string text;
  for (const std::string& line : *lines) text += line + "\n";
  EXPECT_EQ(text, written(office, id, "receipt", "submit"));
}

}  // namespace
}  // namespace yijian::casework
