#include "engine/cel/functions.h"

#include <array>
#include <cstring>

#include "engine/cel/evaluator.h"
#include "engine/cel/text.h"

namespace yijian::cel {
namespace {

// size(string) counts code points, size(bytes) bytes, of a list or map its elements.
Operand size(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& value = *args[0];
  const auto own = [](size_t count) { return Operand::own(static_cast<int64_t>(count)); };
  switch (value.kind()) {
    case Value::Kind::string:
      if (!evaluator.meter().charge_bytes(value.string().size())) {
        return evaluator.out_of_steps(node);
      }
      return own(count_code_points(value.string()));
    case Value::Kind::bytes:
      return own(value.bytes().data.size());
    case Value::Kind::list:
      return own(value.list().size());
    case Value::Kind::map:
      return own(value.map().size());
    default:
      return evaluator.no_overload(node, value);
  }
}

// memmem needs linear time whatever the texts, std::string::find does not.
bool has_inside(const std::string& text, const std::string& part) {
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}
bool has_before(const std::string& text, const std::string& part) { return text.starts_with(part); }
bool has_behind(const std::string& text, const std::string& part) { return text.ends_with(part); }

template <bool (*test)(const std::string& text, const std::string& part)>
Operand text_test(Evaluator& evaluator, const Node& node, const Operand* args) {
  const Value& text = *args[0];
  const Value& part = *args[1];
  if (!text.is_string() || !part.is_string()) return evaluator.no_overload(node, text, part);
  if (!evaluator.meter().charge_bytes(text.string().size())) return evaluator.out_of_steps(node);
  return Operand::own(test(text.string(), part.string()));
}

Operand in_state(Evaluator& evaluator, const Node& node, const Operand* args) {
  if (!args[0]->is_string()) return evaluator.no_overload(node, *args[0]);
  return Operand::own(evaluator.scope().in_state(args[0]->string()));
}

constexpr std::array<Function, 18> kFunctions = {{
    {"size", false, 1, true, size},
    {"size", true, 1, true, size},
    {"startsWith", true, 2, true, text_test<has_before>},
    {"endsWith", true, 2, true, text_test<has_behind>},
    {"contains", true, 2, true, text_test<has_inside>},
    {"in_state", false, 1, false, in_state},
    {"int", false, 1, true, to_int},
    {"uint", false, 1, true, to_uint},
    {"double", false, 1, true, to_double},
    {"string", false, 1, true, to_string},
    {"bool", false, 1, true, to_bool},
    {"bytes", false, 1, true, to_bytes},
    {"dyn", false, 1, true, to_dyn},
    {"type", false, 1, true, type_of},
    {"timestamp", false, 1, true, to_timestamp},
    {"duration", false, 1, true, to_duration},
    {"matches", false, 2, true, matches},
    {"matches", true, 2, true, matches},
}};

}  // namespace

const Function* find_function(std::string_view name, bool is_method, size_t arguments) {
  for (const std::span<const Function> table : {std::span<const Function>(kFunctions), getters()})
    for (const Function& function : table) {
      if (function.name == name && function.is_method == is_method &&
          function.arguments == arguments) {
        return &function;
      }
    }
  return nullptr;
}

bool knows_function(std::string_view name) {
  for (const std::span<const Function> table : {std::span<const Function>(kFunctions), getters()})
    for (const Function& function : table)
      if (function.name == name) return true;
  return false;
}

}  // namespace yijian::cel
