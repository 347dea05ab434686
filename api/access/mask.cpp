#include "api/access/mask.h"

#include <charconv>
#include <span>

#include "api/access/view.h"
#include "engine/base/json.h"
#include "engine/casework/messages.h"

namespace yijian::access {
namespace {

using Tokens = std::span<const std::string>;

Value masked_at(const Value& value, Tokens tokens) {
  if (tokens.empty()) return Value(kMasked);
  const std::string& token = tokens.front();
  if (value.is_map()) {
    const Value* member = value.find(token);
    if (member == nullptr) return value;
    Map changed = value.map();
    changed.set(token, masked_at(*member, tokens.subspan(1)));
    return changed;
  }
  if (!value.is_list()) return value;
  size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size() || index >= value.list().size())
    return value;
  List changed = value.list();
  changed[index] = masked_at(changed[index], tokens.subspan(1));
  return changed;
}

}  // namespace

Value mask(const Value& value, const std::vector<std::string>& pointers) {
  Value masked = value;
  for (const std::string& pointer : pointers) masked = masked_at(masked, tokens_of(pointer));
  return masked;
}

Value mask_parties(const List& parties) {
  return mask(parties, casework::personal_in_parties(parties, ""));
}

}  // namespace yijian::access
