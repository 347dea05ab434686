#include "engine/definition/families.h"

#include "engine/definition/draft.h"
#include "engine/definition/holes.h"

namespace yijian::definition {
namespace {

// Names of the tables beside the file.
std::vector<std::string> near_tables(const ParsedFile& file, const Environment& environment) {
  const std::string folder = file.path.substr(0, file.path.rfind('/') + 1);
  std::vector<std::string> names;
  for (const auto& [path, table] : environment.tables)
    if (path.starts_with(folder)) names.push_back(path.substr(folder.size()));
  return names;
}

// `tables` with paths from the root; faults for those that are not there.
Map tables_by_path(const Node& node, const ParsedFile& file, const Environment& environment) {
  Map out;
  for (const auto& [name, member] : node["tables"].members()) {
    const auto relative = member.as_text();
    if (!relative) continue;
    const auto path = path_from(file.path, *relative);
    if (path && environment.tables.contains(*path))
      out.set(name, *path);
    else
      member.fault("unknown_table", {*relative}).suggest(*relative, near_tables(file, environment));
  }
  return out;
}

struct Axis {
  std::string name;
  std::string table;
  std::vector<std::string> rows;
};

std::vector<Axis> axes_of(const Node& node, const Value& tables) {
  std::vector<Axis> axes;
  for (const auto& [name, member] : node["family"].members()) {
    const auto table = member.as_text();
    if (!table) continue;
    const Value* rows = tables.find(*table);
    if (rows == nullptr) {
      if (!node["tables"].has(*table))  // else its file is missing, and said so
        member.fault("unknown_table", {*table}).suggest(*table, keys_of(tables));
      continue;
    }
    Axis axis{name, *table, {}};
    for (const Map::Entry& entry : rows->map()) axis.rows.push_back(entry.name());
    axes.push_back(std::move(axis));
  }
  return axes;
}

// The product of the axes, the last running fastest: for each combination {axis: {table, row}}.
std::vector<Map> product(const std::vector<Axis>& axes) {
  std::vector<Map> out = {Map{}};
  for (const Axis& axis : axes) {
    std::vector<Map> longer;
    for (const Map& chosen : out)
      for (const std::string& row : axis.rows) {
        if (longer.size() > kMaxFamily) return longer;
        Map one = chosen;
        one.set(axis.name, Map{{"table", axis.table}, {"row", row}});
        longer.push_back(std::move(one));
      }
    out = std::move(longer);
  }
  return out;
}

Expanded expand_one(const ParsedFile& file, const Map& tables, const Map& chosen,
                    const Environment& environment, Report& report) {
  Map value = file.value.map();
  if (value.contains("tables")) value.set("tables", tables);
  if (value.contains("family")) value.set("family", chosen);
  const Value constants = constants_of(value, file.path, environment, report);
  std::vector<Fault> faults;
  Expanded out{file.path, fill_holes(value, constants, faults)};
  for (const Fault& fault : faults)
    report.add(fault.code, {file.path, fault.pointer},
               {fault.detail, std::to_string(kMaxSplicedValues)});
  return out;
}

}  // namespace

Value constants_of(const Value& expanded, const std::string& file, const Environment& environment,
                   Report& report) {
  Draft draft{expanded, {}, Places(file), report};
  const Node node(expanded, "", draft);
  Map tables;
  for (const auto& [name, member] : node["tables"].members()) {
    const auto path = member.as_text();
    const auto found = path ? environment.tables.find(*path) : environment.tables.end();
    if (found == environment.tables.end())
      member.fault("unknown_table", {path.value_or("")});
    else
      tables.set(name, rows_of(found->second, found->first, report));
  }
  Map with;
  for (const auto& [axis, member] : node["family"].members()) {
    const Value* table = tables.find(member.value().text("table"));
    const Value* row = table == nullptr ? nullptr : table->find(member.value().text("row"));
    if (row == nullptr)
      member.fault("unknown_row", {member.value().text("row")});
    else
      with.set(axis, *row);
  }
  return Map{{"with", std::move(with)}, {"tables", std::move(tables)}};
}

std::vector<Expanded> expand(const ParsedFile& file, const Environment& environment,
                             Report& report) {
  const size_t before = report.size();
  Draft draft{file.value, {}, Places(file.path), report};
  const Node node(file.value, "", draft);
  if (!file.value.is_map()) {
    node.fault("wrong_type", {"{ }"});
    return {};
  }
  const Map tables = tables_by_path(node, file, environment);
  Map plain{{"tables", tables}};
  const Value constants = constants_of(plain, file.path, environment, report);
  const std::vector<Axis> axes = axes_of(node, *constants.find("tables"));
  if (report.size() != before) return {};
  const std::vector<Map> combinations = product(axes);
  if (combinations.size() > kMaxFamily) {
    node["family"].fault("too_many",
                         {std::to_string(combinations.size()), std::to_string(kMaxFamily)});
    return {};
  }
  std::vector<Expanded> out;
  for (const Map& chosen : combinations) {
    const size_t count = report.size();
    Expanded one = expand_one(file, tables, chosen, environment, report);
    if (report.size() == count) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace yijian::definition
