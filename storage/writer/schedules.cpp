#include "storage/writer/schedules.h"

#include <algorithm>

#include "storage/writer/log.h"

namespace yijian::storage {
namespace {

constexpr size_t kMostRefusedShown = 20;
constexpr std::string_view kTables = "tables.";

std::optional<Instant> instant_at(const Value& entry, std::string_view key) {
  const Result<Instant> parsed = parse_instant(entry.text(key));
  return parsed ? std::optional<Instant>(*parsed) : std::nullopt;
}

// The last occasion that is done, or since when the schedule is known.
std::optional<Instant> last_of(const Value& entry) {
  const std::optional<Instant> fired = instant_at(entry, "fired");
  return fired ? fired : instant_at(entry, "since");
}

Value since(Instant now) { return Map{{"since", format_instant(now)}}; }

}  // namespace

std::vector<ScheduleWork> Schedules::take(Instant now, size_t most) {
  bundles_ = setup_.bundles.now();
  std::vector<ScheduleWork> work;
  for (const std::string& workflow : bundles_->scheduled) {
    if (work.size() == most) break;
    Plan& plan = plan_of(workflow);
    if (!plan.last) {
      work.emplace_back(NoteSchedule{workflow, since(now)});
      continue;
    }
    if (!plan.round && plan.next > now) continue;
    if (!plan.round) plan.round = round_of(workflow, plan.next);
    take_from(workflow, *plan.round, most, work);
  }
  return work;
}

std::optional<Instant> Schedules::next_due(Instant now) {
  bundles_ = setup_.bundles.now();
  std::optional<Instant> first;
  for (const std::string& workflow : bundles_->scheduled) {
    const Plan& plan = plan_of(workflow);
    const Instant due = plan.last ? plan.next : now;
    first = first ? std::min(*first, due) : due;
  }
  return first;
}

void Schedules::done(const StartCase& started, const std::optional<Error>& refusal) {
  std::optional<Round>& round = plan_of(started.workflow).round;
  if (!round || round->occasion != started.occasion || round->finished != started.row) return;
  ++round->finished;
  if (!refusal) {
    ++round->cases;
  } else if (round->refused.size() < kMostRefusedShown) {
    Map one{{"row", static_cast<int64_t>(started.row) + 1}, {"code", refusal->code}};
    if (!refusal->pointer.empty()) one.set("pointer", refusal->pointer);
    round->refused.emplace_back(std::move(one));
  }
}

void Schedules::done(const NoteSchedule& noted) {
  setup_.registries.tell(kScheduleRegister, noted.workflow, noted.entry);
  const Value* cases = noted.entry.find("cases");
  if (cases != nullptr && !setup_.options.rehearsal)
    log_info("schedule " + noted.workflow + " of " + noted.entry.text("fired") + ": " +
             std::to_string(cases->integer()) + " cases, " +
             std::to_string(noted.entry.member("refused").list().size()) + " rows refused");
  Plan& plan = plans_[noted.workflow];
  plan.last = last_of(noted.entry);
  plan.bundle.clear();
  plan.round.reset();
}

std::optional<LastOccasion> last_occasion(casework::Registries& registers,
                                          std::string_view workflow) {
  for (const auto& [key, entry] : registers.rows(kScheduleRegister))
    if (key == workflow)
      if (const auto at = last_of(entry)) return LastOccasion{*at, entry};
  return std::nullopt;
}

void Schedules::remember() {
  for (const auto& [workflow, entry] : setup_.registries.rows(kScheduleRegister))
    plans_[workflow].last = last_of(entry);
  remembered_ = true;
}

// Its next occasion is computed for the workflow's present version.
Schedules::Plan& Schedules::plan_of(const std::string& workflow) {
  if (!remembered_) remember();
  Plan& plan = plans_[workflow];
  const std::string& digest = bundles_->for_workflow(workflow)->digest;
  if (plan.last && plan.bundle != digest) {
    plan.bundle = digest;
    plan.next = law::next_occasion(schedule_of(workflow).when, *plan.last, setup_.calendar).at;
  }
  return plan;
}

const definition::Schedule& Schedules::schedule_of(const std::string& workflow) const {
  const definition::Bundle* bundle = bundles_->for_workflow(workflow);
  ENSURE(bundle != nullptr && bundle->find(workflow)->schedule.has_value());
  return *bundle->find(workflow)->schedule;
}

Schedules::Round Schedules::round_of(const std::string& workflow, Instant occasion) const {
  constexpr std::string_view kRegistry = "registry:";
  Round round{.occasion = occasion, .source = schedule_of(workflow).each};
  if (round.source.empty()) {
    round.rows.emplace_back();
  } else if (round.source.starts_with(kRegistry)) {
    round.rows = setup_.registries.rows(round.source.substr(kRegistry.size()));
  } else {
    const definition::Bundle* bundle = bundles_->for_workflow(workflow);
    const Value table = bundle->find(workflow)->constants.member("tables").member(
        round.source.substr(kTables.size()));
    ENSURE(table.is_map());  // or it would not have been loaded
    for (const Map::Entry& row : table.map()) round.rows.emplace_back(row.name(), row.value);
  }
  return round;
}

// The note comes when every row has been done, for it counts them.
void Schedules::take_from(const std::string& workflow, const Round& round, size_t most,
                          std::vector<ScheduleWork>& work) const {
  if (round.finished == round.rows.size()) {
    Map entry{{"fired", format_instant(round.occasion)}, {"cases", round.cases}};
    entry.set("refused", round.refused);
    work.emplace_back(NoteSchedule{workflow, std::move(entry)});
    return;
  }
  for (size_t row = round.finished; row < round.rows.size() && work.size() < most; ++row)
    work.emplace_back(StartCase{workflow, round.occasion, row, round.rows[row].first,
                                round.rows[row].second, round.source});
}

}  // namespace yijian::storage
