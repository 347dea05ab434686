// What names mean inside the expressions of a chart.
#pragma once

#include "engine/chart/chart.h"

namespace yijian::chart {

// `vars` and `context` are the variables, `event` is what the event carries, in_state asks the
// configuration before the microstep; every other name is the host's. All that is passed must
// outlive the scope.
class ChartScope final : public cel::Scope {
 public:
  ChartScope(const Machine& machine, const Host& host, const Value& event, const Value& variables)
      : machine_(machine), host_(host), event_(event), variables_(variables) {}

  std::optional<Value> find(std::string_view name) const override;
  bool in_state(std::string_view id) const override;

 private:
  const Machine& machine_;
  const Host& host_;
  const Value& event_;
  const Value& variables_;
};

// "guard_error" or "action_error" out of what CEL said; `where` begins the sentence.
Error expression_error(std::string code, const std::string& where, const std::string& event,
                       const Error& cause, std::string pointer);

}  // namespace yijian::chart
