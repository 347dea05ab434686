// The files of a workflows directory, parsed: definitions as written, templates, tables,
// dictionary.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/definition/load.h"
#include "engine/definition/problems.h"

namespace yijian::definition {

struct ParsedFile {
  std::string path;
  Value value;
};

struct ConnectorFile {
  ParsedFile file;
  std::shared_ptr<const Connector> compiled;  // null: it has problems
};

struct DocumentFile {
  ParsedFile file;
  std::shared_ptr<const Document> compiled;  // null: it has problems
};

// What definitions draw upon. Tables and templates by path and id; all as written.
struct Environment {
  std::map<std::string, ParsedFile, std::less<>> templates;      // by id
  std::map<std::string, Value, std::less<>> tables;              // by path
  std::map<std::string, ConnectorFile, std::less<>> connectors;  // by id
  std::map<std::string, DocumentFile, std::less<>> documents;    // by id
  ParsedFile dictionary;                                         // null value: there is none
};

struct Sources {
  Texts texts;
  std::vector<ParsedFile> workflows;  // by path
  Environment environment;
  bool complete = true;  // every workflow.json could be read
};

std::vector<std::string> connector_names(const Environment& environment);

// Parses what matters here: */workflow.json, */*.json beside it, templates/*.json,
// connectors/*.json, documents/*.json, shared/dictionary.json. Every other file is left alone.
Sources read_sources(const std::vector<SourceFile>& files, Report& report);

// "permit/workflow.json" and "../x/y.json" give "x/y.json"; nothing when that leads outside.
std::optional<std::string> path_from(const std::string& file, const std::string& relative);

// The rows of a table file by id, each with its `id`. Faults go to the report.
Value rows_of(const Value& table, const std::string& path, Report& report);

}  // namespace yijian::definition
