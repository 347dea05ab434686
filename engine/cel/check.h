// The types of an expression, found before it is evaluated. Gradual: where nothing is known (dyn)
// nothing is a fault; what is one would fail or be meaningless whenever it is evaluated.
#pragma once

#include <string>
#include <vector>

#include "engine/cel/cel.h"
#include "engine/cel/type.h"

namespace yijian::cel {

// What is wrong at a place of the expression.
//
//   code   cel_type            an operator or function on types that it is not for; words: what
//          cel_never_equal     compared with what it can never equal; words: what
//          cel_mixed_numbers   arithmetic with a number that may be an int or a double;
//                              words: the operand, how to write it
//          cel_unknown_field   words: the path, the fields that there are
//          cel_may_be_absent   read without has(); words: the path, how to write it, the remedy
//          cel_always_fails    words: the code and the detail of the evaluation
//   place  "line:column" in the expression
struct TypeFault {
  std::string code;
  std::string place;
  std::vector<std::string> words;
};

struct Checked {
  Type type;                      // of the value
  std::vector<TypeFault> faults;  // in order of appearance; what may be absent, once a path
};

// The names of the environment are those of the record; others are dyn.
//
//   assumed  a condition that holds wherever the program is evaluated, or null.
Checked check_types(const Program& program, const Record& names, const Program* assumed = nullptr);

}  // namespace yijian::cel
