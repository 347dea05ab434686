#include "engine/definition/sources.h"

#include "engine/base/json.h"
#include "engine/definition/draft.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kDictionary = "shared/dictionary.json";
constexpr std::string_view kSamples = "shared/samples.json";
constexpr size_t kMaxFileBytes = 4 << 20;

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts(1);
  for (char c : path)
    if (c == '/')
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

std::optional<Value> parse(const SourceFile& file, Report& report) {
  if (file.text.size() > kMaxFileBytes) {
    report.add("too_many", {file.path, ""},
               {std::to_string(file.text.size()) + " bytes", std::to_string(kMaxFileBytes)});
    return std::nullopt;
  }
  Result<Value> value = parse_json(file.text, file.path);
  if (value) return std::move(*value);
  const Error& error = value.error();
  report.add(error.code, {file.path, error.place.empty() ? error.pointer : "@" + error.place},
             {error.code == "duplicate_key" ? tokens_of(error.pointer).back() : error.detail});
  return std::nullopt;
}

void read_template(Sources& sources, const ParsedFile& file, Report& report) {
  const std::string id = file.value.text("id");
  if (id.empty())
    report.add("missing_key", {file.path, ""}, {"id"});
  else if (!sources.environment.templates.emplace(id, file).second)
    report.add("duplicate_definition", {file.path, "/id"}, {id});
}

void read_connector(Sources& sources, const ParsedFile& file, Report& report) {
  const std::string id = file.value.text("id");
  auto compiled = compile_connector(file.value, file.path, report);
  if (id.empty()) return;  // it has been told
  if (!sources.environment.connectors.emplace(id, ConnectorFile{file, std::move(compiled)}).second)
    report.add("duplicate_definition", {file.path, "/id"}, {id});
}

void read_document(Sources& sources, const ParsedFile& file, Report& report) {
  const std::string id = file.value.text("id");
  auto compiled = compile_document(file.value, file.path, report);
  if (id.empty()) return;  // it has been told
  const auto [known, added] =
      sources.environment.documents.emplace(id, DocumentFile{file, std::move(compiled)});
  if (!added)
    report.add("duplicate_definition", {file.path, "/id"}, {id})
        .relate({known->second.file.path, "/id"}, Note::first_here);
}

void read_dictionary(Sources& sources, const ParsedFile& file, Report& report) {
  if (file.value.is_map()) sources.environment.dictionary = file;
  Draft draft{file.value, {}, Places(file.path), report};
  Node(file.value, "", draft)
      .check_keys({"$schema", "version", "sample", "fields", "questions", "materials"});
}

}  // namespace

std::optional<std::string> path_from(const std::string& file, const std::string& relative) {
  std::vector<std::string> parts = parts_of(file);
  parts.pop_back();
  for (const std::string& part : parts_of(relative)) {
    if (part == "." || part.empty()) continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
  return out;
}

Value rows_of(const Value& table, const std::string& path, Report& report) {
  Draft draft{table, {}, Places(path), report};
  const Node node(table, "", draft);
  Map rows;
  if (!node.check_keys({"$schema", "version", "sample", "title", "rows"})) return rows;
  if (!node.has("rows")) node.fault("missing_key", {"rows"});
  for (const auto& [id, row] : node["rows"].members()) {
    if (!row.value().is_map()) {
      row.fault("wrong_type", {"{ }"});
      continue;
    }
    if (row.has("id")) row["id"].fault("reserved_name", {"id"});
    Map with_id{{"id", id}};
    for (const Map::Entry& entry : row.value().map()) with_id.set(entry.name(), entry.value);
    rows.append(id, std::move(with_id));
  }
  return rows;
}

std::vector<std::string> connector_names(const Environment& environment) {
  std::vector<std::string> names;
  for (const auto& [id, file] : environment.connectors) names.push_back(id);
  return names;
}

Sources read_sources(const std::vector<SourceFile>& files, Report& report) {
  Sources sources;
  for (const SourceFile& file : files) {
    const std::vector<std::string> parts = parts_of(file.path);
    if (!file.path.ends_with(".json") || parts.size() != 2) continue;
    const std::string& folder = parts[0];
    if (folder == "schema" || folder == "calendars" || file.path == kSamples) continue;
    sources.texts.emplace(file.path, file.text);
    const std::optional<Value> value = parse(file, report);
    if (!value) {
      if (parts[1] == "workflow.json") sources.complete = false;
      continue;
    }
    const ParsedFile parsed{file.path, *value};
    if (file.path == kDictionary)
      read_dictionary(sources, parsed, report);
    else if (folder == "templates")
      read_template(sources, parsed, report);
    else if (folder == "connectors")
      read_connector(sources, parsed, report);
    else if (folder == "documents")
      read_document(sources, parsed, report);
    else if (parts[1] == "workflow.json")
      sources.workflows.push_back(parsed);
    else
      sources.environment.tables.emplace(file.path, *value);
  }
  return sources;
}

}  // namespace yijian::definition
