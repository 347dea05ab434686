// Acts of people and what every transition carries: documents, basis, reason.
#include <algorithm>
#include <array>

#include "engine/base/json.h"
#include "engine/definition/compile.h"
#include "engine/definition/reach.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 8> kActKeys = {"title",     "by",    "opinion",  "fields",
                                                      "materials", "facts", "fourEyes", "blocked"};
// Commands of the kernel that are no events of a chart.
constexpr std::array<std::string_view, 5> kKernelCommands = {"supply", "promise", "defer", "answer",
                                                             "rate"};
template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class ActCompiler {
 public:
  ActCompiler(const Node& machine, const Value& dictionary, Definition& out)
      : machine_(machine), dictionary_(dictionary), out_(out) {}

  void run() {
    out_.transitions.resize(out_.machine.transitions.size());
    for (size_t id = 0; id < out_.machine.transitions.size(); ++id)
      read_transition(static_cast<chart::TransitionId>(id));
  }

 private:
  Node node_of(const chart::Transition& one) const {
    const Value* value = at_pointer(machine_.value(), one.pointer);
    ENSURE(value != nullptr);
    return {*value, machine_.pointer() + one.pointer, machine_.draft()};
  }

  void read_transition(chart::TransitionId id) {
    const chart::Transition& one = out_.machine.transition(id);
    const Node node = node_of(one);
    TransitionInfo& info = out_.transitions[static_cast<size_t>(id)];
    if (node.value().is_map()) {
      info.documents = read_documents(node);
      info.basis = node.basis("basis");
      if (node.has("reason")) info.reason = node.title("reason");
    }
    const bool engine = is_engine_event(one.event) || !one.delay.empty();
    if (engine || one.forbidden) {
      for (std::string_view key : kActKeys)
        if (key != "title" && node.has(key)) node[key].fault("unknown_key", {std::string(key)});
      return;
    }
    if (one.alternative == 0) {
      out_.acts.push_back(read_act(node, one));
      current_ = static_cast<int>(out_.acts.size()) - 1;
    } else {
      for (std::string_view key : kActKeys)
        if (node.has(key))
          node[key]
              .fault("act_key_repeated", {std::string(key)})
              .remove()
              .relate(node.draft().places.at(first_place(node)), Note::first_alternative);
      // What the act issues stands once, in the first; an alternative may name its own.
      const auto first = static_cast<size_t>(id - one.alternative);
      if (!node.has("documents")) info.documents = out_.transitions[first].documents;
    }
    info.act = current_;
  }

  // The pointer of the first alternative beside this one.
  static std::string first_place(const Node& node) {
    return node.pointer().substr(0, node.pointer().rfind('/')) + "/0";
  }

  std::vector<std::string> office_materials() const {
    std::vector<std::string> ids;
    for (const Material& material : out_.materials)
      if (material.source == Source::office) ids.push_back(material.id);
    return ids;
  }

  std::vector<DocumentRef> read_documents(const Node& node) const {
    std::vector<DocumentRef> out;
    for (const Node& document : node["documents"].elements()) {
      if (!document.value().is_map()) {
        if (auto id = document.as_text()) out.push_back({*id, std::nullopt, document.pointer()});
        continue;
      }
      document.check_keys({"id", "when"});
      out.push_back({document.text("id", Need::required), document.program("when"),
                     document["id"].pointer()});
    }
    return out;
  }

  Act read_act(const Node& node, const chart::Transition& one) const {
    Act act;
    act.action = one.event;
    act.state = one.source;
    if (contains(kKernelCommands, one.event)) node.fault("reserved_name", {one.event});
    act.by = roles(node, one);
    if (!node.value().is_map()) return act;
    if (node.has("title")) act.title = node.title("title");
    act.opinion_required = node.word("opinion", {"required", "optional"}, "") == "required";
    if (node.has("fields")) read_act_fields(node["fields"], dictionary_, act);
    act.four_eyes = node.texts("fourEyes");
    act.materials = node.texts("materials");
    // Where materials are faulty themselves, one of them may be the one named.
    for (size_t i = 0; i < act.materials.size() && node.draft().is_clean(); ++i) {
      const Material* material = out_.material(act.materials[i]);
      if (material == nullptr || material->source != Source::office)
        node.draft()
            .fault("unknown_material", node.pointer() + "/materials/" + std::to_string(i),
                   {act.materials[i]})
            .suggest(act.materials[i], office_materials());
    }
    if (node.has("facts")) act.facts = read_facts(node["facts"]);
    if (node.has("blocked")) act.blocked = node.title("blocked");
    return act;
  }

  // `by`, or the role of the nearest state that is somebody's task.
  std::vector<std::string> roles(const Node& node, const chart::Transition& one) const {
    if (node.has("by")) {
      std::vector<std::string> by = node.texts("by");
      for (size_t i = 0; i < by.size(); ++i)
        if (!is_role(by[i]))
          node.draft()
              .fault("unknown_role", node.pointer() + "/by/" + std::to_string(i), {by[i]})
              .suggest(by[i], role_names());
      if (by.empty()) node["by"].fault("wrong_type", {"[role]"});
      return by;
    }
    for (chart::StateId id = one.source; id != chart::kNoState;
         id = out_.machine.state(id).parent) {
      const std::string& role = out_.states[static_cast<size_t>(id)].task_role;
      if (!role.empty()) return {role};
      const Value* state = at_pointer(machine_.value(), out_.machine.state(id).pointer);
      if (state->find("task") != nullptr) return {};  // a faulty one, and said so
    }
    node.fault("missing_role", {one.event});
    return {};
  }

  const Node& machine_;
  const Value& dictionary_;
  Definition& out_;
  int current_ = -1;
};

}  // namespace

void compile_acts(const Node& machine, const Value& dictionary, Definition& out) {
  ActCompiler(machine, dictionary, out).run();
  add_law_fields(out);
}

}  // namespace yijian::definition
