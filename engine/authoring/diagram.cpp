#include "engine/authoring/diagram.h"

#include <algorithm>

namespace yijian::authoring {
namespace {

using chart::StateId;
using chart::StateType;
using definition::Definition;

// A name that both languages take: of the path, whose dots and signs they do not.
std::string node(const chart::Machine& machine, StateId id) {
  std::string out = "s" + std::to_string(id) + "_";
  for (const char c : machine.state(id).path) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    out += plain ? c : '_';
  }
  return out;
}

// Text without what would end a quoted text or a line in either language.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"')
      out += '\'';
    else if (c == '\n' || c == '\r' || c == '\\')
      out += ' ';
    else if (c == ':' || c == ';' || c == '#')
      out += ' ';
    else
      out += c;
  }
  return out;
}

std::string title_of(const Definition& definition, StateId id) {
  const definition::Text& title = definition.state(id).title;
  const std::string& key = definition.machine.state(id).key;
  return plain(title.zh.empty() ? key : title.zh + " " + key);
}

std::string label_of(const Definition& definition, chart::TransitionId id) {
  const chart::Transition& one = definition.machine.transition(id);
  std::string label = !one.delay.empty() ? "after " + one.delay : one.event;
  const int act = definition.transition(id).act;
  if (act >= 0) {
    const std::string& zh = definition.acts[static_cast<size_t>(act)].title.zh;
    if (!zh.empty()) label = zh + " " + label;
  }
  if (one.guard) label += " [" + one.guard->source() + "]";
  return plain(label);
}

class Mermaid {
 public:
  explicit Mermaid(const Definition& definition)
      : definition_(definition), machine_(definition.machine) {}

  std::string draw() {
    out_ = "stateDiagram-v2\n";
    inside(0, 1);
    for (chart::TransitionId id = 0;
         id < static_cast<chart::TransitionId>(machine_.transitions.size()); ++id)
      for (const StateId target : machine_.transition(id).targets) arrow(id, target);
    return std::move(out_);
  }

 private:
  void line(size_t depth, const std::string& text) {
    out_ += std::string(depth * 2, ' ') + text + "\n";
  }

  void inside(StateId id, size_t depth) {
    const chart::State& state = machine_.state(id);
    for (const StateId first : state.initial) line(depth, "[*] --> " + node(machine_, first));
    bool second = false;
    for (const StateId child : state.children) {
      if (state.type == StateType::parallel && second) line(depth, "--");
      second = true;
      draw_state(child, depth);
    }
  }

  void draw_state(StateId id, size_t depth) {
    const chart::State& state = machine_.state(id);
    const std::string name = node(machine_, id);
    if (state.type == StateType::history) {
      line(depth, "state \"H" + std::string(state.deep_history ? "*" : "") + "\" as " + name);
      return;
    }
    line(depth, "state \"" + title_of(definition_, id) + "\" as " + name);
    if (state.type == StateType::final) line(depth, name + " --> [*]");
    if (state.children.empty()) return;
    line(depth, "state " + name + " {");
    inside(id, depth + 1);
    line(depth, "}");
  }

  void arrow(chart::TransitionId id, StateId target) {
    const StateId source = machine_.transition(id).source;
    if (source == 0) return;  // Mermaid draws no arrow from the whole
    const std::string label = label_of(definition_, id);
    line(1, node(machine_, source) + " --> " + node(machine_, target) +
                (label.empty() ? "" : " : " + label));
  }

  const Definition& definition_;
  const chart::Machine& machine_;
  std::string out_;
};

class Dot {
 public:
  explicit Dot(const Definition& definition)
      : definition_(definition), machine_(definition.machine) {}

  std::string draw() {
    out_ = "digraph \"" + plain(definition_.id) +
           "\" {\n  compound=true; rankdir=TB; node [shape=box, style=rounded];\n";
    for (const StateId child : machine_.state(0).children) state(child, 1);
    for (chart::TransitionId id = 0;
         id < static_cast<chart::TransitionId>(machine_.transitions.size()); ++id)
      for (const StateId target : machine_.transition(id).targets) arrow(id, target);
    return out_ + "}\n";
  }

 private:
  // Arrows of a cluster begin and end at a leaf inside it, cut at its border.
  StateId leaf_in(StateId id) const {
    while (!machine_.state(id).children.empty()) id = machine_.state(id).children.front();
    return id;
  }

  void state(StateId id, size_t depth) {
    const chart::State& one = machine_.state(id);
    const std::string blank(depth * 2, ' ');
    const std::string name = node(machine_, id);
    if (one.children.empty()) {
      const std::string shape = one.type == StateType::final     ? ", peripheries=2"
                                : one.type == StateType::history ? ", shape=circle"
                                                                 : "";
      const std::string label = one.type == StateType::history ? (one.deep_history ? "H*" : "H")
                                                               : title_of(definition_, id);
      out_ += blank + name + " [label=\"" + label + "\"" + shape + "];\n";
      return;
    }
    out_ += blank + "subgraph \"cluster_" + name + "\" {\n" + blank + "  label=\"" +
            title_of(definition_, id) + "\";\n";
    if (one.type == StateType::parallel) out_ += blank + "  style=dashed;\n";
    for (const StateId child : one.children) state(child, depth + 1);
    out_ += blank + "}\n";
  }

  void arrow(chart::TransitionId id, StateId target) {
    const StateId source = machine_.transition(id).source;
    std::string more = "label=\"" + label_of(definition_, id) + "\"";
    if (!machine_.state(source).children.empty() && source != 0)
      more += ", ltail=\"cluster_" + node(machine_, source) + "\"";
    if (!machine_.state(target).children.empty())
      more += ", lhead=\"cluster_" + node(machine_, target) + "\"";
    out_ += "  " + node(machine_, leaf_in(source)) + " -> " + node(machine_, leaf_in(target)) +
            " [" + more + "];\n";
  }

  const Definition& definition_;
  const chart::Machine& machine_;
  std::string out_;
};

}  // namespace

std::string mermaid(const Definition& definition) { return Mermaid(definition).draw(); }
std::string dot(const Definition& definition) { return Dot(definition).draw(); }

}  // namespace yijian::authoring
