#include "engine/cel/type.h"

#include <algorithm>

namespace yijian::cel {
namespace {

const Type kDyn{};

const Type& element_of(const Type& type) { return type.element ? *type.element : kDyn; }
const Type& key_of(const Type& type) { return type.key ? *type.key : kDyn; }

Type type_of_list(const List& list) {
  if (list.empty()) return list_of({});
  Type element = type_of(list.front());
  for (size_t i = 1; i < list.size(); ++i) element = joined(element, type_of(list[i]));
  return list_of(std::move(element));
}

Type type_of_map(const Map& map) {
  const bool by_name = std::all_of(map.begin(), map.end(),
                                   [](const Map::Entry& entry) { return entry.key.is_string(); });
  if (!by_name) {
    const Map::Entry& first = *map.begin();
    Type key = type_of(first.key);
    Type element = type_of(first.value);
    for (const Map::Entry& entry : map) {
      key = joined(key, type_of(entry.key));
      element = joined(element, type_of(entry.value));
    }
    return map_of(std::move(key), std::move(element));
  }
  Record record;
  for (const Map::Entry& entry : map) record.fields.push_back({entry.name(), type_of(entry.value)});
  return record_of(std::move(record));
}

// A field that one of the two lacks may be absent.
Type joined_records(const Record& a, const Record& b) {
  Record out{.fields = a.fields, .is_open = a.is_open || b.is_open};
  for (KnownField& field : out.fields)
    if (b.find(field.name) == nullptr) field.may_be_absent = true;
  for (const KnownField& field : b.fields) {
    const auto same = std::find_if(out.fields.begin(), out.fields.end(),
                                   [&](const KnownField& one) { return one.name == field.name; });
    if (same == out.fields.end()) {
      out.fields.push_back(field);
      out.fields.back().may_be_absent = true;
      continue;
    }
    same->type = joined(same->type, field.type);
    same->may_be_absent = same->may_be_absent || field.may_be_absent;
    same->present_when.insert(same->present_when.end(), field.present_when.begin(),
                              field.present_when.end());
  }
  return record_of(std::move(out));
}

Type joined_numbers(const Type& a, const Type& b) {
  const bool has_uint = a.is(TypeKind::uinteger) || b.is(TypeKind::uinteger);
  return has_uint ? Type{} : Type{.kind = TypeKind::number};
}

bool is_mapping(const Type& type) { return type.is(TypeKind::map) || type.is(TypeKind::record); }

TypeKind kind_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::null:
      return TypeKind::null;
    case ValueKind::boolean:
      return TypeKind::boolean;
    case ValueKind::integer:
      return TypeKind::integer;
    case ValueKind::uinteger:
      return TypeKind::uinteger;
    case ValueKind::real:
      return TypeKind::real;
    case ValueKind::string:
      return TypeKind::string;
    case ValueKind::bytes:
      return TypeKind::bytes;
    case ValueKind::list:
      return TypeKind::list;
    case ValueKind::map:
      return TypeKind::map;
    case ValueKind::timestamp:
      return TypeKind::timestamp;
    case ValueKind::duration:
      return TypeKind::duration;
    case ValueKind::type:
      return TypeKind::type;
  }
  return TypeKind::dyn;
}

std::string_view word_of(TypeKind kind) {
  constexpr std::string_view kWords[] = {
      "dyn",    "null",  "bool", "int", "uint", "double",    "number",   "integer",
      "string", "bytes", "list", "map", "map",  "timestamp", "duration", "type"};
  return kWords[static_cast<size_t>(kind)];
}

}  // namespace

const KnownField* Record::find(std::string_view name) const {
  for (const KnownField& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

Type list_of(Type element) {
  return {.kind = TypeKind::list, .element = std::make_shared<const Type>(std::move(element))};
}

Type map_of(Type key, Type element) {
  return {.kind = TypeKind::map,
          .element = std::make_shared<const Type>(std::move(element)),
          .key = std::make_shared<const Type>(std::move(key))};
}

Type record_of(Record record) {
  return {.kind = TypeKind::record, .fields = std::make_shared<const Record>(std::move(record))};
}

Type type_of(const Value& value) {
  if (value.is_list()) return type_of_list(value.list());
  if (value.is_map()) return type_of_map(value.map());
  return {.kind = kind_of(value.kind())};
}

Type joined(const Type& a, const Type& b) {
  if (a.is_dyn() || b.is_dyn()) return {};
  if (a.is(TypeKind::record) && b.is(TypeKind::record)) return joined_records(*a.fields, *b.fields);
  if (a.kind != b.kind) return is_numeric(a) && is_numeric(b) ? joined_numbers(a, b) : Type{};
  if (a.is(TypeKind::list)) return list_of(joined(element_of(a), element_of(b)));
  if (a.is(TypeKind::map))
    return map_of(joined(key_of(a), key_of(b)), joined(element_of(a), element_of(b)));
  return a;
}

bool comparable(const Type& a, const Type& b) {
  const bool is_open = a.is_dyn() || b.is_dyn() || a.is(TypeKind::null) || b.is(TypeKind::null);
  if (is_open || (is_numeric(a) && is_numeric(b)) || (is_mapping(a) && is_mapping(b))) return true;
  if (a.kind != b.kind) return false;
  return !a.is(TypeKind::list) || comparable(element_of(a), element_of(b));
}

std::string title_of(const Type& type) {
  std::string title(word_of(type.kind));
  if (type.is(TypeKind::list) && !element_of(type).is_dyn())
    title += "(" + title_of(element_of(type)) + ")";
  return title;
}

std::string plainest(const Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
      return "false";
    case TypeKind::integer:
    case TypeKind::number:
    case TypeKind::whole:
      return "0";
    case TypeKind::uinteger:
      return "0u";
    case TypeKind::real:
      return "0.0";
    case TypeKind::string:
      return "''";
    case TypeKind::bytes:
      return "b''";
    case TypeKind::list:
      return "[]";
    case TypeKind::map:
    case TypeKind::record:
      return "{}";
    default:
      return "null";
  }
}

}  // namespace yijian::cel
