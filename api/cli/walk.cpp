// yijian walk: the ways a case can go, guards answered both ways, or one of them.
#include <algorithm>
#include <charconv>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/laboratory.h"
#include "api/cli/walking.h"
#include "api/cli/workflows.h"
#include "engine/authoring/realise.h"
#include "engine/authoring/walk.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

using authoring::Exploration;
using authoring::Way;
using definition::Definition;

constexpr size_t kDigitsOfAWay = 3;

// A number of at least one, at most `most`; `most` when the option is absent.
Result<size_t> count_of(const Arguments& arguments, std::string_view option, size_t most) {
  const std::string text = arguments.text(option);
  if (text.empty()) return most;
  size_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (wrong != std::errc() || end != text.data() + text.size() || number == 0 || number > most)
    return Error{"usage",
                 "--" + std::string(option) + " is a number up to " + std::to_string(most)};
  return number;
}

List texts(const std::vector<std::string>& list) { return List(list.begin(), list.end()); }

std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const std::string& one : list) out += (out.empty() ? "" : std::string(between)) + one;
  return out;
}

Value end_of(const Definition& definition, const Exploration& seen, const Way& way) {
  const authoring::Configuration& last = seen.configurations[way.configurations.back()];
  std::vector<std::string> next;
  for (const authoring::Edge& edge : last.edges)
    if (std::find(next.begin(), next.end(), edge.label) == next.end()) next.push_back(edge.label);
  return Map{{"way", texts(way.labels)},
             {"states", texts(authoring::leaves_of(definition, last))},
             {"phase", last.phase ? Value(law::name(*last.phase)) : Value()},
             {"next", texts(next)}};
}

void print_way(const Definition& definition, const Exploration& seen, const Way& way,
               const Io& io) {
  const authoring::Configuration& last = seen.configurations[way.configurations.back()];
  const authoring::Configuration& first = seen.configurations[way.configurations.front()];
  io.out << joined(authoring::leaves_of(definition, first), " + ") << ": "
         << joined(way.labels, " → ") << "  ⇒ "
         << joined(authoring::leaves_of(definition, last), " + ");
  if (last.phase) io.out << " (" << law::name(*last.phase) << ")";
  io.out << "\n";
}

// Where ways are made real: the laboratory of the definition's root.
class Ground {
 public:
  static Result<std::unique_ptr<Ground>> open(const Arguments& arguments,
                                              const Definition& definition,
                                              const Exploration& seen) {
    const Result<Instant> at = parse_instant(arguments.text("at", kBeginning));
    if (!at) return Error{"usage", "--at: " + at.error().detail};
    Result<Trial> trial = trial_of(arguments, definition.id);
    if (!trial) return trial.error();
    if (definition.channels.empty())
      return Error{"refused", definition.id + " is never filed by hand: what opens it can be"};
    auto made = std::unique_ptr<Ground>(new Ground);
    made->laboratory_ = std::move(trial->laboratory);
    made->walker_.emplace(authoring::Walker{*trial->bundle, seen, made->laboratory_->surroundings(),
                                            made->compass_, arguments.text("applicant"), *at});
    return made;
  }

  // The way as a scenario that passes, in the file. Errors: not_realised, or not_writable.
  Status save(const Way& way, const std::filesystem::path& file) {
    const Result<authoring::Rehearsal> done = authoring::realise(*walker_, way);
    if (!done) return done.error();
    return save_scenario(*done, walker_->surroundings, file);
  }

 private:
  Ground() = default;
  std::unique_ptr<Laboratory> laboratory_;
  authoring::Compass compass_;
  std::optional<authoring::Walker> walker_;
};

int walk_one(const Arguments& arguments, const Definition& definition, const Exploration& seen,
             const Io& io) {
  const Result<Way> way = authoring::way_along(seen, words_of(arguments.text("take")));
  if (!way) {
    const int code = report(way.error(), io);
    io.err << "可能 / possible: " << joined(way.error().names, ", ") << "\n";
    return code;
  }
  if (arguments.has("save")) {
    Result<std::unique_ptr<Ground>> ground = Ground::open(arguments, definition, seen);
    if (!ground) return report(ground.error(), io);
    const Status saved = (*ground)->save(*way, arguments.text("save"));
    if (!saved) return report(saved.error(), io);
  }
  const Value end = end_of(definition, seen, *way);
  if (arguments.json()) {
    io.out << to_json(end) << "\n";
    return kOk;
  }
  print_way(definition, seen, *way, io);
  for (const Value& label : end.find("next")->list()) io.out << "  " << label.string() << "\n";
  return kOk;
}

