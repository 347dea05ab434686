// yijian import: the open cases of another system are taken over, all or none.
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/openings.h"
#include "api/cli/shelf.h"
#include "api/cli/workflows.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

constexpr std::string_view kAdmin = "admin";

// A refusal as its faults: one without any is its own.
std::vector<Fault> faults_of(const Error& why) {
  if (!why.faults.empty()) return why.faults;
  return {{why.pointer, why.code, why.detail}};
}

Value as_json(const BadLine& bad) {
  List reasons;
  for (const Fault& fault : faults_of(bad.why))
    reasons.push_back(
        Map{{"pointer", fault.pointer}, {"code", fault.code}, {"detail", fault.detail}});
  Map json{{"line", static_cast<int64_t>(bad.line)}};
  if (!bad.number.empty()) json.set("number", bad.number);
  json.set("reasons", std::move(reasons));
  return json;
}

void list(const std::string& file, const Intake& intake, const Io& io) {
  for (const BadLine& bad : intake.told)
    for (const Fault& fault : faults_of(bad.why))
      io.out << file << ":" << bad.line << " " << fault.pointer << ": " << fault.code << ": "
             << fault.detail << "\n";
  if (intake.bad > intake.told.size())
    io.out << "… " << intake.bad - intake.told.size() << " 行未列出 / more lines\n";
}

int tell(bool written, const Intake& intake, const Arguments& arguments, const Io& io) {
  const auto count = [](size_t number) { return static_cast<int64_t>(number); };
  if (arguments.json()) {
    List refused;
    for (const BadLine& bad : intake.told) refused.push_back(as_json(bad));
    io.out << to_json(Map{{"written", written},
                          {written ? "imported" : "importable", count(intake.taken)},
                          {"importedBefore", count(intake.taken_before)},
                          {"refusedLines", count(intake.bad)},
                          {"refused", std::move(refused)}})
           << "\n";
  } else {
    list(arguments.text("opening"), intake, io);
    io.out << intake.taken << (written ? " 件已迁入，" : " 件可以迁入，") << intake.taken_before
           << " 件先前已迁入，" << intake.bad << " 行不能 / " << intake.taken
           << (written ? " imported, " : " can be imported, ") << intake.taken_before
           << " imported before, " << intake.bad << " lines cannot\n";
  }
  return intake.bad == 0 ? kOk : kRefused;
}

std::string by_whom(const Arguments& arguments) { return arguments.text("by", kAdmin); }

Status check_arguments(const Arguments& arguments) {
  const std::string by = by_whom(arguments);
  if (by.empty() || by.size() > kMaxByBytes) return Error{"usage", "--by takes 1 to 100 bytes"};
  return {};
}

int run_import(const Arguments& arguments, const Io& io) {
  if (Status status = check_arguments(arguments); !status) return report(status.error(), io);
  const Result<std::filesystem::path> root = workflows_root(arguments.text("workflows"));
  if (!root) return report(root.error(), io);
  const std::string data = arguments.text("data");
  Result<Premises> premises = Premises::open(data, *root, kCacheBytes);
  if (!premises) return report(premises.error(), io);
  const auto registers = open_registers(data, *premises->store);
  if (!registers) return report(registers.error(), io);
  Openings openings(arguments.text("opening"), *premises, **registers);
  const Result<Intake> judged = openings.judge();
  if (!judged) return report(judged.error(), io);
  const bool stays = judged->bad > 0 && !arguments.has("partial");
  if (arguments.has("dry-run") || stays) return tell(false, *judged, arguments, io);
  if (Status status = keep_fresh(premises->fresh, *premises->store); !status)
    return report(status.error(), io);
  const Result<Intake> taken = openings.take(by_whom(arguments));
  if (!taken) return report(taken.error(), io);
  return tell(true, *taken, arguments, io);
}

}  // namespace

const CommandSpec& import_command() {
  static const CommandSpec spec{
      "import",
      "接收其他系统的在办件，须先停服务 / take over the open cases of another system; stop the "
      "server first",
      {},
      {{"--data", Takes::one, true, "数据目录 / the store's folder"},
       {"--opening", Takes::one, true, "在办件，每行一件 / the open cases, a JSON line each"},
       {"--workflows", Takes::one, false, "流程目录 / the folder of workflows"},
       {"--dry-run", Takes::nothing, false, "只说明，不写入 / tell, and write nothing"},
       {"--partial", Takes::nothing, false,
        "不能迁入的行略过 / leave out the lines that cannot be taken over"},
       {"--by", Takes::one, false,
        "谁迁入，记入每一件；默认 admin / who imports, recorded with every case"}},
      run_import};
  return spec;
}

}  // namespace yijian::cli
