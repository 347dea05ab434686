#include "engine/cel/resolve.h"

#include <unordered_map>

#include "engine/cel/evaluator.h"

namespace yijian::cel {
namespace {

class Resolver {
 public:
  explicit Resolver(const Value& constants) : constants_(constants) {}

  // False when the constants are too large.
  bool resolve(Node& node) {
    if (node.op == Op::name) return resolve_name(node);
    for (Node& arg : node.args)
      if (!resolve(arg)) return false;
    return true;
  }
  std::vector<std::string> take_roots() && { return std::move(roots_); }

 private:
  bool resolve_name(Node& node) {
    if (const Value* constant = constants_.find(node.text); constant != nullptr) {
      const size_t bytes = constant->is_string() ? constant->string().size() : 0;
      node = {.offset = node.offset, .value = *constant};
      return meter_.charge_bytes(bytes);
    }
    const auto [known, is_new] = slots_.emplace(node.text, roots_.size());
    if (is_new) roots_.push_back(node.text);
    node.slot = static_cast<uint16_t>(known->second);
    return true;
  }

  const Value& constants_;
  Meter meter_;
  std::unordered_map<std::string, size_t> slots_;
  std::vector<std::string> roots_;
};

}  // namespace

Result<std::vector<std::string>> resolve_names(Node& tree, const Value& constants) {
  Resolver resolver(constants);
  if (resolver.resolve(tree)) return std::move(resolver).take_roots();
  return Error{.code = "cel_too_large", .detail = "the constants put in are too large together"};
}

}  // namespace yijian::cel
