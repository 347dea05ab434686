// What is asked of people beside the form: guide and materials.
#include <algorithm>

#include "engine/base/json.h"
#include "engine/definition/compile.h"
#include "engine/definition/guards.h"

namespace yijian::definition {
namespace {

// False: the part never applies. A condition on constants alone is decided here.
bool read_when(const Node& node, std::optional<cel::Program>& when) {
  const Value* written = node.value().find("when");
  if (written == nullptr) return true;
  if (const auto truth = constant_truth(*written, node.draft().constants)) return *truth;
  when = node.program("when");
  return true;
}

void read_options(const Node& node, Question& question) {
  const Value& written = node.value();
  if (!written.is_string()) {
    for (const auto& [value, text] : node.members())
      question.options.emplace_back(value, text.as_title());
  } else {  // "tables.regions": the rows' titles
    constexpr std::string_view kTables = "tables.";
    const std::string& text = written.string();
    const Value* tables = node.draft().constants.find("tables");
    const Value* table =
        text.starts_with(kTables) ? tables->find(text.substr(kTables.size())) : nullptr;
    if (table == nullptr) {
      node.fault("unknown_table", {text}).suggest(text, prefixed(kTables, keys_of(*tables)));
      return;
    }
    for (const Map::Entry& row : table->map()) {
      const Value* title = row.value.find("title");
      if (title == nullptr)
        node.fault("missing_key", {row.name() + ".title"});
      else
        question.options.emplace_back(row.name(), Text{title->text("zh"), title->text("en")});
    }
  }
  if (question.options.empty()) node.fault("wrong_type", {"{value: {zh, en}}"});
}

// Where the id stands first: an entry before this one in its list.
void duplicate(const Node& node, const std::string& id) {
  Finding& finding = node.fault("duplicate_item", {id});
  const std::string entry = node.pointer().substr(0, node.pointer().rfind('/'));
  const std::string list = entry.substr(0, entry.rfind('/'));
  const Value* entries = at_pointer(node.draft().value, list);
  if (entries == nullptr || !entries->is_list()) return;
  for (size_t i = 0; i < entries->list().size(); ++i) {
    const std::string at = list + "/" + std::to_string(i);
    if (at == entry || entries->list()[i].text("id") != id) continue;
    finding.relate(node.draft().places.at(at + "/id"), Note::first_here);
    return;
  }
}

// A default is an option, or a list of options where many may be chosen.
void read_default(const Node& node, Question& question) {
  const auto is_option = [&](const Value& value) {
    return value.is_string() &&
           std::any_of(question.options.begin(), question.options.end(),
                       [&](const auto& option) { return option.first == value.string(); });
  };
  const Value& value = node.value();
  const bool fits = question.many ? value.is_list() && std::all_of(value.list().begin(),
                                                                   value.list().end(), is_option)
                                  : is_option(value);
  if (fits)
    question.otherwise = value;
  else
    node.fault("invalid_value", {"default", question.many ? "[option]" : "option"});
}

void read_question(const Node& written, const Value& dictionary, Definition& out) {
  const auto found = resolved(written, dictionary, Section::questions);
  if (!found) return;
  const Node& node = *found;
  if (!node.check_keys({"id", "ask", "choose", "options", "when", "default", "hint"})) return;
  Question question;
  question.id = node.text("id", Need::required);
  question.ask = node.title("ask");
  if (node.has("hint")) node.title("hint");
  if (!node.has("choose")) node.fault("missing_key", {"choose"});
  question.many = node.word("choose", {"one", "many"}, "one") == "many";
  if (node.has("options"))
    read_options(node["options"], question);
  else
    node.fault("missing_key", {"options"});
  if (!read_when(node, question.when)) return;
  if (node.has("default")) read_default(node["default"], question);
  for (const Question& other : out.guide)
    if (other.id == question.id) duplicate(node["id"], question.id);
  out.guide.push_back(std::move(question));
}

void read_source(const Node& node, Material& material) {
  const std::string source = node.text("source");
  const size_t colon = source.find(':');
  const std::string word = source.substr(0, colon);
  const bool named = colon != std::string::npos && colon + 1 < source.size();
  if (source.empty() || source == "applicant") return;
  if (source == "office") {
    material.source = Source::office;
  } else if (named && (word == "licence" || word == "registry")) {
    material.source = word == "licence" ? Source::licence : Source::registry;
    material.source_name = source.substr(colon + 1);
  } else {
    node["source"].fault("invalid_value", {source, "applicant licence:T registry:R office"});
  }
}

void read_material(const Node& written, const Value& dictionary, Definition& out) {
  const auto found = resolved(written, dictionary, Section::materials);
  if (!found) return;
  const Node& node = *found;
  if (!node.check_keys({"id", "title", "need", "when", "source", "original", "copies", "deferrable",
                        "promisable", "sensitivity", "basis", "hint"}))
    return;
  Material material;
  material.id = node.text("id", Need::required);
  material.title = node.title("title");
  if (node.has("hint")) node.title("hint");
  material.required = node.word("need", {"required", "optional"}, "required") == "required";
  read_source(node, material);
  material.original = node.flag("original");
  if (node.has("copies") && !node["copies"].value().is_int())
    node["copies"].fault("wrong_type", {"integer"});
  material.deferrable = node.flag("deferrable");
  material.promisable = node.flag("promisable");
  material.personal = node.word("sensitivity", {"personal"}, "") == "personal";
  node.basis("basis");
  if (!read_when(node, material.when)) return;
  if (out.material(material.id) != nullptr) duplicate(node["id"], material.id);
  out.materials.push_back(std::move(material));
}

}  // namespace

void read_guide(const Node& node, const Value& dictionary, Definition& out) {
  for (const Node& question : node["guide"].elements()) read_question(question, dictionary, out);
}

void read_materials(const Node& node, const Value& dictionary, Definition& out) {
  for (const Node& material : node["materials"].elements())
    read_material(material, dictionary, out);
}

}  // namespace yijian::definition
