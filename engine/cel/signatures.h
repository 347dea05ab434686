// What the functions take and give.
#pragma once

#include <optional>

#include "engine/cel/ast.h"
#include "engine/cel/type.h"

namespace yijian::cel {

// The type of the call's value; nothing when the function is not for these arguments.
std::optional<Type> type_of_call(const Node& call, const std::vector<Type>& arguments);

// The type of an arithmetic operator's value; nothing when it is not for these operands. Mixed
// numbers are the caller's affair.
std::optional<Type> type_of_arithmetic(Op op, const Type& left, const Type& right);

// Whether < and the like have an order for these.
bool is_ordered(const Type& left, const Type& right);

}  // namespace yijian::cel
