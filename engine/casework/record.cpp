// The event codec: types, and the families' records joined. docs/records.md tells the format.
#include <algorithm>

#include "engine/casework/record_families.h"

namespace yijian::casework {
namespace {

std::string named(std::string_view family, std::string_view word) {
  std::string type(family);
  type += '.';
  type += word;
  return type;
}

struct TypeOf {
  std::string operator()(const Acted& e) const { return named("acted", e.action); }
  std::string operator()(const TimerFired& e) const { return named("timer", e.name); }
  std::string operator()(const ChildReported& e) const {
    return named("child", law::name(e.phase));
  }
  std::string operator()(const ParentReported& e) const { return named("parent", e.word); }
  std::string operator()(const LimitReached& e) const {
    return named("limit", e.passed ? "passed" : "warned");
  }
  std::string operator()(const DeferralOverdue& /*e*/) const { return "deferral.overdue"; }
  std::string operator()(const CommitmentSettled& e) const {
    return named("commitment", e.outcome);
  }
  std::string operator()(const Replied& e) const {
    return named(e.connector ? "connector" : "registry", e.word);
  }
  std::string operator()(const CalendarChanged& /*e*/) const { return "calendar.changed"; }
  std::string operator()(const CaseOpened& /*e*/) const { return "case.opened"; }
  std::string operator()(const FormChanged& /*e*/) const { return "form.changed"; }
  std::string operator()(const MaterialMarked& e) const { return named("material", e.status); }
  std::string operator()(const Moved& /*e*/) const { return "moved"; }
  std::string operator()(const PhaseChanged& e) const { return named("phase", law::name(e.phase)); }
  std::string operator()(const ClockChanged& e) const { return named("clock", word_of(e.change)); }
  std::string operator()(const ItemChanged& e) const { return named("item", e.status); }
  std::string operator()(const MessageSent& /*e*/) const { return "message.sent"; }
  std::string operator()(const DocumentOrdered& /*e*/) const { return "document.ordered"; }
  std::string operator()(const LicenceActed& e) const { return named("licence", e.act); }
  std::string operator()(const CommitmentChanged& e) const {
    return named("commitment", e.is_signed ? "signed" : "withdrawn");
  }
  std::string operator()(const CaseMigrated& /*e*/) const { return "case.migrated"; }
  std::string operator()(const CaseImported& /*e*/) const { return "case.imported"; }
  std::string operator()(const CaseRestored& /*e*/) const { return "case.restored"; }
  std::string operator()(const CaseLinked& /*e*/) const { return "case.linked"; }
  std::string operator()(const CreditBarred& /*e*/) const { return "credit.barred"; }
  std::string operator()(const Incident& /*e*/) const { return "incident"; }
};

TypeName cut(std::string_view type) {
  const size_t dot = type.find('.');
  if (dot == std::string_view::npos) return {.family = type, .word = {}};
  return {.family = type.substr(0, dot), .word = type.substr(dot + 1)};
}

}  // namespace

std::string type_of(const Event& event) { return std::visit(TypeOf{}, event); }

Value write_event(const Event& event) {
  FieldWriter out;
  std::visit([&](const auto& e) { write(out, e); }, event);
  out.always("type", type_of(event));
  return out.take();
}

Result<Event> read_event(const Value& record) {
  FieldReader in(record);
  if (!record.is_map()) return in.status().error();
  const Value* const type = in.take("type");
  if (type == nullptr || !type->is_string()) return malformed_record("no type", "/type");
  const TypeName name = cut(type->string());
  for (const auto read :
       {read_arrival, read_filing, read_move, read_legal, read_effect, read_migration}) {
    std::optional<Event> event = read(name, in);
    if (!event) continue;
    if (Status status = in.status(); !status) return std::move(status.error());
    // "moved." and the like are cut alike and are not the type.
    if (type_of(*event) != type->string()) break;
    return *std::move(event);
  }
  return malformed_record("an unknown type", "/type");
}

}  // namespace yijian::casework
