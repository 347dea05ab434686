#include "engine/casework/items.h"

#include <algorithm>

#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

bool settled(const ItemState& item) {
  if (item.status == "waiting") return false;
  if (item.status != "opened") return true;
  const std::optional<law::Phase> phase = law::phase_from(item.phase);
  return phase.has_value() && law::is_settled(*phase);
}

// Granted, and not revoked since: a revoked item keeps its outcome. A group's outcome is its
// status.
bool granted(const ItemState& item) {
  return item.status == "granted" ||
         (item.outcome == "granted" && item.phase != law::name(law::Phase::revoked));
}
bool ended_as(const ItemState& item, std::string_view phase) {
  return item.status == phase || item.phase == phase;
}
bool fulfilled(const ItemState& item) {
  return item.status == "notApplicable" || (settled(item) && granted(item));
}
bool accepted(const CaseState& state) { return state.since.contains(law::Phase::accepted); }

enum class Readiness { wait, open, skip };

Readiness readiness(const Working& working, const definition::Item& item) {
  bool all_met = true;
  for (const std::string& need : item.needs) {
    const ItemState& needed = working.state.items.at(need);
    if (settled(needed) && !fulfilled(needed)) return Readiness::skip;
    all_met = all_met && fulfilled(needed);
  }
  if (!all_met) return Readiness::wait;
  return item.accepts || accepted(working.state) ? Readiness::open : Readiness::wait;
}

// Ids of the items and groups that stand directly in the group; in the thing itself for "".
std::vector<std::string> members(const definition::Definition& definition, std::string_view group) {
  std::vector<std::string> ids;
  for (const definition::Item& item : definition.items)
    if (item.group == group) ids.push_back(item.id);
  for (const definition::Group& inner : definition.groups)
    if (inner.group == group) ids.push_back(inner.id);
  return ids;
}

// The members that count for the join.
std::vector<const ItemState*> counting(const Working& working, std::string_view group) {
  std::vector<const ItemState*> items;
  for (const std::string& id : members(working.definition, group)) {
    const auto found = working.state.items.find(id);
    if (found != working.state.items.end() && found->second.status != "notApplicable")
      items.push_back(&found->second);
  }
  return items;
}

size_t count(const std::vector<const ItemState*>& items, auto&& predicate) {
  return static_cast<size_t>(std::count_if(
      items.begin(), items.end(), [&](const ItemState* item) { return predicate(*item); }));
}

// The outcome of `all`, once every item has settled.
std::string outcome_of_all(const std::vector<const ItemState*>& items, bool partial) {
  const size_t n = items.size();
  const size_t good = count(items, granted);
  if (good == n) return "granted";
  for (const char* word : {"withdrawn", "refused"})
    if (count(items, [&](const ItemState& item) { return ended_as(item, word); }) == n) return word;
  return partial && good > 0 ? "partial" : "denied";
}

std::string outcome_of(const definition::Join& join, const std::vector<const ItemState*>& items) {
  const size_t n = items.size();
  const size_t done = count(items, settled);
  const size_t good = count(items, granted);
  switch (join.kind) {
    case definition::JoinKind::all:
      return done == n ? outcome_of_all(items, join.partial) : "";
    case definition::JoinKind::quorum: {
      const auto wanted = static_cast<size_t>(join.quorum);
      if (good >= wanted) return "granted";
      return good + (n - done) < wanted ? "denied" : "";
    }
    case definition::JoinKind::first_refusal:
      if (done > good) return outcome_of_all(items, false) == "withdrawn" ? "withdrawn" : "denied";
      return done == n ? "granted" : "";
  }
  return "";
}

// The outcome of the group's join, or of the thing's for ""; "" while it is not met. Until the
// thing is accepted only refused and withdrawn end it (LANGUAGE rule 9), and while its applicant
// corrects, from where no law leads to a refusal, refused waits for the corrections.
std::string joined(const Working& working, const definition::Join& join, std::string_view group) {
  const std::string outcome = outcome_of(join, counting(working, group));
  const bool correcting = working.state.phase == law::Phase::correcting;
  const bool early = outcome == "withdrawn" || (outcome == "refused" && !correcting);
  return accepted(working.state) || early ? outcome : "";
}

