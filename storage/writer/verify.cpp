#include "storage/writer/verify.h"

#include <algorithm>

#include "engine/casework/evolve.h"
#include "engine/casework/project.h"
#include "storage/writer/fold_case.h"
#include "storage/writer/verify_chain.h"

namespace yijian::storage {
namespace {

using casework::CaseState;
using casework::HeadRow;
using casework::OutboxRow;
using casework::Pending;
using casework::Queries;
using casework::Rows;
using casework::StoredStep;
using casework::TaskRow;

constexpr size_t kIdsAtOnce = 500;
constexpr size_t kMaxHeadless = 1'000;  // told; more of them are the same trouble

// What the steps make of the case: the rows as they ought to be stored.
struct Refolded {
  CaseState state;
  Rows rows;
  struct Sent {
    OutboxRow row;
    int64_t n = 0;
  };
  std::vector<Sent> sent;  // every message ever, in order
  std::vector<std::string> parties;
};

class Verifier {
 public:
  Verifier(Queries& queries, std::string_view case_id) : queries_(queries), case_id_(case_id) {}

  Result<Findings> run();

 private:
  void add(int64_t n, FindingKind kind, std::string column, std::string detail) {
    findings_.push_back({case_id_, n, kind, std::move(column), std::move(detail)});
  }
  void row(std::string column, std::string detail) {
    add(refolded_.state.n, FindingKind::row, std::move(column), std::move(detail));
  }
  bool refold(const std::vector<StoredStep>& steps);
  void compare_length(const HeadRow& head, size_t steps);
  void compare_head(const HeadRow& stored);
  void compare_tasks(const std::vector<TaskRow>& stored);
  Status compare_outbox(const std::vector<Pending>& stored);
  Status compare_opener();
  Result<int64_t> last_taken(const std::string& receiver);

