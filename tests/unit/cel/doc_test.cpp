// The examples of docs/cel.md give what the page says.
#include <fstream>
#include <sstream>

#include "engine/base/json.h"
#include "engine/cel/check.h"
#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

struct DocExample {
  std::string source, result;
  int line;
};

// The lines of the blocks that are fenced so, `source ⇒ result` each.
struct Page {
  std::string names;
  std::vector<DocExample> values, checks;
};

std::string trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

Page read_page() {
  constexpr std::string_view kArrow = "⇒";
  std::ifstream file(YIJIAN_SOURCE_DIR "/docs/cel.md");
  Page page;
  std::string block, line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("```")) {
      block = block.empty() ? line.substr(3) : "";
      continue;
    }
    if (block == "json names") page.names += line + "\n";
    if (block != "cel" && block != "cel-check") continue;
    const size_t arrow = line.find(kArrow);
    if (arrow == std::string::npos) {
      ADD_FAILURE() << "docs/cel.md:" << number << " has no result";
      continue;
    }
    auto& rows = block == "cel" ? page.values : page.checks;
    rows.push_back(
        {trimmed(line.substr(0, arrow)), trimmed(line.substr(arrow + kArrow.size())), number});
  }
  return page;
}

TEST(cel_page, shows_what_expressions_give) {
  const Page page = read_page();
  const Result<Value> names = parse_json(page.names);
  ASSERT_TRUE(names.has_value());
  ASSERT_GT(page.values.size(), 70u);
  constexpr std::string_view kError = "error ";
  for (const DocExample& row : page.values) {
    SCOPED_TRACE("docs/cel.md:" + std::to_string(row.line) + " " + row.source);
    const Result<Value> value = outcome(row.source, *names);
    if (row.result.starts_with(kError)) {
      EXPECT_EQ(value ? "a value" : value.error().code, row.result.substr(kError.size()));
      continue;
    }
    const Result<Value> wanted = outcome(row.result);
    ASSERT_TRUE(wanted.has_value()) << wanted.error().detail;
    if (value)
      EXPECT_TRUE(*value == *wanted) << to_json(*value);
    else
      ADD_FAILURE() << value.error().code;
  }
}

TEST(cel_page, shows_what_is_found_at_load) {
  const Page page = read_page();
  ASSERT_GT(page.checks.size(), 10u);
  Record form = *type_of(*parse_json(page.names)->find("form")).fields;
  form.fields.push_back({"rent", {.kind = TypeKind::number}});
  form.fields.push_back({"remark", {.kind = TypeKind::string}, true});
  Record guide;
  guide.fields.push_back({"other", list_of({.kind = TypeKind::string}), true});
  const Record names{.fields = {{"form", record_of(form)}, {"guide", record_of(guide)}}};
  for (const DocExample& row : page.checks) {
    SCOPED_TRACE("docs/cel.md:" + std::to_string(row.line) + " " + row.source);
    const Result<Program> program = compile(row.source);
    if (!program) {
      EXPECT_EQ(program.error().code, row.result);
      continue;
    }
    const Checked checked = check_types(*program, names);
    EXPECT_EQ(checked.faults.empty() ? title_of(checked.type) : checked.faults[0].code, row.result);
  }
}

}  // namespace
}  // namespace yijian::cel
