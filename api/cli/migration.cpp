#include "api/cli/migration.h"

#include <algorithm>
#include <set>

#include "engine/casework/decide.h"
#include "engine/casework/recalendar.h"
#include "storage/writer/clock.h"
#include "storage/writer/fold_case.h"
#include "storage/writer/transaction.h"
#include "storage/writer/writer.h"

namespace yijian::cli {
namespace {

using casework::CaseState;
using casework::Envelope;

constexpr size_t kCasesAtOnce = 500;

const std::string& version_of(const definition::Bundle& bundle) {
  return bundle.find(bundle.main)->version;
}

std::vector<std::shared_ptr<const definition::Bundle>> editions_of(const casework::Bundles& bundles,
                                                                   const std::string& workflow,
                                                                   const std::string& version) {
  std::vector<std::shared_ptr<const definition::Bundle>> found;
  for (const auto& [digest, bundle] : bundles.by_digest)
    if (bundle->main == workflow && version_of(*bundle) == version) found.push_back(bundle);
  return found;
}

Error unknown_version(const std::string& workflow, const std::string& version) {
  return {.code = "unknown_version",
          .detail = "this node knows no version " + version + " of " + workflow,
          .names = {workflow, version}};
}

// What newcomers are given, when it is of the version.
Result<std::shared_ptr<const definition::Bundle>> find_target(const casework::MigrationPlan& plan,
                                                              const casework::Bundles& bundles) {
  const auto current = bundles.current.find(plan.workflow);
  if (current != bundles.current.end() && version_of(*current->second) == plan.to)
    return current->second;
  const auto editions = editions_of(bundles, plan.workflow, plan.to);
  if (editions.empty()) return unknown_version(plan.workflow, plan.to);
  if (editions.size() > 1)
    return Error{.code = "ambiguous_version",
                 .detail = "several bundles are of version " + plan.to + ", and none is current"};
  return editions.front();
}

casework::Actor admin(const std::string& name) {
  casework::Actor actor;
  actor.id = actor.name = name;
  actor.role = "admin";
  return actor;
}

// The cases of a store, one after another, folded.
class Surveyor {
 public:
  Surveyor(const Crossing& crossing, Premises& premises, casework::Registries& registries,
           Instant now)
      : crossing_(crossing), premises_(premises), registries_(registries), now_(now) {}

  Result<Survey> run() {
    std::set<std::string> workflows;
    for (const auto& bundle : crossing_.from)
      for (const auto& [id, definition] : bundle->definitions)
        workflows.emplace(definition::written_id(id));
    for (const std::string& workflow : workflows)
      if (Status status = look_through(workflow); !status) return status.error();
    return std::move(survey_);
  }

 private:
  Status look_through(const std::string& workflow) {
    casework::CaseFilter filter{.workflow = workflow, .open_only = true, .limit = kCasesAtOnce};
    do {
      const Result<casework::Page<casework::HeadRow>> page = premises_.queries->cases(filter);
      if (!page) return page.error();
      for (const casework::HeadRow& head : page->rows)
        if (Status status = look_at(head.id); !status) return status;
      filter.after = page->next;
    } while (!filter.after.empty());
    return {};
  }

  Status look_at(const std::string& case_id) {
    const Result<std::vector<casework::StoredStep>> stored = premises_.queries->steps(case_id);
    if (!stored) return stored.error();
    std::vector<casework::SealedStep> steps;
    for (const casework::StoredStep& step : *stored) steps.push_back(step.step);
    const Result<storage::StateRef> state = storage::fold_case(case_id, steps);
    if (!state) return state.error();
    const auto from =
        std::find_if(crossing_.from.begin(), crossing_.from.end(),
                     [&](const auto& bundle) { return bundle->digest == (*state)->bundle; });
    if (from != crossing_.from.end()) return judge(**state, *from);
    if ((*state)->bundle == crossing_.to->digest && came_over(**state)) ++survey_.moved_before;
    return {};
  }

  bool came_over(const CaseState& state) const {
    return std::any_of(
        state.earlier_bundles.begin(), state.earlier_bundles.end(), [&](const auto& earlier) {
          return std::any_of(crossing_.from.begin(), crossing_.from.end(),
                             [&](const auto& bundle) { return bundle->digest == earlier.second; });
        });
  }

