#include "engine/cel/compare.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace yijian::cel {
namespace {

constexpr size_t kEntriesPerStep = 8;  // of a list or map looked through

// The order of an integer and a finite double whose whole part the integer's type can hold.
template <class Integer>
std::partial_ordering with_whole_part(Integer a, double b) {
  const double whole = std::trunc(b);
  const auto order = a <=> static_cast<Integer>(whole);
  return order != 0 ? order : whole <=> b;
}

std::partial_ordering mixed(int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwoTo63) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  return with_whole_part(a, b);
}

std::partial_ordering mixed(uint64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwoTo64) return std::partial_ordering::less;
  if (b < 0) return std::partial_ordering::greater;
  return with_whole_part(a, b);
}

std::partial_ordering mixed(int64_t a, uint64_t b) {
  return a < 0 ? std::partial_ordering::less : static_cast<uint64_t>(a) <=> b;
}

template <class Number>
std::partial_ordering ordered(Number a, const Value& b) {
  switch (b.kind()) {
    case Value::Kind::integer:
      if constexpr (std::is_same_v<Number, int64_t>)
        return a <=> b.integer();
      else
        return 0 <=> mixed(b.integer(), a);
    case Value::Kind::uinteger:
      if constexpr (std::is_same_v<Number, int64_t>)
        return mixed(a, b.uinteger());
      else if constexpr (std::is_same_v<Number, uint64_t>)
        return a <=> b.uinteger();
      else
        return 0 <=> mixed(b.uinteger(), a);
    default:
      if constexpr (std::is_same_v<Number, double>)
        return a <=> b.real();
      else
        return mixed(a, b.real());
  }
}

std::partial_ordering number_order(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Value::Kind::integer:
      return ordered(a.integer(), b);
    case Value::Kind::uinteger:
      return ordered(a.uinteger(), b);
    default:
      return ordered(a.real(), b);
  }
}

bool equal_text(const std::string& a, const std::string& b, Meter& meter) {
  return a.size() == b.size() && meter.charge_bytes(a.size()) && a == b;
}

bool equal_lists(const List& a, const List& b, Meter& meter) {
  if (a.size() != b.size() || !meter.charge(a.size())) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (!equal(a[i], b[i], meter)) return false;
  return true;
}

bool equal_maps(const Map& a, const Map& b, Meter& meter) {
  if (a.size() != b.size() || !meter.charge(a.size())) return false;
  for (const Map::Entry& entry : a) {
    const Value* other = find_key(b, entry.key, meter);
    if (other == nullptr || !equal(entry.value, *other, meter)) return false;
  }
  return true;
}

std::partial_ordering text_order(const std::string& a, const std::string& b, Meter& meter) {
  meter.charge_bytes(std::min(a.size(), b.size()));
  return a.compare(b) <=> 0;
}

}  // namespace

bool equal(const Value& a, const Value& b, Meter& meter) {
  if (is_number(a)) return is_number(b) && number_order(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Value::Kind::boolean:
      return a.boolean() == b.boolean();
    case Value::Kind::string:
      return equal_text(a.string(), b.string(), meter);
    case Value::Kind::bytes:
      return equal_text(a.bytes().data, b.bytes().data, meter);
    case Value::Kind::list:
      return equal_lists(a.list(), b.list(), meter);
    case Value::Kind::map:
      return equal_maps(a.map(), b.map(), meter);
    case Value::Kind::timestamp:
      return a.timestamp() == b.timestamp();
    case Value::Kind::duration:
      return a.duration() == b.duration();
    case Value::Kind::type:
      return a.type() == b.type();
    default:
      return true;  // null; numbers were dealt with
  }
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b, Meter& meter) {
  if (is_number(a) && is_number(b)) return number_order(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::boolean:
      return a.boolean() <=> b.boolean();
    case Value::Kind::string:
      return text_order(a.string(), b.string(), meter);
    case Value::Kind::bytes:
      return text_order(a.bytes().data, b.bytes().data, meter);
    case Value::Kind::timestamp:
      return a.timestamp() <=> b.timestamp();
    case Value::Kind::duration:
      return a.duration() <=> b.duration();
    default:
      return std::nullopt;
  }
}

const Value* find_key(const Map& map, const Value& key, Meter& meter) {
  if (key.is_string()) return find_field(map, key.string(), meter);
  if (!meter.charge(map.size() / kEntriesPerStep)) return nullptr;
  for (const Map::Entry& entry : map)
    if (!entry.key.is_string() && equal(entry.key, key, meter)) return &entry.value;
  return nullptr;
}

const Value* find_field(const Map& map, std::string_view name, Meter& meter) {
  return meter.charge(map.size() / kEntriesPerStep) ? map.find(name) : nullptr;
}

bool contains(const List& list, const Value& item, Meter& meter) {
  if (!meter.charge(list.size() / kEntriesPerStep)) return false;
  for (const Value& element : list)
    if (equal(element, item, meter)) return true;
  return false;
}

}  // namespace yijian::cel
