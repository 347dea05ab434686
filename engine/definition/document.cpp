// Templates of documents read and checked by themselves: their shape, and the names they read.
#include "engine/definition/document.h"

#include <algorithm>
#include <array>

#include "engine/definition/draft.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kBracesOpen = "{{", kBracesClose = "}}";
constexpr std::array<std::string_view, 5> kRecipients = {"applicant", "co", "agent", "interested",
                                                         "department"};

// What stands behind the quote that opens a string of an expression, escapes minded.
size_t end_of_string(std::string_view text, size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

// Where the expression that begins at `at` ends: at its "}}", or npos. Strings and maps inside it
// may have brackets of their own.
size_t end_of_expression(std::string_view text, size_t at) {
  for (size_t depth = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = end_of_string(text, at);
      continue;
    }
    if (c == '}' && depth == 0)
      return text.substr(at, 2) == kBracesClose ? at : std::string_view::npos;
    if (c == '{') ++depth;
    if (c == '}') --depth;
    ++at;
  }
  return std::string_view::npos;
}

class DocumentReader {
 public:
  DocumentReader(const Node& node, Document& out) : node_(node), out_(out) {}

  void read() {
    out_.id = node_.text("id", Need::required);
    const Text title = node_.title("title");
    out_.title_zh = title.zh;
    out_.title_en = title.en;
    out_.word = node_.text("word");
    if (out_.word.size() > kMaxDocumentWordBytes)
      too_many(node_["word"], out_.word.size(), kMaxDocumentWordBytes, " bytes");
    read_recipients();
    read_copies();
    out_.seal = node_.flag("seal");
    read_body();
  }

 private:
  static void too_many(const Node& node, size_t found, size_t most, const std::string& unit) {
    node.fault("too_many", {std::to_string(found) + unit, std::to_string(most)});
  }

  void read_recipients() {
    if (!node_.has("to")) out_.to = {"applicant"};
    for (const Node& one : node_["to"].elements()) {
      const auto word = one.as_text();
      if (!word) continue;
      if (std::find(kRecipients.begin(), kRecipients.end(), *word) != kRecipients.end())
        out_.to.push_back(*word);
      else
        one.fault("invalid_value", {*word, "applicant co agent interested department"})
            .suggest(*word, {kRecipients.begin(), kRecipients.end()});
    }
    if (node_["to"].value().is_list() && node_["to"].value().list().empty())
      node_["to"].fault("wrong_type", {"[word]"});
  }

  void read_copies() {
    if (!node_.has("copies")) return;
    const Value copies = node_["copies"].value();
    const bool fits =
        copies.is_int() && copies.integer() >= 1 && copies.integer() <= kMaxDocumentCopies;
    if (fits)
      out_.copies = copies.integer();
    else
      node_["copies"].fault("wrong_type", {"1–" + std::to_string(kMaxDocumentCopies)});
  }

  void read_body() {
    if (!node_.has("body")) node_.fault("missing_key", {"body"});
    const std::vector<Node> lines = node_["body"].elements();
    if (lines.size() > kMaxBodyLines)
      return too_many(node_["body"], lines.size(), kMaxBodyLines, " lines");
    if (node_.has("body") && node_["body"].value().is_list() && lines.empty())
      node_["body"].fault("wrong_type", {"[line]"});
    for (const Node& line : lines) read_line(line);
    if (expressions_ > kMaxDocumentExpressions)
      too_many(node_["body"], expressions_, kMaxDocumentExpressions, " expressions");
  }

  void read_line(const Node& node) {
    Document::Line line;
    line.pointer = node.pointer();
    if (!node.value().is_map()) {
      if (const auto text = node.as_text()) read_pieces(node, *text, false, line);
    } else if (node.check_keys({"each", "when", "line"})) {
      const bool repeats = node.has("each");
      if (repeats == node.has("when")) node.fault("wrong_type", {"{each, line} {when, line}"});
      if (repeats) line.each = expression(node["each"], node["each"].as_text(), false);
      if (node.has("when")) line.when = expression(node["when"], node["when"].as_text(), false);
      if (!node.has("line"))
        node.fault("missing_key", {"line"});
      else if (const auto text = node["line"].as_text())
        read_pieces(node["line"], *text, repeats, line);
    }
    out_.body.push_back(std::move(line));
  }

