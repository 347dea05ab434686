// The keys that say what a definition is, and its limits.
#include <re2/re2.h>

#include "engine/base/json.h"
#include "engine/definition/compile.h"

namespace yijian::definition {
namespace {

constexpr size_t kMaxIdBytes = 64;

void read_identity(const Node& node, Definition& out) {
  static const RE2 kId("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static const RE2 kVersion(R"(\d{1,5}\.\d{1,5}\.\d{1,5})");
  out.id = node.text("id");
  if (!out.id.empty() && (out.id.size() > kMaxIdBytes || !RE2::FullMatch(out.id, kId)))
    node["id"].fault("invalid_value", {out.id, "kebab-case"});
  if (out.id == "check" || out.id == "walk" || out.id == "simulate")
    node["id"].fault("reserved_name", {out.id});  // /v1/workflows/check is no workflow
  out.version = node.text("version");
  if (!out.version.empty() && !RE2::FullMatch(out.version, kVersion))
    node["version"].fault("invalid_value", {out.version, "1.0.0"});
}

void read_kind_and_regime(const Node& node, Definition& out) {
  const std::string kind = node.word("kind", {"item", "thing", "duty"}, "item");
  out.kind = kind == "duty" ? Kind::duty : kind == "thing" ? Kind::thing : Kind::item;
  if (out.kind == Kind::duty) {
    if (node.has("regime")) node["regime"].fault("invalid_value", {"regime", "(duty)"});
    out.regime = law::Regime::duty;
    return;
  }
  const std::string regime =
      node.word("regime", {"licence", "registration", "benefit", "service", "appeal"}, "licence");
  out.regime = law::regime_from(regime).value_or(law::Regime::licence);
}

LimitDecl read_limit(const Node& node) {
  LimitDecl out;
  if (node.value().is_map()) {
    node.check_keys({"in", "from"});
    out.from_submitted = node.word("from", {"submitted"}, "") == "submitted";
    if (!node.has("from")) node.fault("missing_key", {"from"});
    out.fixed = node.limit("in");
    return out;
  }
  if (node.value().is_int() && node.value().integer() >= 0) {
    out.fixed = law::Limit{law::LimitUnit::milliseconds, node.value().integer()};
    return out;
  }
  const auto text = node.as_text();
  if (!text) return out;
  const Result<law::Limit> fixed = law::parse_limit(*text);
  if (fixed)
    out.fixed = *fixed;
  else if (!cel::compile(*text))
    mend_limit(node.fault("invalid_limit", {*text}), *text);
  else
    out.computed = node.as_program(Use::value);
  return out;
}

}  // namespace

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::item:
      return "item";
    case Kind::thing:
      return "thing";
    case Kind::duty:
      return "duty";
  }
  return "";
}

void read_header(const Node& node, Definition& out) {
  read_identity(node, out);
  read_kind_and_regime(node, out);
  out.sample = node.flag("sample");
  out.title = node.title("title");
  // The engine opens duties where the case that calls for them is.
  out.department =
      node.text("department", out.kind == Kind::duty ? Need::optional : Need::required);
  out.about = node.text("about");
  out.basis = node.basis("basis", Need::required);
  out.channels = node.texts("channels");
  for (const auto& [key, member] : node["matter"].members()) {
    for (const char* known :
         {"code", "type", "level", "handling", "visits", "fee", "office", "phone"})
      if (key == known) out.matter.set(key, member.value());
    if (!out.matter.contains(key)) member.fault("unknown_key", {key});
  }
}

void read_limits(const Node& node, Definition& out) {
  for (const auto& [key, member] : node["limits"].members()) {
    if (key == "deferral")
      member.fault("reserved_name", {key});
    else if (law::parse_limit(key))
      member.fault("invalid_value", {key, "name"});
    else
      out.limits.emplace(key, read_limit(member));
  }
}

}  // namespace yijian::definition
