// What the ways of `walk` share: going through a case by hand, and saving what was done.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/cli/command.h"
#include "api/cli/laboratory.h"
#include "engine/authoring/rehearsal.h"

namespace yijian::cli {

inline constexpr std::string_view kBeginning = "2025-06-09 09:00";  // of a case, when none is given

// A definition of the workflows around PATH, where its cases can be tried.
struct Trial {
  std::unique_ptr<Laboratory> laboratory;
  const definition::Bundle* bundle = nullptr;  // never null
};
// Errors: those of the laboratory; refused, when the definition has problems.
Result<Trial> trial_of(const Arguments& arguments, const std::string& workflow);

// The words of a list with commas between, blanks around them dropped.
std::vector<std::string> words_of(std::string_view text);

// The rehearsed case as a scenario in the file, which is run before it is written.
// Errors: not_realised when it does not pass (detail: the first failure); not_writable.
Status save_scenario(const authoring::Rehearsal& rehearsal,
                     const authoring::Surroundings& surroundings,
                     const std::filesystem::path& file);

// yijian walk --interactive: one command a line from io.in, until quit or its end.
int walk_by_hand(const Arguments& arguments, const Io& io);

}  // namespace yijian::cli