  void read_pieces(const Node& node, std::string_view text, bool in_each, Document::Line& line) {
    if (text.size() > kMaxTemplateLineBytes)
      return too_many(node, text.size(), kMaxTemplateLineBytes, " bytes");
    size_t at = 0;
    while (at < text.size()) {
      const size_t open = std::min(text.find(kBracesOpen, at), text.size());
      std::string before(text.substr(at, open - at));
      if (before.find(kBracesClose) != std::string::npos)
        return unbalanced(node, before, kBracesClose);
      Document::Piece piece{std::move(before), std::nullopt};
      at = open;
      if (open < text.size()) {
        const size_t from = open + kBracesOpen.size();
        const size_t end = end_of_expression(text, from);
        if (end == std::string_view::npos) return unbalanced(node, text.substr(open), kBracesOpen);
        piece.value = expression(node, std::string(text.substr(from, end - from)), in_each);
        at = end + kBracesClose.size();
      }
      line.pieces.push_back(std::move(piece));
    }
  }

  static void unbalanced(const Node& node, std::string_view where, std::string_view which) {
    constexpr size_t kShown = 40;  // bytes, cut where a character begins
    size_t end = std::min(where.size(), kShown);
    while (end < where.size() && (static_cast<unsigned char>(where[end]) & 0xC0) == 0x80) ++end;
    node.fault("document_braces", {std::string(which), std::string(where.substr(0, end))});
  }

  std::optional<cel::Program> expression(const Node& node, const std::optional<std::string>& source,
                                         bool in_each) {
    if (!source) return std::nullopt;
    ++expressions_;
    Result<cel::Program> program = cel::compile(*source);
    if (!program) {
      const Error& error = program.error();
      node.fault(error.code, {(error.place.empty() ? "" : error.place + ": ") + error.detail});
      return std::nullopt;
    }
    for (const std::string& root : program->roots())
      if (!is_document_name(root, in_each) && !cel::names_type(root))
        node.fault("unknown_name", {root}).suggest(root, known_names(in_each));
    return *std::move(program);
  }

  static std::vector<std::string> known_names(bool in_each) {
    std::vector<std::string> names;
    for (const std::string_view name : cel_names())
      if (is_document_name(name, in_each)) names.emplace_back(name);
    names.emplace_back(kPaper);
    return names;
  }

  const Node& node_;
  Document& out_;
  size_t expressions_ = 0;
};

void note_names(const std::optional<cel::Program>& program, std::vector<std::string>& names) {
  if (!program) return;
  for (const std::string& root : program->roots())
    if (root != "each" && !cel::names_type(root) &&
        std::find(names.begin(), names.end(), root) == names.end())
      names.push_back(root);
}

}  // namespace

std::shared_ptr<const Document> compile_document(const Value& written, const std::string& file,
                                                 Report& report) {
  const size_t before = report.size();
  Draft draft{written, Map{}, Places(file), report};
  const Node node(written, "", draft);
  if (!node.check_keys({"$schema", "id", "title", "word", "body", "to", "copies", "seal"}))
    return nullptr;
  auto out = std::make_shared<Document>();
  out->file = file;
  DocumentReader(node, *out).read();
  if (report.size() != before) return nullptr;
  return out;
}

// `facts` are good for the step in which they were asked for; a document is read later too.
bool is_document_name(std::string_view name, bool in_each) {
  if (name == "each") return in_each;
  return name == kPaper || (is_cel_name(name) && name != "facts");
}

std::vector<std::string> names_read(const Document& document) {
  std::vector<std::string> names;
  for (const Document::Line& line : document.body) {
    note_names(line.each, names);
    note_names(line.when, names);
    for (const Document::Piece& piece : line.pieces) note_names(piece.value, names);
  }
  return names;
}

Issuers issuers_of(const Definition& definition, std::string_view document) {
  Issuers out;
  for (const TransitionInfo& one : definition.transitions)
    for (const DocumentRef& ref : one.documents) {
      if (ref.id != document) continue;
      if (one.act < 0)
        out.engine = true;
      else if (out.acts.empty() || out.acts.back() != one.act)
        out.acts.push_back(one.act);
    }
  std::sort(out.acts.begin(), out.acts.end());
  out.acts.erase(std::unique(out.acts.begin(), out.acts.end()), out.acts.end());
  return out;
}

}  // namespace yijian::definition