  Queries& queries_;
  std::string case_id_;
  Refolded refolded_;
  Findings findings_;
};

// False when a step cannot be read: the findings say which.
bool Verifier::refold(const std::vector<StoredStep>& steps) {
  CaseState& state = refolded_.state;
  for (const StoredStep& stored : steps) {
    const auto opened = casework::open_step(stored.step.body, stored.step.priv);
    if (!opened) {
      const bool commitment = opened.error().code == "commitment_mismatch";
      add(stored.step.n, commitment ? FindingKind::commitment : FindingKind::altered,
          commitment ? "log.private" : "log.body",
          opened.error().code + " " + opened.error().pointer);
      return false;
    }
    const CaseState before = state;
    casework::fold(state, opened->draft, stored.step.hash);
    refolded_.rows = casework::project(before, state, opened->draft);
    if (refolded_.rows.parties) refolded_.parties = *refolded_.rows.parties;
    for (const OutboxRow& row : refolded_.rows.outbox)
      refolded_.sent.push_back({row, stored.step.n});
  }
  return true;
}

// Steps cut off at the end, or put there: the head row remembers another last step.
void Verifier::compare_length(const HeadRow& head, size_t steps) {
  const auto last = static_cast<int64_t>(steps);
  const std::string text = "the head says version " + std::to_string(head.n);
  if (head.n > last) add(last + 1, FindingKind::removed, "cases.n", text);
  if (head.n < last) add(head.n + 1, FindingKind::inserted, "cases.n", text);
}

void Verifier::compare_head(const HeadRow& stored) {
  const HeadRow& made = refolded_.rows.head;
  const auto same = [&](const char* column, const auto& is, const auto& ought) {
    if (!(is == ought)) row(std::string("cases.") + column, "not what the steps make of it");
  };
  same("id", stored.id, made.id);
  same("head", stored.head, made.head);
  same("workflow", stored.workflow, made.workflow);
  same("title", stored.title, made.title);
  same("phase", stored.phase, made.phase);
  same("outcome", stored.outcome, made.outcome);
  same("department", stored.department, made.department);
  same("opener", stored.opener, made.opener);
  same("yellow", stored.yellow, made.yellow);
  same("due", stored.due, made.due);
  same("paused", stored.paused, made.paused);
  same("restricted", stored.restricted, made.restricted);
  same("opened", stored.opened, made.opened);
  same("updated", stored.updated, made.updated);
}

void Verifier::compare_tasks(const std::vector<TaskRow>& stored) {
  std::vector<TaskRow> made = refolded_.rows.tasks;
  const auto by_task = [](const TaskRow& a, const TaskRow& b) { return a.task < b.task; };
  std::sort(made.begin(), made.end(), by_task);
  for (const TaskRow& task : made) {
    const auto found = std::lower_bound(stored.begin(), stored.end(), task, by_task);
    if (found == stored.end() || found->task != task.task)
      row("task", task.task + " is missing");
    else if (!(*found == task))
      row("task", task.task + " is not what the steps make of it");
  }
  for (const TaskRow& task : stored)
    if (!std::binary_search(made.begin(), made.end(), task, by_task))
      row("task", task.task + " is open only in the table");
}

// The last number that the receiver has taken from this case, by its own steps; -1 when it is not
// on this node and nobody here can tell.
Result<int64_t> Verifier::last_taken(const std::string& receiver) {
  const Result<std::vector<StoredStep>> stored = queries_.steps(receiver);
  if (!stored) return stored.error();
  if (stored->empty()) return int64_t{-1};
  std::vector<casework::SealedStep> steps;
  for (const StoredStep& step : *stored) steps.push_back(step.step);
  const Result<StateRef> state = fold_case(receiver, steps);
  if (!state) return int64_t{-1};  // its own verification tells
  const auto lane = (*state)->lanes_in.find(case_id_);
  return lane == (*state)->lanes_in.end() ? int64_t{0} : lane->second;
}

// What is stored was sent, and what was sent and is not stored was taken.
Status Verifier::compare_outbox(const std::vector<Pending>& stored) {
  const auto is = [](const Pending& pending, const Refolded::Sent& sent) {
    return pending.row.to == sent.row.to && pending.row.lane == sent.row.lane;
  };
  std::map<std::string, int64_t> taken;
  for (const Refolded::Sent& sent : refolded_.sent) {
    const std::string name = sent.row.to + " " + std::to_string(sent.row.lane);
    const auto found = std::find_if(stored.begin(), stored.end(),
                                    [&](const Pending& pending) { return is(pending, sent); });
    if (found != stored.end()) {
      const bool same = found->n == sent.n && found->row.kind == sent.row.kind &&
                        found->row.data == sent.row.data &&
                        found->row.effective == sent.row.effective;
      if (!same) row("outbox", "message " + name + " is not what was sent");
      continue;
    }
    if (!taken.contains(sent.row.to)) {
      const Result<int64_t> last = last_taken(sent.row.to);
      if (!last) return last.error();
      taken[sent.row.to] = *last;
    }
    const int64_t last = taken[sent.row.to];
    if (last >= 0 && last < sent.row.lane)
      row("outbox", "message " + name + " is gone and was not taken");
  }
  for (const Pending& pending : stored)
    if (std::none_of(refolded_.sent.begin(), refolded_.sent.end(),
                     [&](const Refolded::Sent& sent) { return is(pending, sent); }))
      row("outbox",
          "message " + pending.row.to + " " + std::to_string(pending.row.lane) + " was never sent");
  return {};
}

// The opener's step, if it is on this node, still has the hash that this case was opened with.
Status Verifier::compare_opener() {
  const std::optional<casework::Opener>& opener = refolded_.state.opener;
  if (!opener) return {};
  const Result<std::vector<StoredStep>> steps = queries_.steps(opener->case_id);
  if (!steps) return steps.error();
  for (const StoredStep& step : *steps)
    if (step.step.n == opener->n && hex(step.step.hash) != opener->hash)
      findings_.push_back({opener->case_id, opener->n, FindingKind::altered, "log.hash",
                           case_id_ + " was opened by another step than this"});
  return {};
}

Result<Findings> Verifier::run() {
  const Result<std::vector<StoredStep>> steps = queries_.steps(case_id_);
  if (!steps) return steps.error();
  const Result<std::optional<HeadRow>> head = queries_.head(case_id_);
  if (!head) return head.error();
  if (steps->empty() && !*head) return Error{.code = "not_found", .detail = "no such case"};
  if (const std::optional<Finding> broken = verify_chain(case_id_, *steps)) {
    findings_.push_back(*broken);
    return findings_;
  }
  if (!*head) {
    add(static_cast<int64_t>(steps->size()), FindingKind::row, "cases.no", "there is no head row");
    return findings_;
  }
  compare_length(**head, steps->size());
  if (!findings_.empty() || !refold(*steps)) return findings_;
  const Result<std::optional<Queries::StoredRows>> rows = queries_.rows(case_id_);
  if (!rows && rows.error().code != "store_corrupt") return rows.error();
  if (!rows || !*rows) {
    row("outbox", rows ? "the rows are gone" : rows.error().detail);
    return findings_;
  }
  compare_head((*rows)->head);
  compare_tasks((*rows)->tasks);
  if ((*rows)->wake != refolded_.rows.wake) row("wake.due", "not what the steps make of it");
  if ((*rows)->parties != refolded_.parties)
    row("party_case.party", "not what the steps make of it");
  if (Status done = compare_outbox((*rows)->outbox); !done) return done.error();
  if (Status done = compare_opener(); !done) return done.error();
  return findings_;
}

// Cases whose head row was taken away: no query by id finds their steps any more.
Status verify_headless(Queries& queries, Verified& total,
                       const std::function<void(const Finding&)>& found) {
  const Result<std::vector<StoredStep>> steps = queries.headless(kMaxHeadless);
  if (!steps) return steps.error();
  for (const StoredStep& step : *steps) {
    found({step.case_id, step.step.n, FindingKind::row, "cases.no", "there is no head row"});
    ++total.findings;
  }
  return {};
}

}  // namespace

std::string_view name(FindingKind kind) {
  switch (kind) {
    case FindingKind::altered:
      return "altered";
    case FindingKind::removed:
      return "removed";
    case FindingKind::inserted:
      return "inserted";
    case FindingKind::reordered:
      return "reordered";
    case FindingKind::commitment:
      return "commitment";
    case FindingKind::row:
      return "row";
  }
  return "";
}

Result<Findings> verify_case(Queries& queries, std::string_view case_id) {
  return Verifier(queries, case_id).run();
}

Result<Verified> verify_all(Queries& queries, const std::function<void(const Finding&)>& found) {
  Verified total;
  std::string after;
  while (true) {
    const Result<std::vector<std::string>> ids = queries.case_ids(after, kIdsAtOnce);
    if (!ids) return ids.error();
    if (ids->empty()) break;
    for (const std::string& id : *ids) {
      const Result<Findings> findings = verify_case(queries, id);
      if (!findings) return findings.error();
      for (const Finding& one : *findings) found(one);
      total.findings += static_cast<int64_t>(findings->size());
      const Result<std::optional<HeadRow>> head = queries.head(id);
      if (head && *head) total.steps += (*head)->n;
      ++total.cases;
    }
    after = ids->back();
  }
  if (Status done = verify_headless(queries, total, found); !done) return done.error();
  return total;
}

}  // namespace yijian::storage
