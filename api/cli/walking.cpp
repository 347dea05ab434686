#include "api/cli/walking.h"

#include "api/cli/workflows.h"

#include <algorithm>
#include <system_error>

#include "api/cli/files.h"
#include "engine/authoring/layout.h"
#include "engine/authoring/run.h"

namespace yijian::cli {

Result<Trial> trial_of(const Arguments& arguments, const std::string& workflow) {
  Result<std::unique_ptr<Laboratory>> laboratory =
      Laboratory::open(root_of(arguments.text("PATH")));
  if (!laboratory) return laboratory.error();
  const definition::Bundle* bundle = (*laboratory)->bundles().for_workflow(workflow);
  if (bundle == nullptr)
    return Error{"refused", workflow + " has problems: yijian check tells them"};
  return Trial{std::move(*laboratory), bundle};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view word = text.substr(0, comma);
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (!word.empty()) out.emplace_back(word);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

Status save_scenario(const authoring::Rehearsal& rehearsal,
                     const authoring::Surroundings& surroundings,
                     const std::filesystem::path& file) {
  const std::string text = authoring::laid_out(rehearsal.scenario());
  const Result<authoring::Scenario> scenario =
      authoring::parse_scenario(text, file.generic_string());
  if (!scenario) return scenario.error();
  const authoring::Report report = authoring::run(*scenario, surroundings);
  if (!report.passed()) {
    const authoring::Failure& first = report.failures.front();
    return Error{"not_realised",
                 "as a scenario it fails: " + first.what + " " + first.got + " " + first.note};
  }
  std::error_code ec;
  std::filesystem::create_directories(std::filesystem::absolute(file, ec).parent_path(), ec);
  return replace_file(file, text);
}

}  // namespace yijian::cli
