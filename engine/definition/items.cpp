// A thing's items: entries of one, entries that repeat over `each`, groups with a join of their
// own; and the thing's join.
#include <re2/re2.h>

#include <charconv>

#include "engine/definition/compile.h"
#include "engine/definition/guards.h"
#include "engine/definition/holes.h"

namespace yijian::definition {
namespace {

constexpr size_t kMaxItems = 100;  // groups count too
constexpr int kMaxGroupDepth = 4;

// What an entry has from the groups around it.
struct Enclosing {
  std::string group;
  std::vector<std::string> needs;
  int depth = 0;
};

class ItemReader {
 public:
  explicit ItemReader(Definition& out) : out_(out) {}

  void read_all(const std::vector<Node>& entries, const Enclosing& around) {
    for (const Node& entry : entries) read_entry(entry, around);
  }

 private:
  void read_entry(const Node& node, const Enclosing& around) {
    const bool group = node.has("items");
    const bool readable = group ? node.check_keys({"id", "items", "join", "needs", "when"})
                                : node.check_keys({"id", "workflow", "when", "needs", "optional",
                                                   "each", "accepts", "region", "handler"});
    if (!readable || !has_room(node)) return;
    if (group)
      read_group(node, around);
    else if (node.has("each"))
      repeat(node, around);
    else
      read_item(node, around, Value());
  }

  bool has_room(const Node& node) {
    if (out_.items.size() + out_.groups.size() < kMaxItems) return true;
    if (!said_too_many_) node.fault("too_many", {"items of a thing", std::to_string(kMaxItems)});
    said_too_many_ = true;
    return false;
  }

  std::string first_place(const std::string& id) const {
    const Item* item = out_.item(id);
    return (item != nullptr ? item->pointer : out_.group(id)->pointer) + "/id";
  }

  // "" where there is none, or it is no good.
  std::string read_id(const Node& node) {
    static const RE2 kId("[A-Za-z][A-Za-z0-9-]{0,31}");
    std::string id = node.text("id", Need::required);
    if (!id.empty() && !RE2::FullMatch(id, kId))
      node["id"].fault("invalid_value", {id, "camelCase"});
    if (out_.item(id) != nullptr || out_.group(id) != nullptr)
      node["id"]
          .fault("duplicate_item", {id})
          .relate(node.draft().places.at(first_place(id)), Note::first_here);
    return id;
  }

  // "@relay" behind the workflow's id names the definition as it is when another system decides.
  static std::string handled_by(const Node& node) {
    const std::string handler = node.as_text().value_or("");
    const bool connector =
        handler.starts_with(kConnectorPrefix) && handler.size() > kConnectorPrefix.size();
    if (!handler.empty() && handler != kRelay && !connector)
      node.fault("invalid_value", {handler, "relay connector:C"});
    return "@" + handler;
  }

  // False: the entry never applies. A condition on constants alone is decided here.
  static bool read_when(const Node& node, const Value& constants,
                        std::optional<cel::Program>& when) {
    const Value* written = node.value().find("when");
    if (written == nullptr) return true;
    if (const auto truth = constant_truth(*written, constants)) return *truth;
    when = node.program("when");
    return true;
  }

  static std::vector<std::string> needs_of(const Node& node, const Enclosing& around) {
    std::vector<std::string> needs = around.needs;
    for (std::string& need : node.texts("needs")) needs.push_back(std::move(need));
    return needs;
  }

  void read_group(const Node& node, const Enclosing& around) {
    if (around.depth == kMaxGroupDepth) {
      node.fault("too_many", {"groups in groups", std::to_string(kMaxGroupDepth)});
      return;
    }
    Group group{.id = read_id(node),
                .group = around.group,
                .when = std::nullopt,
                .join = read_join(node),
                .pointer = node.pointer()};
    if (!read_when(node, node.draft().constants, group.when)) return;
    const Enclosing inside{group.id, needs_of(node, around), around.depth + 1};
    const std::vector<Node> members = node["items"].elements();
    if (members.empty()) node["items"].fault("wrong_type", {"[item]"});
    out_.groups.push_back(std::move(group));
    read_all(members, inside);
  }

  // One item for each element of a list, or row of a table.
  void repeat(const Node& node, const Enclosing& around) {
    const auto program = node.program("each", Use::value);
    if (!program) return;
    const Result<Value> elements = cel::evaluate(*program, cel::MapScope(node.draft().constants));
    if (!elements || !(elements->is_list() || elements->is_map())) {
      node["each"].fault("bad_each", {elements ? "" : elements.error().detail});
      return;
    }
    if (elements->is_list())
      for (const Value& element : elements->list()) repeat_one(node, around, element);
    else
      for (const Map::Entry& row : elements->map()) repeat_one(node, around, row.value);
  }

  void repeat_one(const Node& node, const Enclosing& around, const Value& element) {
    if (!has_room(node)) return;
    Map bare = node.value().map();
    bare.erase("each");
    Map constants = node.draft().constants.map();
    constants.set("each", element);
    std::vector<Fault> faults;
    const Value filled = fill_holes(bare, constants, faults);
    for (const Fault& fault : faults)
      node.draft().fault(fault.code, node.pointer() + fault.pointer, {fault.detail});
    if (faults.empty()) read_item({filled, node.pointer(), node.draft()}, around, element);
  }

  void read_item(const Node& node, const Enclosing& around, const Value& element) {
    Map constants = node.draft().constants.map();
    if (!element.is_null()) constants.set("each", element);
    Item item;
    item.id = read_id(node);
    item.workflow = node.text("workflow", Need::required);
    if (node.has("handler")) item.workflow += handled_by(node["handler"]);
    item.group = around.group;
    item.needs = needs_of(node, around);
    item.each = element;
    item.optional = node.flag("optional");
    item.accepts = node.flag("accepts");
    if (node.has("region")) item.region = node.program("region", Use::value);
    item.pointer = node.pointer();
    if (!read_when(node, constants, item.when)) return;
    out_.items.push_back(std::move(item));
  }

  Definition& out_;
  bool said_too_many_ = false;
};

}  // namespace

Join read_join(const Node& node) {
  constexpr std::string_view kQuorum = "quorum:";
  Join join;
  if (!node.has("join")) return join;
  const std::string word = node.text("join");
  const char* end = word.data() + word.size();
  const bool counted = word.starts_with(kQuorum) &&
                       std::from_chars(word.data() + kQuorum.size(), end, join.quorum).ptr == end &&
                       join.quorum > 0;
  if (counted)
    join.kind = JoinKind::quorum;
  else if (word == "firstRefusal")
    join.kind = JoinKind::first_refusal;
  else if (word != "all")
    node["join"]
        .fault("invalid_value", {word, "all quorum:n firstRefusal"})
        .suggest(word, {"all", "firstRefusal"});
  return join;
}

void read_items(const Node& node, Definition& out) {
  if (out.kind != Kind::thing) {
    for (const char* key : {"items", "join", "partial"})
      if (node.has(key)) node[key].fault("wrong_kind", {out.id, "thing"});
    return;
  }
  const std::vector<Node> items = node["items"].elements();
  if (items.empty()) node.fault("missing_key", {"items"});
  ItemReader(out).read_all(items, {});
  out.join = read_join(node);
  out.join.partial = node.flag("partial");
  if (out.join.partial && out.join.kind != JoinKind::all)
    node["partial"].fault("invalid_value", {"partial", "join: all"});
}

}  // namespace yijian::definition
