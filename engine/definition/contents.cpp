// A thing's items and join; deferral, commitment, result.
#include <re2/re2.h>

#include <charconv>

#include "engine/base/json.h"
#include "engine/definition/compile.h"
#include "engine/definition/guards.h"

namespace yijian::definition {
namespace {

constexpr int kMaxItems = 100;

void read_item(const Node& node, Definition& out) {
  static const RE2 kId("[A-Za-z][A-Za-z0-9-]{0,31}");
  if (!node.check_keys({"id", "workflow", "when", "needs", "optional"},
                       {"region", "handler", "accepts", "each", "items", "join"}))
    return;
  // A group, or one that repeats, is not supported yet: said above, and no more than that.
  if (node.has("each") || node.has("items")) return;
  Item item;
  item.id = node.text("id", Need::required);
  if (!item.id.empty() && !RE2::FullMatch(item.id, kId))
    node["id"].fault("invalid_value", {item.id, "camelCase"});
  item.workflow = node.text("workflow", Need::required);
  item.needs = node.texts("needs");
  item.optional = node.flag("optional");
  if (const Value* when = node.value().find("when")) {
    const auto truth = constant_truth(*when, node.draft().constants);
    if (truth && !*truth) return;
    if (!truth) item.when = node.program("when");
  }
  if (out.item(item.id) != nullptr) {
    Finding& finding = node["id"].fault("duplicate_item", {item.id});
    for (size_t i = 0; i < out.items.size(); ++i)
      if (out.items[i].id == item.id)
        finding.relate(node.draft().places.at("/items/" + std::to_string(i) + "/id"),
                       Note::first_here);
  }
  out.items.push_back(std::move(item));
}

void read_join(const Node& node, Definition& out) {
  constexpr std::string_view kQuorum = "quorum:";
  out.join.partial = node.flag("partial");
  if (!node.has("join")) return;
  const std::string join = node.text("join");
  int quorum = 0;
  const char* end = join.data() + join.size();
  const bool counted = join.starts_with(kQuorum) &&
                       std::from_chars(join.data() + kQuorum.size(), end, quorum).ptr == end &&
                       quorum > 0;
  if (counted) {
    out.join.kind = JoinKind::quorum;
    out.join.quorum = quorum;
  } else if (join == "firstRefusal") {
    out.join.kind = JoinKind::first_refusal;
  } else if (join != "all") {
    node["join"]
        .fault("invalid_value", {join, "all quorum:n firstRefusal"})
        .suggest(join, {"all", "firstRefusal"});
  }
  if (out.join.partial && out.join.kind != JoinKind::all)
    node["partial"].fault("invalid_value", {"partial", "join: all"});
}

void read_deferral(const Node& node, Definition& out) {
  if (!node.check_keys({"within", "basis", "consequence", "for"})) return;
  Deferral deferral;
  deferral.within = node.limit("within").value_or(law::Limit{});
  deferral.consequence = node.word("consequence", {"suspend", "terminate", "deny"}, "");
  if (!node.has("consequence")) node.fault("missing_key", {"consequence"});
  deferral.basis = node.basis("basis", Need::required);
  const bool suspends = deferral.consequence == "suspend";
  if (suspends)
    deferral.suspended_for = node.limit("for");
  else if (node.has("for"))
    node["for"].fault("invalid_value", {"for", "consequence: suspend"});
  out.deferral = std::move(deferral);
}

void read_commitment(const Node& node, Definition& out) {
  if (!node.check_keys({"letter", "verify", "within", "basis", "when"})) return;
  Commitment commitment;
  commitment.letter = node.text("letter", Need::required);
  commitment.verify = node.text("verify", Need::required);
  commitment.within = node.limit("within").value_or(law::Limit{});
  commitment.basis = node.basis("basis", Need::required);
  commitment.when = node.program("when");
  out.commitment = std::move(commitment);
}

void read_result(const Node& node, Definition& out) {
  if (!node.check_keys({"licence", "title", "data", "act", "valid"}, {"renew"})) return;
  ResultDecl result;
  result.licence = node.text("licence", Need::required);
  result.title = node.title("title");
  result.act = node.word("act", {"issue", "change", "reissue", "renew", "cancel"}, "issue");
  if (node.has("valid")) result.valid = node.limit("valid");
  if (!node.has("data")) node.fault("missing_key", {"data"});
  for (const auto& [key, member] : node["data"].members())
    if (auto program = member.as_program()) result.data.emplace_back(key, std::move(*program));
  out.result = std::move(result);
}

}  // namespace

void read_items(const Node& node, Definition& out) {
  if (out.kind != Kind::thing) {
    for (const char* key : {"items", "join", "partial"})
      if (node.has(key)) node[key].fault("wrong_kind", {out.id, "thing"});
    return;
  }
  const std::vector<Node> items = node["items"].elements();
  if (items.empty()) node.fault("missing_key", {"items"});
  if (items.size() > kMaxItems)
    node["items"].fault("too_many", {std::to_string(items.size()), std::to_string(kMaxItems)});
  else
    for (const Node& item : items) read_item(item, out);
  read_join(node, out);
}

void read_promises(const Node& node, Definition& out) {
  if (node.has("deferral")) read_deferral(node["deferral"], out);
  if (node.has("commitment")) read_commitment(node["commitment"], out);
  if (node.has("result")) read_result(node["result"], out);
}

}  // namespace yijian::definition
