// The one value type: of CEL, of forms and variables, of records and of JSON.
// Immutable inside: lists and maps are shared, so copying a Value is cheap.
// Knows no JSON text (json.h), no canonical text (canonical.h), no expressions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.h"

namespace yijian {

struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};

// Seconds since 1970-01-01T00:00:00Z, 0 <= nanos < 1e9. Years 0001 to 9999.
struct Timestamp {
  int64_t seconds = 0;
  int32_t nanos = 0;
  auto operator<=>(const Timestamp&) const = default;
};

// A span; nanos has the sign of seconds. At most 315,576,000,000 seconds either way.
struct Duration {
  int64_t seconds = 0;
  int32_t nanos = 0;
  auto operator<=>(const Duration&) const = default;
};

// What a value can be, in the order of Value's alternatives.
enum class ValueKind {
  null,
  boolean,
  integer,
  uinteger,
  real,
  string,
  bytes,
  list,
  map,
  timestamp,
  duration,
  type
};

// The name of a kind as expressions write it: "null_type", "int", "google.protobuf.Timestamp".
std::string_view type_name(ValueKind kind);

// A type as a value, such as type(1) gives: it lives inside an expression alone. No record, no
// variable and no answer's data holds one; what would write one refuses it.
struct TypeValue {
  ValueKind named = ValueKind::null;
  bool operator==(const TypeValue&) const = default;
};

class Value;
class Map;
using List = std::vector<Value>;

class Value {
 public:
  using Kind = ValueKind;

  Value() = default;
  Value(std::nullptr_t) {}                                              // NOLINT
  Value(bool v) : held_(v) {}                                           // NOLINT
  Value(int v) : held_(static_cast<int64_t>(v)) {}                      // NOLINT
  Value(int64_t v) : held_(v) {}                                        // NOLINT
  Value(uint64_t v) : held_(v) {}                                       // NOLINT
  Value(double v) : held_(v) {}                                         // NOLINT
  Value(const char* v) : held_(std::string(v)) {}                       // NOLINT
  Value(std::string v) : held_(std::move(v)) {}                         // NOLINT
  Value(std::string_view v) : held_(std::string(v)) {}                  // NOLINT
  Value(Bytes v) : held_(std::move(v)) {}                               // NOLINT
  Value(Timestamp v) : held_(v) {}                                      // NOLINT
  Value(Duration v) : held_(v) {}                                       // NOLINT
  Value(List v) : held_(std::make_shared<const List>(std::move(v))) {}  // NOLINT
  Value(TypeValue v) : held_(v) {}                                      // NOLINT
  inline Value(Map v);                                                  // NOLINT

  Kind kind() const { return static_cast<Kind>(held_.index()); }
  bool is_null() const { return kind() == Kind::null; }
  bool is_bool() const { return kind() == Kind::boolean; }
  bool is_int() const { return kind() == Kind::integer; }
  bool is_string() const { return kind() == Kind::string; }
  bool is_list() const { return kind() == Kind::list; }
  bool is_map() const { return kind() == Kind::map; }

  // Accessors of the kind held; ENSUREs it. Ask kind() first for input from outside.
  bool boolean() const { return get<bool>(); }
  int64_t integer() const { return get<int64_t>(); }
  uint64_t uinteger() const { return get<uint64_t>(); }
  double real() const { return get<double>(); }
  const std::string& string() const { return get<std::string>(); }
  const Bytes& bytes() const { return get<Bytes>(); }
  const List& list() const { return *get<std::shared_ptr<const List>>(); }
  const Map& map() const { return *get<std::shared_ptr<const Map>>(); }
  Timestamp timestamp() const { return get<Timestamp>(); }
  Duration duration() const { return get<Duration>(); }
  TypeValue type() const { return get<TypeValue>(); }

  // The member `key` of a map, or nullptr when this is no map or has no such member.
  inline const Value* find(std::string_view key) const;
  // The member, or null where there is none.
  inline Value member(std::string_view key) const;
  // The member's text, or `otherwise` when it is absent or no string.
  inline std::string text(std::string_view key, std::string_view otherwise = "") const;

  // Same kind and same content; maps compare as sets of entries. NaN equals nothing.
  friend inline bool operator==(const Value& a, const Value& b);

 private:
  template <class T>
  const T& get() const {
    const T* held = std::get_if<T>(&held_);
    ENSURE(held != nullptr);
    return *held;
  }
  std::variant<std::nullptr_t, bool, int64_t, uint64_t, double, std::string, Bytes,
               std::shared_ptr<const List>, std::shared_ptr<const Map>, Timestamp, Duration,
               TypeValue>
      held_;
};

// Entries in the order written. Keys are strings in data; CEL also has bool, int and uint keys.
class Map {
 public:
  struct Entry {
    Entry(Value&& k, Value&& v) : key(std::move(k)), value(std::move(v)) {}
    Value key;
    Value value;
    const std::string& name() const { return key.string(); }
  };

  Map() = default;
  Map(std::initializer_list<std::pair<std::string_view, Value>> entries) {
    for (const auto& [key, value] : entries) set(key, value);
  }

  const Value* find(std::string_view key) const {
    for (const Entry& entry : entries_)
      if (entry.key.is_string() && entry.key.string() == key) return &entry.value;
    return nullptr;
  }
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  // Replaces the member, or appends it.
  void set(std::string_view key, Value value) {
    for (Entry& entry : entries_)
      if (entry.key.is_string() && entry.key.string() == key) {
        entry.value = std::move(value);
        return;
      }
    entries_.emplace_back(Value(key), std::move(value));
  }
  // Appends without looking for the key: the caller knows that it is new.
  void append(Value key, Value value) { entries_.emplace_back(std::move(key), std::move(value)); }
  // Returns whether there was one.
  bool erase(std::string_view key) {
    for (auto it = entries_.begin(); it != entries_.end(); ++it)
      if (it->key.is_string() && it->key.string() == key) {
        entries_.erase(it);
        return true;
      }
    return false;
  }
  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::vector<Entry>& entries() { return entries_; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

inline Value::Value(Map v) : held_(std::make_shared<const Map>(std::move(v))) {}

inline const Value* Value::find(std::string_view key) const {
  return is_map() ? map().find(key) : nullptr;
}

inline Value Value::member(std::string_view key) const {
  const Value* found = find(key);
  return found != nullptr ? *found : Value();
}

inline std::string Value::text(std::string_view key, std::string_view otherwise) const {
  const Value* member = find(key);
  return member != nullptr && member->is_string() ? member->string() : std::string(otherwise);
}

inline bool operator==(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is_list()) return a.list() == b.list();
  if (!a.is_map()) return a.held_ == b.held_;
  if (a.map().size() != b.map().size()) return false;
  for (const Map::Entry& entry : a.map()) {
    bool same = false;
    for (const Map::Entry& other : b.map())
      if (entry.key == other.key) same = entry.value == other.value;
    if (!same) return false;
  }
  return true;
}

}  // namespace yijian
