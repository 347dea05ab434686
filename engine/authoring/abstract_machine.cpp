#include "engine/authoring/abstract_machine.h"

#include <algorithm>
#include <charconv>

namespace yijian::authoring {
namespace {

constexpr std::string_view kChoice = "choice_";

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
  AbstractMachine out{definition.machine, {}};
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
