#include "load_plan.h"

#include <fstream>
#include <sstream>
#include <string_view>
#include <utility>

#include "engine/base/json.h"

namespace yijian::bench {
namespace {

constexpr std::string_view kSequence = "${seq}";

Result<Value> read_json(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return Error{"unreadable", "cannot read " + path};
  return parse_json(text.str(), path);
}

Error invalid(std::string detail) { return Error{"invalid_plan", std::move(detail)}; }

bool fits(const Value& entry, const Value& wanted) {
  for (const char* key : {"role", "department", "region"}) {
    const std::string value = wanted.text(key);
    if (!value.empty() && entry.text(key) != value) return false;
  }
  return true;
}

Result<std::string> token_of(const Value& tokens, const Value* wanted) {
  if (wanted == nullptr) return std::string();
  if (wanted->is_string()) {
    const Value* named = tokens.find(wanted->string());
    if (named != nullptr) return named->text("token");
  }
  const Value criteria = wanted->is_string() ? Value(Map{{"role", *wanted}}) : *wanted;
  if (criteria.is_map() && !criteria.map().empty())
    for (const Map::Entry& entry : tokens.map())
      if (fits(entry.value, criteria)) return entry.value.text("token");
  return invalid("no token for " + to_json(*wanted));
}

Result<Call> opening(const Value& open, const Value& tokens) {
  const Value* body = open.find("body");
  if (body == nullptr || !body->is_map()) return invalid("\"open\" needs a \"body\"");
  Result<std::string> token = token_of(tokens, open.find("token"));
  if (!token) return token.error();
  return Call{Call::Kind::open, "POST", "/v1/cases", *token, to_json(*body)};
}

Result<Call> acting(const Value& action, const Value& tokens) {
  if (action.text("action").empty()) return invalid("an action needs an \"action\"");
  Result<std::string> token = token_of(tokens, action.find("token"));
  if (!token) return token.error();
  Map body;
  for (const char* key : {"action", "task", "data", "opinion"})
    if (const Value* value = action.find(key)) body.set(key, *value);
  return Call{Call::Kind::action, "POST", "", *token, to_json(body)};
}

Result<Call> looping(const Value& call, const Value& tokens) {
  if (call.text("path").empty()) return invalid("a looped call needs a \"path\"");
  Result<std::string> token = token_of(tokens, call.find("token"));
  if (!token) return token.error();
  return Call{Call::Kind::plain, call.text("method", "GET"), call.text("path"), *token, ""};
}

using Reading = Result<Call> (*)(const Value&, const Value&);

Result<void> read_list(Plan& plan, const Value* list, const Value& tokens, Reading reading) {
  if (list == nullptr) return {};
  if (!list->is_list()) return invalid("\"actions\" and \"loop\" are lists");
  for (const Value& item : list->list()) {
    Result<Call> call = reading(item, tokens);
    if (!call) return call.error();
    plan.calls.push_back(std::move(call).value());
  }
  return {};
}

}  // namespace

Result<Plan> load_plan(const std::string& case_file, const std::string& tokens_file) {
  const Result<Value> source = read_json(case_file);
  if (!source) return source.error();
  Result<Value> tokens = tokens_file.empty() ? Result<Value>(Value(Map{})) : read_json(tokens_file);
  if (!tokens) return tokens.error();
  if (!tokens->is_map()) return invalid("the tokens file is no object");

  Plan plan;
  if (const Value* open = source->find("open")) {
    Result<Call> call = opening(*open, *tokens);
    if (!call) return call.error();
    plan.calls.push_back(std::move(call).value());
  }
  const Result<void> actions = read_list(plan, source->find("actions"), *tokens, acting);
  if (!actions) return actions.error();
  const Result<void> loop = read_list(plan, source->find("loop"), *tokens, looping);
  if (!loop) return loop.error();
  if (plan.calls.empty()) return invalid("nothing to do");
  if (plan.calls.front().kind == Call::Kind::action) return invalid("actions need an \"open\"");
  for (const Call& call : plan.calls)
    plan.numbered = plan.numbered || call.body.find(kSequence) != std::string::npos;
  return plan;
}

}  // namespace yijian::bench
