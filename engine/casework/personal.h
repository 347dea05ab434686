// JSON pointers to personal values, and where such values may stand at all. Inside seal and
// open_step alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yijian::casework {

// The reference tokens of a JSON pointer, escapes undone.
using Tokens = std::vector<std::string>;

// Nothing when the text is no RFC 6901 pointer.
std::optional<Tokens> tokens_of(std::string_view pointer);
std::string pointer_of(std::span<const std::string> tokens);
// The tokens as the keys stand in the body: those that begin with "$" have it twice.
std::string body_pointer_of(std::span<const std::string> tokens);

// Whether a value of an event may be committed: only texts and free values, for they alone can be
// read back when they are erased. The tokens lead from the event's record.
bool may_be_personal(std::span<const std::string> tokens);

// The keys of `actor` that are committed when the actor is personal.
bool is_personal_of_actor(std::string_view key);

}  // namespace yijian::casework
