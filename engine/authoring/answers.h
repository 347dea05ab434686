// What people say to a guide, a form or an act's own fields: values made from what the definition
// declares, so that any workflow can be played.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/authoring/random.h"
#include "engine/definition/definition.h"

namespace yijian::authoring {

// What is said wherever a person is named, so that a test can look for it.
inline constexpr const char* kPersonalName = "张三丰";
inline constexpr const char* kPersonalId = "11010519491231002X";

// Answers to every question of the definition.
Value answers_to(const std::vector<definition::Question>& questions, Random& random);

// A value of the schema: every field that applies, an optional one only now and then.
Value filled(const definition::Schema& schema, const cel::Scope& scope, Random& random);
// Of one top-level field; nothing when there is none of the name.
std::optional<Value> filled_field(const definition::Schema& schema, const std::string& name,
                                  const cel::Scope& scope, Random& random);

}  // namespace yijian::authoring
