#include "engine/authoring/explain.h"

#include <algorithm>

#include "engine/authoring/words.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

bool is_engine(std::string_view event) { return event.find('.') != std::string_view::npos; }

std::string target_of(const Value& transition) {
  if (transition.is_string()) return transition.string();
  if (transition.is_list() && !transition.list().empty()) {
    std::string out;
    for (const Value& one : transition.list()) {
      const std::string target = target_of(one);
      if (!target.empty()) out += (out.empty() ? "" : " | ") + target;
    }
    return out;
  }
  const Value* target = transition.find("target");
  return target == nullptr ? "" : target->is_string() ? target->string() : to_json(*target);
}

// The first alternative: it bears the keys of the act.
const Value& first_of(const Value& transition) {
  return transition.is_list() && !transition.list().empty() ? transition.list().front()
                                                            : transition;
}

class TemplateReader {
 public:
  void state(const Value& value, const std::string& path, const std::string& role) {
    const Value* task = value.find("task");
    const std::string own = task == nullptr     ? role
                            : task->is_string() ? task->string()
                                                : task->text("role");
    if (task != nullptr) add_role(own);
    if (const Value* on = value.find("on"); on != nullptr && on->is_map())
      for (const Map::Entry& entry : on->map()) transition(entry, path, own);
    if (const Value* after = value.find("after"); after != nullptr && after->is_map())
      for (const Map::Entry& entry : after->map())
        events.push_back(Map{
            {"event", "after " + entry.name()}, {"from", path}, {"to", target_of(entry.value)}});
    const Value* states = value.find("states");
    if (states == nullptr || !states->is_map()) return;
    for (const Map::Entry& child : states->map())
      state(child.value, path.empty() ? child.name() : path + "." + child.name(), own);
  }

  List roles, acts, events;

 private:
  void add_role(const std::string& role) {
    if (!role.empty() && std::find(roles.begin(), roles.end(), Value(role)) == roles.end())
      roles.push_back(role);
  }

  void transition(const Map::Entry& entry, const std::string& path, const std::string& role) {
    const Value& first = first_of(entry.value);
    if (is_engine(entry.name())) {
      events.push_back(
          Map{{"event", entry.name()}, {"from", path}, {"to", target_of(entry.value)}});
      return;
    }
    List by;
    if (const Value* named = first.find("by"); named != nullptr && named->is_list())
      by = named->list();
    else if (!role.empty())
      by.push_back(role);
    for (const Value& one : by)
      if (one.is_string()) add_role(one.string());
    const Value* title = first.find("title");
    acts.push_back(Map{{"action", entry.name()},
                       {"title", title == nullptr ? Value() : *title},
                       {"by", std::move(by)},
                       {"from", path},
                       {"to", target_of(entry.value)}});
  }
};

std::string line_of_words(const List& words) {
  std::string out;
  for (const Value& word : words)
    out += (out.empty() ? "" : " ") + (word.is_string() ? word.string() : to_json(word));
  return out.empty() ? std::string(kNone) : out;
}

void heading(std::string& out, std::string_view text) { out += "\n" + std::string(text) + "\n"; }

void members(std::string& out, std::string_view title, const Value* map) {
  heading(out, title);
  if (map == nullptr || !map->is_map() || map->map().empty()) {
    out += "  " + std::string(kNone) + "\n";
    return;
  }
  for (const Map::Entry& entry : map->map())
    out += "  " + entry.name() + " = " + to_json(entry.value) + "\n";
}

std::string both(const Value* title) {
  return title == nullptr ? "" : title->text("zh") + " / " + title->text("en");
}

}  // namespace

std::optional<Value> code_explained(std::string_view code) {
  const definition::Code* known = definition::find_code(code);
  if (known == nullptr) return std::nullopt;
  return Map{{"code", known->code},
             {"severity", definition::name(known->severity)},
             {"zh", known->zh},
             {"en", known->en},
             {"why", Map{{"zh", known->why_zh}, {"en", known->why_en}}},
             {"bad", known->bad},
             {"good", known->good}};
}

Value template_explained(const Value& written) {
  TemplateReader reader;
  if (const Value* machine = written.find("machine")) reader.state(*machine, "", "");
  const auto member = [&](std::string_view key) {
    const Value* found = written.find(key);
    return found == nullptr ? Value() : *found;
  };
  return Map{{"id", member("id")},
             {"title", member("title")},
             {"version", member("version")},
             {"roles", std::move(reader.roles)},
             {"acts", std::move(reader.acts)},
             {"events", std::move(reader.events)},
             {"parameters", member("with")},
             {"slots", member("slots")},
             {"limits", member("limits")}};
}

std::string code_told(const Value& explained) {
  const definition::Code* code = definition::find_code(explained.text("code"));
  ENSURE(code != nullptr);
  return std::string(code->code) + "  " + std::string(zh_of(code->severity)) + " / " +
         std::string(definition::name(code->severity)) + "\n\n" + std::string(code->zh) + "\n" +
         std::string(code->en) + "\n\n" + std::string(code->why_zh) + "\n" +
         std::string(code->why_en) + "\n\n" + std::string(kWrong) + "\n  " +
         std::string(code->bad) + "\n" + std::string(kRight) + "\n  " + std::string(code->good) +
         "\n";
}

std::string template_told(const Value& explained) {
  std::string out = explained.text("id") + " " + explained.text("version") + "  " +
                    both(explained.find("title")) + "\n";
  members(out, kParameters, explained.find("parameters"));
  heading(out, kSlots);
  const Value* slots = explained.find("slots");
  out += "  " + line_of_words(slots->is_list() ? slots->list() : List{}) + "\n";
  members(out, kLimits, explained.find("limits"));
  heading(out, kRoles);
  out += "  " + line_of_words(explained.find("roles")->list()) + "\n";
  heading(out, kActs);
  for (const Value& act : explained.find("acts")->list()) {
    out += "  " + act.text("action") + "  " + both(act.find("title")) + "  (" +
           line_of_words(act.find("by")->list()) + ")  " + act.text("from");
    out += act.text("to").empty() ? "\n" : " → " + act.text("to") + "\n";
  }
  heading(out, kEngine);
  for (const Value& event : explained.find("events")->list()) {
    out += "  " + event.text("event") + "  " + event.text("from");
    out += event.text("to").empty() ? "\n" : " → " + event.text("to") + "\n";
  }
  return out;
}

}  // namespace yijian::authoring
