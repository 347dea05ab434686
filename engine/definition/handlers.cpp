#include "engine/definition/handlers.h"

#include <set>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kTemplate = "decided-elsewhere";

// What belongs to a machine of one's own goes with it.
Expanded decided_elsewhere(const Expanded& written) {
  Map value = written.value.map();
  for (const char* key : {"channels", "deferral", "commitment", "schedule"}) value.erase(key);
  value.set("machine", Map{{"use", kTemplate}});
  return {written.file, std::move(value)};
}

}  // namespace

void add_handled(Units& units, const Environment& environment, Report& report) {
  std::set<std::string> wanted;
  for (const auto& [id, unit] : units.by_id)
    if (unit.definition)
      for (const Item& item : unit.definition->items)
        if (!handler_of(item.workflow).empty()) wanted.insert(item.workflow);
  for (const std::string& id : wanted) {
    const Unit* written = units.find(written_id(id));
    if (written == nullptr) continue;  // the link tells
    Unit handled{written->expanded, nullptr};
    if (written->definition) {
      handled.expanded = decided_elsewhere(written->expanded);
      handled.definition = compile_definition(handled, environment, report);
    }
    if (handled.definition) handled.definition->id = id;
    units.by_id.emplace(id, std::move(handled));
  }
}

}  // namespace yijian::definition
