// yijian eval: one expression, or a batch of them.
#include <istream>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/files.h"
#include "api/cli/lines.h"
#include "engine/base/json.h"
#include "engine/cel/cel.h"

namespace yijian::cli {
namespace {

// A map whose keys are no strings, as JSON wants it: keys become their texts.
Value printable(const Value& value) {
  if (value.is_list()) {
    List list;
    for (const Value& one : value.list()) list.push_back(printable(one));
    return list;
  }
  if (!value.is_map()) return value;
  Map map;
  for (const Map::Entry& entry : value.map())
    map.append(entry.key.is_string() ? entry.key : Value(to_json(entry.key)),
               printable(entry.value));
  return map;
}

Result<Value> evaluated(const std::string& source, const Value& data) {
  const Result<cel::Program> program = cel::compile(source);
  if (!program) return program.error();
  return cel::evaluate(*program, cel::MapScope(data));
}

Value answer(const Result<Value>& value) {
  if (!value) return Map{{"error", value.error().code}};
  return Map{{"value", printable(*value)}, {"type", cel::name_of(value->kind())}};
}

// {"expr", "data"?} and nothing else.
Result<Value> evaluate_line(const std::string& line, bool& readable) {
  const Result<Value> json = parse_json(line);
  const Value* expr = json ? json->find("expr") : nullptr;
  const Value* data = json ? json->find("data") : nullptr;
  readable = expr != nullptr && expr->is_string() && (data == nullptr || data->is_map());
  if (!json) return json.error();
  if (!readable) return Error{"invalid_input", "a line is {\"expr\": text, \"data\": object}"};
  return evaluated(expr->string(), data != nullptr ? *data : Value(Map{}));
}

int run_batch(const Io& io) {
  bool all_readable = true;
  std::string line;
  for (ReadLine read; (read = read_line(io.in, line)) != ReadLine::end;) {
    if (line.empty() && read == ReadLine::whole) continue;
    bool readable = false;
    const Result<Value> value = read == ReadLine::whole
                                    ? evaluate_line(line, readable)
                                    : Error{"too_large", "a line is longer than 1 MiB"};
    all_readable = all_readable && readable;
    io.out << to_json(answer(value)) << "\n";
  }
  return all_readable ? kOk : kUnreadable;
}

Result<Value> data_of(const Arguments& arguments) {
  if (!arguments.has("data")) return Value(Map{});
  const std::string path = arguments.text("data");
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  Result<Value> data = parse_json(*text, path);
  if (data && !data->is_map())
    return Error{"malformed_json", "the data are an object: its members are the variables"};
  return data;
}

int run_eval(const Arguments& arguments, const Io& io) {
  if (arguments.has("batch") && !arguments.has("EXPR") && !arguments.has("data"))
    return run_batch(io);
  if (arguments.has("batch") || !arguments.has("EXPR")) {
    io.err << "yijian eval EXPR [--data FILE], or --batch alone\n";
    return kUsage;
  }
  const Result<Value> data = data_of(arguments);
  if (!data) return report(data.error(), io);
  const Result<Value> value = evaluated(arguments.text("EXPR"), *data);
  if (arguments.json())
    io.out << to_json(answer(value)) << "\n";
  else if (value)
    io.out << to_json(printable(*value)) << "\n";
  return value ? kOk : report(value.error(), io);
}

}  // namespace

const CommandSpec& eval_command() {
  static const CommandSpec spec{
      "eval",
      "求值 / evaluate an expression",
      {{"EXPR", Takes::one, false, "CEL 表达式 / expression"}},
      {{"--data", Takes::one, false, "变量，一个 JSON 对象 / variables, a JSON object"},
       {"--batch", Takes::nothing, false, "标准输入逐行 / JSON lines {expr, data} from stdin"}},
      run_eval};
  return spec;
}

}  // namespace yijian::cli
