#include "engine/authoring/layout.h"

#include "engine/authoring/columns.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

std::string on_one_line(const Value& value) {
  std::string out;
  if (value.is_list()) {
    for (const Value& element : value.list())
      out += (out.empty() ? "" : ", ") + on_one_line(element);
    return "[" + out + "]";
  }
  if (!value.is_map()) return to_json(value);
  for (const Map::Entry& entry : value.map())
    out +=
        (out.empty() ? "" : ", ") + to_json(Value(entry.name())) + ": " + on_one_line(entry.value);
  return "{" + out + "}";
}

// reserved: columns taken on the line before the value and behind it.
std::string written(const Value& value, size_t indent, size_t reserved) {
  std::string line = on_one_line(value);
  const bool whole = indent > 0 || !value.is_map();  // a file's top is never one line
  if (whole && reserved + columns_of(line) <= kLayoutColumns) return line;
  const std::string inner(indent + 2, ' ');
  std::string out;
  const auto add = [&](const std::string& key, const Value& member) {
    out += (out.empty() ? "\n" : ",\n") + inner + key +
           written(member, indent + 2, indent + 2 + columns_of(key) + 1);
  };
  if (value.is_list() && !value.list().empty()) {
    for (const Value& element : value.list()) add("", element);
    return "[" + out + "\n" + std::string(indent, ' ') + "]";
  }
  if (!value.is_map() || value.map().empty()) return line;
  for (const Map::Entry& entry : value.map()) add(to_json(Value(entry.name())) + ": ", entry.value);
  return "{" + out + "\n" + std::string(indent, ' ') + "}";
}

}  // namespace

std::string laid_out(const Value& value) { return written(value, 0, 0) + "\n"; }

}  // namespace yijian::authoring
