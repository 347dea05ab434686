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

// Order by UTF-16 code units (RFC 8785 §3.2.3). It is the order of bytes unless one side has a
// surrogate pair (lead byte F0 and above) where the other has U+E000 to U+FFFF (EE and EF).
bool utf16_less(const std::string& a, const std::string& b) {
  const size_t shared = std::min(a.size(), b.size());
  size_t at = 0;
  while (at < shared && a[at] == b[at]) ++at;
  if (at == shared) return a.size() < b.size();
  constexpr unsigned char kFirstBeyond = 0xEE;
  const auto x = static_cast<unsigned char>(a[at]);
  const auto y = static_cast<unsigned char>(b[at]);
  if (x < kFirstBeyond && y < kFirstBeyond) return x < y;
  size_t i = at;  // a lead byte that differs, or a continuation: then step back to the lead
  while (i > 0 && (static_cast<unsigned char>(a[i]) & 0xC0) == 0x80) --i;
  size_t k = i;
  const char32_t p = next_code_point(a, i);
  const char32_t q = next_code_point(b, k);
  return first_unit(p) != first_unit(q) ? first_unit(p) < first_unit(q) : p < q;
}

bool entry_less(const Map::Entry& a, const Map::Entry& b) { return utf16_less(a.name(), b.name()); }

bool in_order(const Map& map) { return std::is_sorted(map.begin(), map.end(), entry_less); }

// The entries in order; a map that is in order already is not copied.
template <class Visit>
void visit_in_order(const Map& map, Visit&& visit) {
  if (in_order(map)) {
    for (const Map::Entry& entry : map) visit(entry);
    return;
  }
  std::vector<const Map::Entry*> entries;
  entries.reserve(map.size());
  for (const Map::Entry& entry : map) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return entry_less(*a, *b); });
  for (const Map::Entry* entry : entries) visit(*entry);
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
  visit_in_order(map, [&](const Map::Entry& entry) {
    if (!first) out += ',';
    first = false;
    append_quoted(out, entry.name());
    out += ':';
    append(out, entry.value);
  });
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
      ENSURE(false);  // canonical text is of tagged values
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

// Whether tag() would change the value or refuse it.
bool needs_tag(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::string:
      return false;
    case Value::Kind::integer:
      return value.integer() < -kMaxExact || value.integer() > kMaxExact;
    case Value::Kind::list:
      return std::any_of(value.list().begin(), value.list().end(), needs_tag);
    case Value::Kind::map:
      return std::any_of(value.map().begin(), value.map().end(), [](const Map::Entry& entry) {
        return !entry.key.is_string() || entry.name().starts_with('$') || needs_tag(entry.value);
      });
    default:
      return true;
  }
}

bool is_sorted_throughout(const Value& value) {
  if (value.is_list())
    return std::all_of(value.list().begin(), value.list().end(), is_sorted_throughout);
  if (!value.is_map()) return true;
  return in_order(value.map()) &&
         std::all_of(value.map().begin(), value.map().end(),
                     [](const Map::Entry& entry) { return is_sorted_throughout(entry.value); });
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
  constexpr size_t kUsualBytes = 1024;
  std::string out;
  out.reserve(kUsualBytes);
  append(out, value);
  return out;
}

Result<Value> tag(const Value& value) {
  if (!needs_tag(value)) return value;
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
    case Value::Kind::type:
      return Error{.code = "not_recordable", .detail = "a type, which lives in expressions alone"};
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
  if (is_sorted_throughout(value)) return value;
  if (value.is_list()) {
    List out;
    out.reserve(value.list().size());
    for (const Value& element : value.list()) out.push_back(sorted(element));
    return out;
  }
  if (!value.is_map()) return value;
  Map out;
  visit_in_order(value.map(),
                 [&](const Map::Entry& entry) { out.append(entry.key, sorted(entry.value)); });
  return out;
}

}  // namespace yijian
