#include "engine/casework/items.h"

#include <algorithm>

#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

bool settled(const ItemState& item) {
  if (item.status == "skipped" || item.status == "failed" || item.status == "notApplicable")
    return true;
  const std::optional<law::Phase> phase = law::phase_from(item.phase);
  return phase.has_value() && law::is_settled(*phase);
}

// Granted, and not revoked since: a revoked item keeps its outcome.
bool granted(const ItemState& item) {
  return item.outcome == "granted" && item.phase != law::name(law::Phase::revoked);
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

// The items that count for the join.
std::vector<const ItemState*> counting(const CaseState& state) {
  std::vector<const ItemState*> items;
  for (const auto& [id, item] : state.items)
    if (item.status != "notApplicable") items.push_back(&item);
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
  if (count(items, [](const ItemState& item) { return item.phase == "withdrawn"; }) == n)
    return "withdrawn";
  if (count(items, [](const ItemState& item) { return item.phase == "refused"; }) == n)
    return "refused";
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
    working.emit(ItemChanged{.status = applies ? "waiting" : "notApplicable",
                             .item = item.id,
                             .case_id = "",
                             .attempt = 0});
  }
  advance_items(working);
  return {};
}

void advance_items(Working& working) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const definition::Item& item : working.definition.items) {
      const auto found = working.state.items.find(item.id);
      if (found == working.state.items.end() || found->second.status != "waiting") continue;
      const Readiness now = readiness(working, item);
      if (now == Readiness::wait) continue;
      changed = true;
      if (now == Readiness::open)
        open_item(working, item);
      else
        working.emit(
            ItemChanged{.status = "skipped", .item = item.id, .case_id = "", .attempt = 0});
    }
  }
}

void dismiss_items(Working& working) {
  for (const definition::Item& item : working.definition.items) {
    const auto found = working.state.items.find(item.id);
    if (found == working.state.items.end() || settled(found->second)) continue;
    if (found->second.status == "waiting")
      working.emit(ItemChanged{.status = "skipped", .item = item.id, .case_id = "", .attempt = 0});
    else
      send_to_case(working, found->second.case_id, "parent", Map{{"word", "dismissed"}});
  }
}

std::optional<Value> joined_items(const Working& working) {
  const CaseState& state = working.state;
  const bool running =
      std::find(state.invokes.begin(), state.invokes.end(), kItemsInvoke) != state.invokes.end();
  if (!running || state.items.empty()) return std::nullopt;
  const std::string outcome = outcome_of(working.definition.join, counting(state));
  if (outcome.empty()) return std::nullopt;
  if (!accepted(state) && outcome != "refused" && outcome != "withdrawn") return std::nullopt;
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
