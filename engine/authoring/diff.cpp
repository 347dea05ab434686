#include "engine/authoring/diff.h"

#include <algorithm>
#include <map>

#include "engine/authoring/words.h"
#include "engine/definition/schema_fields.h"

namespace yijian::authoring {
namespace {

using definition::Definition;

using Words = std::vector<std::string>;

std::string filled(std::string_view text, const Words& words) {
  std::string out(text);
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string hole = "{" + std::to_string(i) + "}";
    for (size_t at = out.find(hole); at != std::string::npos;
         at = out.find(hole, at + words[i].size()))
      out.replace(at, hole.size(), words[i]);
  }
  return out;
}

std::string listed(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out.empty() ? std::string(kNone) : out;
}

std::string or_none(const std::string& text) { return text.empty() ? std::string(kNone) : text; }

struct FieldShape {
  std::string type;
  bool required = false;
};

// Fields of a form by dotted path, whatever their conditions.
void collect_fields(const definition::Field& field, const std::string& path,
                    std::map<std::string, FieldShape>& out) {
  for (const auto& [key, property] : field.properties) {
    const std::string here = path.empty() ? key : path + "." + key;
    const bool must =
        std::find(field.required.begin(), field.required.end(), key) != field.required.end();
    out[here] = {std::string(definition::name(property.type)), must};
    collect_fields(property, here, out);
  }
}

std::map<std::string, FieldShape> fields_of(const Definition& definition) {
  std::map<std::string, FieldShape> out;
  if (definition.form != nullptr) collect_fields(definition.form->root(), "", out);
  return out;
}

class Comparison {
 public:
  Comparison(const Definition& before, const Definition& after) : before_(before), after_(after) {}

  std::vector<Difference> run() {
    if (before_.kind != after_.kind)
      add("kind_changed", {std::string(name(before_.kind)), std::string(name(after_.kind))}, true);
    states();
    transitions();
    limits();
    fields();
    materials();
    items();
    return std::move(out_);
  }

 private:
  void add(std::string_view code, const Words& words, bool breaks = false) {
    for (const Change& change : kChanges)
      if (change.code == code)
        out_.push_back(
            {std::string(code), {filled(change.zh, words), filled(change.en, words)}, breaks});
  }

  static std::string phase_name(const definition::StateInfo& state) {
    return state.phase ? std::string(law::name(*state.phase)) : std::string(kNone);
  }

  // A case is in leaves; what lies around them moves with them.
  void states() {
    for (const chart::State& state : before_.machine.states) {
      if (state.parent == chart::kNoState) continue;
      const chart::StateId now = after_.machine.find_path(state.path);
      const bool rests =
          state.type == chart::StateType::atomic || state.type == chart::StateType::final;
      if (now == chart::kNoState) {
        add("state_removed", {state.path}, rests);
        continue;
      }
      const definition::StateInfo& was = before_.state(before_.machine.find_path(state.path));
      const definition::StateInfo& is = after_.state(now);
      if (rests && was.phase != is.phase)
        add("state_phase", {state.path, phase_name(was), phase_name(is)}, true);
      if (was.task_role != is.task_role)
        add("state_task", {state.path, or_none(was.task_role), or_none(is.task_role)});
      if (was.limit != is.limit)
        add("state_limit", {state.path, or_none(was.limit), or_none(is.limit)});
    }
    for (const chart::State& state : after_.machine.states)
      if (state.parent != chart::kNoState &&
          before_.machine.find_path(state.path) == chart::kNoState)
        add("state_added", {state.path});
  }

  struct Reaction {
    Words targets, by;
    bool operator==(const Reaction&) const = default;
  };
  using Reactions = std::map<std::pair<std::string, std::string>, Reaction>;

  static Reactions reactions_of(const Definition& definition) {
    Reactions out;
    for (size_t i = 0; i < definition.machine.transitions.size(); ++i) {
      const chart::Transition& one = definition.machine.transitions[i];
      const std::string event = !one.delay.empty()  ? "after " + one.delay
                                : one.event.empty() ? "always"
                                                    : one.event;
      Reaction& reaction = out[{definition.machine.state(one.source).path, event}];
      for (const chart::StateId target : one.targets)
        reaction.targets.push_back(definition.machine.state(target).path);
      const int act = definition.transitions[i].act;
      if (act >= 0) reaction.by = definition.acts[static_cast<size_t>(act)].by;
    }
    return out;
  }

  void transitions() {
    const Reactions was = reactions_of(before_), is = reactions_of(after_);
    for (const auto& [key, reaction] : was) {
      const auto& [state, event] = key;
      if (after_.machine.find_path(state) == chart::kNoState) continue;  // gone with its state
      const auto now = is.find(key);
      if (now == is.end()) {
        add("transition_removed", {state, event});
        continue;
      }
      if (now->second.targets != reaction.targets)
        add("transition_target", {state, event, listed(now->second.targets)});
      if (now->second.by != reaction.by) add("act_by", {state, event, listed(now->second.by)});
    }
    for (const auto& [key, reaction] : is)
      if (!was.contains(key) && before_.machine.find_path(key.first) != chart::kNoState)
        add("transition_added", {key.first, key.second});
  }

  static std::string text_of(const definition::LimitDecl& limit) {
    if (limit.computed) return limit.computed->source();
    const std::string text = limit.fixed ? law::format_limit(*limit.fixed) : "";
    return limit.from_submitted ? text + " (submitted)" : text;
  }

  void limits() {
    for (const auto& [limit_name, limit] : before_.limits) {
      const auto now = after_.limits.find(limit_name);
      if (now == after_.limits.end())
        add("limit_removed", {limit_name});
      else if (text_of(limit) != text_of(now->second))
        add("limit_changed", {limit_name, text_of(limit), text_of(now->second)});
    }
    for (const auto& [limit_name, limit] : after_.limits)
      if (!before_.limits.contains(limit_name)) add("limit_added", {limit_name, text_of(limit)});
  }

  void fields() {
    const auto was = fields_of(before_), is = fields_of(after_);
    for (const auto& [path, field] : was) {
      const auto now = is.find(path);
      if (now == is.end())
        add("field_removed", {path}, true);
      else if (now->second.type != field.type)
        add("field_type", {path, or_none(field.type), or_none(now->second.type)}, true);
      else if (now->second.required && !field.required)
        add("field_required", {path}, true);
    }
    for (const auto& [path, field] : is)
      if (!was.contains(path)) {
        add("field_added", {path});
        if (field.required) add("field_required", {path}, true);
      }
  }

  void materials() {
    for (const definition::Material& material : before_.materials) {
      const definition::Material* now = after_.material(material.id);
      if (now == nullptr)
        add("material_removed", {material.id});
      else if (now->required && !material.required)
        add("material_required", {material.id}, true);
    }
    for (const definition::Material& material : after_.materials)
      if (before_.material(material.id) == nullptr) {
        add("material_added", {material.id});
        if (material.required && material.source != definition::Source::office)
          add("material_required", {material.id}, true);
      }
  }

  void items() {
    for (const definition::Item& item : before_.items)
      if (after_.item(item.id) == nullptr) add("item_removed", {item.id}, true);
    for (const definition::Item& item : after_.items)
      if (before_.item(item.id) == nullptr) add("item_added", {item.id});
  }

  const Definition& before_;
  const Definition& after_;
  std::vector<Difference> out_;
};

}  // namespace

std::vector<Difference> differences(const Definition& before, const Definition& after) {
  return Comparison(before, after).run();
}

}  // namespace yijian::authoring
