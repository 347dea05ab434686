#include "engine/authoring/abstract_machine.h"

#include <algorithm>
#include <charconv>

namespace yijian::authoring {
namespace {

constexpr std::string_view kChoice = "choice_";

// Whether an expression names case.origin and nothing else: texts in quotes apart.
bool asks_origin_alone(std::string_view source) {
  constexpr std::string_view kOrigin = "case.origin";
  std::string rest;
  char quote = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (quote != 0) {
      if (c == '\\') return false;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (source.substr(i).starts_with(kOrigin)) {
      i += kOrigin.size() - 1;
      rest += '0';
    } else {
      rest += c;
    }
  }
  return rest.find('0') != std::string::npos &&
         rest.find_first_not_of("0=!&|()[], ") == std::string::npos;
}

class Abstraction {
 public:
  explicit Abstraction(AbstractMachine& out, const Value& constants)
      : out_(out), constants_(constants) {}

  void run() {
    for (chart::Transition& one : out_.machine.transitions) {
      if (one.guard && !asks_for_outcome(one)) replace(one.guard);
      actions(one.actions);
    }
    for (chart::State& state : out_.machine.states) {
      actions(state.entry);
      actions(state.exit);
      actions(state.initial_actions);
      state.output = Value();
      state.output_programs.clear();
      for (chart::Invoke& invoke : state.invokes) {
        invoke.input = Value();
        invoke.input_programs.clear();
      }
    }
  }

 private:
  bool asks_for_outcome(const chart::Transition& one) const {
    if (one.event != chart::done_invoke_event("items")) return false;
    const std::vector<std::string>& roots = one.guard->roots();
    return std::all_of(roots.begin(), roots.end(), [&](const std::string& root) {
      return root == "event" || constants_.find(root) != nullptr;
    });
  }

  // A condition on states alone is asked of the chart, as it is.
  void replace(std::optional<cel::Program>& guard) {
    if (guard->roots().empty()) return;
    const std::string& source = guard->source();
    if (asks_origin_alone(source)) {
      out_.asks_origin = true;
      return;
    }
    auto known = std::find(out_.choices.begin(), out_.choices.end(), source);
    if (known == out_.choices.end()) known = out_.choices.insert(known, source);
    Result<cel::Program> choice =
        cel::compile(std::string(kChoice) + std::to_string(known - out_.choices.begin()));
    ENSURE(choice.has_value());
    guard = std::move(*choice);
  }

  void actions(std::vector<chart::Action>& list) {
    std::erase_if(list, [](const chart::Action& action) { return action.type == "assign"; });
    for (chart::Action& action : list) {
      if (action.when) replace(action.when);
      for (chart::Branch& branch : action.branches) {
        if (branch.guard) replace(branch.guard);
        actions(branch.actions);
      }
    }
  }

  AbstractMachine& out_;
  const Value& constants_;
};

}  // namespace

AbstractMachine abstracted(const definition::Definition& definition) {
  AbstractMachine out{definition.machine, false, {}};
  Abstraction(out, definition.constants).run();
  return out;
}

int choice_number(std::string_view name) {
  if (!name.starts_with(kChoice)) return -1;
  int number = -1;
  std::from_chars(name.data() + kChoice.size(), name.data() + name.size(), number);
  return number;
}

}  // namespace yijian::authoring
