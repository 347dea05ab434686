// One evaluation of a tree: the walk, its variables, its budget and its trouble.
#pragma once

#include <array>
#include <vector>

#include "engine/cel/ast.h"
#include "engine/cel/meter.h"
#include "engine/cel/operand.h"
#include "engine/cel/trouble.h"

namespace yijian::cel {

class Evaluator {
 public:
  // `scope` outlives the evaluator; `root_count` is how many free names the tree has.
  Evaluator(const Scope& scope, size_t root_count) : scope_(scope) {
    if (root_count > kRootsAtHand) more_roots_.resize(root_count - kRootsAtHand);
  }

  // The node's value, or failure with trouble() telling why.
  Operand evaluate(const Node& node);
  const Trouble& trouble() const { return trouble_; }

  // For functions: the budget and the scope, and how to fail.
  Meter& meter() { return meter_; }
  const Scope& scope() const { return scope_; }
  Operand fail(const Node& node, Fail fail, const char* reason = "");
  Operand no_overload(const Node& node, const Value& a);
  Operand no_overload(const Node& node, const Value& a, const Value& b);
  Operand out_of_steps(const Node& node);
  // Adds the part to the weight of what the node builds, before it is copied there; false, and
  // failed, when that is more than kMaxOutputBytes.
  bool fits(const Node& node, const Value& part, size_t& weight);

 private:
  static constexpr size_t kRootsAtHand = 4;
  struct Root {
    bool is_known = false;
    Value value{};
  };

  // evaluate.cpp
  Operand name(const Node& node);
  Operand select(const Node& node);
  Operand index(const Node& node);
  Operand list_index(const Node& node, const Operand& target, const Value& at);
  Operand list(const Node& node);
  Operand map(const Node& node);
  Operand conditional(const Node& node);
  Operand call(const Node& node);

  // logic.cpp: nodes whose value is a bool; the step is charged already
  Truth truth(const Node& node, const Node& user);
  Truth decide(const Node& node);
  Truth negation(const Node& node);
  Truth connective(const Node& node, Truth absorbing);
  Truth equality(const Node& node);
  Truth ordering(const Node& node);
  Truth membership(const Node& node);
  Truth has(const Node& node);

  // operators.cpp
  Operand negate(const Node& node);
  Operand arithmetic(const Node& node);

  // loops.cpp
  Operand range_of(const Node& node);
  Truth quantifier(const Node& node, Truth absorbing);
  Truth exactly_one(const Node& node);
  Operand filter(const Node& node);
  Operand map_loop(const Node& node);

  const Scope& scope_;
  Meter meter_;
  Trouble trouble_;
  bool is_over_ = false;  // the budget is spent: the one failure that nothing absorbs
  std::array<const Value*, kMaxDepth> variables_;  // those of the loops around
  std::array<Root, kRootsAtHand> roots_;
  std::vector<Root> more_roots_;
};

}  // namespace yijian::cel
