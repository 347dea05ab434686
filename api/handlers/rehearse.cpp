// POST /v1/workflows/walk and /simulate: definitions that somebody is writing, tried and forgotten.
// One at a time, in worlds in memory, off the HTTP thread and within a time of its own.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

#include "api/handlers/sent_files.h"
#include "api/http/problem.h"
#include "api/world/memory_world.h"
#include "engine/authoring/check.h"
#include "engine/authoring/realise.h"
#include "engine/authoring/simulate.h"
#include "engine/base/json.h"

namespace yijian::handlers {
namespace {

constexpr int64_t kMostWays = 200;
constexpr int64_t kMostCases = 1'000;
constexpr int64_t kCases = 100;
constexpr auto kBudget = std::chrono::seconds(10);
constexpr std::string_view kBeginning = "2025-06-09 09:00";
constexpr std::string_view kSamplesFile = "shared/samples.json";

using Clock = std::chrono::steady_clock;

// What the body asks for beside its files.
struct Wanted {
  std::vector<definition::SourceFile> files;
  std::string workflow;
  int64_t count = 0;  // of ways, or of cases
  uint64_t seed = 1;
  Instant from;
  bool realise = false;
  authoring::Assumptions assumptions;
};

// Held by the one request that is being tried.
class Turn {
 public:
  static std::shared_ptr<Turn> take() {
    return taken().exchange(true) ? nullptr : std::shared_ptr<Turn>(new Turn);
  }
  ~Turn() { end(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  // Before the answer goes out: whoever reads it may ask again at once.
  void end() {
    if (!std::exchange(ended_, true)) taken() = false;
  }

 private:
  Turn() = default;
  static std::atomic<bool>& taken() {
    static std::atomic<bool> is_taken{false};
    return is_taken;
  }

  bool ended_ = false;
};

Result<int64_t> number_member(const Value& body, std::string_view key, int64_t least, int64_t most,
                              int64_t otherwise) {
  const Value* number = body.find(key);
  if (number == nullptr) return otherwise;
  if (number->is_int() && number->integer() >= least && number->integer() <= most)
    return number->integer();
  return wrong_type("/" + std::string(key),
                    "a number from " + std::to_string(least) + " to " + std::to_string(most));
}

Result<bool> flag_member(const Value& body, std::string_view key) {
  const Value* flag = body.find(key);
  if (flag == nullptr) return false;
  if (flag->is_bool()) return flag->boolean();
  return wrong_type("/" + std::string(key), "true or false");
}

Result<Instant> time_member(const Value& body, std::string_view key) {
  const Result<std::string> text = text_member(body, key);
  if (!text) return text.error();
  Result<Instant> at = parse_instant(text->empty() ? kBeginning : std::string_view(*text));
  if (!at) return wrong_type("/" + std::string(key), "a day or a time like 2025-06-09 09:00");
  return at;
}

Result<authoring::Assumptions> assumptions_member(const Value& body) {
  const Value* json = body.find("assumptions");
  if (json == nullptr) return authoring::Assumptions{};
  Result<authoring::Assumptions> parsed = authoring::parse_assumptions(*json);
  if (parsed) return parsed;
  Error error = parsed.error();
  error.pointer = "/assumptions" + error.pointer;
  for (Fault& fault : error.faults) fault.pointer = "/assumptions" + fault.pointer;
  return error;
}

Result<Wanted> wanted_from(const Value& body, std::string_view count, int64_t most,
                           int64_t otherwise) {
  Wanted wanted;
  Result<std::vector<definition::SourceFile>> files = files_of(body);
  if (!files) return files.error();
  wanted.files = std::move(*files);
  Result<std::string> workflow = text_member(body, "workflow");
  if (!workflow) return workflow.error();
  wanted.workflow = std::move(*workflow);
  const Result<int64_t> number = number_member(body, count, 1, most, otherwise);
  if (!number) return number.error();
  wanted.count = *number;
  const Result<int64_t> seed = number_member(body, "seed", 0, INT64_MAX, 1);
  if (!seed) return seed.error();
  wanted.seed = static_cast<uint64_t>(*seed);
  const Result<Instant> from = time_member(body, "from");
  if (!from) return from.error();
  wanted.from = *from;
  const Result<bool> realise = flag_member(body, "realise");
  if (!realise) return realise.error();
  wanted.realise = *realise;
  Result<authoring::Assumptions> assumptions = assumptions_member(body);
  if (!assumptions) return assumptions.error();
  wanted.assumptions = std::move(*assumptions);
  return wanted;
}

// The files loaded, and a world to try them in.
struct Trial {
  std::shared_ptr<casework::Bundles> bundles = std::make_shared<casework::Bundles>();
  const definition::Bundle* bundle = nullptr;
  authoring::Surroundings surroundings;
  Clock::time_point end = Clock::now() + kBudget;

  bool may_go_on() const { return Clock::now() < end; }
};

// The sample applicants of the files, else those of the server.
Result<Value> samples_of(const Service& service, const std::vector<definition::SourceFile>& files) {
  const auto sent = std::find_if(files.begin(), files.end(), [](const auto& file) {
    return std::string_view(file.path).ends_with(kSamplesFile);
  });
  if (sent == files.end()) return service.samples;
  Result<Value> samples = parse_json(sent->text, sent->path);
  if (!samples) return wrong_type("/files", sent->path + ": " + samples.error().code);
  return samples;
}

// The one workflow that is meant. Errors: unknown_workflow; invalid_data when it has to be named.
Result<const definition::Bundle*> meant(const casework::Bundles& bundles, const std::string& id) {
  if (!id.empty()) {
    if (const definition::Bundle* bundle = bundles.for_workflow(id)) return bundle;
    return Error{.code = "unknown_workflow", .detail = "the files have no such workflow"};
  }
  if (bundles.current.size() == 1) return bundles.current.begin()->second.get();
  Error error = wrong_type("/workflow", "the files have several workflows: which is meant?");
  for (const auto& [name, bundle] : bundles.current) error.names.push_back(name);
  return error;
}

Result<Trial> prepare(const Service& service, const Wanted& wanted) {
  Trial trial;
  const authoring::Checked checked = authoring::check(wanted.files);
  for (const definition::Problem& problem : checked.problems)
    if (problem.severity == definition::Severity::error)
      return Error{.code = "invalid_data",
                   .detail = problem.place + ": " + problem.code,
                   .pointer = "/files"};
  for (const auto& bundle : checked.library.bundles) trial.bundles->add_current(bundle);
  const Result<const definition::Bundle*> bundle = meant(*trial.bundles, wanted.workflow);
  if (!bundle) return bundle.error();
  trial.bundle = *bundle;
  Result<Value> samples = samples_of(service, wanted.files);
  if (!samples) return samples.error();
  trial.surroundings.samples = std::move(*samples);
  trial.surroundings.world = [bundles = trial.bundles,
                              notices = service.notices](const authoring::WorldOptions& options) {
    return world::memory_world(bundles, notices, options);
  };
  return trial;
}

Value way_view(const definition::Definition& definition, const authoring::Exploration& seen,
               const authoring::Way& way) {
  const authoring::Configuration& last = seen.configurations[way.configurations.back()];
  return Map{{"way", texts(way.labels)},
             {"states", texts(authoring::leaves_of(definition, last))},
             {"phase", last.phase ? Value(law::name(*last.phase)) : Value()}};
}

Result<Value> walked(const Trial& trial, const Wanted& wanted) {
  const definition::Definition& definition = *trial.bundle->find(trial.bundle->main);
  const authoring::Exploration seen = authoring::explore(definition);
  const authoring::Ways found = authoring::ways_to_an_end(seen, static_cast<size_t>(wanted.count));
  authoring::Compass compass;
  const authoring::Walker walker{*trial.bundle, seen,       trial.surroundings, compass, "",
                                 wanted.from,   wanted.seed};
  bool complete = found.complete;
  List ways;
  for (const authoring::Way& way : found.ways) {
    Map view = way_view(definition, seen, way).map();
    if (wanted.realise && !trial.may_go_on()) {
      complete = false;
      break;
    }
    if (wanted.realise) {
      const Result<authoring::Rehearsal> done = authoring::realise(walker, way);
      if (done)
        view.set("scenario", done->scenario());
      else
        view.set("notRealised", done.error().detail);
    }
    ways.push_back(std::move(view));
  }
  return Value(Map{{"workflow", definition.id}, {"ways", std::move(ways)}, {"complete", complete}});
}

Result<Value> simulated(const Trial& trial, const Wanted& wanted) {
  const authoring::Play play{*trial.bundle, trial.surroundings, wanted.assumptions, "",
                             [&trial] { return trial.may_go_on(); }};
  const Result<authoring::Simulation> done =
      authoring::simulate(play, wanted.count, wanted.from, wanted.seed);
  if (!done) return done.error();
  Map view{{"workflow", trial.bundle->main}};
  const Value result = authoring::as_value(*done);
  for (const Map::Entry& one : result.map()) view.set(std::string(one.name()), one.value);
  return Value(std::move(view));
}

// A trial's own refusals are the request's: what cannot be filed cannot be tried.
Error as_told(Error error) {
  if (error.code == "refused" || error.code == "unknown_sample") {
    error.code = "invalid_data";
    error.pointer = "/workflow";
  }
  return error;
}

using Try = Result<Value> (*)(const Trial& trial, const Wanted& wanted);

void rehearse(Service& service, const http::Respond& respond, const Asked& asked,
              const Result<Wanted>& wanted, Try attempt) {
  if (!wanted) return refuse(respond, wanted.error(), asked);
  std::shared_ptr<Turn> turn = Turn::take();
  if (turn == nullptr)
    return refuse(respond, {.code = "busy", .detail = "another definition is being tried"}, asked);
  read(service, respond, asked, [&service, asked, attempt, wanted = *wanted, turn] {
    const Result<Trial> trial = prepare(service, wanted);
    const Result<Value> done = trial ? attempt(*trial, wanted) : Result<Value>(trial.error());
    turn->end();
    return done ? json(200, *done) : refusal(as_told(done.error()), asked);
  });
}

void walk(Service& service, const http::Request& request, const Asked& asked,
          const http::Respond& respond) {
  if (const Status may = may_send_definitions(asked); !may)
    return refuse(respond, may.error(), asked);
  const Result<Value> body =
      body_of(request, {"files", "workflow", "most", "realise", "seed", "from"});
  if (!body) return refuse(respond, body.error(), asked);
  rehearse(service, respond, asked, wanted_from(*body, "most", kMostWays, kMostWays), walked);
}

void simulate(Service& service, const http::Request& request, const Asked& asked,
              const http::Respond& respond) {
  if (const Status may = may_send_definitions(asked); !may)
    return refuse(respond, may.error(), asked);
  const Result<Value> body =
      body_of(request, {"files", "workflow", "cases", "seed", "from", "assumptions"});
  if (!body) return refuse(respond, body.error(), asked);
  rehearse(service, respond, asked, wanted_from(*body, "cases", kMostCases, kCases), simulated);
}

}  // namespace

void add_rehearsal_routes(http::Router& router, Service& service) {
  router.add("POST", "/v1/workflows/walk", for_user(service, walk));
  router.add("POST", "/v1/workflows/simulate", for_user(service, simulate));
}

}  // namespace yijian::handlers
