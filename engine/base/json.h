// JSON text to Value and back. Hostile input is refused with its place, never half read.
// The only door to nlohmann/json, which json.cpp alone includes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian {

inline constexpr size_t kMaxJsonDepth = 64;
inline constexpr size_t kMaxJsonMembers = 4'096;  // of one object

// The value of one JSON text. An integer literal becomes integer, any other number real;
// members keep their order.
//
//   name  used in Error::place ("name:line:col", columns in code points); may be empty.
//
// Errors: malformed_json   not JSON, bad UTF-8, or an integer beyond 64 bits.
//         duplicate_key    an object names a member twice (pointer says where).
//         too_deep         nested deeper than kMaxJsonDepth.
//         too_many_members an object has more than kMaxJsonMembers.
Result<Value> parse_json(std::string_view text, std::string_view name = "");

// Compact JSON in map order. Bytes, timestamps, durations and types appear as texts; a real
// that is integral keeps ".0", -0.0 its sign. Use it for answers, never for hashing (canonical.h).
std::string to_json(const Value& value);
// The same on several lines, two blanks a level.
std::string to_pretty_json(const Value& value);

struct Position {
  int line = 1;    // from 1
  int column = 1;  // from 1, in code points
};
// Where in `text` (valid JSON) the value at `pointer` begins; for a pointer that leads
// nowhere, where its deepest existing ancestor begins.
Position locate(std::string_view text, std::string_view pointer);

// Bytes of `text`, half-open: the value, and the key in its quotes when it is a member (else both
// ends of the key are where the value begins).
struct Extent {
  size_t key_from = 0, key_to = 0;
  size_t from = 0, to = 0;
};
// The extent of what `locate` finds.
Extent extent_of(std::string_view text, std::string_view pointer);

// The value that a JSON pointer (RFC 6901) names, or nullptr.
const Value* at_pointer(const Value& value, std::string_view pointer);
// The reference tokens of a JSON pointer, unescaped; none for "" and for what is no pointer.
std::vector<std::string> tokens_of(std::string_view pointer);
// "~" and "/" written as RFC 6901 wants them inside one reference token.
std::string pointer_token(std::string_view key);

}  // namespace yijian
