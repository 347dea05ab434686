#include "engine/definition/check_documents.h"

#include <algorithm>
#include <set>

#include "engine/definition/check_types.h"

namespace yijian::definition {
namespace {

using cel::KnownField;
using cel::TypeKind;

const cel::Type kString{.kind = TypeKind::string};

KnownField may_lack(std::string name, cel::Type type) {
  return {.name = std::move(name), .type = std::move(type), .may_be_absent = true};
}

cel::Type list_of_records(std::vector<KnownField> fields) {
  return cel::list_of(cel::record_of({.fields = std::move(fields)}));
}

// The act's data as acts.<action> has it. Where the law asks for a ground it asks for the reason
// too (R-REFUSE-01); a duty is no party's case.
cel::Type done_by(const Definition& definition, const Act& act) {
  const bool reasoned =
      definition.kind != Kind::duty &&
      std::find(act.law_fields.begin(), act.law_fields.end(), "ground") != act.law_fields.end();
  cel::Record record = *event_of(act).fields;
  record.fields.push_back({"by", kString});
  record.fields.push_back({"at", {.kind = TypeKind::timestamp}});
  record.fields.push_back({"opinion", kString, !act.opinion_required && !reasoned});
  return cel::record_of(std::move(record));
}

bool is_printable(const cel::Type& type) {
  switch (type.kind) {
    case TypeKind::null:
    case TypeKind::bytes:
    case TypeKind::map:
    case TypeKind::duration:
    case TypeKind::type:
      return false;
    case TypeKind::list:
      return !type.element || is_printable(*type.element);
    case TypeKind::record:
      return type.fields->is_open || type.fields->find("zh") != nullptr;
    default:
      return true;
  }
}

// Faults that have been told: of a text, by file, place and code; of an exit, by the id it lacks.
using Told = std::set<std::vector<std::string>>;

class DocumentTypes {
 public:
  DocumentTypes(const Units& units, const Unit& unit, const Environment& environment, Told& told,
                Report& report)
      : unit_(unit),
        definition_(*unit.definition),
        environment_(environment),
        told_(told),
        report_(report) {
    if (definition_.documents.empty()) return;
    names_ = names_of(definition_, units);
    std::erase_if(names_.fields, [](const KnownField& field) { return field.name == "facts"; });
    names_.fields.push_back({std::string(kPaper), type_of_paper()});
  }

  // Whether every text is good here.
  bool run() {
    for (const auto& [id, document] : definition_.documents) check(*document);
    for (const TransitionInfo& one : definition_.transitions)
      for (const DocumentRef& ref : one.documents)
        if (!environment_.documents.empty() && !environment_.documents.contains(ref.id))
          tell_missing(ref.id);
    return good_;
  }

 private:
  // Of an exit that the engine has added: every definition with such an exit issues it.
  void tell_missing(const std::string& id) {
    good_ = false;
    if (!told_.insert({id}).second) return;
    const Origin machine = unit_.places->at("/machine");
    Finding& finding = report_.add("unknown_document", machine, {id});
    if (machine.file != unit_.places->file())
      finding.relate({unit_.places->file(), "/id"}, Note::issued_here);
  }

  void check(const Document& document) {
    document_ = &document;
    in_text_ = names_;
    in_text_.fields.push_back({"event", event_of_document(definition_, document.id)});
    for (const Document::Line& line : document.body) check_line(line);
  }

  void check_line(const Document::Line& line) {
    const std::string text = line.each || line.when ? line.pointer + "/line" : line.pointer;
    std::optional<cel::Program> condition;
    cel::Record names = in_text_;
    if (line.when) {
      condition = with_constants(line.when->source(), definition_.constants);
      if (!condition) return;
      const Value* constant = condition->constant();
      if (constant != nullptr && *constant == Value(false)) return;  // never written here
      const auto type = type_of_expression(*condition, names, line.pointer + "/when", nullptr);
      if (type && !type->is_dyn() && !type->is(TypeKind::boolean))
        tell("cel_not_bool", line.pointer + "/when", {cel::title_of(*type)});
    }
    if (line.each) {
      const auto range = with_constants(line.each->source(), definition_.constants);
      if (!range) return;
      const auto type = type_of_expression(*range, names, line.pointer + "/each", nullptr);
      if (type && !type->is_dyn() && !type->is(TypeKind::list))
        return tell("cel_not_list", line.pointer + "/each", {cel::title_of(*type)});
      const bool known = type && type->is(TypeKind::list) && type->element;
      names.fields.push_back({"each", known ? *type->element : cel::Type{}});
    }
    for (const Document::Piece& piece : line.pieces)
      if (piece.value) check_piece(*piece.value, names, text, condition ? &*condition : nullptr);
  }

  void check_piece(const cel::Program& written, const cel::Record& names,
                   const std::string& pointer, const cel::Program* condition) {
    const auto program = with_constants(written.source(), definition_.constants);
    if (!program) return;
    const auto type = type_of_expression(*program, names, pointer, condition);
    if (type && !is_printable(*type))
      tell("cel_not_printable", pointer, {cel::title_of(*type), shown(program->source())});
  }

