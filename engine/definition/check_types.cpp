#include "engine/definition/check_types.h"

namespace yijian::definition {
namespace {

// Why a record cannot hold such values, or "".
std::string unrecordable(const cel::Type& type) {
  if (type.is(cel::TypeKind::type)) return "type";
  if (type.is(cel::TypeKind::list) && type.element) return unrecordable(*type.element);
  if (!type.is(cel::TypeKind::map)) return "";
  const bool by_text = !type.key || type.key->is_dyn() || type.key->is(cel::TypeKind::string);
  if (!by_text) return "map[" + cel::title_of(*type.key) + "]";
  return type.element ? unrecordable(*type.element) : "";
}

class DefinitionTypes {
 public:
  DefinitionTypes(const Units& units, const Unit& unit, Report& report)
      : unit_(unit),
        definition_(*unit.definition),
        names_(names_of(definition_, units)),
        report_(report) {
    for (const Act& act : definition_.acts) {
      events_.push_back(names_);
      events_.back().fields.push_back({"event", event_of(act)});
    }
  }

  void run() {
    for (const Expression& expression : unit_.expressions) check(expression);
  }

 private:
  const cel::Record& names_for(const Expression& expression) const {
    if (expression.transition < 0) return names_;
    const int act = definition_.transition(expression.transition).act;
    return act < 0 ? names_ : events_[static_cast<size_t>(act)];
  }

  void check(const Expression& expression) {
    const auto program = with_constants(expression.source, definition_.constants);
    if (!program) return;
    const cel::Checked checked = cel::check_types(*program, names_for(expression));
    for (const cel::TypeFault& fault : checked.faults) tell(expression, fault);
    if (!checked.faults.empty()) return;
    const bool is_bool = checked.type.is_dyn() || checked.type.is(cel::TypeKind::boolean);
    if (expression.use == Use::condition && !is_bool)
      report_.add("cel_not_bool", expression.at, {cel::title_of(checked.type)});
    const std::string kind = unrecordable(checked.type);
    if (expression.use == Use::kept && !kind.empty())
      report_.add("cel_not_recordable", expression.at, {kind});
  }

  void tell(const Expression& expression, const cel::TypeFault& fault) {
    constexpr size_t kPlace = 3;  // of the messages' words
    std::vector<std::string> words = fault.words;
    words.resize(kPlace);
    if (fault.code == "cel_may_be_absent" && !words[2].empty())
      return tell_question(words[0], expression.source, words[2]);
    words.push_back(fault.place);
    report_.add(fault.code, expression.at, std::move(words));
  }

  // What is wrong is that the question has no default, however many expressions read the answer.
  void tell_question(const std::string& path, const std::string& source,
                     const std::string& remedy) {
    const std::string id = path.substr(path.find('.') + 1);
    const Value* guide = unit_.expanded.value.find("guide");
    ENSURE(guide != nullptr && guide->is_list());
    for (size_t i = 0; i < guide->list().size(); ++i)
      if (guide->list()[i].text("id") == id)
        report_.add("cel_may_be_unanswered", {unit_.expanded.file, "/guide/" + std::to_string(i)},
                    {path, source, remedy});
  }

  const Unit& unit_;
  const Definition& definition_;
  cel::Record names_;
  std::vector<cel::Record> events_;  // the names with `event`, by act
  Report& report_;
};

}  // namespace

std::optional<cel::Program> with_constants(const std::string& source, const Value& constants) {
  Result<cel::Program> program = cel::compile(source, constants);
  if (!program) program = cel::compile(source);
  return program ? std::optional(std::move(*program)) : std::nullopt;
}

void check_types(Units& units, Report& report) {
  // Things last: their forms are their items' too.
  for (const Kind kind : {Kind::duty, Kind::item, Kind::thing})
    for (auto& [id, unit] : units.by_id) {
      if (unit.definition == nullptr || unit.definition->kind != kind) continue;
      const size_t before = report.size();
      DefinitionTypes(units, unit, report).run();
      if (report.size() != before) unit.definition.reset();
    }
}

}  // namespace yijian::definition
