#include "engine/definition/connector.h"

#include <algorithm>
#include <array>

#include "engine/base/utf8.h"
#include "engine/definition/draft.h"

namespace yijian::definition {
namespace {

// The one name that an expression of a connector may read.
class OneName : public cel::Scope {
 public:
  OneName(std::string_view name, const Value& value) : name_(name), value_(value) {}
  std::optional<Value> find(std::string_view name) const override {
    return name == name_ ? std::optional(value_) : std::nullopt;
  }

 private:
  std::string_view name_;
  const Value& value_;
};

constexpr std::array<std::string_view, 2> kOwnNames = {"outcome", "code"};

// An expression that reads `name` and nothing else.
std::optional<cel::Program> program_of(const Node& node, std::string_view name) {
  const auto source = node.as_text();
  if (!source) return std::nullopt;
  Result<cel::Program> program = cel::compile(*source);
  if (!program) {
    const Error& error = program.error();
    node.fault(error.code,
               {error.place.empty() ? error.detail : error.place + ": " + error.detail});
    return std::nullopt;
  }
  for (const std::string& root : program->roots())
    if (root != name && !cel::names_type(root))
      node.fault("unknown_name", {root}).suggest(root, {std::string(name)});
  return *std::move(program);
}

void read_programs(const Node& node, std::string_view name,
                   std::vector<std::pair<std::string, cel::Program>>& out) {
  for (const auto& [key, member] : node.members())
    if (auto program = program_of(member, name)) out.emplace_back(key, *std::move(program));
}

void read_answers(const Node& node, Connector& out) {
  for (const auto& [code, meaning] : node.members()) {
    if (code.size() > kMaxForeignCodeBytes)
      meaning.fault("too_many",
                    {std::to_string(code.size()) + " bytes", std::to_string(kMaxForeignCodeBytes)});
    if (!meaning.check_keys({"outcome", "error", "title"})) continue;
    if (meaning.has("title")) (void)meaning.title("title");
    const bool fails = meaning.has("error");
    if (fails == meaning.has("outcome"))
      meaning.fault("wrong_type", {"{outcome} {error}"});
    else
      out.answers[code] = {fails, meaning.text(fails ? "error" : "outcome")};
  }
}

}  // namespace

std::shared_ptr<const Connector> compile_connector(const Value& written, const std::string& file,
                                                   Report& report) {
  const size_t before = report.size();
  Draft draft{written, Map{}, Places(file), report};
  const Node node(written, "", draft);
  auto out = std::make_shared<Connector>();
  if (!node.check_keys(
          {"$schema", "id", "version", "title", "sample", "request", "code", "answers", "output"}))
    return nullptr;
  out->id = node.text("id", Need::required);
  out->version = node.text("version", Need::required);
  (void)node.title("title");
  (void)node.flag("sample");
  read_programs(node["request"], "input", out->request);
  if (!node.has("code"))
    node.fault("missing_key", {"code"});
  else if (auto code = program_of(node["code"], "data"))
    out->code.push_back(*std::move(code));
  if (!node.has("answers")) node.fault("missing_key", {"answers"});
  read_answers(node["answers"], *out);
  read_programs(node["output"], "data", out->output);
  for (const std::string_view own : kOwnNames)
    if (node["output"].has(own)) node["output"][own].fault("reserved_name", {std::string(own)});
  if (report.size() != before) return nullptr;
  return out;
}

Result<Value> request_of(const Connector& connector, const Value& input) {
  if (connector.request.empty()) return input;
  Map request;
  for (const auto& [name, program] : connector.request) {
    Result<Value> value = cel::evaluate(program, OneName("input", input));
    if (!value)
      return Error{.code = "action_error",
                   .detail = "connector " + connector.id + ", request " + name + ": " +
                             value.error().detail};
    request.append(Value(name), *std::move(value));
  }
  return Value(std::move(request));
}

Meant meaning_of(const Connector& connector, const Value& data) {
  Meant meant;
  const OneName scope("data", data);
  const Result<Value> code = cel::evaluate(connector.code.front(), scope);
  if (!code || !code->is_string() || code->string().size() > kMaxForeignCodeBytes ||
      !is_utf8(code->string())) {
    meant.why = code ? "its code is no short text" : code.error().detail;
    return meant;
  }
  meant.code = code->string();
  const auto known = connector.answers.find(meant.code);
  if (known == connector.answers.end()) {
    meant.why = "the connector knows no such code";
    return meant;
  }
  meant.word = known->second.word;
  Map output{{"outcome", meant.word}, {"code", meant.code}};
  for (const auto& [name, program] : connector.output) {
    Result<Value> value = cel::evaluate(program, scope);
    if (!value) {
      meant.why = "output " + name + ": " + value.error().detail;
      return meant;
    }
    output.append(Value(name), *std::move(value));
  }
  meant.kind = known->second.fails ? Meant::Kind::failed : Meant::Kind::done;
  if (!known->second.fails) meant.output = std::move(output);
  return meant;
}

}  // namespace yijian::definition
