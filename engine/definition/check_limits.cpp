// Limits exist where they are named, and tighten what the law allows, never loosen it.
#include "engine/base/json.h"
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

std::string limit_pointer(std::string_view name) { return "/limits/" + pointer_token(name); }

std::vector<std::string> limit_names(const Definition& definition) {
  std::vector<std::string> names;
  for (const auto& [name, limit] : definition.limits) names.push_back(name);
  return names;
}

// A limit that is computed, or counted otherwise, cannot be shown to be within the ceiling.
void check_within(Draft& draft, const Definition& definition, std::string_view name,
                  const std::optional<law::Limit>& ceiling) {
  const auto found = definition.limits.find(name);
  if (found == definition.limits.end() || !ceiling) return;
  const LimitDecl& declared = found->second;
  const std::string most = law::format_limit(*ceiling);
  const std::string text = declared.fixed      ? law::format_limit(*declared.fixed)
                           : declared.computed ? declared.computed->source()
                                               : "";
  if (text.empty()) return;  // faulty, and said so
  const auto exceeds = declared.fixed ? law::exceeds(*ceiling, *declared.fixed) : std::nullopt;
  if (!exceeds)
    draft.fault("limit_not_comparable", limit_pointer(name), {std::string(name), text, most});
  else if (*exceeds)
    draft.fault("too_long", limit_pointer(name), {std::string(name), text, most});
}

// The promise is no longer than the law's own period, where both are counted alike.
void check_promise(Draft& draft, const Definition& definition) {
  const auto promised = definition.limits.find("promised");
  const auto statutory = definition.limits.find("statutory");
  if (promised == definition.limits.end() || statutory == definition.limits.end()) return;
  const auto& promise = promised->second.fixed;
  const auto& period = statutory->second.fixed;
  if (promise && period && law::exceeds(*period, *promise) == true)
    draft
        .fault("too_long", limit_pointer("promised"),
               {"promised", law::format_limit(*promise), law::format_limit(*period)})
        .relate(draft.places.at(limit_pointer("statutory")), Note::statutory);
}

// A duration, a number of milliseconds, a name in limits, or CEL that gives a duration.
void check_delay(Draft& draft, const Definition& definition, const chart::Transition& one) {
  const std::string& delay = one.delay;
  if (definition.limits.contains(delay) || law::parse_limit(delay)) return;
  if (delay.find_first_not_of("0123456789") == std::string::npos) return;
  const std::string pointer = "/machine" + one.pointer;
  const Result<cel::Program> program = cel::compile(delay);
  const bool names_limit = program && program->roots().size() == 1 && program->source() == delay &&
                           program->roots().front() == delay;
  if (!program || names_limit)
    draft.fault("unknown_limit", pointer, {delay}).suggest(delay, limit_names(definition));
  else
    check_expression(draft, *program, pointer, Use::value);
}

}  // namespace

void check_limits(Draft& draft, const Definition& definition) {
  const law::Ceilings ceilings = law::ceilings(definition.regime, definition.kind == Kind::thing);
  check_within(draft, definition, "notice", ceilings.notice);
  check_within(draft, definition, "statutory", ceilings.statutory);
  check_within(draft, definition, "extension", ceilings.extension);
  check_within(draft, definition, "delivery", ceilings.delivery);
  check_promise(draft, definition);
  for (size_t i = 0; i < definition.states.size(); ++i) {
    const std::string& limit = definition.states[i].limit;
    if (!limit.empty() && !definition.limits.contains(limit) && !law::parse_limit(limit))
      draft
          .fault("unknown_limit", "/machine" + definition.machine.states[i].pointer + "/limit",
                 {limit})
          .suggest(limit, limit_names(definition));
  }
  for (const chart::Transition& one : definition.machine.transitions)
    if (!one.delay.empty()) check_delay(draft, definition, one);
}

}  // namespace yijian::definition
