// "$ref": "dictionary#a.b" resolved: fields, questions and materials shared by all definitions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::definition {

inline constexpr size_t kMaxResolvedValues = 20'000;

enum class Section { fields, questions, materials };

// The value with every reference replaced by what it names; keys beside `$ref` override. Fields
// are searched through `properties` and `items`.
//
//   faults  unknown_reference, reference_cycle, wrong_type, too_many, with pointers into `value`
//           (to the reference as written there).
Value resolve(const Value& value, const Value& dictionary, Section section,
              std::vector<Fault>& faults);

// What a `$ref` of the section may name: "dictionary#name" of each entry.
std::vector<std::string> reference_names(const Value& dictionary, Section section);

}  // namespace yijian::definition
