// The registry of what can be wrong with a definition: each code with its severity, its message
// and its explanation. Every code has a bad fixture below tests/broken. Knows no file.
#pragma once

#include <span>
#include <string_view>

namespace yijian::definition {

enum class Severity {
  error,    // the definition is not loaded, or can strand a case or break the law
  warning,  // it runs, but surely not as was meant
  advice    // it runs; a reader would trip over it
};
std::string_view name(Severity severity);

// What of the place is shown: the value there, or the key that it stands under.
enum class Shown { value, key };

// What another place is to a problem: its text is text_of's (problems.h).
enum class Note {
  first_here,
  first_alternative,
  statutory,
  shadows,
  leads_here,
  also_here,
  issued_here,
  meant_here
};

struct Code {
  std::string_view code;
  Severity severity;
  Shown shown;
  std::string_view zh, en;          // the message; {0}, {1} ... are the words of a problem
  std::string_view why_zh, why_en;  // what it means, and why it matters to a case
  std::string_view bad, good;       // an example, and the same mended
};

// All codes, by family.
std::span<const Code> codes_of_files();     // JSON, shape, references
std::span<const Code> codes_of_machines();  // states, transitions, expressions
std::span<const Code> codes_of_types();     // what expressions compute
std::span<const Code> codes_of_law();       // phases, limits, waiting
std::span<const Code> codes_of_contents();  // items, materials, forms, scenarios
std::span<const Code> codes_of_paths();     // what exploring the machine shows

// Every family in turn.
std::span<const std::span<const Code>> code_families();
// Null when there is no such code.
const Code* find_code(std::string_view code);

}  // namespace yijian::definition
