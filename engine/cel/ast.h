// The tree of a compiled expression. Names of comprehension variables are resolved to slots,
// functions to their table entry, constant subtrees to their value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace re2 {
class RE2;
}

namespace yijian::cel {

struct Function;

enum class Op : uint8_t {
  constant,  // value
  name,      // text: a free name; slot: its place in Program::roots(); value: the type that the
             // word names where the scope has nothing by that name
  variable,  // text: a comprehension variable; slot: how many enclose it
  select,    // args[0].text
  has,       // has(args[0].text)
  index,     // args[0][args[1]]
  list,      // [args...]
  map,       // {args[0]: args[1], args[2]: args[3], ...}
  negate,    // -args[0]
  add,       // args[0] + args[1], and so on
  subtract,
  multiply,
  divide,
  modulo,
  conditional,  // args[0] ? args[1] : args[2]
  call,         // function(args...); of a method, args[0] is the target
  filter,       // args[0].filter(text, args[1])
  map_each,     // args[0].map(text, args[1])
  map_where,    // args[0].map(text, args[1], args[2])
  // From here on the value is a bool.
  negation,  // !args[0]
  all_of,    // args[0] && args[1] && ...
  any_of,    // args[0] || args[1] || ...
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  all,  // args[0].all(text, args[1])
  exists,
  exists_one,
};

inline bool yields_bool(Op op) { return op == Op::has || op >= Op::negation; }

struct Node {
  Op op = Op::constant;
  uint8_t depth = 1;    // levels of the tree below and with this node, at most kMaxDepth
  uint16_t slot = 0;    // of names, variables and macros
  uint32_t offset = 0;  // byte of the source where a reader would look for it
  const Function* function = nullptr;
  std::shared_ptr<const re2::RE2> pattern{};  // of matches(), when it is constant
  Value value{};
  std::string text{};
  std::vector<Node> args{};
};

}  // namespace yijian::cel
