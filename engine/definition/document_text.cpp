// A document written: values as Chinese text, lines one by one, both within limits.
#include <algorithm>

#include "engine/base/text.h"
#include "engine/base/time.h"
#include "engine/definition/document.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kBetween = "、";
constexpr size_t kDayBytes = 10;  // of 2025-06-09
constexpr int kMaxNesting = 8;    // of lists

std::string in_chinese(Day day) {
  const Civil civil = civil_from_day(day);
  return std::to_string(civil.year) + "年" + std::to_string(civil.month) + "月" +
         std::to_string(civil.day) + "日";
}

// A text that is a day, or an instant, is one: forms and clocks have them so.
std::optional<Day> day_in(const std::string& text) {
  if (text.size() < kDayBytes || text[0] < '0' || text[0] > '9' || text[4] != '-')
    return std::nullopt;
  if (text.size() == kDayBytes) {
    const Result<Day> day = parse_day(text);
    return day ? std::optional(*day) : std::nullopt;
  }
  if (text[kDayBytes] != 'T') return std::nullopt;
  const Result<Instant> instant = parse_instant(text);
  return instant ? std::optional(day_of(*instant)) : std::nullopt;
}

// One line stays one line, whatever stands in a value.
std::string without_breaks(const std::string& text) {
  std::string out = text;
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return out;
}

Error no_text(const std::string& what) {
  return {.code = "document_error", .detail = what + " has no text"};
}

Result<std::string> text_of(const Value& value, int depth);

Result<std::string> text_of_list(const List& list, int depth) {
  std::string out;
  if (depth >= kMaxNesting) return no_text("a list in lists");
  for (const Value& one : list) {
    const Result<std::string> text = text_of(one, depth + 1);
    if (!text) return text.error();
    out += (&one == list.data() ? "" : std::string(kBetween)) + *text;
    if (out.size() > kMaxWrittenBytes)
      return Error{.code = "document_error", .detail = "a list that is too long"};
  }
  return out;
}

Result<std::string> text_of_map(const Value& map) {
  if (const Value* erased = map.find("$erased"); erased != nullptr) return std::string("已删除");
  const Value* zh = map.find("zh");
  if (zh == nullptr || !zh->is_string()) return no_text("a map without zh");
  return without_breaks(zh->string());
}

Result<std::string> text_of(const Value& value, int depth) {
  switch (value.kind()) {
    case Value::Kind::string: {
      const auto day = day_in(value.string());
      return day ? in_chinese(*day) : without_breaks(value.string());
    }
    case Value::Kind::integer:
      return std::to_string(value.integer());
    case Value::Kind::uinteger:
      return std::to_string(value.uinteger());
    case Value::Kind::real:
      return format_double(value.real());
    case Value::Kind::boolean:
      return std::string(value.boolean() ? "是" : "否");
    case Value::Kind::timestamp:
      return in_chinese(day_of(Instant{value.timestamp().seconds * 1'000}));
    case Value::Kind::list:
      return text_of_list(value.list(), depth);
    case Value::Kind::map:
      return text_of_map(value);
    default:
      return no_text(std::string(cel::name_of(value.kind())));
  }
}

class EachScope : public cel::Scope {
 public:
  EachScope(const cel::Scope& inner, const Value& each) : inner_(inner), each_(each) {}
  std::optional<Value> find(std::string_view name) const override {
    return name == "each" ? std::optional(each_) : inner_.find(name);
  }
  bool in_state(std::string_view id) const override { return inner_.in_state(id); }

 private:
  const cel::Scope& inner_;
  const Value& each_;
};

class DocumentWriter {
 public:
  DocumentWriter(const Document& document, const cel::Scope& scope)
      : document_(document), scope_(scope) {}

  Result<std::vector<std::string>> write() && {
    for (const Document::Line& line : document_.body)
      if (Status status = add(line); !status) return status.error();
    return std::move(lines_);
  }

 private:
  Error wrong(const Document::Line& line, const std::string& what) const {
    return {.code = "document_error",
            .detail = "document " + document_.id + line.pointer + ": " + what};
  }

  Status add(const Document::Line& line) {
    if (line.when) {
      const Result<bool> wanted = cel::evaluate_bool(*line.when, scope_);
      if (!wanted) return wrong(line, wanted.error().detail);
      if (!*wanted) return {};
    }
    if (!line.each) return add_one(line, scope_);
    const Result<Value> all = cel::evaluate(*line.each, scope_);
    if (!all) return wrong(line, all.error().detail);
    if (!all->is_list()) return wrong(line, "each is no list");
    for (const Value& one : all->list())
      if (Status status = add_one(line, EachScope(scope_, one)); !status) return status;
    return {};
  }

  Status add_one(const Document::Line& line, const cel::Scope& scope) {
    std::string text;
    for (const Document::Piece& piece : line.pieces) {
      text += piece.text;
      if (!piece.value) continue;
      const Result<Value> value = cel::evaluate(*piece.value, scope);
      if (!value) return wrong(line, piece.value->source() + ": " + value.error().detail);
      const Result<std::string> shown = text_of_value(*value);
      if (!shown) return wrong(line, piece.value->source() + ": " + shown.error().detail);
      text += *shown;
      if (text.size() > kMaxWrittenBytes) return wrong(line, "the document is too long");
    }
    bytes_ += text.size();
    lines_.push_back(std::move(text));
    if (lines_.size() > kMaxWrittenLines || bytes_ > kMaxWrittenBytes)
      return wrong(line, "the document is too long");
    return {};
  }

  const Document& document_;
  const cel::Scope& scope_;
  std::vector<std::string> lines_;
  size_t bytes_ = 0;
};

}  // namespace

Result<std::string> text_of_value(const Value& value) { return text_of(value, 0); }

Result<std::vector<std::string>> write_document(const Document& document, const cel::Scope& scope) {
  return DocumentWriter(document, scope).write();
}

}  // namespace yijian::definition
