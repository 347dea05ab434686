// yijian migrate: the open cases of one version go over to another one, all or none.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/migration.h"
#include "api/cli/shelf.h"
#include "api/cli/workflows.h"
#include "engine/base/json.h"
#include "storage/writer/clock.h"

namespace yijian::cli {
namespace {

constexpr size_t kMaxReasonBytes = 2'000;

Value as_json(const Stay& stay) {
  List reasons;
  for (const Fault& fault : stay.why.faults)
    reasons.push_back(
        Map{{"pointer", fault.pointer}, {"code", fault.code}, {"detail", fault.detail}});
  return Map{{"case", stay.case_id},
             {"code", stay.why.code},
             {"detail", stay.why.detail},
             {"reasons", std::move(reasons)}};
}

void list(const std::vector<Stay>& staying, const Io& io) {
  for (const Stay& stay : staying) {
    if (stay.why.faults.empty())
      io.out << stay.case_id << ": " << stay.why.code << ": " << stay.why.detail << "\n";
    for (const Fault& fault : stay.why.faults)
      io.out << stay.case_id << " " << fault.pointer << ": " << fault.code << ": "
             << reason_in_chinese(fault.code) << " / " << fault.detail << "\n";
  }
}

struct Told {
  bool written = false;
  size_t movable = 0;  // or moved
  int64_t moved_before = 0;
  std::vector<Stay> staying;
};

int tell(const Told& result, const Arguments& arguments, const Io& io) {
  const auto count = static_cast<int64_t>(result.movable);
  if (arguments.json()) {
    List staying;
    for (const Stay& stay : result.staying) staying.push_back(as_json(stay));
    io.out << to_json(Map{{"written", result.written},
                          {result.written ? "moved" : "movable", count},
                          {"movedBefore", result.moved_before},
                          {"refused", std::move(staying)}})
           << "\n";
  } else {
    list(result.staying, io);
    io.out << count << (result.written ? " 件已迁移" : " 件可以迁移") << "，" << result.moved_before
           << " 件先前已迁移，" << result.staying.size() << " 件不能 / " << count
           << (result.written ? " moved, " : " can move, ") << result.moved_before
           << " moved before, " << result.staying.size() << " cannot\n";
  }
  return result.staying.empty() ? kOk : kRefused;
}

Result<casework::MigrationPlan> read_plan(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  const Result<Value> json = parse_json(*text, path);
  if (!json) return json.error();
  Result<casework::MigrationPlan> plan = casework::parse_plan(*json);
  if (!plan) {
    Error error = plan.error();
    for (Fault& fault : error.faults) {
      const Position at = locate(*text, fault.pointer);
      fault.detail +=
          " (" + path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ")";
    }
    return error;
  }
  return plan;
}

Result<Order> order_of(const Arguments& arguments) {
  Order order{.by = arguments.text("by"), .reason = arguments.text("reason")};
  if (arguments.has("dry-run")) return order;
  if (order.by.empty() || order.reason.empty())
    return Error{"missing_argument",
                 "--by and --reason are recorded with every case; --dry-run does without"};
  if (order.by.size() > kMaxByBytes || order.reason.size() > kMaxReasonBytes)
    return Error{"usage", "--by takes 100 bytes, --reason 2000"};
  return order;
}

int carry_out(Survey survey, const Order& order, Premises& premises,
              casework::Registries& registries, const Arguments& arguments, const Io& io) {
  if (Status status = keep_fresh(premises.fresh, *premises.store); !status)
    return report(status.error(), io);
  Result<std::vector<Stay>> staying = move(survey.movable, order, premises, registries);
  if (!staying) return report(staying.error(), io);
  return tell({.written = true,
               .movable = survey.movable.size() - staying->size(),
               .moved_before = survey.moved_before,
               .staying = *std::move(staying)},
              arguments, io);
}

int run_migrate(const Arguments& arguments, const Io& io) {
  const Result<Order> order = order_of(arguments);
  if (!order) return report(order.error(), io);
  Result<casework::MigrationPlan> plan = read_plan(arguments.text("PLAN"));
  if (!plan) return report(plan.error(), io);
  const std::string data = arguments.text("data");
  // First of all: a folder without a store is not made one.
  if (const auto there = storage::SqliteQueries::open(data); !there)
    return report(there.error(), io);
  const Result<std::filesystem::path> root = workflows_root(arguments.text("workflows"));
  if (!root) return report(root.error(), io);
  Result<Premises> premises = Premises::open(data, *root, kCacheBytes);
  if (!premises) return report(premises.error(), io);
  const auto registers = open_registers(data, *premises->store);
  if (!registers) return report(registers.error(), io);
  const Result<Crossing> crossing = find_crossing(*std::move(plan), *premises->shelf->now());
  if (!crossing) return report(crossing.error(), io);
  Result<Survey> found = survey(*crossing, *premises, **registers, storage::SystemClock().now());
  if (!found) return report(found.error(), io);
  if (!arguments.has("dry-run") && found->staying.empty())
    return carry_out(*std::move(found), *order, *premises, **registers, arguments, io);
  return tell({.written = false,
               .movable = found->movable.size(),
               .moved_before = found->moved_before,
               .staying = std::move(found->staying)},
              arguments, io);
}

}  // namespace

const CommandSpec& migrate_command() {
  static const CommandSpec spec{
      "migrate",
      "在办件按方案转到新版本，须先停服务 / take open cases to another version; stop the server "
      "first",
      {{"PLAN", Takes::one, true, "迁移方案 / the plan, a JSON file"}},
      {{"--data", Takes::one, true, "数据目录 / the store's folder"},
       {"--workflows", Takes::one, false, "流程目录 / the folder of workflows"},
       {"--dry-run", Takes::nothing, false, "只说明，不改动 / tell, and change nothing"},
       {"--by", Takes::one, false, "谁迁移，记入每一件 / who migrates, recorded with every case"},
       {"--reason", Takes::one, false, "为何迁移，记入每一件 / why, recorded with every case"}},
      run_migrate};
  return spec;
}

}  // namespace yijian::cli
