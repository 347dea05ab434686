#include "engine/definition/holes.h"

#include <optional>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "engine/base/text.h"
#include "engine/cel/cel.h"

namespace yijian::definition {
namespace {

// The end of a hole that opens at `from` (behind its brace): quotes and nested braces skipped.
size_t end_of_hole(std::string_view text, size_t from) {
  int depth = 1;
  char quote = 0;
  for (size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::optional<std::string> as_text(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::string:
      return value.string();
    case Value::Kind::boolean:
      return value.boolean() ? "true" : "false";
    case Value::Kind::integer:
      return std::to_string(value.integer());
    case Value::Kind::uinteger:
      return std::to_string(value.uinteger());
    case Value::Kind::real:
      return format_double(value.real());
    default:
      return std::nullopt;
  }
}

// How many values it holds, itself included; constants are bounded by the files they come from.
size_t size_of(const Value& value) {
  size_t size = 1;
  if (value.is_list())
    for (const Value& element : value.list()) size += size_of(element);
  if (value.is_map())
    for (const Map::Entry& entry : value.map()) size += size_of(entry.value);
  return size;
}

// Where a string stands: in plain data, or where CEL is expected.
enum class Position { text, expression, members_are_expressions };

class Filler {
 public:
  Filler(const Value& constants, std::vector<Fault>& faults) : scope_(constants), faults_(faults) {}

  // Nothing: the member goes away.
  std::optional<Value> fill(const Value& value, const std::string& pointer, Position position) {
    if (!count(1, pointer)) return value;
    if (value.is_string()) return fill_string(value, pointer, position);
    if (value.is_list()) return fill_list(value.list(), pointer);
    if (value.is_map()) return fill_map(value.map(), pointer, position);
    return value;
  }

 private:
  // Whether so many values more are within the limit; the first that is not is reported.
  bool count(size_t more, const std::string& pointer) {
    const bool was_within = count_ <= kMaxSplicedValues;
    count_ += more;
    if (count_ <= kMaxSplicedValues) return true;
    if (was_within) fault(pointer, "too_many", "values put in");
    return false;
  }

  void fault(const std::string& pointer, std::string code, std::string detail) {
    faults_.push_back({pointer, std::move(code), std::move(detail)});
  }

  std::optional<Value> evaluate(std::string_view source, const std::string& pointer) {
    const Result<cel::Program> program = cel::compile(source);
    const Result<Value> value =
        program ? cel::evaluate(*program, scope_) : Result<Value>(program.error());
    if (value) {
      if (!count(size_of(*value), pointer)) return std::nullopt;
      if (tag(*value)) return *value;
      fault(pointer, "bad_hole", "no definition can hold a type, or a map without names");
      return std::nullopt;
    }
    fault(pointer, "bad_hole", value.error().code + ": " + value.error().detail);
    return std::nullopt;
  }

  std::optional<Value> fill_string(const Value& value, const std::string& pointer,
                                   Position position) {
    const std::string& text = value.string();
    size_t open = text.find("${");
    if (open == std::string::npos) return value;
    if (open == 0 && end_of_hole(text, 2) == text.size() - 1) {
      const auto whole = evaluate(std::string_view(text).substr(2, text.size() - 3), pointer);
      if (!whole) return value;
      return whole->is_null() ? std::nullopt : whole;
    }
    if (position != Position::text) {
      fault(pointer, "hole_in_cel", "");
      return value;
    }
    return fill_text(text, pointer);
  }

  Value fill_text(const std::string& text, const std::string& pointer) {
    std::string out;
    size_t at = 0;
    for (size_t open = text.find("${"); open != std::string::npos; open = text.find("${", at)) {
      const size_t end = end_of_hole(text, open + 2);
      if (end == std::string::npos) {
        fault(pointer, "bad_hole", "the hole does not end");
        return text;
      }
      const auto value = evaluate(std::string_view(text).substr(open + 2, end - open - 2), pointer);
      if (!value) return text;
      const auto piece = as_text(*value);
      if (!piece) {
        fault(pointer, "bad_hole", "within text a hole is a string, a number or a truth");
        return text;
      }
      out += text.substr(at, open - at) + *piece;
      at = end + 1;
    }
    return out + text.substr(at);
  }

  Value fill_list(const List& list, const std::string& pointer) {
    List out;
    for (size_t i = 0; i < list.size(); ++i) {
      const bool repeats = list[i].find("each") != nullptr;
      out.push_back(
          repeats
              ? list[i]
              : fill(list[i], pointer + "/" + std::to_string(i), Position::text).value_or(Value()));
    }
    return out;
  }

  Value fill_map(const Map& map, const std::string& pointer, Position position) {
    Map out;
    const Value* type = map.find("type");
    const bool assigns = type != nullptr && *type == Value("assign");
    for (const Map::Entry& entry : map) {
      const std::string& key = entry.name();
      Position below = Position::text;
      if (position == Position::members_are_expressions || key == "guard" || key == "when")
        below = Position::expression;
      else if ((key == "params" && assigns) || key == "data")
        below = Position::members_are_expressions;
      auto value = fill(entry.value, pointer + "/" + pointer_token(key), below);
      if (value) out.append(key, std::move(*value));
    }
    return out;
  }

  cel::MapScope scope_;
  std::vector<Fault>& faults_;
  size_t count_ = 0;
};

}  // namespace

Value fill_holes(const Value& value, const Value& constants, std::vector<Fault>& faults) {
  return Filler(constants, faults).fill(value, "", Position::text).value_or(Value());
}

}  // namespace yijian::definition
