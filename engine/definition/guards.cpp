#include "engine/definition/guards.h"

#include <algorithm>
#include <array>

#include "engine/base/json.h"
#include "engine/cel/cel.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 8> kActKeys = {"title",     "by",    "opinion",  "fields",
                                                      "materials", "facts", "fourEyes", "blocked"};

class Decider {
 public:
  Decider(const Value& constants, Moves& moves) : constants_(constants), moves_(moves) {}

  Value state(const Value& value, const std::string& pointer) {
    if (!value.is_map()) return value;
    Map out;
    for (const Map::Entry& entry : value.map()) {
      const std::string& key = entry.name();
      const std::string here = pointer + "/" + pointer_token(key);
      if (key == "states")
        out.append(key, states(entry.value, here));
      else if (key == "on" || key == "after")
        out.append(key, keyed(entry.value, here));
      else if (key == "invoke")
        out.append(key, invokes(entry.value, here));
      else if (key != "always" && key != "onDone")
        out.append(key, entry.value);
      else if (auto kept = alternatives(entry.value, here))
        out.append(key, std::move(*kept));
    }
    return out;
  }

 private:
  Value states(const Value& value, const std::string& pointer) {
    if (!value.is_map()) return value;
    Map out;
    for (const Map::Entry& entry : value.map())
      out.append(entry.key, state(entry.value, pointer + "/" + pointer_token(entry.name())));
    return out;
  }

  Value keyed(const Value& value, const std::string& pointer) {
    if (!value.is_map()) return value;
    Map out;
    for (const Map::Entry& entry : value.map())
      if (auto kept = alternatives(entry.value, pointer + "/" + pointer_token(entry.name())))
        out.append(entry.key, std::move(*kept));
    return out;
  }

  Value invokes(const Value& value, const std::string& pointer) {
    if (value.is_list()) {
      List out;
      for (size_t i = 0; i < value.list().size(); ++i)
        out.push_back(invokes(value.list()[i], pointer + "/" + std::to_string(i)));
      return out;
    }
    if (!value.is_map()) return value;
    Map out;
    for (const Map::Entry& entry : value.map()) {
      if (entry.name() != "onDone" && entry.name() != "onError")
        out.append(entry.key, entry.value);
      else if (auto kept = alternatives(entry.value, pointer + "/" + entry.name()))
        out.append(entry.key, std::move(*kept));
    }
    return out;
  }

  // The transition without a guard that is true; nothing when it is false.
  std::optional<Value> transition(const Value& value) {
    const Value* guard = value.find("guard");
    const auto truth = guard == nullptr ? std::nullopt : constant_truth(*guard, constants_);
    if (!truth) return value;
    if (!*truth) return std::nullopt;
    Map out = value.map();
    out.erase("guard");
    return out;
  }

  std::optional<Value> alternatives(const Value& value, const std::string& pointer) {
    if (!value.is_list()) return transition(value);
    List out;
    Map hoisted;
    for (size_t i = 0; i < value.list().size(); ++i) {
      auto kept = transition(value.list()[i]);
      if (!kept) {
        if (out.empty()) hoist(value.list()[i], hoisted);
        continue;
      }
      if (out.size() != i)
        moves_.emplace_back(pointer + "/" + std::to_string(out.size()),
                            pointer + "/" + std::to_string(i));
      out.push_back(out.empty() ? with_keys(*kept, hoisted) : std::move(*kept));
    }
    if (out.empty() && !value.list().empty()) return std::nullopt;
    return out;
  }

  static void hoist(const Value& removed, Map& hoisted) {
    for (const Map::Entry& entry : removed.map())
      if (std::find(kActKeys.begin(), kActKeys.end(), entry.name()) != kActKeys.end())
        hoisted.set(entry.name(), entry.value);
  }

  static Value with_keys(const Value& transition, const Map& hoisted) {
    if (hoisted.empty()) return transition;
    Map out = transition.is_map() ? transition.map() : Map{{"target", transition}};
    for (const Map::Entry& entry : hoisted)
      if (!out.contains(entry.name())) out.set(entry.name(), entry.value);
    return out;
  }

  const Value& constants_;
  Moves& moves_;
};

}  // namespace

std::optional<bool> constant_truth(const Value& condition, const Value& constants) {
  if (condition.is_bool()) return condition.boolean();
  if (!condition.is_string()) return std::nullopt;
  const Result<cel::Program> program = cel::compile(condition.string());
  if (!program || program->source().find("in_state") != std::string::npos) return std::nullopt;
  for (const std::string& root : program->roots())
    if (constants.find(root) == nullptr) return std::nullopt;
  const Result<bool> truth = cel::evaluate_bool(*program, cel::MapScope(constants));
  return truth ? std::optional<bool>(*truth) : std::nullopt;
}

Value decide_guards(const Value& state, const Value& constants, Moves& moves) {
  return Decider(constants, moves).state(state, "");
}

}  // namespace yijian::definition
