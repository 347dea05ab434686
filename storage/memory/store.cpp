#include "storage/memory/store.h"

#include <algorithm>
#include <tuple>

#include "engine/base/canonical.h"

namespace yijian::storage {

using casework::Append;
using casework::Creation;
using casework::OutboxRow;
using casework::Pending;
using casework::SealedStep;
using casework::StoredStep;
using casework::TaskRow;

namespace {

Error conflict(const Append& append) {
  return {.code = "version_conflict",
          .detail = append.case_id + " is not at version " + std::to_string(append.step.n - 1)};
}

auto by_task(const TaskRow& a, const TaskRow& b) { return a.task < b.task; }

auto lane_of(const Pending& pending) {
  return std::make_tuple(std::string_view(pending.from), std::string_view(pending.row.to));
}

// What a durable store would give back: types kept by their tags, maps in the order of the text.
Result<Value> as_recorded(const Value& data) {
  Result<Value> tagged = tag(data);
  if (!tagged) return tagged.error();
  return untag(sorted(*tagged));
}

}  // namespace

const MemoryStore::Case* MemoryStore::find(std::string_view case_id) const {
  if (const auto staged = staged_.find(case_id); staged != staged_.end()) return &staged->second;
  const auto stored = cases_.find(case_id);
  return stored == cases_.end() ? nullptr : &stored->second;
}

MemoryStore::Case& MemoryStore::change(const std::string& case_id) {
  const auto staged = staged_.find(case_id);
  if (staged != staged_.end()) return staged->second;
  const Case* stored = find(case_id);
  return staged_.emplace(case_id, stored != nullptr ? *stored : Case{}).first->second;
}

MemoryStore::Outbox& MemoryStore::change_outbox() {
  if (!staged_outbox_) staged_outbox_ = outbox_;
  return *staged_outbox_;
}

Result<std::vector<SealedStep>> MemoryStore::load(std::string_view case_id) {
  std::vector<SealedStep> steps;
  if (const Case* found = find(case_id); found != nullptr)
    for (const StepRef& step : found->steps) steps.push_back(step->step);
  return steps;
}

Status MemoryStore::begin() {
  ENSURE(!open_);
  open_ = true;
  return {};
}

Status MemoryStore::append(const Append& append) {
  ENSURE(open_);
  const Case* before = find(append.case_id);
  if (append.creates != (before == nullptr)) return conflict(append);
  const int64_t n = before == nullptr ? 0 : static_cast<int64_t>(before->steps.size());
  if (append.step.n != n + 1) return conflict(append);
  if (!append.creation_key.empty()) {
    if (staged_creations_.contains(append.creation_key) || creations_.contains(append.creation_key))
      return Error{.code = "creation_exists", .detail = "the key has created a case already"};
    staged_creations_[append.creation_key] = {Creation{append.case_id, append.request},
                                              append.rows.head.updated};
  }
  std::vector<Pending> sent;
  for (const OutboxRow& row : append.rows.outbox) {
    Result<Value> data = as_recorded(row.data);
    if (!data) return data.error();
    sent.push_back({row, append.case_id, append.step.n, append.step.hash, 0});
    sent.back().row.data = *std::move(data);
  }
  Case& changed = change(append.case_id);
  if (changed.no == 0) changed.no = ++last_no_;
  changed.steps.push_back(
      std::make_shared<StoredStep>(StoredStep{++last_pos_, append.case_id, append.step}));
  changed.head = append.rows.head;
  changed.tasks = append.rows.tasks;
  std::sort(changed.tasks.begin(), changed.tasks.end(), by_task);
  changed.wake = append.rows.wake;
  if (append.rows.parties) changed.parties = *append.rows.parties;
  for (Pending& pending : sent) change_outbox().emplace(++last_sent_, std::move(pending));
  return {};
}

Status MemoryStore::mark_delivered(std::string_view from, std::string_view to, int64_t lane) {
  std::erase_if(change_outbox(), [&](const auto& entry) {
    const Pending& row = entry.second;
    return row.from == from && row.row.to == to && row.row.lane == lane;
  });
  if (!open_) return commit();
  return {};
}

Status MemoryStore::mark_tried(std::string_view from, std::string_view to, int64_t lane) {
  for (auto& [pos, row] : change_outbox())
    if (row.from == from && row.row.to == to && row.row.lane == lane) ++row.tries;
  if (!open_) return commit();
  return {};
}

Status MemoryStore::commit() {
  const std::lock_guard lock(mutex_);
  for (auto& [id, staged] : staged_) {
    const auto stored = cases_.find(id);
    if (stored != cases_.end() && stored->second.wake)
      wakes_.erase({*stored->second.wake, stored->second.no});
    if (staged.wake) wakes_.insert({*staged.wake, staged.no});
    by_no_[staged.no] = id;
    cases_[id] = std::move(staged);
  }
  if (staged_outbox_) outbox_ = *std::move(staged_outbox_);
  for (auto& [key, made] : staged_creations_) creations_[key] = std::move(made);
  for (auto& [where, text] : staged_entries_) entries_[where] = std::move(text);
  staged_entries_.clear();
  for (Publication& one : staged_publications_) publications_.push_back(std::move(one));
  staged_publications_.clear();
  staged_.clear();
  staged_outbox_.reset();
  staged_creations_.clear();
  open_ = false;
  return {};
}

void MemoryStore::rollback() {
  staged_.clear();
  staged_outbox_.reset();
  staged_creations_.clear();
  staged_entries_.clear();
  staged_publications_.clear();
  open_ = false;
}

// The committed index, without the cases that the transaction has changed, and those.
std::vector<casework::Store::Due> MemoryStore::all_due(Instant now, size_t limit) const {
  std::vector<std::tuple<Instant, int64_t, std::string>> found;
  size_t taken = 0;
  for (const auto& [due, no] : wakes_) {
    if (due > now || taken == limit) break;
    const std::string& id = by_no_.at(no);
    if (staged_.contains(id)) continue;
    found.emplace_back(due, no, id);
    ++taken;
  }
  for (const auto& [id, staged] : staged_)
    if (staged.wake && *staged.wake <= now) found.emplace_back(*staged.wake, staged.no, id);
  std::sort(found.begin(), found.end());
  std::vector<Due> dues;
  for (size_t i = 0; i < found.size() && i < limit; ++i)
    dues.push_back({std::get<2>(found[i]), std::get<0>(found[i])});
  return dues;
}

Result<std::vector<casework::Store::Due>> MemoryStore::due(Instant now, size_t limit) {
  return all_due(now, limit);
}

Result<std::optional<Instant>> MemoryStore::next_due() {
  const std::vector<Due> first = all_due(Instant{INT64_MAX}, 1);
  return first.empty() ? std::optional<Instant>() : std::optional(first[0].due);
}

Result<std::vector<Pending>> MemoryStore::pending(size_t limit) {
  std::map<std::tuple<std::string_view, std::string_view>, int64_t> first;
  for (const auto& [pos, row] : outbox()) {
    const auto [at, fresh] = first.emplace(lane_of(row), row.row.lane);
    if (!fresh) at->second = std::min(at->second, row.row.lane);
  }
  std::vector<Pending> found;
  for (const auto& [pos, row] : outbox()) {
    if (found.size() == limit) break;
    const bool leaves = row.row.to.starts_with(definition::kConnectorPrefix);
    if (!leaves && row.tries < casework::kMaxDeliveryTries &&
        first.at(lane_of(row)) == row.row.lane)
      found.push_back(row);
  }
  return found;
}

Result<size_t> MemoryStore::revive(std::string_view from, std::string_view to) {
  const std::lock_guard lock(mutex_);
  size_t revived = 0;
  for (auto& [pos, row] : outbox_) {
    if (row.from != from || (!to.empty() && row.row.to != to)) continue;
    if (row.tries < casework::kMaxDeliveryTries) continue;
    row.tries = 0;
    ++revived;
  }
  return revived;
}

Result<std::optional<Creation>> MemoryStore::creation(std::string_view key) {
  if (const auto staged = staged_creations_.find(key); staged != staged_creations_.end())
    return std::optional(staged->second.creation);
  const auto stored = creations_.find(key);
  if (stored == creations_.end()) return std::optional<Creation>();
  return std::optional(stored->second.creation);
}

Result<size_t> MemoryStore::forget_creations(Instant before, size_t most) {
  const std::lock_guard lock(mutex_);
  std::multimap<Instant, std::string> old;
  for (const auto& [key, made] : creations_)
    if (made.at < before) old.emplace(made.at, key);
  size_t forgotten = 0;
  for (auto at = old.begin(); at != old.end() && forgotten < most; ++at, ++forgotten)
    creations_.erase(at->second);
  return forgotten;
}

Status MemoryStore::put_entry(std::string_view name, std::string_view key, std::string_view text) {
  ENSURE(open_);
  staged_entries_[{std::string(name), std::string(key)}] = text;
  return {};
}

Result<std::vector<casework::Store::StoredEntry>> MemoryStore::entries() {
  std::vector<StoredEntry> found;
  for (const auto& [where, text] : entries_) found.push_back({where.first, where.second, text});
  return found;
}

Status MemoryStore::put_bundle(std::string_view digest, std::string_view text) {
  const std::lock_guard lock(mutex_);
  bundles_.emplace(digest, text);
  return {};
}

Result<std::vector<casework::Store::StoredBundle>> MemoryStore::bundles() {
  std::vector<StoredBundle> found;
  for (const auto& [digest, text] : bundles_) found.push_back({digest, text});
  return found;
}

Status MemoryStore::put_publication(const Publication& publication) {
  ENSURE(open_);
  for (const auto* all : {&publications_, &staged_publications_})
    for (const Publication& one : *all)
      if (one.folder == publication.folder && one.version == publication.version)
        return Error{.code = "publication_exists", .detail = "that version is published"};
  staged_publications_.push_back(publication);
  return {};
}

Result<std::vector<casework::Store::Publication>> MemoryStore::publications() {
  return publications_;
}

Result<std::optional<Instant>> MemoryStore::newest() {
  std::optional<Instant> newest;
  for (const auto& [id, stored] : cases_)
    newest = std::max(newest, std::optional(stored.head.updated));
  return newest;
}

}  // namespace yijian::storage
