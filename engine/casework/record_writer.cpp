// FieldWriter: the outward half of record_fields.h.
#include "engine/casework/record_fields.h"

namespace yijian::casework {
namespace {

List as_list(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

}  // namespace

void FieldWriter::text(std::string_view key, const std::string& text) {
  if (!text.empty()) map_.append(Value(key), Value(text));
}

void FieldWriter::flag(std::string_view key, bool flag) {
  if (flag) map_.append(Value(key), Value(true));
}

void FieldWriter::unless_true(std::string_view key, bool flag) {
  if (!flag) map_.append(Value(key), Value(false));
}

void FieldWriter::free(std::string_view key, const Value& value) {
  if (!value.is_null()) map_.append(Value(key), value);
}

void FieldWriter::texts(std::string_view key, const std::vector<std::string>& texts) {
  if (!texts.empty()) always(key, texts);
}

void FieldWriter::list(std::string_view key, const List& list) {
  if (!list.empty()) always(key, list);
}

void FieldWriter::lists(std::string_view key,
                        const std::map<std::string, std::vector<std::string>>& lists) {
  if (lists.empty()) return;
  Map map;
  for (const auto& [name, texts] : lists) map.append(Value(name), Value(as_list(texts)));
  map_.append(Value(key), Value(std::move(map)));
}

void FieldWriter::instant(std::string_view key, const std::optional<Instant>& instant) {
  if (instant) always(key, *instant);
}

void FieldWriter::always(std::string_view key, const std::string& text) {
  map_.append(Value(key), Value(text));
}

void FieldWriter::always(std::string_view key, int64_t number) {
  map_.append(Value(key), Value(number));
}

void FieldWriter::always(std::string_view key, const List& list) {
  map_.append(Value(key), Value(list));
}

void FieldWriter::always(std::string_view key, const std::vector<std::string>& texts) {
  map_.append(Value(key), Value(as_list(texts)));
}

void FieldWriter::always(std::string_view key, Instant instant) {
  map_.append(Value(key), Value(format_instant(instant)));
}

void FieldWriter::always(std::string_view key, Day day) {
  map_.append(Value(key), Value(format_day(day)));
}

void FieldWriter::always(std::string_view key, const law::Limit& limit) {
  map_.append(Value(key), Value(law::format_limit(limit)));
}

void FieldWriter::always(std::string_view key, const law::Clock& clock) {
  FieldWriter inner;
  fields(inner, clock);
  map_.append(Value(key), inner.take());
}

void FieldWriter::always_map(std::string_view key, const Value& map) {
  map_.append(Value(key), map.is_null() ? Value(Map{}) : map);
}

}  // namespace yijian::casework
