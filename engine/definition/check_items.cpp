// Items need items that there are, and never in a circle.
#include <map>

#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

class NeedsCheck {
 public:
  NeedsCheck(Draft& draft, const Definition& definition)
      : node_(Node(draft.value, "", draft)["items"]), definition_(definition) {}

  void run() {
    for (const Node& entry : node_.elements()) check_entry(entry);
    for (const Item& item : definition_.items) visit(item, item.id);
  }

 private:
  void check_entry(const Node& entry) {
    const Node needs = entry["needs"];
    if (!needs.value().is_list()) return;
    for (const Node& need : needs.elements())
      if (need.value().is_string() && definition_.item(need.value().string()) == nullptr)
        need.fault("unknown_item", {need.value().string()}).suggest(need.value().string(), ids());
  }

  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Item& item : definition_.items) out.push_back(item.id);
    return out;
  }

  // The entry as written, for its place.
  void report(const std::string& id, const std::string& path) const {
    for (const Node& entry : node_.elements())
      if (entry.value().text("id") == id) entry["needs"].fault("needs_cycle", {path});
  }

  void visit(const Item& item, const std::string& path) {
    int& mark = marks_[item.id];
    if (mark == kDone) return;
    mark = kOpen;
    for (const std::string& need : item.needs) {
      const Item* needed = definition_.item(need);
      if (needed == nullptr) continue;
      if (marks_[need] == kOpen)
        report(item.id, path + " → " + need);
      else
        visit(*needed, path + " → " + need);
    }
    marks_[item.id] = kDone;
  }

  static constexpr int kOpen = 1;
  static constexpr int kDone = 2;
  Node node_;
  const Definition& definition_;
  std::map<std::string, int, std::less<>> marks_;
};

}  // namespace

void check_items(Draft& draft, const Definition& definition) {
  if (definition.kind != Kind::thing) return;
  NeedsCheck(draft, definition).run();
  if (definition.join.kind == JoinKind::quorum &&
      definition.join.quorum > static_cast<int>(definition.items.size()))
    draft.fault("quorum_too_large", "/join",
                {std::to_string(definition.join.quorum), std::to_string(definition.items.size())});
}

}  // namespace yijian::definition
