// When the office begins cases of its own accord, for whom, and with what.
#include <re2/re2.h>

#include <algorithm>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kTables = "tables.";

void read_when(const Node& node, Schedule& out) {
  const auto every =
      law::period_from(node.word("every", {"week", "month", "quarter", "year"}, "month"));
  for (const char* key : {"every", "on"})
    if (!node.has(key)) node.fault("missing_key", {key});
  const std::string on = node.text("on");
  if (on.empty() || !every) return;
  const Result<law::Recurrence> when = law::recurrence_of(*every, on);
  if (!when)
    node["on"].fault("invalid_value", {on, "1d 3wd"});
  else
    out.when = *when;
}

// A register, or one of the definition's tables.
void read_each(const Node& node, Schedule& out) {
  static const RE2 kRegister("registry:[a-z][a-z0-9-]{0,63}");
  out.each = node.text("each");
  if (out.each.empty() || RE2::FullMatch(out.each, kRegister)) return;
  const Value tables = node.draft().constants.member("tables");
  if (!out.each.starts_with(kTables))
    node["each"].fault("invalid_value", {out.each, "registry:R tables.T"});
  else if (tables.find(out.each.substr(kTables.size())) == nullptr)
    node["each"]
        .fault("unknown_table", {out.each})
        .suggest(out.each, prefixed(kTables, keys_of(tables)));
}

// Of a thing the items' forms are known later, and every field that nobody declares is refused
// when the case is begun.
bool may_declare(const Definition& definition, const std::string& field) {
  if (definition.kind == Kind::thing) return true;
  if (!definition.form) return false;
  const std::vector<std::string> names = property_names(*definition.form);
  return std::find(names.begin(), names.end(), field) != names.end();
}

void read_first_form(const Node& node, const Definition& definition, Schedule& out) {
  for (const auto& [key, member] : node["form"].members()) {
    if (!may_declare(definition, key)) {
      auto& finding = member.fault("unknown_key", {key});
      if (definition.form) finding.suggest(key, property_names(*definition.form));
    }
    if (auto program = member.as_program(Use::kept))
      out.form.emplace_back(key, std::move(*program));
  }
}

}  // namespace

void read_schedule(const Node& node, Definition& out) {
  if (!node.has("schedule")) return;
  const Node own = node["schedule"];
  if (!own.check_keys({"every", "on", "each", "applicant", "department", "region", "form"})) return;
  Schedule schedule;
  read_when(own, schedule);
  read_each(own, schedule);
  schedule.applicant = own.program("applicant", Use::kept);
  schedule.department = own.program("department", Use::kept);
  schedule.region = own.program("region", Use::kept);
  read_first_form(own, out, schedule);
  if (out.kind != Kind::duty && !own.has("applicant")) own.fault("missing_key", {"applicant"});
  if (out.department.empty() && !own.has("department")) own.fault("missing_key", {"department"});
  out.schedule = std::move(schedule);
}

}  // namespace yijian::definition
