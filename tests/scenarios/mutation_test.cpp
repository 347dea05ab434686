// An expectation that nothing can fail is no expectation: each one, altered alone, must fail.
#include <gtest/gtest.h>

#include <filesystem>

#include "api/cli/laboratory.h"
#include "api/cli/scenarios.h"
#include "engine/authoring/run.h"
#include "engine/base/time.h"

namespace yijian::cli {
namespace {

const std::filesystem::path kRoot = std::filesystem::path(YIJIAN_SOURCE_DIR) / "workflows";

Value altered(const authoring::Expectation& expectation) {
  const Value& value = expectation.value;
  const std::string& key = expectation.key;
  if (value.is_bool()) return !value.boolean();
  if (value.is_int()) return value.integer() + 1;
  if (value.is_null()) return "a-licence-never-issued";
  if (value.is_list()) {
    List longer = value.list();
    longer.emplace_back("never");
    return longer;
  }
  if (key == "due" || key == "since") return format_day(*parse_day(value.string()) + 1);
  if (key == "light") return value.string() == "green" ? "red" : "green";
  if (key == "phase") return value.string() == "draft" ? "closed" : "draft";
  return value.string() + "-altered";
}

class Scenarios : public testing::Test {
 protected:
  void SetUp() override {
    Result<std::unique_ptr<Laboratory>> opened = Laboratory::open(kRoot);
    ASSERT_TRUE(opened) << opened.error().code << " " << opened.error().place;
    laboratory_ = std::move(*opened);
    Result<std::vector<ScenarioFile>> files = read_scenarios(kRoot);
    ASSERT_TRUE(files);
    files_ = std::move(*files);
    ASSERT_GE(files_.size(), 14U);
  }

  authoring::Report run(const authoring::Scenario& scenario) const {
    return authoring::run(scenario, laboratory_->surroundings());
  }

  std::unique_ptr<Laboratory> laboratory_;
  std::vector<ScenarioFile> files_;
};

TEST_F(Scenarios, EveryExpectationAlteredAloneFails) {
  size_t altered_ones = 0;
  for (const ScenarioFile& file : files_) {
    ASSERT_TRUE(file.scenario) << file.path << " " << file.scenario.error().detail;
    const authoring::Scenario& scenario = *file.scenario;
    if (!run(scenario).passed()) {
      ADD_FAILURE() << file.path << " does not pass as it is";
      continue;
    }
    for (size_t i = 0; i < scenario.steps.size(); ++i)
      for (size_t j = 0; j < scenario.steps[i].then.size(); ++j) {
        authoring::Scenario other = scenario;
        authoring::Expectation& expectation = other.steps[i].then[j];
        expectation.value = altered(expectation);
        EXPECT_FALSE(run(other).passed()) << file.path << " " << expectation.pointer;
        ++altered_ones;
      }
  }
  EXPECT_GE(altered_ones, 150U);
}

TEST_F(Scenarios, ARefusalNobodyExpectsFails) {
  size_t tried = 0;
  for (const ScenarioFile& file : files_) {
    ASSERT_TRUE(file.scenario);
    for (size_t i = 0; i < file.scenario->steps.size(); ++i) {
      authoring::Scenario other = *file.scenario;
      const size_t before = other.steps[i].then.size();
      std::erase_if(other.steps[i].then, [](const authoring::Expectation& one) {
        return one.key == "refused" || one.key == "names";
      });
      if (other.steps[i].then.size() == before) continue;
      EXPECT_FALSE(run(other).passed()) << file.path << " " << other.steps[i].pointer;
      ++tried;
    }
  }
  EXPECT_GE(tried, 20U);
}

}  // namespace
}  // namespace yijian::cli
