// The types of a definition's expressions: what its form, questions, acts and variables say of the
// names that they read.
#pragma once

#include "engine/cel/check.h"
#include "engine/definition/link.h"

namespace yijian::definition {

// Checks every expression of every unit. What has a fault loses its definition. Not asked of what
// is stored already: a published definition stays good.
void check_types(Units& units, Report& report);

// What expressions may read (LANGUAGE rule 15, constants apart); of a thing, `forms` has its items'
// fields too. Without `event`, which a transition brings.
cel::Record names_of(const Definition& definition, const Units& units);

// The expression with the constants in their places, so that what a family's other rows read is
// folded away; nothing when it cannot be compiled.
std::optional<cel::Program> with_constants(const std::string& source, const Value& constants);

// What `event` is in an expression of the act.
cel::Type event_of(const Act& act);

// A form's type: a field that is not required, or has a condition, may be absent.
cel::Type type_of_schema(const Schema& schema);

}  // namespace yijian::definition
