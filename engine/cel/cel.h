// CEL, the expression language of guards and of everything computed: compile once, evaluate often.
// Pure: knows no clock, no case and no chart; names are answered by the caller's Scope.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::cel {

inline constexpr size_t kMaxSourceBytes = 16 * 1024;
inline constexpr size_t kMaxDepth = 64;             // nesting of the expression
inline constexpr size_t kMaxNodes = 10'000;         // nodes of the tree
inline constexpr size_t kMaxSteps = 100'000;        // nodes visited in one evaluation
inline constexpr size_t kMaxOutputBytes = 1 << 20;  // size of any one string, list or map built

struct Node;

// A compiled expression: immutable, cheap to copy, free to share between threads.
class Program {
 public:
  const std::string& source() const { return source_; }
  // The free names at the root of the expression ("form" of form.place.area), each once, in
  // order of appearance; comprehension variables are not among them.
  const std::vector<std::string>& roots() const { return roots_; }
  bool reads(std::string_view name) const;
  const Node& root() const { return *root_; }
  // The value when it depends on nothing (a guard folded to false), else nullptr; borrowed.
  const Value* constant() const;

 private:
  friend Result<Program> compile(std::string_view source, const Value& constants);
  friend std::vector<Program> conjuncts(const Program& program);
  std::string source_;
  std::vector<std::string> roots_;
  std::shared_ptr<const Node> root_;
};

// Parses and checks syntax, macros, function names and their number of arguments, and the regular
// expressions of matches() that are constant.
// Errors: cel_syntax  (detail names what was expected; place is "line:column"),
//         cel_unknown_function, cel_arguments, cel_too_large.
Result<Program> compile(std::string_view source);

// The same with the members of the map `constants` put in place of the free names that they have
// (with, each, tables); these are then no roots, and what depends on them alone is computed here.
// A part that fails is kept and fails when evaluated. Null is as good as an empty map.
Result<Program> compile(std::string_view source, const Value& constants);

// A kind as messages and answers call it: the short form of type_name(), "null", "timestamp".
std::string_view name_of(Value::Kind kind);

// Whether the name stands for a type ("int", "google.protobuf.Timestamp") where the scope has
// nothing by that name.
bool names_type(std::string_view name);

// What the names of an expression mean during one evaluation.
class Scope {
 public:
  virtual ~Scope() = default;
  // The value of a free name, or nothing when there is none by that name.
  virtual std::optional<Value> find(std::string_view name) const = 0;
  // in_state('#id'): whether the state is active; a scope without a chart says no.
  virtual bool in_state(std::string_view id) const {
    (void)id;
    return false;
  }
};

// A scope over the members of one map.
class MapScope : public Scope {
 public:
  explicit MapScope(Value names) : names_(std::move(names)) {}
  std::optional<Value> find(std::string_view name) const override {
    const Value* value = names_.find(name);
    return value != nullptr ? std::optional<Value>(*value) : std::nullopt;
  }

 private:
  Value names_;
};

// The expression's value. A name is asked for once at most. Errors are values inside (false &&
// error is false); one that reaches the top is returned: cel_no_such_name cel_no_such_key
// cel_no_such_overload cel_divide_by_zero cel_overflow cel_invalid_argument cel_index
// cel_duplicate_key cel_budget.
Result<Value> evaluate(const Program& program, const Scope& scope);

// The same, and the value must be a bool: otherwise cel_not_bool. For guards.
Result<bool> evaluate_bool(const Program& program, const Scope& scope);

}  // namespace yijian::cel
