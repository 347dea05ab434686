// Items need items and groups that there are, and never in a circle. A group needs its members.
#include <algorithm>
#include <map>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

class NeedsCheck {
 public:
  NeedsCheck(Draft& draft, const Definition& definition) : draft_(draft), definition_(definition) {}

  void run() {
    check_entries(Node(draft_.value, "", draft_)["items"]);
    for (const Item& item : definition_.items) visit(item.id, item.id);
    for (const Group& group : definition_.groups) visit(group.id, group.id);
  }

 private:
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Item& item : definition_.items) out.push_back(item.id);
    for (const Group& group : definition_.groups) out.push_back(group.id);
    return out;
  }

  bool knows(std::string_view id) const {
    return definition_.item(id) != nullptr || definition_.group(id) != nullptr;
  }

  void check_entries(const Node& entries) {
    for (const Node& entry : entries.elements()) {
      if (entry.has("items")) check_entries(entry["items"]);
      if (!entry["needs"].value().is_list()) continue;
      for (const Node& need : entry["needs"].elements())
        if (need.value().is_string() && !knows(need.value().string()))
          need.fault("unknown_item", {need.value().string()}).suggest(need.value().string(), ids());
    }
  }

  std::vector<std::string> needs_of(const std::string& id) const {
    if (const Item* item = definition_.item(id)) return item->needs;
    std::vector<std::string> members;
    for (const Item& item : definition_.items)
      if (item.group == id) members.push_back(item.id);
    for (const Group& group : definition_.groups)
      if (group.group == id) members.push_back(group.id);
    return members;
  }

  std::string place_of(const std::string& id) const {
    if (const Item* item = definition_.item(id)) return item->pointer + "/needs";
    return definition_.group(id)->pointer + "/items";
  }

  void visit(const std::string& id, const std::string& path) {
    int& mark = marks_[id];
    if (mark == kDone) return;
    mark = kOpen;
    for (const std::string& need : needs_of(id)) {
      if (!knows(need)) continue;
      if (marks_[need] == kOpen)
        draft_.fault("needs_cycle", place_of(id), {path + " → " + need});
      else
        visit(need, path + " → " + need);
    }
    marks_[id] = kDone;
  }

  static constexpr int kOpen = 1;
  static constexpr int kDone = 2;
  Draft& draft_;
  const Definition& definition_;
  std::map<std::string, int, std::less<>> marks_;
};

// group: the join's own; "" of the thing.
void check_quorum(Draft& draft, const Definition& definition, std::string_view group,
                  const Join& join, const std::string& pointer) {
  const auto inside = [&](const auto& one) { return one.group == group; };
  const auto members = std::count_if(definition.items.begin(), definition.items.end(), inside) +
                       std::count_if(definition.groups.begin(), definition.groups.end(), inside);
  if (join.kind == JoinKind::quorum && join.quorum > members)
    draft.fault("quorum_too_large", pointer + "/join",
                {std::to_string(join.quorum), std::to_string(members)});
}

}  // namespace

void check_items(Draft& draft, const Definition& definition) {
  if (definition.kind != Kind::thing) return;
  NeedsCheck(draft, definition).run();
  check_quorum(draft, definition, "", definition.join, "");
  for (const Group& group : definition.groups)
    check_quorum(draft, definition, group.id, group.join, group.pointer);
}

}  // namespace yijian::definition
