#include "engine/authoring/trace.h"

#include <algorithm>

#include "engine/authoring/bare_host.h"
#include "engine/base/json.h"
#include "engine/law/clock.h"

namespace yijian::authoring {
namespace {

// A century: longer delays are an author's slip, and sums of times stay far from overflow.
constexpr int64_t kMaxVirtualMs = 36'600 * kMsPerDay;

const chart::ExtraKeys kLanguageKeys{{"$schema", "version", "title"},
                                     {"title", "phase", "outcome", "task", "limit"},
                                     {"title", "by", "opinion", "fields", "materials", "documents",
                                      "facts", "fourEyes", "blocked", "reason", "basis"},
                                     {}};

Error invalid_limit(std::string detail) { return Error{"invalid_limit", std::move(detail)}; }

Result<int64_t> bounded(int64_t ms) {
  if (ms < 0 || ms > kMaxVirtualMs) return invalid_limit("a delay of 0 to a century is wanted");
  return ms;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() < 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What expressions see as `event`: the members of the data, and all of it under `data`.
Value event_value(std::string_view name, const Value* data) {
  Map value{{"type", Value(name)}};
  if (data != nullptr) value.set("data", *data);
  if (data != nullptr && data->is_map())
    for (const Map::Entry& entry : data->map()) value.set(entry.name(), entry.value);
  return value;
}

constexpr std::string_view kDone = "xstate.done.actor.";
constexpr std::string_view kError = "xstate.error.actor.";

// The id of the invocation whose result the event is, or "".
std::string_view invocation_of(std::string_view event) {
  for (const std::string_view prefix : {kDone, kError})
    if (event.starts_with(prefix)) return event.substr(prefix.size());
  return {};
}

// What a result carries: data that has no `output` (of an error: no `error`) of its own is it.
Value result_value(std::string_view name, const Value* data) {
  const std::string_view key = name.starts_with(kError) ? "error" : "output";
  Map value = event_value(name, data).map();
  if (data != nullptr && data->find(key) == nullptr) value.set(key, *data);
  return value;
}

bool has_only(const Value& object, std::string_view a, std::string_view b) {
  for (const Map::Entry& entry : object.map())
    if (entry.name() != a && entry.name() != b) return false;
  return true;
}

}  // namespace

Result<chart::Machine> compile_bare(const Value& json) {
  const Value* inner = json.find("machine");
  Result<chart::Machine> machine = chart::compile(inner != nullptr ? *inner : json, kLanguageKeys);
  if (machine || inner == nullptr) return machine;
  Error error = machine.error();
  error.pointer = "/machine" + error.pointer;
  for (Fault& fault : error.faults) fault.pointer = "/machine" + fault.pointer;
  return error;
}

Result<int64_t> virtual_ms(const Value& delay) {
  if (delay.is_int()) return bounded(delay.integer());
  if (!delay.is_string()) return invalid_limit("a duration like \"1500ms\" is wanted");
  if (is_digits(delay.string())) return bounded(std::stoll(delay.string()));
  const Result<law::Limit> limit = law::parse_limit(delay.string());
  if (!limit) return limit.error();
  if (limit->unit == law::LimitUnit::milliseconds) return bounded(limit->amount);
  if (limit->unit == law::LimitUnit::days) return bounded(limit->amount * kMsPerDay);
  return invalid_limit("a bare machine has no calendar: ms, s, m, h or d is wanted");
}

Trace::Trace(const chart::Machine& machine) : bare_(std::make_unique<BareHost>(machine)) {}
Trace::~Trace() = default;

Value Trace::answer(std::string_view refused) {
  why_ = bare_->take_why();
  const chart::Machine& machine = bare_->machine();
  const std::vector<chart::StateId>& active = bare_->snapshot().active;
  List configuration, actions;
  for (const chart::StateId state : active)
    if (std::none_of(active.begin(), active.end(),
                     [&](chart::StateId other) { return machine.is_descendant(other, state); }))
      configuration.emplace_back(machine.name(state));
  // A machine without states is its own leaf.
  if (machine.state(0).children.empty() && bare_->started()) configuration.emplace_back(machine.id);
  for (std::string& type : bare_->take_actions()) actions.emplace_back(std::move(type));
  const Value& variables = bare_->snapshot().variables;
  return Map{{"configuration", configuration},
             {"done", bare_->done()},
             {"context", variables.is_map() ? variables : Value(Map{})},
             {"actions", actions},
             {"refused", refused.empty() ? Value() : Value(refused)}};
}

Value Trace::start() { return answer(bare_->start()); }

Value Trace::input(std::string_view line) {
  if (line.size() > kMaxTraceLine) return answer("invalid_input");
  const Result<Value> json = parse_json(line);
  if (!json) return answer("malformed_json");
  const Value* event = json->find("event");
  const Value* by = json->find("advance");
  if (event != nullptr && has_only(*json, "event", "data"))
    return answer(send(*event, json->find("data")));
  if (by != nullptr && has_only(*json, "advance", "")) return answer(advance(*by));
  return answer("invalid_input");
}

std::string Trace::send(const Value& name, const Value* data) {
  if (!name.is_string() || name.string().empty()) return "invalid_input";
  const std::string_view id = invocation_of(name.string());
  if (id.empty()) return bare_->send({name.string(), event_value(name.string(), data)});
  return bare_->answer(id, {name.string(), result_value(name.string(), data)});
}

std::string Trace::advance(const Value& by) {
  const Result<int64_t> ms = virtual_ms(by);
  return ms ? bare_->advance(*ms) : ms.error().code;
}

}  // namespace yijian::authoring
