#include "engine/cel/matches.h"

#include <re2/re2.h>

#include "engine/cel/evaluator.h"
#include "engine/cel/functions.h"
#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern) {
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_max_mem(kMaxPatternMemory);
  return std::make_shared<const re2::RE2>(pattern, options);
}

bool is_found(const std::string& text, const re2::RE2& pattern) {
  return re2::RE2::PartialMatch(text, pattern);
}

}  // namespace

// True when the pattern is found anywhere in the text.
Operand matches(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& text = *args[0];
  const Value& pattern = *args[1];
  if (!text.is_string() || !pattern.is_string()) return evaluator.no_overload(node, text, pattern);
  if (!evaluator.meter().charge_bytes(text.string().size())) return evaluator.out_of_steps(node);
  if (node.pattern != nullptr) return Operand::own(is_found(text.string(), *node.pattern));
  if (!evaluator.meter().charge(kStepsPerPattern)) return evaluator.out_of_steps(node);
  if (pattern.string().size() > kMaxPatternBytes) {
    return evaluator.fail(node, Fail::invalid_argument, "a regular expression that is too long");
  }
  const auto compiled = compile_pattern(pattern.string());
  if (compiled->ok()) return Operand::own(is_found(text.string(), *compiled));
  return evaluator.fail(node, Fail::invalid_argument, "no regular expression");
}

Status compile_patterns(Node& tree, std::string_view source) {
  for (Node& arg : tree.args)
    if (Status status = compile_patterns(arg, source); !status) return status;
  const bool is_constant = tree.op == Op::call && tree.function->run == matches &&
                           tree.args[1].op == Op::constant && tree.args[1].value.is_string();
  if (!is_constant) return {};
  const std::string& pattern = tree.args[1].value.string();
  const std::string place = place_of(source, tree.args[1].offset);
  if (pattern.size() > kMaxPatternBytes) {
    return Error{
        .code = "cel_too_large", .detail = "a regular expression that is too long", .place = place};
  }
  tree.pattern = compile_pattern(pattern);
  if (tree.pattern->ok()) return {};
  return Error{.code = "cel_syntax",
               .detail = "no regular expression: " + tree.pattern->error(),
               .place = place};
}

}  // namespace yijian::cel
