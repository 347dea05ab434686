#include "api/access/mask.h"

#include <charconv>
#include <string_view>

#include "api/access/view.h"
#include "engine/casework/messages.h"

namespace yijian::access {
namespace {

std::string take_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const size_t end = std::min(pointer.find('/'), pointer.size());
  std::string token;
  for (size_t i = 0; i < end; ++i) {
    const bool escape = pointer[i] == '~' && i + 1 < end;
    token += escape ? (pointer[i + 1] == '1' ? '/' : '~') : pointer[i];
    if (escape) ++i;
  }
  pointer.remove_prefix(end);
  return token;
}

Value masked_at(const Value& value, std::string_view pointer) {
  if (pointer.empty()) return Value(kMasked);
  const std::string token = take_token(pointer);
  if (value.is_map()) {
    const Value* member = value.find(token);
    if (member == nullptr) return value;
    Map changed = value.map();
    changed.set(token, masked_at(*member, pointer));
    return changed;
  }
  if (!value.is_list()) return value;
  size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size() || index >= value.list().size())
    return value;
  List changed = value.list();
  changed[index] = masked_at(changed[index], pointer);
  return changed;
}

}  // namespace

Value mask(const Value& value, const std::vector<std::string>& pointers) {
  Value masked = value;
  for (const std::string& pointer : pointers) masked = masked_at(masked, pointer);
  return masked;
}

Value mask_parties(const List& parties) {
  return mask(parties, casework::personal_in_parties(parties, ""));
}

}  // namespace yijian::access
