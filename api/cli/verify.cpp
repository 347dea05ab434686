// yijian verify: re-hashes every body, folds every case anew, compares every projected row.
#include <algorithm>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "engine/authoring/replay.h"
#include "engine/base/json.h"
#include "engine/casework/project.h"
#include "storage/sqlite/queries.h"

namespace yijian::cli {
namespace {

constexpr size_t kPage = 500;

struct Finding {
  std::string case_id;
  std::string step;  // the first that does not fit, or "" of the rows beside the log
  std::string code, detail;
};

struct Verified {
  int64_t cases = 0, steps = 0;
  std::vector<Finding> findings;
};

bool same_message(const casework::OutboxRow& a, const casework::OutboxRow& b) {
  return a.to == b.to && a.lane == b.lane && a.kind == b.kind && a.data == b.data &&
         a.effective == b.effective;
}

// What the log says the rows must be.
struct Expected {
  casework::Rows last;
  std::vector<casework::OutboxRow> sent;  // by every step
};

std::string differing_row(const casework::Queries::StoredRows& stored, const Expected& expected) {
  if (!(stored.head == expected.last.head)) return "head";
  if (stored.tasks != expected.last.tasks) return "tasks";
  if (stored.wake != expected.last.wake) return "wake";
  for (const casework::Pending& pending : stored.outbox)
    if (std::none_of(expected.sent.begin(), expected.sent.end(),
                     [&](const auto& row) { return same_message(row, pending.row); }))
      return "outbox";
  return "";
}

Status verify_case(casework::Queries& queries, const std::string& id, Verified& verified) {
  const Result<std::vector<casework::StoredStep>> stored = queries.steps(id);
  if (!stored) return stored.error();
  const Result<std::optional<casework::Queries::StoredRows>> rows = queries.rows(id);
  if (!rows) return rows.error();
  std::vector<casework::SealedStep> steps;
  for (const casework::StoredStep& step : *stored) steps.push_back(step.step);
  ++verified.cases;
  verified.steps += static_cast<int64_t>(steps.size());
  Expected expected;
  const Result<casework::CaseState> state =
      authoring::replay(id, steps,
                        [&](const casework::CaseState& before, const casework::CaseState& after,
                            const casework::StepDraft& draft) {
                          expected.last = casework::project(before, after, draft);
                          for (const casework::OutboxRow& row : expected.last.outbox)
                            expected.sent.push_back(row);
                        });
  if (!state) {
    const Error& error = state.error();
    verified.findings.push_back(
        {id, error.names.empty() ? "" : error.names.front(), error.code, error.detail});
  } else if (!*rows) {
    verified.findings.push_back({id, "", "row_missing", "the case has steps and no rows"});
  } else if ((*rows)->head.n > state->n) {
    verified.findings.push_back({id, std::to_string(state->n + 1), "step_missing",
                                 "the head knows of steps that the log has not"});
  } else if (const std::string row = differing_row(**rows, expected); !row.empty()) {
    verified.findings.push_back({id, "", "row_differs", row + " is not what the steps say"});
  }
  return {};
}

Status verify_all(casework::Queries& queries, Verified& verified) {
  std::string after;
  for (;;) {
    const Result<std::vector<std::string>> ids = queries.case_ids(after, kPage);
    if (!ids) return ids.error();
    if (ids->empty()) return {};
    for (const std::string& id : *ids) {
      const Status status = verify_case(queries, id, verified);
      if (!status) return status;
    }
    after = ids->back();
  }
}

void print(const Verified& verified, bool json, const Io& io) {
  List findings;
  for (const Finding& finding : verified.findings) {
    if (json)
      findings.push_back(Map{{"case", finding.case_id},
                             {"step", finding.step.empty() ? Value() : Value(finding.step)},
                             {"code", finding.code},
                             {"detail", finding.detail}});
    else
      io.out << finding.case_id << (finding.step.empty() ? "" : " step " + finding.step) << ": "
             << finding.code << ": " << finding.detail << "\n";
  }
  if (json)
    io.out << to_json(
                  Map{{"cases", verified.cases}, {"steps", verified.steps}, {"findings", findings}})
           << "\n";
  else
    io.out << verified.cases << " cases, " << verified.steps << " steps, "
           << verified.findings.size() << " findings\n";
}

int run(const Arguments& arguments, const Io& io) {
  const Result<std::unique_ptr<storage::SqliteQueries>> queries =
      storage::SqliteQueries::open(arguments.text("data"));
  if (!queries) return report(queries.error(), io);
  Verified verified;
  const std::string id = arguments.text("case");
  if (!id.empty()) {
    const Result<std::optional<casework::HeadRow>> head = (*queries)->head(id);
    if (!head) return report(head.error(), io);
    const Result<std::vector<casework::StoredStep>> steps = (*queries)->steps(id);
    if (!steps) return report(steps.error(), io);
    if (!*head && steps->empty()) return report({"not_found", "there is no case " + id}, io);
  }
  const Status status =
      id.empty() ? verify_all(**queries, verified) : verify_case(**queries, id, verified);
  if (!status) return report(status.error(), io);
  print(verified, arguments.json(), io);
  return verified.findings.empty() ? kOk : kFindings;
}

}  // namespace

const CommandSpec& verify_command() {
  static const CommandSpec spec{"verify",
                                "验证记录未被改动 / prove that nothing was altered",
                                {},
                                {{"--data", Takes::one, true, "数据目录 / the store's folder"},
                                 {"--case", Takes::one, false, "只查一件 / one case alone"}},
                                run};
  return spec;
}

}  // namespace yijian::cli
