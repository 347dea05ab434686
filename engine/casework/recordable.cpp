#include "engine/casework/recordable.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/base/utf8.h"

namespace yijian::casework {
namespace {

constexpr size_t kFewMembers = 16;  // compared pair by pair instead of sorted

// Why not, or nullptr.
const char* fault(const Value& value, size_t depth);

const char* key_fault(const Map& map) {
  if (map.size() > kMaxJsonMembers) return "an object with too many members";
  for (const Map::Entry& entry : map) {
    if (!entry.key.is_string()) return "a map key that is no string";
    if (!is_utf8(entry.name())) return "a key that is no UTF-8";
  }
  const auto& entries = map.entries();
  if (entries.size() <= kFewMembers) {
    for (size_t i = 1; i < entries.size(); ++i)
      for (size_t j = 0; j < i; ++j)
        if (entries[i].name() == entries[j].name()) return "a member twice";
    return nullptr;
  }
  std::vector<std::string_view> keys;
  keys.reserve(entries.size());
  for (const Map::Entry& entry : entries) keys.emplace_back(entry.name());
  std::sort(keys.begin(), keys.end());
  const bool twice = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  return twice ? "a member twice" : nullptr;
}

const char* map_fault(const Map& map, size_t depth) {
  if (const char* reason = key_fault(map)) return reason;
  for (const Map::Entry& entry : map)
    if (const char* reason = fault(entry.value, depth)) return reason;
  return nullptr;
}

const char* list_fault(const List& list, size_t depth) {
  for (const Value& element : list)
    if (const char* reason = fault(element, depth)) return reason;
  return nullptr;
}

const char* fault(const Value& value, size_t depth) {
  if (value.is_string()) return is_utf8(value.string()) ? nullptr : "a text that is no UTF-8";
  if (value.kind() == Value::Kind::type) return "a type, which lives in expressions alone";
  if (!value.is_map() && !value.is_list()) return nullptr;
  if (depth >= kMaxRecordDepth) return "nested too deep";
  return value.is_map() ? map_fault(value.map(), depth + 1) : list_fault(value.list(), depth + 1);
}

}  // namespace

Error not_recordable(std::string detail, std::string pointer) {
  return {.code = "not_recordable", .detail = std::move(detail), .pointer = std::move(pointer)};
}

Status check_recordable(const Value& value) {
  if (const char* reason = fault(value, 0)) return not_recordable(reason);
  return {};
}

}  // namespace yijian::casework
