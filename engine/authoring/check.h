// The checker: what loading refuses, and beyond it what only exploring a machine or reading it as
// a whole can show. Reads no file itself.
#pragma once

#include <vector>

#include "engine/authoring/staffing.h"
#include "engine/definition/load.h"

namespace yijian::authoring {

inline constexpr size_t kMaxCheckWork = 5'000'000;  // exploring, of all definitions together

struct Checked {
  definition::Library library;
  std::vector<definition::Problem> problems;  // in order of file and line; those of loading too
};

// Checks every definition of the files; with a staff also whether somebody is there to act.
Checked check(const std::vector<definition::SourceFile>& files, const Staff* staff = nullptr);

}  // namespace yijian::authoring
