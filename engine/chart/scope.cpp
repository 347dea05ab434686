#include "engine/chart/scope.h"

#include <algorithm>

#include "engine/chart/compiler.h"

namespace yijian::chart {
namespace {

Value map_or_empty(const Value& value) { return value.is_map() ? value : Value(Map{}); }

}  // namespace

std::optional<Value> ChartScope::find(std::string_view name) const {
  if (name == "vars" || name == "context") return map_or_empty(variables_);
  if (name == "event") return map_or_empty(event_);
  return host_.find(name);
}

bool ChartScope::in_state(std::string_view id) const {
  const bool by_id = !id.empty() && id[0] == '#';
  const StateId state = by_id ? resolve_id(machine_, id.substr(1)) : machine_.find_path(id);
  const std::vector<StateId>& active = host_.snapshot().active;
  if (state == 0) return true;  // the machine itself, even while it is being entered
  return std::binary_search(active.begin(), active.end(), state);
}

Error expression_error(std::string code, const std::string& where, const std::string& event,
                       const Error& cause, std::string pointer) {
  const std::string on = event.empty() ? "" : " on \"" + event + "\"";
  return Error{.code = std::move(code),
               .detail = where + on + " failed: " + cause.code +
                         (cause.detail.empty() ? "" : ": " + cause.detail),
               .pointer = std::move(pointer),
               .names = {cause.code}};
}

}  // namespace yijian::chart
