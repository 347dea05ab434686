// What is known of values before there are any: the types that expressions are checked against.
// Knows no schema; who has one makes types of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/value.h"

namespace yijian::cel {

enum class TypeKind : uint8_t {
  dyn,  // anything: never a fault
  null,
  boolean,
  integer,
  uinteger,
  real,
  number,  // an int or a double, which JSON alone decides: 2 or 2.5
  whole,   // a number without a fraction: 2 or 2.0
  string,
  bytes,
  list,    // of element
  map,     // of key and element
  record,  // a map whose keys are known: fields
  timestamp,
  duration,
  type,
};

struct Record;

// Immutable inside and cheap to copy.
struct Type {
  TypeKind kind = TypeKind::dyn;
  std::shared_ptr<const Type> element{};   // of list and map; null: dyn
  std::shared_ptr<const Type> key{};       // of map; null: dyn
  std::shared_ptr<const Record> fields{};  // of record

  bool is(TypeKind wanted) const { return kind == wanted; }
  bool is_dyn() const { return kind == TypeKind::dyn; }
};

struct KnownField {
  std::string name;
  Type type;
  // Whether reading it can fail for want of a value, unless an expression makes sure of it by
  // has(), or by one of these conditions: CEL under which it is always there.
  bool may_be_absent = false;
  std::vector<std::string> present_when{};
  // How the owner would give it a value always, as one would write it: "default": [].
  std::string remedy{};
};

struct Record {
  std::vector<KnownField> fields;
  bool is_open = false;  // there may be others
  const KnownField* find(std::string_view name) const;
};

Type list_of(Type element);
Type map_of(Type key, Type element);
Type record_of(Record record);

// The type of a value that is there: a map with string keys alone is a record.
Type type_of(const Value& value);

// A type that holds both: of two records the fields of either, of int and double number, dyn where
// nothing better is known.
Type joined(const Type& a, const Type& b);

// Whether two values of these types can be equal at all.
bool comparable(const Type& a, const Type& b);

// "int", "list(string)", "number", "map".
std::string title_of(const Type& type);

// A value of the type, as one writes it: 0, '', [], false.
std::string plainest(const Type& type);

// int, uint, double, or either.
inline bool is_numeric(const Type& type) {
  return type.kind >= TypeKind::integer && type.kind <= TypeKind::whole;
}
// An int or a double, and nobody knows which.
inline bool is_mixed(const Type& type) {
  return type.is(TypeKind::number) || type.is(TypeKind::whole);
}

}  // namespace yijian::cel
