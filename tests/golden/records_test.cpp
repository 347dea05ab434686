// The records of two matters, byte for byte, and the states that they fold to. The second holds for
// ever: a change of the engine may write other records, but reads these as it always has. The
// definitions are copies of their own, for a bundle's digest stands in its cases' steps.
// YIJIAN_REGENERATE_GOLDEN=1 writes both files anew.
#include <cstdlib>
#include <fstream>

#include "engine/base/canonical.h"
#include "tests/golden/dump.h"
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

const std::filesystem::path kRecords = std::string(YIJIAN_SOURCE_DIR) + "/tests/golden/records";

#define DO(call)                                                                               \
  do {                                                                                         \
    const Status done_status = (call);                                                         \
    ASSERT_TRUE(done_status) << done_status.error().code << " " << done_status.error().detail; \
  } while (false)

bool regenerating() { return std::getenv("YIJIAN_REGENERATE_GOLDEN") != nullptr; }

std::string records_of(const Office& office) {
  std::string text;
  for (const auto& [id, steps] : office.log)
    for (const SealedStep& step : steps)
      text += canonical_text(Map{{"body", step.body},
                                 {"case", id},
                                 {"hash", hex(step.hash)},
                                 {"n", step.n},
                                 {"private", step.priv}}) +
              "\n";
  return text;
}

// Folds every record of the file as a reader who knows nothing else would.
std::string states_of(const std::string& records) {
  std::map<std::string, CaseState> cases;
  std::istringstream lines(records);
  for (std::string line; std::getline(lines, line);) {
    const Result<Value> row = parse_json(line);
    EXPECT_TRUE(row) << line;
    const std::string body = row->text("body");
    const Result<OpenedStep> opened = open_step(body, row->text("private"));
    EXPECT_TRUE(opened) << opened.error().code << " " << opened.error().detail << "\n" << body;
    CaseState& state = cases[row->text("case")];
    std::optional<Opener> opener;
    if (const auto* first = std::get_if<CaseOpened>(&opened->draft.events.front().event))
      opener = first->opener;
    const Digest prev = state.n > 0 ? state.head : origin_digest(row->text("case"), opener);
    const Digest hash = step_hash(prev, body);
    EXPECT_EQ(hex(hash), row->text("hash")) << body;
    EXPECT_EQ(opened->draft.n, state.n + 1);
    fold(state, opened->draft, hash);
  }
  std::string text;
  for (const auto& [id, state] : cases) text += dump(state) + "\n";
  return text;
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = kRecords / name;
  if (regenerating()) std::ofstream(path) << text;
  const std::string known = read_file(path);
  ASSERT_FALSE(known.empty()) << path;
  std::istringstream now(text), then(known);
  std::string a, b;
  for (int line = 1; std::getline(then, b); ++line) {
    ASSERT_TRUE(std::getline(now, a)) << name << " has more lines";
    ASSERT_EQ(a, b) << name << ":" << line;
  }
  EXPECT_FALSE(std::getline(now, a)) << name << " lacks " << a;
}

// 企业信息变更一件事 of six departments, from filing to closed.
void change_of_enterprise(Office& office) {
  const Value form = Map{{"enterprise", *Office::tea_form().find("enterprise")}};
  const Result<std::string> opened =
      office.open("enterprise-info-change", form, Map{{"changes", List{"name", "legalPerson"}}});
  ASSERT_TRUE(opened);
  const std::string id = *opened;
  DO(office.act(id, Office::applicant(), "supply", Map{{"material", "resolution"}}, ""));
  DO(office.act(id, Office::applicant(), "supply", Map{{"material", "oldLicence"}}, ""));
  DO(office.act(id, Office::applicant(), "submit",
                Map{{"form", *parse_json(R"({"change":{"name":"武汉红山新茶饮有限公司",
    "legalPerson":{"name":"李四","id":"11010519491231002X"}},"seals":["official"]})")}},
                ""));
  DO(office.act(id, office.staff("clerk", "market-regulation"), "accept"));
  for (const std::string item : {"registration", "seal", "bank", "tax", "social", "fund"}) {
    const std::string child = id + "." + item;
    ASSERT_TRUE(office.cases.contains(child)) << child;
    const std::string department = office.at(child).department;
    DO(office.act(child, office.staff("reviewer", department), "conclude", Map{}, "符合条件"));
    DO(office.act(child, office.staff("approver", department), "grant"));
  }
  DO(office.act(id, office.staff("clerk", "market-regulation"), "deliver"));
  ASSERT_EQ(office.phase(id), "closed");
}

// A permit with a paper deferred and brought, and a hearing that the applicant's neighbours ask
// for.
void permit_with_hearing(Office& office) {
  const Result<std::string> opened = office.open("permit-drugs-new", Office::tea_form());
  ASSERT_TRUE(opened);
  const std::string id = *opened;
  const auto staff = [&](const std::string& role) {
    return office.staff(role, office.at(id).department);
  };
  DO(office.act(id, Office::applicant(), "submit", Map{}, ""));
  DO(office.act(id, staff("clerk"), "forward"));
  DO(office.act(id, staff("clerk"), "defer", Map{{"material", "premises"}}));
  DO(office.act(id, staff("clerk"), "accept"));
  office.advance("2025-09-25 10:00");
  DO(office.act(id, Office::applicant(), "supply",
                Map{{"material", "premises"}, {"digest", std::string(64, 'a')}}, ""));
  office.advance("2025-09-26 15:00");
  DO(office.act(id, staff("reviewer"), "suspend", Map{{"procedure", "hearing"}, {"days", "12wd"}},
                "第三人申请听证"));
  office.advance("2025-10-13 09:00");
  DO(office.act(id, staff("reviewer"), "resume", Map{}, "听证笔录已归档"));
  DO(office.act(id, staff("reviewer"), "conclude", Map{}, "符合条件"));
  DO(office.act(id, staff("approver"), "grant"));
  DO(office.act(id, staff("clerk"), "deliver"));
  ASSERT_EQ(office.phase(id), "closed");
}

TEST(Golden, TheStepsOfTwoMattersAreWrittenByteForByte) {
  Office office("2025-09-22 10:00");
  office.bundles = bundles_below(std::string(YIJIAN_SOURCE_DIR) + "/tests/golden/workflows");
  ASSERT_NO_FATAL_FAILURE(permit_with_hearing(office));
  ASSERT_NO_FATAL_FAILURE(change_of_enterprise(office));
  expect_golden("matters.ndjson", records_of(office));
}

TEST(Golden, TheRecordsFoldToTheirStatesForEver) {
  const std::string records = read_file(kRecords / "matters.ndjson");
  ASSERT_FALSE(records.empty());
  expect_golden("matters.states.txt", states_of(records));
}

TEST(Golden, NothingOfAPersonStandsInTheHashedBodies) {
  std::istringstream lines(read_file(kRecords / "matters.ndjson"));
  int bodies = 0;
  for (std::string line; std::getline(lines, line); ++bodies) {
    const std::string body = parse_json(line)->text("body");
    for (const char* personal : {"张三", "李四", "420111199001010010", "11010519491231002X",
                                 "第三人申请听证", "符合条件", "同意"})
      EXPECT_EQ(body.find(personal), std::string::npos) << personal << " in " << body;
  }
  EXPECT_GT(bodies, 40);
}

}  // namespace
}  // namespace yijian::casework
