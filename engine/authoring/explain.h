// What a code of the checker means, what a machine template offers, what a document is.
#pragma once

#include <optional>
#include <string>

#include "engine/base/value.h"
#include "engine/definition/load.h"

namespace yijian::authoring {

// A code: {code, severity, zh, en, why {zh, en}, bad, good}; nothing when there is none.
std::optional<Value> code_explained(std::string_view code);

// A template as written: {id, title, roles, acts [{action, title, by, from, to}], events,
// parameters, slots, limits}. Holes that stand alone in it are shown as they are.
Value template_explained(const Value& written);

// The template of a document in a library: {id, title, word, to, copies, seal, lines, reads:
// [names], issuedBy: [{file, definitions, acts: [{action, title}], engine}]}, a file for each that
// issues it.
Value document_explained(const definition::Document& document, const definition::Library& library);

// The same for people: zh first, en beside.
std::string code_told(const Value& explained);
std::string template_told(const Value& explained);
std::string document_told(const Value& explained);

}  // namespace yijian::authoring
