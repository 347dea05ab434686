// A template of a document (文书) as data: what a paper says, with expressions where a case's own
// words go. Knows no running case: what its names mean is the caller's Scope.
//
// Number (文号), letterhead and signature are no part of the text: whoever serves the paper puts
// them on.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace yijian::definition {

class Report;
struct Definition;

// What the kernel knows for papers alone (casework/paper.h), as their expressions name it.
inline constexpr std::string_view kPaper = "paper";

// Of a template.
inline constexpr size_t kMaxBodyLines = 200;
inline constexpr size_t kMaxTemplateLineBytes = 12'288;
inline constexpr size_t kMaxDocumentExpressions = 500;
inline constexpr size_t kMaxDocumentWordBytes = 24;
inline constexpr int64_t kMaxDocumentCopies = 99;
// Of a document as it is written.
inline constexpr size_t kMaxWrittenLines = 2'000;
inline constexpr size_t kMaxWrittenBytes = 256 * 1024;

struct Document {
  // Some text, and the value that stands behind it.
  struct Piece {
    std::string text;
    std::optional<cel::Program> value;
  };
  struct Line {
    std::string pointer;               // into the file
    std::optional<cel::Program> each;  // a list: the line once for each, called `each`
    std::optional<cel::Program> when;  // the line only where this holds
    std::vector<Piece> pieces;
  };

  std::string id, file;
  std::string title_zh, title_en;
  std::string word;             // 机关性质字: the nature of the paper in its number
  std::vector<std::string> to;  // whom it is served on: applicant co agent interested department
  int64_t copies = 1;
  bool seal = false;  // it bears the office's seal
  std::vector<Line> body;
};

// The template written in a file (workflows/documents/D.json); null with the reasons in the report.
std::shared_ptr<const Document> compile_document(const Value& written, const std::string& file,
                                                 Report& report);

// Whether an expression of a document may read the name; `in_each`: `each` too.
bool is_document_name(std::string_view name, bool in_each);
// The names that its expressions read, each once, in order of appearance; `each` apart.
std::vector<std::string> names_read(const Document& document);

// How a document comes to be: by which acts, and whether the engine issues it too.
struct Issuers {
  std::vector<int> acts;  // indices into the definition's, ascending
  bool engine = false;    // a timer, a message, an eventless transition; a commitment's letter
};
Issuers issuers_of(const Definition& definition, std::string_view document);

// The text of a value within a line, in Chinese: a day or an instant as 2025年6月9日, a title as
// its zh, the elements of a list with 、 between, a truth as 是 or 否, what was erased as 已删除;
// line breaks as blanks. Errors: document_error for null and what has no text (a map without zh,
// bytes, a duration, a type); detail names the kind, never a value.
Result<std::string> text_of_value(const Value& value);

// The lines of the document. Pure. Errors: document_error (an expression fails, or gives what it
// must not; more than kMaxWrittenLines or kMaxWrittenBytes), its detail naming document and place.
Result<std::vector<std::string>> write_document(const Document& document, const cel::Scope& scope);

}  // namespace yijian::definition