// way-007.json
std::string file_name(size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kDigitsOfAWay - std::min(digits.size(), kDigitsOfAWay), '0');
  return "way-" + digits + ".json";
}

// Saves the way; the result as it is told. Errors: not_writable.
Result<Map> saved_way(Ground& ground, const Way& way, const std::filesystem::path& file) {
  const Status saved = ground.save(way, file);
  if (saved) return Map{{"saved", file.generic_string()}};
  if (saved.error().code != "not_realised") return saved.error();
  return Map{{"notRealised", saved.error().detail}};
}

struct Told {
  List ways;
  size_t saved = 0;
};

Status tell_ways(const Arguments& arguments, const Definition& definition, const Exploration& seen,
                 const std::vector<Way>& ways, const Io& io, Told& told) {
  std::unique_ptr<Ground> ground;
  if (arguments.has("save")) {
    Result<std::unique_ptr<Ground>> opened = Ground::open(arguments, definition, seen);
    if (!opened) return opened.error();
    ground = std::move(*opened);
  }
  for (const Way& way : ways) {
    Map view = end_of(definition, seen, way).map();
    if (!arguments.json()) print_way(definition, seen, way, io);
    if (ground != nullptr) {
      const std::filesystem::path folder = arguments.text("save");
      Result<Map> result = saved_way(*ground, way, folder / file_name(told.ways.size() + 1));
      if (!result) return result.error();
      told.saved += result->find("saved") != nullptr ? 1 : 0;
      for (const Map::Entry& one : *result) {
        view.set(std::string(one.name()), one.value);
        if (!arguments.json())
          io.out << (one.name() == "saved" ? "  存为 / saved: " : "  未走成 / not realised: ")
                 << one.value.string() << "\n";
      }
    }
    told.ways.push_back(std::move(view));
  }
  return {};
}

int walk_all(const Arguments& arguments, const Definition& definition, const Exploration& seen,
             const Io& io) {
  const Result<size_t> most = count_of(arguments, "most", authoring::kMaxWays);
  if (!most) return report(most.error(), io);
  const Result<size_t> longest = count_of(arguments, "depth", authoring::kMaxWayLength);
  if (!longest) return report(longest.error(), io);
  const authoring::Ways found = authoring::ways_to_an_end(seen, *most, *longest);
  Told told;
  const Status done = tell_ways(arguments, definition, seen, found.ways, io, told);
  if (!done) return report(done.error(), io);
  if (arguments.json())
    io.out << to_json(Map{{"ways", std::move(told.ways)}, {"complete", found.complete}}) << "\n";
  else
    io.err << found.ways.size() << " 条路 / ways"
           << (found.complete ? "" : "；到上限为止 / up to the bound, there are more") << "\n";
  if (arguments.has("save")) io.err << told.saved << " 条存为情景 / saved as scenarios\n";
  return kOk;
}

int run_walk(const Arguments& arguments, const Io& io) {
  if (arguments.has("interactive")) return walk_by_hand(arguments, io);
  const Result<definition::Compiled> found =
      definition_at(arguments.text("PATH"), arguments.text("workflow"));
  if (!found) return report(found.error(), io);
  const Exploration seen = authoring::explore(*found->definition);
  return arguments.has("take") ? walk_one(arguments, *found->definition, seen, io)
                               : walk_all(arguments, *found->definition, seen, io);
}

}  // namespace

const CommandSpec& walk_command() {
  static const CommandSpec spec{
      "walk",
      "走遍流程，或走一条路 / every way through a machine, or one",
      {{"PATH", Takes::one, true, "定义文件或目录 / a definition's file or folder"}},
      {{"--workflow", Takes::one, false, "其中哪一个 / which of several"},
       {"--take", Takes::one, false, "走这一条：submit,accept / along these: submit,accept"},
       {"--interactive", Takes::nothing, false, "亲手走一遍 / go through it by hand"},
       {"--save", Takes::one, false,
        "存为情景：一个文件，或每条路一个文件的目录 / as a scenario, or a folder of them, one a "
        "way"},
       {"--without", Takes::one, false,
        "亲手走时不带的材料 / papers not brought, by hand: lease,design"},
       {"--applicant", Takes::one, false, "情景的申请人 / the scenario's applicant"},
       {"--at", Takes::one, false, "情景的开始 / when the scenario begins"},
       {"--most", Takes::one, false, "最多几条 / so many at most"},
       {"--depth", Takes::one, false, "最长几步 / so long at most"}},
      run_walk};
  return spec;
}

}  // namespace yijian::cli
