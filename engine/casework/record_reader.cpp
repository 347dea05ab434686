// FieldReader: the inward half of record_fields.h. A record comes from a disk that anyone may have
// written to: nothing is believed.
#include "engine/base/json.h"
#include "engine/casework/record_fields.h"

namespace yijian::casework {

Error malformed_record(std::string detail, std::string pointer) {
  return {.code = "malformed_record", .detail = std::move(detail), .pointer = std::move(pointer)};
}

const Value& erased_value() {
  static const Value erased = Map{{"$erased", true}};
  return erased;
}

bool is_erased(const Value& value) {
  return value.is_map() && &value.map() == &erased_value().map();
}

FieldReader::FieldReader(const Value& record, std::string pointer)
    : record_(record), pointer_(std::move(pointer)) {
  if (!record.is_map()) error_ = malformed_record("no object", pointer_);
}

std::string FieldReader::below(std::string_view key) const {
  return pointer_ + "/" + pointer_token(key);
}

void FieldReader::fail(std::string_view key, std::string detail) {
  if (!error_) error_ = malformed_record(std::move(detail), below(key));
}

const Value* FieldReader::take(std::string_view key) {
  const Value* const value = record_.find(key);
  if (value != nullptr) ++taken_;
  return value;
}

const Value* FieldReader::need(std::string_view key) {
  const Value* const value = take(key);
  if (value == nullptr) fail(key, "missing");
  return value;
}

Status FieldReader::status() const {
  if (error_) return *error_;
  if (taken_ != record_.map().size()) return malformed_record("an unknown key", pointer_);
  return {};
}

bool FieldReader::read_text(std::string_view key, const Value& value, std::string& text) {
  if (is_erased(value)) {
    text = kErasedText;
    return true;
  }
  if (!value.is_string()) {
    fail(key, "no text");
    return false;
  }
  text = value.string();
  return true;
}

void FieldReader::read_texts(std::string_view key, const Value& value,
                             std::vector<std::string>& texts) {
  if (!value.is_list()) return fail(key, "no list");
  texts.reserve(value.list().size());
  for (const Value& element : value.list())
    if (!read_text(key, element, texts.emplace_back())) return;
}

void FieldReader::read_list(std::string_view key, const Value& value, List& list) {
  if (is_erased(value)) {
    list = {value};
    return;
  }
  if (!value.is_list()) return fail(key, "no list");
  list = value.list();
}

void FieldReader::text(std::string_view key, std::string& text) {
  const Value* const value = take(key);
  if (value != nullptr && read_text(key, *value, text) && text.empty()) fail(key, "empty");
}

void FieldReader::flag(std::string_view key, bool& flag) {
  const Value* const value = take(key);
  if (value == nullptr) return;
  flag = *value == Value(true);
  if (!flag) fail(key, "not true");
}

void FieldReader::unless_true(std::string_view key, bool& flag) {
  const Value* const value = take(key);
  flag = value == nullptr;
  if (!flag && *value != Value(false)) fail(key, "not false");
}

void FieldReader::free(std::string_view key, Value& value) {
  const Value* const found = take(key);
  if (found == nullptr) return;
  if (found->is_null()) fail(key, "null");
  value = *found;
}

void FieldReader::texts(std::string_view key, std::vector<std::string>& texts) {
  const Value* const value = take(key);
  if (value == nullptr) return;
  read_texts(key, *value, texts);
  if (texts.empty()) fail(key, "empty");
}

void FieldReader::list(std::string_view key, List& list) {
  const Value* const value = take(key);
  if (value == nullptr) return;
  read_list(key, *value, list);
  if (list.empty()) fail(key, "empty");
}

void FieldReader::lists(std::string_view key,
                        std::map<std::string, std::vector<std::string>>& lists) {
  const Value* const value = take(key);
  if (value == nullptr) return;
  if (!value->is_map() || value->map().empty()) return fail(key, "no object, or empty");
  for (const Map::Entry& entry : value->map()) read_texts(key, entry.value, lists[entry.name()]);
  if (lists.size() != value->map().size()) fail(key, "a key twice");
}

void FieldReader::instant(std::string_view key, std::optional<Instant>& instant) {
  if (has(key)) always(key, instant.emplace());
}

void FieldReader::always(std::string_view key, std::string& text) {
  if (const Value* const value = need(key)) read_text(key, *value, text);
}

void FieldReader::always(std::string_view key, int64_t& number) {
  const Value* const value = need(key);
  if (value == nullptr) return;
  if (!value->is_int()) return fail(key, "no integer");
  number = value->integer();
}

void FieldReader::always(std::string_view key, List& list) {
  if (const Value* const value = need(key)) read_list(key, *value, list);
}

void FieldReader::always(std::string_view key, std::vector<std::string>& texts) {
  if (const Value* const value = need(key)) read_texts(key, *value, texts);
}

void FieldReader::always(std::string_view key, Instant& instant) {
  const Value* const value = need(key);
  if (value == nullptr) return;
  const auto read = value->is_string() ? parse_instant(value->string()) : malformed_record("");
  if (!read || format_instant(*read) != value->string()) return fail(key, "no instant");
  instant = *read;
}

void FieldReader::always(std::string_view key, Day& day) {
  const Value* const value = need(key);
  if (value == nullptr) return;
  const auto read = value->is_string() ? parse_day(value->string()) : malformed_record("");
  if (!read || format_day(*read) != value->string()) return fail(key, "no day");
  day = *read;
}

void FieldReader::always(std::string_view key, law::Limit& limit) {
  const Value* const value = need(key);
  if (value == nullptr) return;
  const auto read = value->is_string() ? law::parse_limit(value->string()) : malformed_record("");
  if (!read || law::format_limit(*read) != value->string()) return fail(key, "no limit");
  limit = *read;
}

void FieldReader::always(std::string_view key, law::Clock& clock) {
  if (const Value* const value = need(key)) clock = read_part<law::Clock>(*value, below(key));
}

void FieldReader::always_map(std::string_view key, Value& map) {
  const Value* const value = need(key);
  if (value == nullptr) return;
  if (!value->is_map()) return fail(key, "no object");
  map = *value;
}

}  // namespace yijian::casework