  Status judge(CaseState state, const std::shared_ptr<const definition::Bundle>& from) {
    const std::string id = state.id;
    Candidate candidate{
        .case_id = id,
        .item = state.item,
        .command = {
            .plan = crossing_.plan, .from = from, .to = crossing_.to->digest, .reason = "dry run"}};
    Status status = let_fire(state, *from);
    if (status) {
      Envelope envelope;
      envelope.command = candidate.command;
      envelope.actor = admin("dry-run");
      const Result<CaseState> after = decided(state, *crossing_.to, std::move(envelope));
      if (!after) status = after.error();
    }
    if (status)
      survey_.movable.push_back(std::move(candidate));
    else
      survey_.staying.push_back({id, status.error()});
    return {};
  }

  // What is due fires before any command, and what another calendar computed is computed anew.
  Status let_fire(CaseState& state, const definition::Bundle& bundle) {
    for (int fired = 0; fired < storage::kMaxWakesAtOnce; ++fired) {
      std::optional<casework::Command> owed = casework::owed(state, now_, premises_.calendar, true);
      if (!owed) return {};
      Envelope envelope;
      envelope.command = *std::move(owed);
      Result<CaseState> after = decided(state, bundle, std::move(envelope));
      if (!after) return after.error();
      state = *std::move(after);
    }
    return Error{.code = "timer_failed", .detail = "its timers never come to rest"};
  }

  Result<CaseState> decided(const CaseState& state, const definition::Bundle& bundle,
                            Envelope envelope) {
    envelope.now = std::max(now_, state.at);
    envelope.entropy = std::string(kEntropyBytes, '\0');
    for (const casework::FactRequest& request : casework::facts_needed(bundle, state, envelope))
      envelope.facts.push_back(registries_.ask(request, envelope.now));
    Result<casework::Decided> decided =
        casework::decide(bundle, premises_.calendar, state, envelope);
    if (!decided) return decided.error();
    return std::move(decided->after);
  }

  const Crossing& crossing_;
  Premises& premises_;
  casework::Registries& registries_;
  Instant now_;
  Survey survey_;
};

}  // namespace

Result<Crossing> find_crossing(casework::MigrationPlan plan, const casework::Bundles& bundles) {
  Result<std::shared_ptr<const definition::Bundle>> to = find_target(plan, bundles);
  if (!to) return to.error();
  Crossing crossing{.plan = std::make_shared<const casework::MigrationPlan>(std::move(plan)),
                    .from = {},
                    .to = *std::move(to)};
  for (auto& bundle : editions_of(bundles, crossing.plan->workflow, crossing.plan->from))
    if (bundle->digest != crossing.to->digest) crossing.from.push_back(std::move(bundle));
  if (crossing.from.empty()) return unknown_version(crossing.plan->workflow, crossing.plan->from);
  for (const auto& from : crossing.from)
    if (Status status = casework::check_plan(*crossing.plan, *from, *crossing.to); !status)
      return status.error();
  return crossing;
}

Result<Survey> survey(const Crossing& crossing, Premises& premises,
                      casework::Registries& registries, Instant now) {
  return Surveyor(crossing, premises, registries, now).run();
}

Result<std::vector<Stay>> move(const std::vector<Candidate>& movable, const Order& order,
                               Premises& premises, casework::Registries& registries) {
  storage::SystemClock clock;
  storage::Setup setup{*premises.store, *premises.queries, clock, registries, *premises.shelf};
  setup.calendar = premises.calendar;
  setup.entropy = RandomBytes();
  setup.options.threaded = false;
  storage::Writer writer(std::move(setup));
  std::vector<Stay> staying;
  std::optional<Error> broken;
  for (const Candidate& candidate : movable) {
    Envelope envelope;
    casework::Migrate command = candidate.command;
    command.reason = order.reason;
    envelope.command_id = "migrate:" + command.plan->digest + ":" + command.from->digest;
    envelope.command = std::move(command);
    envelope.actor = admin(order.by);
    writer.submit(candidate.case_id, std::move(envelope), [&](Result<casework::Answer> answer) {
      if (answer || answer.error().code == "already_migrated") return;
      if (answer.error().code.starts_with("store_")) broken = answer.error();
      staying.push_back({candidate.case_id, answer.error()});
    });
    if (broken) return *broken;
  }
  return staying;
}

}  // namespace yijian::cli
