// What an expression has made sure of where a part of it is evaluated: which members are there.
#pragma once

#include <string>
#include <vector>

#include "engine/cel/ast.h"

namespace yijian::cel {

// The path that a chain of fields names: "form.place.area"; of a loop's variable "x@1.name". ""
// for what is no such chain.
std::string member_path(const Node& node);

// A text that two nodes share when they are written alike, blanks and brackets apart.
std::string shape_of(const Node& node);

class Presence {
 public:
  // Takes down what holds when the node's value is `truth`; returns how many entries that were.
  size_t assume(const Node& node, bool truth);
  void forget(size_t entries) { known_.resize(known_.size() - entries); }

  // Whether has() or a membership has shown that the member is there.
  bool has_member(const std::string& path) const;
  // Whether a condition written like this is known to hold.
  bool holds(const std::string& shape) const;

 private:
  struct Known {
    bool is_member;  // text is a path; otherwise the shape of a condition that holds
    std::string text;
  };
  std::vector<Known> known_;
};

}  // namespace yijian::cel
