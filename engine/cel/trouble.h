// Why an evaluation failed, without allocation: an absorbed error costs nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/cel/ast.h"

namespace yijian::cel {

enum class Fail : uint8_t {
  no_such_name,
  no_such_key,
  no_such_overload,
  divide_by_zero,
  overflow,
  invalid_argument,
  index,
  duplicate_key,
  budget,
};

struct Trouble {
  Fail fail = Fail::budget;
  const char* reason = "";  // said of the node; holds no value
  const Node* node = nullptr;
  // The kinds of the operands that have no overload.
  uint8_t kind_count = 0;
  Value::Kind kinds[2] = {Value::Kind::null, Value::Kind::null};
};

// The error as the caller gets it. It names what stands in the source and kinds of values, never a
// value.
Error describe(const Trouble& trouble, std::string_view source);

// "+", "all()": what stands in the source for an operator or a loop; "" for the rest.
std::string_view symbol_of(Op op);

}  // namespace yijian::cel
