#include "engine/definition/draft.h"

#include <algorithm>
#include <array>

#include "engine/base/json.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 17> kCelNames = {
    "form",  "guide", "materials", "parties", "applicant", "case", "vars",   "event",  "items",
    "clock", "acts",  "licence",   "facts",   "with",      "each", "tables", "context"};
constexpr std::array<std::string_view, 10> kRoles = {
    "applicant", "clerk",      "reviewer", "approver",   "head",
    "governor",  "supervisor", "auditor",  "integrator", "admin"};
constexpr std::string_view kSystem = "system";

std::string joined(std::initializer_list<std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
  return out;
}

}  // namespace

Finding& mend_limit(Finding& finding, std::string_view written) {
  std::string tidy;
  for (const char c : written)
    if (c != ' ') tidy += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  const size_t unit = std::min(tidy.find_first_not_of("0123456789"), tidy.size());
  if (unit == 0) return finding;
  if (law::parse_limit(tidy)) return finding.replace(to_json(Value(tidy)));
  const std::string number = tidy.substr(0, unit), word = tidy.substr(unit);
  for (const auto& [prefix, meant] : {std::pair<std::string_view, std::string_view>{"month", "mo"},
                                      {"mon", "mo"},
                                      {"year", "y"},
                                      {"hour", "h"},
                                      {"min", "m"},
                                      {"sec", "s"},
                                      {"work", "wd"},
                                      {"day", "wd"}})
    if (word.starts_with(prefix)) return finding.propose(number + std::string(meant));
  return finding;
}

std::span<const std::string_view> cel_names() { return kCelNames; }

bool is_cel_name(std::string_view name) {
  return std::find(kCelNames.begin(), kCelNames.end(), name) != kCelNames.end();
}

const std::vector<std::string>& role_names() {
  static const std::vector<std::string> kNames(kRoles.begin(), kRoles.end());
  return kNames;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> prefixed(std::string_view prefix, std::vector<std::string> names) {
  for (std::string& name : names) name.insert(0, prefix);
  return names;
}

std::vector<std::string> keys_of(const Value& map) {
  std::vector<std::string> keys;
  if (map.is_map())
    for (const Map::Entry& entry : map.map()) keys.push_back(entry.name());
  return keys;
}

void check_expression(Draft& draft, const cel::Program& program, std::string_view pointer, Use use,
                      int transition) {
  for (const std::string& root : program.roots())
    if (!is_cel_name(root) && !cel::names_type(root))
      draft.fault("unknown_name", pointer, {root})
          .suggest(root, {kCelNames.begin(), kCelNames.end()});
  draft.expressions.push_back({program.source(), draft.places.at(pointer), use, transition});
}

bool is_role(std::string_view role) {
  return role == kSystem || std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

Node Node::operator[](std::string_view key) const {
  const Value* member = value_.find(key);
  return {member == nullptr ? Value() : *member, pointer_ + "/" + pointer_token(key), *draft_};
}

std::vector<Node> Node::elements() const {
  std::vector<Node> out;
  if (value_.is_list())
    for (size_t i = 0; i < value_.list().size(); ++i)
      out.push_back({value_.list()[i], pointer_ + "/" + std::to_string(i), *draft_});
  else if (!value_.is_null())
    fault("wrong_type", {"[ ]"});
  return out;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  std::vector<std::pair<std::string, Node>> out;
  if (value_.is_map())
    for (const Map::Entry& entry : value_.map())
      out.emplace_back(entry.name(), (*this)[entry.name()]);
  else if (!value_.is_null())
    fault("wrong_type", {"{ }"});
  return out;
}

bool Node::check_keys(std::initializer_list<std::string_view> known) const {
  if (!value_.is_map()) {
    fault("wrong_type", {"{ }"});
    return false;
  }
  for (const Map::Entry& entry : value_.map())
    if (std::find(known.begin(), known.end(), entry.name()) == known.end())
      (*this)[entry.name()]
          .fault("unknown_key", {entry.name()})
          .suggest(entry.name(), {known.begin(), known.end()});
    else if (entry.value.is_null())
      (*this)[entry.name()].fault("wrong_type", {"not null"});
  return true;
}

bool Node::absent(std::string_view key, Need need) const {
  if (has(key)) return false;
  if (need == Need::required) fault("missing_key", {std::string(key)});
  return true;
}

std::optional<std::string> Node::as_text() const {
  if (value_.is_string() && !value_.string().empty()) return value_.string();
  fault("wrong_type", {"string"});
  return std::nullopt;
}

std::string Node::text(std::string_view key, Need need) const {
  if (absent(key, need)) return "";
  return (*this)[key].as_text().value_or("");
}

std::string Node::word(std::string_view key, std::initializer_list<std::string_view> choices,
                       std::string_view otherwise) const {
  if (!has(key)) return std::string(otherwise);
  const auto text = (*this)[key].as_text();
  if (!text || std::find(choices.begin(), choices.end(), *text) != choices.end())
    return text.value_or(std::string(otherwise));
  (*this)[key]
      .fault("invalid_value", {*text, joined(choices)})
      .suggest(*text, {choices.begin(), choices.end()});
  return std::string(otherwise);
}

bool Node::flag(std::string_view key, bool otherwise) const {
  if (!has(key)) return otherwise;
  const Node member = (*this)[key];
  if (member.value().is_bool()) return member.value().boolean();
  member.fault("wrong_type", {"true false"});
  return otherwise;
}

std::vector<std::string> Node::texts(std::string_view key) const {
  std::vector<std::string> out;
  for (const Node& element : (*this)[key].elements())
    if (auto text = element.as_text()) out.push_back(std::move(*text));
  return out;
}

Text Node::as_title() const {
  if (!check_keys({"zh", "en"})) return {};
  return {text("zh", Need::required), text("en", Need::required)};
}

Text Node::title(std::string_view key, Need need) const {
  return absent(key, need) ? Text{} : (*this)[key].as_title();
}

std::optional<cel::Program> Node::as_program(Use use) const {
  const auto source = as_text();
  if (!source) return std::nullopt;
  Result<cel::Program> program = cel::compile(*source);
  if (!program) {
    const Error& error = program.error();
    fault(error.code, {error.place.empty() ? error.detail : error.place + ": " + error.detail});
    return std::nullopt;
  }
  check_expression(*draft_, *program, pointer_, use);
  return std::move(*program);
}

std::optional<cel::Program> Node::program(std::string_view key, Use use) const {
  if (!has(key)) return std::nullopt;
  return (*this)[key].as_program(use);
}

std::optional<law::Limit> Node::limit(std::string_view key, Need need) const {
  if (absent(key, need)) return std::nullopt;
  const auto source = (*this)[key].as_text();
  if (!source) return std::nullopt;
  Result<law::Limit> limit = law::parse_limit(*source);
  if (limit) return *limit;
  mend_limit((*this)[key].fault("invalid_limit", {*source}), *source);
  return std::nullopt;
}

std::vector<Basis> Node::basis(std::string_view key, Need need) const {
  std::vector<Basis> out;
  if (absent(key, need)) return out;
  for (const Node& entry : (*this)[key].elements()) {
    if (!entry.check_keys({"law", "article", "sample"})) continue;
    out.push_back({entry.text("law", Need::required), entry.text("article"), entry.flag("sample")});
  }
  if (need == Need::required && out.empty()) (*this)[key].fault("wrong_type", {"[{law, article}]"});
  return out;
}

}  // namespace yijian::definition