  // Nothing when it has faults.
  std::optional<cel::Type> type_of_expression(const cel::Program& program, const cel::Record& names,
                                              const std::string& pointer,
                                              const cel::Program* condition) {
    constexpr size_t kPlace = 3;  // of the messages' words
    cel::Checked checked = cel::check_types(program, names, condition);
    for (cel::TypeFault& fault : checked.faults) {
      fault.words.resize(kPlace);
      fault.words.push_back(shown(program.source()) + " " + fault.place);
      tell(fault.code, pointer, std::move(fault.words));
    }
    if (!checked.faults.empty()) return std::nullopt;
    return std::move(checked.type);
  }

  static std::string shown(const std::string& source) { return "{{" + source + "}}"; }

  // The same fault in every row of a family is one: it is the text's.
  void tell(const std::string& code, const std::string& pointer, std::vector<std::string> words) {
    good_ = false;
    if (!told_.insert({document_->file, pointer, code}).second) return;
    report_.add(code, {document_->file, pointer}, std::move(words))
        .relate(place_of_issue(), Note::issued_here);
  }

  Origin place_of_issue() const {
    for (const TransitionInfo& one : definition_.transitions)
      for (const DocumentRef& ref : one.documents)
        if (ref.id == document_->id && unit_.places != nullptr &&
            unit_.places->at(ref.pointer).file == unit_.places->file())
          return unit_.places->at(ref.pointer);
    return {unit_.expanded.file, "/id"};
  }

  const Unit& unit_;
  const Definition& definition_;
  const Environment& environment_;
  Told& told_;
  Report& report_;
  const Document* document_ = nullptr;
  cel::Record names_, in_text_;
  bool good_ = true;
};

void tell_unused(const Units& units, const Environment& environment, Report& report) {
  std::set<std::string> issued;
  for (const auto& [id, unit] : units.by_id)
    for (const auto& [name, document] : unit.definition->documents) issued.insert(name);
  for (const auto& [id, file] : environment.documents)
    if (file.compiled != nullptr && !issued.contains(id))
      report.add("unused_document", {file.file.path, "/id"}, {id});
}

}  // namespace

cel::Type type_of_paper() {
  static const cel::Type kType = [] {
    const cel::Type texts = cel::list_of(kString);
    cel::Record paper;
    paper.fields = {
        {"day", kString},
        may_lack("accepted", kString),
        {"basis", texts},
        {"remedies", kString},
        {"materials", list_of_records({{"id", kString}, {"title", kString}, {"status", kString}})},
        {"corrections",
         list_of_records({{"title", kString}, {"reason", kString}, may_lack("item", kString)})},
        {"deferred", list_of_records({{"title", kString},
                                      {"within", kString},
                                      {"consequence", kString},
                                      {"basis", texts},
                                      may_lack("due", kString),
                                      may_lack("item", kString)})},
        {"items", list_of_records({{"id", kString},
                                   {"title", kString},
                                   {"status", kString},
                                   {"outcome", kString},
                                   {"region", kString}})},
        may_lack("stop", cel::record_of({.fields = {{"title", kString},
                                                    {"period", kString},
                                                    {"since", kString},
                                                    {"basis", texts}}})),
        may_lack("result",
                 cel::record_of({.fields = {{"title", kString}, may_lack("validUntil", kString)}})),
        may_lack("commitment",
                 cel::record_of({.fields = {{"within", kString}, {"basis", texts}}}))};
    return cel::record_of(std::move(paper));
  }();
  return kType;
}

cel::Type event_of_document(const Definition& definition, std::string_view document) {
  const Issuers issuers = issuers_of(definition, document);
  std::optional<cel::Type> all;
  for (const int act : issuers.acts) {
    cel::Type one = done_by(definition, definition.acts[static_cast<size_t>(act)]);
    all = all ? cel::joined(*all, one) : std::move(one);
  }
  cel::Record record = all ? *all->fields : cel::Record{};
  if (issuers.engine || !all)
    for (KnownField& field : record.fields) field.may_be_absent = true;
  // One text serves many acts: what the law asks of some of them it may ask for everywhere.
  for (const char* name :
       {"by", "at", "opinion", "ground", "procedure", "days", "corrections", "officers"})
    if (record.find(name) == nullptr) record.fields.push_back(may_lack(name, cel::Type{}));
  return cel::record_of(std::move(record));
}

void check_documents(Units& units, const Environment& environment, Report& report) {
  Told told;
  bool sound = units.complete && !environment.documents.empty();
  for (const Kind kind : {Kind::duty, Kind::item, Kind::thing})
    for (auto& [id, unit] : units.by_id) {
      if (unit.definition == nullptr || unit.definition->kind != kind) continue;
      if (!DocumentTypes(units, unit, environment, told, report).run()) unit.definition.reset();
    }
  for (const auto& [id, unit] : units.by_id) sound = sound && unit.definition != nullptr;
  if (sound) tell_unused(units, environment, report);
}

}  // namespace yijian::definition
