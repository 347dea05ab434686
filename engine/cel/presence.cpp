#include "engine/cel/presence.h"

#include <algorithm>

#include "engine/base/json.h"
#include "engine/cel/functions.h"

namespace yijian::cel {
namespace {

std::string joined_path(const std::string& target, const std::string& name) {
  return target.empty() ? "" : target + "." + name;
}

}  // namespace

std::string member_path(const Node& node) {
  switch (node.op) {
    case Op::name:
      return node.text;
    case Op::variable:
      return node.text + "@" + std::to_string(node.slot);
    case Op::select:
    case Op::has:
      return joined_path(member_path(node.args[0]), node.text);
    case Op::index: {
      const Node& key = node.args[1];
      const bool is_name = key.op == Op::constant && key.value.is_string();
      return is_name ? joined_path(member_path(node.args[0]), key.value.string()) : "";
    }
    default:
      return "";
  }
}

std::string shape_of(const Node& node) {
  if (node.op == Op::constant)
    return std::to_string(static_cast<int>(node.value.kind())) + to_json(node.value);
  std::string shape = std::to_string(static_cast<int>(node.op)) + node.text;
  if (node.op == Op::variable) shape += "@" + std::to_string(node.slot);
  shape += '(';
  for (const Node& arg : node.args) shape += shape_of(arg) + ",";
  return shape + ")";
}

size_t Presence::assume(const Node& node, bool truth) {
  const size_t before = known_.size();
  const bool is_conjunction = node.op == (truth ? Op::all_of : Op::any_of);
  if (is_conjunction)
    for (const Node& arg : node.args) assume(arg, truth);
  else if (node.op == Op::negation)
    assume(node.args[0], !truth);
  else if (node.op == Op::has && truth)
    known_.push_back({true, member_path(node)});
  else if (node.op == Op::in && truth && node.args[0].op == Op::constant &&
           node.args[0].value.is_string())
    known_.push_back({true, joined_path(member_path(node.args[1]), node.args[0].value.string())});
  if (truth) known_.push_back({false, shape_of(node)});
  return known_.size() - before;
}

bool Presence::has_member(const std::string& path) const {
  return std::any_of(known_.begin(), known_.end(),
                     [&](const Known& one) { return one.is_member && one.text == path; });
}

bool Presence::holds(const std::string& shape) const {
  return std::any_of(known_.begin(), known_.end(),
                     [&](const Known& one) { return !one.is_member && one.text == shape; });
}

}  // namespace yijian::cel
