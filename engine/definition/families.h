// One definition file into definitions: each combination of its family's rows makes one.
#pragma once

#include <string>
#include <vector>

#include "engine/definition/sources.h"

namespace yijian::definition {

inline constexpr size_t kMaxFamily = 1'000;  // definitions of one file

// A definition of its own: its row applied, holes filled; `tables` by path from the root of the
// directory, `family` {axis: {table, row}}. This is what its digest is of.
struct Expanded {
  std::string file;
  Value value;
};

// The definitions of one file; those with faults are reported and left out.
std::vector<Expanded> expand(const ParsedFile& file, const Environment& environment,
                             Report& report);

// {"with": {axis: row}, "tables": {name: {row id: row}}} of an expanded definition.
Value constants_of(const Value& expanded, const std::string& file, const Environment& environment,
                   Report& report);

}  // namespace yijian::definition
