// yijian simulate: many cases of one definition played by the dice.
#include <charconv>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/laboratory.h"
#include "api/cli/walking.h"
#include "api/cli/workflows.h"
#include "engine/authoring/simulate.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

constexpr int64_t kCases = 200;

Result<int64_t> whole_number(const Arguments& arguments, std::string_view option, int64_t least,
                             int64_t most, int64_t otherwise) {
  if (!arguments.has(option)) return otherwise;
  const std::string text = arguments.text(option);
  int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
    return number;
  return Error{"usage", "--" + std::string(option) + " is a number from " + std::to_string(least) +
                            " to " + std::to_string(most)};
}

Result<authoring::Assumptions> assumptions_of(const Arguments& arguments) {
  if (!arguments.has("assume")) return authoring::Assumptions{};
  const Result<std::string> text = read_file(arguments.text("assume"));
  if (!text) return text.error();
  const Result<Value> json = parse_json(*text, arguments.text("assume"));
  if (!json) return json.error();
  return authoring::parse_assumptions(*json);
}

struct Wanted {
  int64_t cases = kCases;
  uint64_t seed = 1;
  Instant from;
  authoring::Assumptions assumptions;
};

Result<Wanted> wanted_from(const Arguments& arguments) {
  const Result<int64_t> cases =
      whole_number(arguments, "cases", 1, authoring::kMostSimulatedCases, kCases);
  if (!cases) return cases.error();
  const Result<int64_t> seed = whole_number(arguments, "seed", 0, INT64_MAX, 1);
  if (!seed) return seed.error();
  const Result<Instant> from = parse_instant(arguments.text("from", kBeginning));
  if (!from) return Error{"usage", "--from: " + from.error().detail};
  Result<authoring::Assumptions> assumptions = assumptions_of(arguments);
  if (!assumptions) return assumptions.error();
  return Wanted{*cases, static_cast<uint64_t>(*seed), *from, std::move(*assumptions)};
}

int run_simulate(const Arguments& arguments, const Io& io) {
  const Result<Wanted> wanted = wanted_from(arguments);
  if (!wanted) return report(wanted.error(), io);
  const Result<definition::Compiled> found =
      definition_at(arguments.text("PATH"), arguments.text("workflow"));
  if (!found) return report(found.error(), io);
  const Result<Trial> trial = trial_of(arguments, found->definition->id);
  if (!trial) return report(trial.error(), io);
  const authoring::Play play{*trial->bundle, trial->laboratory->surroundings(), wanted->assumptions,
                             arguments.text("applicant"), nullptr};
  const Result<authoring::Simulation> done =
      authoring::simulate(play, wanted->cases, wanted->from, wanted->seed);
  if (!done) return report(done.error(), io);
  if (arguments.json())
    io.out << to_json(authoring::as_value(*done)) << "\n";
  else
    io.out << authoring::told(*done);
  return kOk;
}

}  // namespace

const CommandSpec& simulate_command() {
  static const CommandSpec spec{
      "simulate",
      "用随机案件试算期限 / many cases by the dice: outcomes, days, limits",
      {{"PATH", Takes::one, true, "定义文件或目录 / a definition's file or folder"}},
      {{"--workflow", Takes::one, false, "其中哪一个 / which of several"},
       {"--cases", Takes::one, false, "多少件，缺省 200 / how many; 200"},
       {"--seed", Takes::one, false, "种子，同样的种子同样的结果 / the same seed, the same result"},
       {"--from", Takes::one, false, "从哪天开始申请 / the day of the first filings"},
       {"--assume", Takes::one, false,
        "假设文件：概率、办理时间 / a file of weights and service times"},
       {"--applicant", Takes::one, false, "申请人 / the applicant, of the samples"}},
      run_simulate};
  return spec;
}

}  // namespace yijian::cli
