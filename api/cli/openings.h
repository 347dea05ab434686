// A file of open cases of another system: every line judged, and then taken over, one command a
// case. Read line by line, twice, and never held whole.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "api/cli/premises.h"
#include "engine/base/result.h"

namespace yijian::cli {

inline constexpr size_t kMaxImportLines = 1'000'000;
inline constexpr size_t kMaxLinesTold = 1'000;  // of those that cannot be taken over

struct BadLine {
  size_t line = 0;     // from 1
  std::string number;  // of the case, where it could be read
  Error why;           // faults have pointers into the line
};
struct Intake {
  size_t taken = 0;         // or could be
  size_t taken_before = 0;  // by the very same line of an earlier run
  size_t bad = 0;
  std::vector<BadLine> told;  // of the bad ones the first
};

class Openings {
 public:
  Openings(std::filesystem::path file, Premises& premises, casework::Registries& registries)
      : file_(std::move(file)), premises_(premises), registries_(registries) {}

  // Decides every line and writes nothing. Errors: not_readable, too_many_lines, store_*.
  Result<Intake> judge();
  // Takes the lines over, in the name of `by`; those that cannot be are left out. The same line of
  // an earlier run is recognised. Errors: as above.
  Result<Intake> take(const std::string& by);

 private:
  std::filesystem::path file_;
  Premises& premises_;
  casework::Registries& registries_;
};

}  // namespace yijian::cli
