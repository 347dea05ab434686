#include "engine/cel/cel.h"

#include <algorithm>

#include "engine/cel/evaluator.h"
#include "engine/cel/matches.h"
#include "engine/cel/parser.h"
#include "engine/cel/resolve.h"
#include "engine/cel/words.h"

namespace yijian::cel {

bool Program::reads(std::string_view name) const {
  return std::find(roots_.begin(), roots_.end(), name) != roots_.end();
}

const Value* Program::constant() const {
  return root_->op == Op::constant ? &root_->value : nullptr;
}

Result<Program> compile(std::string_view source) { return compile(source, Value()); }

Result<Program> compile(std::string_view source, const Value& constants) {
  if (source.size() > kMaxSourceBytes) {
    return Error{.code = "cel_too_large", .detail = "the source is too long"};
  }
  Result<std::vector<Token>> tokens = tokenize(source);
  if (!tokens) return std::move(tokens).error();
  Result<Node> tree = Parser(source, std::move(tokens).value()).parse();
  if (!tree) return std::move(tree).error();
  Result<std::vector<std::string>> roots = resolve_names(*tree, constants);
  if (!roots) return std::move(roots).error();
  fold_constants(*tree);
  if (const Status status = compile_patterns(*tree, source); !status) return status.error();
  Program program;
  program.source_ = source;
  program.roots_ = std::move(roots).value();
  program.root_ = std::make_shared<const Node>(std::move(tree).value());
  return program;
}

bool names_type(std::string_view name) { return kind_named(name).has_value(); }

Result<Value> evaluate(const Program& program, const Scope& scope) {
  Evaluator evaluator(scope, program.roots().size());
  Operand operand = evaluator.evaluate(program.root());
  if (!operand) return describe(evaluator.trouble(), program.source());
  return std::move(operand).take();
}

Result<bool> evaluate_bool(const Program& program, const Scope& scope) {
  Evaluator evaluator(scope, program.roots().size());
  const Operand operand = evaluator.evaluate(program.root());
  if (!operand) return describe(evaluator.trouble(), program.source());
  if (operand->is_bool()) return operand->boolean();
  return Error{
      .code = "cel_not_bool",
      .detail = "the value must be a bool and is of kind " + std::string(name_of(operand->kind()))};
}

}  // namespace yijian::cel
