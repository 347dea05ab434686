// What a definition promises: deferral, commitment, result.
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

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

// A day that lies so long before another: in what a person counts back.
bool counts_back(law::LimitUnit unit) {
  return unit != law::LimitUnit::milliseconds && unit != law::LimitUnit::days_rolling;
}

void read_renewal(const Node& node, ResultDecl& result) {
  if (!node.check_keys({"workflow", "before"})) return;
  Renewal renewal;
  renewal.workflow = node.text("workflow", Need::required);
  const auto before = node.limit("before");
  if (!before) return;
  renewal.before = *before;
  if (!counts_back(before->unit))
    node["before"].fault("invalid_value", {node.text("before"), "60d 20wd 2mo 1y"});
  else
    result.renew = std::move(renewal);
}

void read_result(const Node& node, Definition& out) {
  if (!node.check_keys({"licence", "title", "data", "act", "valid", "renew"})) return;
  ResultDecl result;
  result.licence = node.text("licence", Need::required);
  result.title = node.title("title");
  result.act = node.word("act", {"issue", "change", "reissue", "renew", "cancel"}, "issue");
  if (node.has("valid")) result.valid = node.limit("valid");
  if (node.has("renew")) {
    read_renewal(node["renew"], result);
    if (!node.has("valid")) node.fault("missing_key", {"valid"});
  }
  if (!node.has("data")) node.fault("missing_key", {"data"});
  for (const auto& [key, member] : node["data"].members())
    if (auto program = member.as_program(Use::kept))
      result.data.emplace_back(key, std::move(*program));
  out.result = std::move(result);
}

}  // namespace

void read_promises(const Node& node, Definition& out) {
  if (node.has("deferral")) read_deferral(node["deferral"], out);
  if (node.has("commitment")) read_commitment(node["commitment"], out);
  if (node.has("result")) read_result(node["result"], out);
}

}  // namespace yijian::definition
