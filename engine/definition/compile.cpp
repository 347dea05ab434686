#include "engine/definition/compile.h"

#include "engine/definition/templates.h"

namespace yijian::definition {
namespace {

void check_top_keys(const Node& node) {
  node.check_keys({"$schema",   "id",       "version",    "kind",     "title",  "department",
                   "basis",     "machine",  "regime",     "sample",   "matter", "channels",
                   "limits",    "tables",   "family",     "about",    "guide",  "form",
                   "materials", "deferral", "commitment", "result",   "items",  "join",
                   "partial",   "schedule", "access",     "catalogue"});
  for (const char* key : {"id", "version", "kind", "machine"})
    if (!node.has(key)) node.fault("missing_key", {key});
}

}  // namespace

std::shared_ptr<Definition> compile_definition(Unit& unit, const Environment& environment,
                                               Report& report) {
  const Expanded& expanded = unit.expanded;
  const size_t before = report.size();  // faulty tables count
  Draft draft{expanded.value, constants_of(expanded.value, expanded.file, environment, report),
              Places(expanded.file), report};
  auto out = std::make_shared<Definition>();
  check_top_keys(Node(draft.value, "", draft));
  apply_template(draft, environment);
  if (report.size() != before) return nullptr;

  const Node node(draft.value, "", draft);
  const Value& dictionary = environment.dictionary.value;
  out->constants = draft.constants;
  read_header(node, *out);
  read_limits(node, *out);
  read_guide(node, dictionary, *out);
  read_form(node, dictionary, *out);
  read_materials(node, dictionary, *out);
  read_items(node, *out);
  read_promises(node, *out);
  read_schedule(node, *out);
  read_offer(node, *out);
  if (draft.is_clean()) check_items(draft, *out);
  if (compile_machine(draft, environment, *out)) {
    check_phases(draft, *out);
    check_limits(draft, *out);
    unit.drawn = out;
    unit.places = std::make_shared<const Places>(draft.places);
    use_documents(draft, environment, *out);
    if (draft.is_clean()) {
      check_moves(draft, *out);
      check_waiting(draft, *out);
    }
  }
  if (report.size() != before) return nullptr;
  for (const Expression& expression : draft.expressions)
    out->reads_missing =
        out->reads_missing || expression.source.find("missing") != std::string::npos;
  unit.expressions = std::move(draft.expressions);
  return out;
}

}  // namespace yijian::definition
