// The machine of a definition: exits added, chart compiled, its expressions and actions checked.
#include <algorithm>
#include <array>

#include "engine/base/json.h"
#include "engine/definition/compile.h"
#include "engine/definition/deemed.h"
#include "engine/definition/exits.h"

namespace yijian::definition {
namespace {

const chart::ExtraKeys& extra_keys() {
  static const chart::ExtraKeys kExtra{
      .machine = {"title", "phase", "task", "limit"},
      .state = {"title", "phase", "outcome", "task", "limit"},
      .transition = {"title", "by", "opinion", "fields", "materials", "documents", "facts",
                     "fourEyes", "blocked", "reason", "basis"},
      .action = {}};
  return kExtra;
}

constexpr std::array<std::string_view, 13> kActions = {
    "assign", "raise",  "send",     "cancel",    "choose", "log",     "notify",
    "extend", "commit", "uncommit", "siteCheck", "report", "openCase"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// XState's keys of states, transitions, invocations and actions.
constexpr std::array<std::string_view, 31> kChartKeys = {
    "id",      "initial", "states", "context",     "on",      "entry",   "exit",     "type",
    "always",  "after",   "invoke", "onDone",      "output",  "history", "target",   "guard",
    "actions", "reenter", "src",    "input",       "onError", "params",  "branches", "event",
    "delay",   "version", "when",   "description", "meta",    "tags",    "final"};

// How a target may name the state at `pointer` of a machine: its key and its path; and #id.
void collect_names(const Value& state, const std::string& path, std::vector<std::string>& names) {
  if (const std::string id = state.text("id"); !id.empty()) names.push_back("#" + id);
  const Value* states = state.find("states");
  if (states == nullptr || !states->is_map()) return;
  for (const Map::Entry& child : states->map()) {
    const std::string here = path.empty() ? child.name() : path + "." + child.name();
    names.push_back(child.name());
    names.push_back("." + child.name());
    if (!path.empty()) names.push_back(here);
    collect_names(child.value, here, names);
  }
}

// names: what targets may be, as collect_names has them.
void report_fault(Draft& draft, const Value& machine, const std::vector<std::string>& names,
                  const Fault& fault) {
  const std::string pointer = "/machine" + fault.pointer;
  if (fault.code == "unknown_key") {
    const std::vector<std::string> tokens = tokens_of(fault.pointer);
    std::vector<std::string> keys(kChartKeys.begin(), kChartKeys.end());
    for (const auto* extra : {&extra_keys().state, &extra_keys().transition})
      keys.insert(keys.end(), extra->begin(), extra->end());
    draft.fault(fault.code, pointer, {tokens.back()}).suggest(tokens.back(), keys);
    return;
  }
  const Value* written = at_pointer(machine, fault.pointer);
  if (fault.code != "unknown_target" || written == nullptr || !written->is_string()) {
    draft.fault(fault.code, pointer, {fault.detail});
    return;
  }
  const std::string& target = written->string();
  const bool plain = fault.detail.starts_with("\"" + target + "\" ");  // it names no state
  Finding& finding = draft.fault(fault.code, pointer, {plain ? target : fault.detail});
  finding.suggest(target, names);
  for (const std::string& name : names)  // it is there, but is named otherwise from here
    if (name == "#" + target) finding.propose(name);
}

class ExpressionCheck {
 public:
  ExpressionCheck(Draft& draft, const Environment& environment, Definition& out)
      : draft_(draft), environment_(environment), machine_(out.machine), out_(out) {}

  void run() {
    for (const chart::Transition& one : machine_.transitions) {
      transition_ = static_cast<int>(&one - machine_.transitions.data());
      if (one.guard) check(*one.guard, at(one.pointer) + "/guard", Use::condition);
      actions(one.actions);
    }
    transition_ = -1;
    for (const chart::State& state : machine_.states) {
      actions(state.entry);
      actions(state.exit);
      for (const cel::Program& program : state.output_programs)
        check(program, at(state.pointer) + "/output", Use::value);
      for (const chart::Invoke& invoke : state.invokes) check_invoke(invoke);
    }
  }

 private:
  static std::string at(const std::string& pointer) { return "/machine" + pointer; }

  void check(const cel::Program& program, const std::string& pointer, Use use) {
    check_expression(draft_, program, pointer, use, transition_);
  }

  void actions(const std::vector<chart::Action>& list) {
    for (const chart::Action& action : list) {
      const std::string pointer = at(action.pointer);
      if (!contains(kActions, action.type))
        draft_.fault("unknown_action", pointer, {action.type})
            .suggest(action.type, {kActions.begin(), kActions.end()});
      if (action.type == "openCase") check_opening({action.params, pointer + "/params", draft_});
      if (action.when) check(*action.when, pointer + "/when", Use::condition);
      for (const auto& [name, program] : action.assignments)
        check(program, pointer + "/params/" + pointer_token(name), Use::kept);
      for (size_t i = 0; i < action.branches.size(); ++i) {
        const chart::Branch& branch = action.branches[i];
        if (branch.guard)
          check(*branch.guard, pointer + "/params/branches/" + std::to_string(i) + "/guard",
                Use::condition);
        actions(branch.actions);
      }
    }
  }

  void check_opening(const Node& params) {
    if (!params.check_keys({"id", "workflow", "form"})) return;
    params.text("id");
    const std::string workflow = params.text("workflow", Need::required);
    if (!workflow.empty()) out_.opened.push_back({workflow, params.pointer() + "/workflow"});
    for (const auto& [name, member] : params["form"].members())
      (void)member.as_program(Use::kept);  // reports what is wrong
  }

  void check_invoke(const chart::Invoke& invoke) {
    const std::string pointer = at(invoke.pointer);
    const size_t colon = invoke.src.find(':');
    const std::string kind = invoke.src.substr(0, colon);
    const std::string name = colon == std::string::npos ? "" : invoke.src.substr(colon + 1);
    const bool known = kind == "case" || kind == "registry" || kind == "connector";
    if (known ? name.empty() : invoke.src != "items")
      draft_.fault("invalid_value", pointer + "/src",
                   {invoke.src, "items case:W registry:R connector:C"});
    else if (!known && invoke.id != "items")
      draft_.fault("invalid_value", pointer + "/id", {invoke.id, "items"});
    if (kind == "case" && known && !name.empty()) out_.opened.push_back({name, pointer + "/src"});
    if (kind == "connector" && !name.empty()) use_connector(name, pointer + "/src");
    check_input(invoke, pointer + "/input");
    if (kind == "registry" && !name.empty() && invoke.input.find("key") == nullptr)
      draft_.fault("missing_key", pointer, {"input.key"});
  }

  void use_connector(const std::string& name, const std::string& pointer) {
    const auto found = environment_.connectors.find(name);
    if (found == environment_.connectors.end())
      draft_.fault("unknown_connector", pointer, {name})
          .suggest(name, connector_names(environment_));
    else if (found->second.compiled != nullptr)  // else its own file is told
      out_.connectors[name] = found->second.compiled;
  }

  // A map of expressions, by name.
  void check_input(const chart::Invoke& invoke, const std::string& pointer) {
    if (invoke.input.is_null()) return;
    const bool plain = invoke.input.is_map() && invoke.src != "items" &&
                       std::all_of(invoke.input.map().begin(), invoke.input.map().end(),
                                   [](const Map::Entry& entry) { return entry.value.is_string(); });
    if (!plain) {
      draft_.fault("wrong_type", pointer, {"{name: CEL}"});
      return;
    }
    for (size_t i = 0; i < invoke.input_programs.size(); ++i)
      check(invoke.input_programs[i],
            pointer + "/" + pointer_token(invoke.input.map().entries()[i].name()), Use::kept);
  }

  Draft& draft_;
  const Environment& environment_;
  const chart::Machine& machine_;
  Definition& out_;
  int transition_ = -1;  // whose expressions these are
};

}  // namespace

bool compile_machine(Draft& draft, const Environment& environment, Definition& out) {
  const Value* written = draft.value.find("machine");
  Value machine = add_exits(*written, out.kind == Kind::duty);
  if (out.kind == Kind::item && out.result && out.result->act == "renew")
    machine = add_deemed_grant(machine);
  Result<chart::Machine> compiled = chart::compile(machine, extra_keys());
  if (!compiled) {
    std::vector<std::string> names;
    collect_names(machine, "", names);
    const std::vector<Fault>& faults = compiled.error().faults;
    const auto too_many = [](const Fault& fault) { return fault.code == "too_many_states"; };
    const auto first = std::find_if(faults.begin(), faults.end(), too_many);
    if (first != faults.end())  // what lies beyond is not there for the rest
      report_fault(draft, machine, names, *first);
    else
      for (const Fault& fault : faults) report_fault(draft, machine, names, fault);
    return false;
  }
  out.machine = std::move(*compiled);
  ExpressionCheck(draft, environment, out).run();
  const Node node(machine, "/machine", draft);
  compile_states(node, out);
  compile_acts(node, environment.dictionary.value, out);
  return true;
}

}  // namespace yijian::definition
