// yijian outbox: messages between cases that have not been delivered, dead letters among them.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "engine/base/json.h"
#include "storage/sqlite/queries.h"
#include "storage/sqlite/store.h"

namespace yijian::cli {
namespace {

using casework::kMaxDeliveryTries;
using casework::Pending;

bool is_dead(const Pending& pending) { return pending.tries >= kMaxDeliveryTries; }

Value as_json(const Pending& pending) {
  return Map{{"from", pending.from},
             {"step", pending.n},
             {"to", pending.row.to},
             {"lane", pending.row.lane},
             {"kind", pending.row.kind},
             {"effective", format_instant(pending.row.effective)},
             {"tries", int64_t{pending.tries}},
             {"dead", is_dead(pending)}};
}

// Messages as they are met; of --json, all in one object at the end. What they carry may be
// personal and is not shown.
class Listing {
 public:
  Listing(bool json, const Io& io) : json_(json), io_(io) {}

  void add(const Pending& pending) {
    ++count_;
    dead_ += is_dead(pending) ? 1 : 0;
    if (json_)
      list_.push_back(as_json(pending));
    else
      io_.out << pending.from << " step " << pending.n << " to " << pending.row.to << ", message "
              << pending.row.lane << " (" << pending.row.kind << "): " << pending.tries << " tries"
              << (is_dead(pending) ? ", dead" : "") << "\n";
  }

  int end() {
    if (json_)
      io_.out << to_json(Map{{"messages", list_}, {"dead", dead_}}) << "\n";
    else
      io_.err << count_ << " messages, " << dead_ << " dead\n";
    return dead_ == 0 ? kOk : kFindings;
  }

 private:
  bool json_;
  const Io& io_;
  List list_;
  int64_t count_ = 0, dead_ = 0;
};

int list(casework::Queries& queries, const Arguments& arguments, const Io& io) {
  casework::OutboxFilter filter;
  filter.from = arguments.text("case");
  filter.to = arguments.text("to");
  filter.dead_only = arguments.has("dead");
  filter.limit = 500;
  Listing listing(arguments.json(), io);
  do {
    const Result<casework::Page<Pending>> page = queries.outbox(filter);
    if (!page) return report(page.error(), io);
    for (const Pending& pending : page->rows) listing.add(pending);
    filter.after = page->next;
  } while (!filter.after.empty());
  return listing.end();
}

// The server takes them up when it starts: while it runs, the store is its own (store_busy).
int revive(const Arguments& arguments, const Io& io) {
  if (!arguments.has("case"))
    return report({"missing_argument", "--revive needs --case, whose dead letters it revives"}, io);
  const Result<std::unique_ptr<storage::SqliteStore>> store =
      storage::SqliteStore::open(arguments.text("data"));
  if (!store) return report(store.error(), io);
  const Result<size_t> revived = (*store)->revive(arguments.text("case"), arguments.text("to"));
  if (!revived) return report(revived.error(), io);
  const auto count = static_cast<int64_t>(*revived);
  if (arguments.json())
    io.out << to_json(Map{{"revived", count}}) << "\n";
  else
    io.out << count << " revived\n";
  return count > 0 ? kOk : kFindings;
}

int run_outbox(const Arguments& arguments, const Io& io) {
  // First of all: a folder without a store is not made one by looking for dead letters.
  const Result<std::unique_ptr<storage::SqliteQueries>> queries =
      storage::SqliteQueries::open(arguments.text("data"));
  if (!queries) return report(queries.error(), io);
  return arguments.has("revive") ? revive(arguments, io) : list(**queries, arguments, io);
}

}  // namespace

const CommandSpec& outbox_command() {
  static const CommandSpec spec{
      "outbox",
      "列出未送达的消息，重投死信 / messages not yet delivered; revive dead letters",
      {},
      {{"--data", Takes::one, true, "数据目录 / the store's folder"},
       {"--case", Takes::one, false, "只看这一件发出的 / sent by this case alone"},
       {"--to", Takes::one, false, "只看发往此处的 / to this receiver alone"},
       {"--dead", Takes::nothing, false, "只看死信 / dead letters alone"},
       {"--revive", Takes::nothing, false,
        "重投该件的死信，须先停服务 / tries that case's dead letters anew; stop the server first"}},
      run_outbox};
  return spec;
}

}  // namespace yijian::cli
