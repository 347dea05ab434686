// yijian verify: is every case still what was written?
#include "storage/writer/verify.h"

#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "engine/base/json.h"
#include "storage/sqlite/queries.h"

namespace yijian::cli {
namespace {

Value as_json(const storage::Finding& finding) {
  return Map{{"case", finding.case_id},
             {"step", finding.n},
             {"kind", storage::name(finding.kind)},
             {"column", finding.column},
             {"detail", finding.detail}};
}

// Findings as they are met; of --json, all in one object at the end.
class Listing {
 public:
  Listing(bool json, const Io& io) : json_(json), io_(io) {}

  void add(const storage::Finding& finding) {
    ++count_;
    if (json_)
      list_.push_back(as_json(finding));
    else
      io_.out << finding.case_id << " step " << finding.n << ": " << storage::name(finding.kind)
              << " " << finding.column << ": " << finding.detail << "\n";
  }

  int end(int64_t cases, int64_t steps) {
    if (json_)
      io_.out << to_json(Map{{"cases", cases}, {"steps", steps}, {"findings", list_}}) << "\n";
    else
      io_.out << cases << " cases, " << steps << " steps, " << count_ << " findings\n";
    return count_ == 0 ? kOk : kFindings;
  }

 private:
  bool json_;
  const Io& io_;
  List list_;
  int64_t count_ = 0;
};

int verify_one(casework::Queries& queries, const std::string& id, Listing& listing, const Io& io) {
  const Result<storage::Findings> findings = storage::verify_case(queries, id);
  if (!findings) return report(findings.error(), io);
  for (const storage::Finding& finding : *findings) listing.add(finding);
  const Result<std::vector<casework::StoredStep>> steps = queries.steps(id);
  if (!steps) return report(steps.error(), io);
  return listing.end(1, static_cast<int64_t>(steps->size()));
}

int run_verify(const Arguments& arguments, const Io& io) {
  const Result<std::unique_ptr<storage::SqliteQueries>> queries =
      storage::SqliteQueries::open(arguments.text("data"));
  if (!queries) return report(queries.error(), io);
  Listing listing(arguments.json(), io);
  if (arguments.has("case")) return verify_one(**queries, arguments.text("case"), listing, io);
  const Result<storage::Verified> verified = storage::verify_all(
      **queries, [&](const storage::Finding& finding) { listing.add(finding); });
  if (!verified) return report(verified.error(), io);
  return listing.end(verified->cases, verified->steps);
}

}  // namespace

const CommandSpec& verify_command() {
  static const CommandSpec spec{"verify",
                                "验证记录未被改动 / prove that nothing was altered",
                                {},
                                {{"--data", Takes::one, true, "数据目录 / the store's folder"},
                                 {"--case", Takes::one, false, "只查一件 / one case alone"}},
                                run_verify};
  return spec;
}

}  // namespace yijian::cli
