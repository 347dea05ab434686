// The functions of the language, found by name, form and number of arguments when an expression
// is compiled.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/cel/ast.h"
#include "engine/cel/operand.h"

namespace yijian::cel {

class Evaluator;

inline constexpr size_t kMaxArguments = 3;

struct Function {
  std::string_view name;
  bool is_method;     // x.f(y); otherwise f(x, y)
  uint8_t arguments;  // the target included
  bool is_pure;       // depends on the arguments alone
  Operand (*run)(Evaluator& evaluator, const Node& node, const Operand* args);
};

// The function, or nullptr when none takes that many arguments in that form.
const Function* find_function(std::string_view name, bool is_method, size_t arguments);

// Whether there is one of that name in any form.
bool knows_function(std::string_view name);

// conversions.cpp
Operand to_int(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_uint(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_double(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_string(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_bool(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_bytes(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_dyn(Evaluator& evaluator, const Node& node, const Operand* args);
Operand type_of(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_timestamp(Evaluator& evaluator, const Node& node, const Operand* args);
Operand to_duration(Evaluator& evaluator, const Node& node, const Operand* args);

// matches.cpp
Operand matches(Evaluator& evaluator, const Node& node, const Operand* args);

// getters.cpp
std::span<const Function> getters();

}  // namespace yijian::cel