void change(Working& working, const std::string& id, std::string status) {
  working.emit(ItemChanged{.status = std::move(status), .item = id, .case_id = "", .attempt = 0});
}

// What has not ended yet in the group (in the thing for "") is dismissed or, unopened, skipped.
void dismiss(Working& working, std::string_view group) {
  for (const std::string& id : members(working.definition, group)) {
    const auto found = working.state.items.find(id);
    if (found == working.state.items.end() || settled(found->second)) continue;
    const ItemState item = found->second;
    if (item.status == "waiting") change(working, id, "skipped");
    if (item.status == "opened")
      send_to_case(working, item.case_id, "parent", Map{{"word", "dismissed"}});
    if (working.definition.group(id) != nullptr) dismiss(working, id);
  }
}

// Whether the waiting group has joined now: then its outcome is its status, and the rest is
// dismissed.
bool join_group(Working& working, const definition::Group& group) {
  const auto found = working.state.items.find(group.id);
  if (found == working.state.items.end() || found->second.status != "waiting") return false;
  const std::string outcome = joined(working, group.join, group.id);
  if (outcome.empty()) return false;
  change(working, group.id, outcome);
  dismiss(working, group.id);
  return true;
}

// Whether the waiting item has been opened or skipped now.
bool advance_item(Working& working, const definition::Item& item) {
  const auto found = working.state.items.find(item.id);
  if (found == working.state.items.end() || found->second.status != "waiting") return false;
  const Readiness now = readiness(working, item);
  if (now == Readiness::open) open_item(working, item);
  if (now == Readiness::skip) change(working, item.id, "skipped");
  return now != Readiness::wait;
}

}  // namespace

Status start_items(Working& working) {
  const std::vector<std::string> applicable = applicable_items(working.reading());
  if (applicable.empty())
    return Error{.code = "no_applicable_item",
                 .detail = "the answers leave no item that applies",
                 .pointer = "/guide"};
  for (const definition::Item& item : working.definition.items) {
    const bool applies =
        std::find(applicable.begin(), applicable.end(), item.id) != applicable.end();
    change(working, item.id, applies ? "waiting" : "notApplicable");
  }
  // The groups, the innermost first: each applies if one of its members does.
  for (auto group = working.definition.groups.rbegin(); group != working.definition.groups.rend();
       ++group)
    change(working, group->id, counting(working, group->id).empty() ? "notApplicable" : "waiting");
  advance_items(working);
  return {};
}

void advance_items(Working& working) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const definition::Item& item : working.definition.items)
      changed = advance_item(working, item) || changed;
    for (const definition::Group& group : working.definition.groups)
      changed = join_group(working, group) || changed;
  }
}

void dismiss_items(Working& working) { dismiss(working, ""); }

std::optional<Value> joined_items(const Working& working) {
  const CaseState& state = working.state;
  const bool running =
      std::find(state.invokes.begin(), state.invokes.end(), kItemsInvoke) != state.invokes.end();
  if (!running || state.items.empty()) return std::nullopt;
  // 补正: no case is refused while the applicant is on turn; it is heard of once it is submitted
  // again.
  if (state.phase == law::Phase::correcting) return std::nullopt;
  const std::string outcome = joined(working, working.definition.join, "");
  if (outcome.empty()) return std::nullopt;
  return Value(Map{{"output", Map{{"outcome", outcome}}}});
}

void tell_items(Working& working, std::string_view word, law::Phase in_phase) {
  for (const definition::Item& item : working.definition.items) {
    const auto found = working.state.items.find(item.id);
    if (found == working.state.items.end() || found->second.phase != law::name(in_phase)) continue;
    send_to_case(working, found->second.case_id, "parent", Map{{"word", word}});
  }
}

}  // namespace yijian::casework
