// The form schema: the subset of JSON Schema 2020-12 that forms need, compiled, with our keywords
// (title options when hint sensitivity prefill optional). Formats: date, uscc, citizen-id, phone,
// standard-address, email. Patterns are RE2.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace yijian::definition {

class Schema;  // immutable once compiled

// Errors: invalid_schema with faults (pointers into `json`): unknown_key, wrong_type, bad_pattern,
// cel_*.
Result<std::shared_ptr<const Schema>> compile_schema(const Value& json);

enum class Completeness {
  types_only,  // a draft: what is there must fit
  complete     // submission and correction: what is required must be there
};

// Every fault of the value: pointers into it, codes required, type, unknown_property, max_length,
// format, invalid_uscc, invalid_citizen_id ... A field whose `when` says no is absent: neither
// required nor allowed. A `when` that fails for want of an answer counts as no.
std::vector<Fault> validate(const Schema& schema, const Value& value, const cel::Scope& scope,
                            Completeness completeness);

// Pointers of the personal leaves in a value (or merge patch) of this schema: fields marked
// "sensitivity": "personal" that are present. A personal object or list is one leaf.
std::vector<std::string> personal_pointers(const Schema& schema, const Value& value);

// Pointers of the fields marked "readOnly": whoever fills in the form may not change them.
// A read-only object is one; the inside of a list has none.
std::vector<std::string> read_only_pointers(const Schema& schema);

// The value without what the schema does not declare.
Value cut(const Schema& schema, const Value& value);
// The value, or merge patch, with an integer wherever a field of integers holds a whole real (2.0).
// Everything else stays, what the schema does not declare too.
Value with_whole_numbers(const Schema& schema, const Value& value);

// Whether a top-level property is declared.
bool declares(const Schema& schema, std::string_view property);

// Names of the top-level properties, in file order.
std::vector<std::string> property_names(const Schema& schema);

// As JSON for people: titles, options, formats; conditions resolved by the scope.
Value schema_for_people(const Schema& schema, const cel::Scope& scope);

}  // namespace yijian::definition
