// yijian trace: a bare statechart stepped by JSON lines.
#include "engine/authoring/trace.h"

#include <istream>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/lines.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

// Faults with their places in the file.
int report_machine(const Error& error, const std::string& path, const std::string& text,
                   const Io& io) {
  std::vector<Fault> faults = error.faults;
  if (faults.empty()) faults.push_back({error.pointer, error.code, error.detail});
  for (const Fault& fault : faults) {
    const Position at = locate(text, fault.pointer);
    io.err << path << ":" << at.line << ":" << at.column << ": " << fault.code << ": "
           << fault.detail << "\n";
  }
  return exit_code(error.code);
}

bool is_unreadable(const Value& answer) {
  const std::string refused = answer.text("refused");
  return refused == "malformed_json" || refused == "invalid_input";
}

int run_trace(const Arguments& arguments, const Io& io) {
  const std::string path = arguments.text("MACHINE");
  const Result<std::string> text = read_file(path);
  if (!text) return report(text.error(), io);
  const Result<Value> json = parse_json(*text, path);
  if (!json) return report(json.error(), io);
  const Result<chart::Machine> machine = authoring::compile_bare(*json);
  if (!machine) return report_machine(machine.error(), path, *text, io);
  authoring::Trace trace(*machine);
  const auto tell = [&](const Value& answer) {
    io.out << to_json(answer) << std::endl;
    if (!trace.why().empty()) io.err << answer.text("refused") << ": " << trace.why() << std::endl;
  };
  const Value first = trace.start();
  tell(first);
  bool readable = true;
  std::string line;
  for (ReadLine read; (read = read_line(io.in, line)) != ReadLine::end;) {
    if (line.empty() && read == ReadLine::whole) continue;
    if (read == ReadLine::too_long) line.assign(1, '{');  // answered as malformed
    const Value answer = trace.input(line);
    readable = readable && !is_unreadable(answer);
    tell(answer);
  }
  if (!first.find("refused")->is_null()) return kRefused;
  return readable ? kOk : kUnreadable;
}

}  // namespace

const CommandSpec& trace_command() {
  static const CommandSpec spec{
      "trace",
      "走状态图 / step a statechart",
      {{"MACHINE", Takes::one, true, "状态图文件 / the statechart's file"}},
      {},
      run_trace};
  return spec;
}

}  // namespace yijian::cli
