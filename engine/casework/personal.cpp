#include "engine/casework/personal.h"

#include <algorithm>
#include <array>

#include "engine/base/json.h"

namespace yijian::casework {
namespace {

constexpr std::array<std::string_view, 22> kPersonalKeys = {
    "assigned", "basis",    "corrections", "data",    "declined",  "detail",   "digest",  "element",
    "findings", "ground",   "guide",       "licence", "licences",  "opinion",  "parties", "patch",
    "reason",   "remedies", "source",      "stop",    "thingActs", "variables"};

}  // namespace

std::optional<Tokens> tokens_of(std::string_view pointer) {
  if (!pointer.empty() && pointer.front() != '/') return std::nullopt;
  for (size_t i = pointer.find('~'); i < pointer.size(); i = pointer.find('~', i + 2))
    if (i + 1 == pointer.size() || (pointer[i + 1] != '0' && pointer[i + 1] != '1'))
      return std::nullopt;
  return yijian::tokens_of(pointer);
}

std::string pointer_of(std::span<const std::string> tokens) {
  std::string pointer;
  for (const std::string& token : tokens) pointer += "/" + pointer_token(token);
  return pointer;
}

std::string body_pointer_of(std::span<const std::string> tokens) {
  std::string pointer;
  for (const std::string& token : tokens) {
    pointer += token.starts_with('$') ? "/$" : "/";
    pointer += pointer_token(token);
  }
  return pointer;
}

bool may_be_personal(std::span<const std::string> tokens) {
  if (tokens.empty()) return false;
  // What a timer carries, and the answer to nothing else of it.
  if (tokens[0] == "timers") return tokens.size() >= 3 && tokens[2] == "value";
  return std::find(kPersonalKeys.begin(), kPersonalKeys.end(), tokens[0]) != kPersonalKeys.end();
}

bool is_personal_of_actor(std::string_view key) {
  return key == "id" || key == "name" || key == "party" || key == "onBehalfOf";
}

}  // namespace yijian::casework
