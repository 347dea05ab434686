#include "engine/base/canonical.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/digest.h"
#include "engine/base/text.h"
#include "engine/base/utf8.h"

namespace yijian {
namespace {

constexpr int64_t kMaxExact = (int64_t{1} << 53) - 1;

// The first UTF-16 code unit of a code point: what decides between two that differ.
char32_t first_unit(char32_t point) {
  return point > 0xFFFF ? 0xD800 + ((point - 0x10000) >> 10) : point;
}

// Order by UTF-16 code units (RFC 8785 §3.2.3).
bool utf16_less(const std::string& a, const std::string& b) {
  size_t i = 0;
  size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const char32_t x = next_code_point(a, i);
    const char32_t y = next_code_point(b, j);
    if (x == y) continue;
    return first_unit(x) != first_unit(y) ? first_unit(x) < first_unit(y) : x < y;
  }
  return i >= a.size() && j < b.size();
}

using Entries = std::vector<const Map::Entry*>;

Entries in_order(const Map& map) {
  Entries entries;
  entries.reserve(map.size());
  for (const Map::Entry& entry : map) entries.push_back(&entry);
  const auto less = [](const auto* a, const auto* b) { return utf16_less(a->name(), b->name()); };
  if (!std::is_sorted(entries.begin(), entries.end(), less))
    std::sort(entries.begin(), entries.end(), less);
  return entries;
}

void append(std::string& out, const Value& value);

void append_list(std::string& out, const List& list) {
  out += '[';
  for (size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    append(out, list[i]);
  }
  out += ']';
}

void append_map(std::string& out, const Map& map) {
  out += '{';
  bool first = true;
  for (const Map::Entry* entry : in_order(map)) {
    if (!first) out += ',';
    first = false;
    append_quoted(out, entry->name());
    out += ':';
    append(out, entry->value);
  }
  out += '}';
}

void append_integer(std::string& out, int64_t number) {
  char text[24];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  out.append(text, end);
}

void append(std::string& out, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      out += "null";
      return;
    case Value::Kind::boolean:
      out += value.boolean() ? "true" : "false";
      return;
    case Value::Kind::integer:
      append_integer(out, value.integer());
      return;
    case Value::Kind::real:
      out += format_double(value.real());
      return;
    case Value::Kind::string:
      append_quoted(out, value.string());
      return;
    case Value::Kind::list:
      append_list(out, value.list());
      return;
    case Value::Kind::map:
      append_map(out, value.map());
      return;
    default:
      ENSURE(!"canonical text is of tagged values");
  }
}

Value tagged(std::string_view name, std::string text) {
  Map map;
  map.append(Value(name), Value(std::move(text)));
  return map;
}

Value tag_real(double number) {
  if (std::isnan(number)) return tagged("$double", "NaN");
  if (std::isinf(number)) return tagged("$double", number > 0 ? "Infinity" : "-Infinity");
  if (number == 0 && std::signbit(number)) return tagged("$double", "-0");
  std::string text = format_double(number);
  if (text.find_first_of(".e") != std::string::npos) return Value(number);
  return tagged("$double", std::move(text));
}

Result<Value> tag_map(const Map& map) {
  Map out;
  for (const Map::Entry& entry : map) {
    if (!entry.key.is_string())
      return Error{.code = "not_recordable", .detail = "a map key that is no string"};
    Result<Value> value = tag(entry.value);
    if (!value) return value;
    const bool dollar = entry.name().starts_with('$');
    out.append(dollar ? Value("$" + entry.name()) : entry.key, *std::move(value));
  }
  return Value(std::move(out));
}

Error malformed(std::string detail) {
  return {.code = "malformed_record", .detail = std::move(detail)};
}

template <class T>
bool read_number(const std::string& text, T& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Result<Value> untag_real(const std::string& text) {
  if (text == "NaN") return Value(std::nan(""));
  if (text == "Infinity" || text == "-Infinity")
    return Value(text.front() == '-' ? -HUGE_VAL : HUGE_VAL);
  double number = 0;
  if (!read_number(text, number)) return malformed("$double");
  return Value(number);
}

// {"$kind": text} back to its value.
Result<Value> untag_one(const std::string& kind, const std::string& text) {
  if (kind == "$double") return untag_real(text);
  if (kind == "$uint") {
    uint64_t number = 0;
    if (read_number(text, number)) return Value(number);
  } else if (kind == "$int") {
    int64_t number = 0;
    if (read_number(text, number)) return Value(number);
  } else if (kind == "$bytes") {
    if (const auto bytes = unbase64(text)) return Value(Bytes{*bytes});
  } else if (kind == "$timestamp") {
    if (const auto timestamp = parse_timestamp(text)) return Value(*timestamp);
  } else if (kind == "$duration") {
    if (const auto duration = parse_duration(text)) return Value(*duration);
  }
  return malformed(kind);
}

Result<Value> untag_map(const Map& map) {
  if (map.size() == 1) {
    const Map::Entry& only = *map.begin();
    const std::string& key = only.name();
    if (key.starts_with('$') && !key.starts_with("$$")) {
      if (!only.value.is_string()) return malformed(key);
      return untag_one(key, only.value.string());
    }
  }
  Map out;
  for (const Map::Entry& entry : map) {
    Result<Value> value = untag(entry.value);
    if (!value) return value;
    const std::string& key = entry.name();
    if (key.starts_with('$') && !key.starts_with("$$")) return malformed(key);
    out.append(key.starts_with("$$") ? Value(key.substr(1)) : entry.key, *std::move(value));
  }
  return Value(std::move(out));
}

}  // namespace

std::string canonical_text(const Value& value) {
  std::string out;
  append(out, value);
  return out;
}

Result<Value> tag(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::real:
      return tag_real(value.real());
    case Value::Kind::uinteger:
      return tagged("$uint", std::to_string(value.uinteger()));
    case Value::Kind::bytes:
      return tagged("$bytes", base64(value.bytes().data));
    case Value::Kind::timestamp:
      return tagged("$timestamp", format_timestamp(value.timestamp()));
    case Value::Kind::duration:
      return tagged("$duration", format_duration(value.duration()));
    case Value::Kind::map:
      return tag_map(value.map());
    case Value::Kind::integer: {
      const int64_t number = value.integer();
      const bool exact = number >= -kMaxExact && number <= kMaxExact;
      return exact ? value : tagged("$int", std::to_string(number));
    }
    case Value::Kind::list: {
      List out;
      out.reserve(value.list().size());
      for (const Value& element : value.list()) {
        Result<Value> inner = tag(element);
        if (!inner) return inner;
        out.push_back(*std::move(inner));
      }
      return Value(std::move(out));
    }
    default:
      return value;
  }
}

Result<Value> untag(const Value& value) {
  if (value.is_map()) return untag_map(value.map());
  if (!value.is_list()) return value;
  List out;
  out.reserve(value.list().size());
  for (const Value& element : value.list()) {
    Result<Value> inner = untag(element);
    if (!inner) return inner;
    out.push_back(*std::move(inner));
  }
  return Value(std::move(out));
}

Value sorted(const Value& value) {
  if (value.is_list()) {
    List out;
    out.reserve(value.list().size());
    for (const Value& element : value.list()) out.push_back(sorted(element));
    return out;
  }
  if (!value.is_map()) return value;
  Map out;
  for (const Map::Entry* entry : in_order(value.map()))
    out.append(entry->key, sorted(entry->value));
  return out;
}

}  // namespace yijian
