#include "engine/definition/handlers.h"

#include <set>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kByHand = "decided-elsewhere";
constexpr std::string_view kByConnector = "decided-by-connector";

// The machine of what another system decides: its result is typed in, or comes by the connector.
Value machine_of(std::string_view handler) {
  if (!handler.starts_with(kConnectorPrefix)) return Map{{"use", kByHand}};
  const std::string_view name = handler.substr(kConnectorPrefix.size());
  return Map{{"use", kByConnector}, {"with", Map{{"connector", name}}}};
}

// What belongs to a machine of one's own goes with it.
Expanded decided_elsewhere(const Expanded& written, std::string_view handler) {
  Map value = written.value.map();
  for (const char* key : {"channels", "deferral", "commitment", "schedule", "catalogue"})
    value.erase(key);
  value.set("machine", machine_of(handler));
  return {written.file, std::move(value)};
}

// Whether the library has the connector; told where the items name it.
bool has_handler(const Units& units, const std::string& workflow, const Environment& environment,
                 Report& report) {
  const std::string_view handler = handler_of(workflow);
  if (!handler.starts_with(kConnectorPrefix)) return true;
  const std::string name(handler.substr(kConnectorPrefix.size()));
  if (environment.connectors.contains(name)) return true;
  for (const auto& [id, unit] : units.by_id)
    if (unit.definition)
      for (const Item& item : unit.definition->items)
        if (item.workflow == workflow)
          report.add("unknown_connector", {unit.expanded.file, item.pointer + "/handler"}, {name})
              .suggest(name, connector_names(environment));
  return false;
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
    if (written->definition && has_handler(units, id, environment, report)) {
      handled.expanded = decided_elsewhere(written->expanded, handler_of(id));
      handled.definition = compile_definition(handled, environment, report);
    }
    if (handled.definition) handled.definition->id = id;
    units.by_id.emplace(id, std::move(handled));
  }
}

}  // namespace yijian::definition
