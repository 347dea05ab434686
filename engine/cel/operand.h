// What an evaluation passes from node to node, without copying what it only looks at.
#pragma once

#include <utility>

#include "engine/base/value.h"

namespace yijian::cel {

// A value owned or borrowed, or nothing when the evaluation failed. What is borrowed outlives the
// evaluation's use of it: a constant of the tree, a root, or an element of a loop's range. Never
// borrow from inside an owned operand.
class Operand {
 public:
  static Operand failure() { return Operand(); }
  static Operand borrow(const Value& value) {
    Operand operand;
    operand.state_ = State::borrowed;
    operand.borrowed_ = &value;
    return operand;
  }
  static Operand own(Value value) {
    Operand operand;
    operand.state_ = State::owned;
    operand.owned_ = std::move(value);
    return operand;
  }

  explicit operator bool() const { return state_ != State::failed; }
  bool is_borrowed() const { return state_ == State::borrowed; }
  const Value& operator*() const { return is_borrowed() ? *borrowed_ : owned_; }
  const Value* operator->() const { return &**this; }
  Value take() && {
    if (is_borrowed()) return *borrowed_;
    return std::move(owned_);
  }

  // A member of this operand's value, as long-lived as the operand's own content was.
  Operand part(const Value& member) const { return is_borrowed() ? borrow(member) : own(member); }

 private:
  enum class State : uint8_t { failed, borrowed, owned };
  State state_ = State::failed;
  const Value* borrowed_ = nullptr;
  Value owned_{};
};

// A bool, or nothing when the evaluation failed.
enum class Truth : uint8_t { no, yes, failed };
inline Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

}  // namespace yijian::cel
