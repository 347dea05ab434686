#include "engine/authoring/columns.h"

#include <algorithm>

namespace yijian::authoring {

char32_t take_character(std::string_view text, size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length && at + i < text.size(); ++i)
    c = (c << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  at = std::min(at + length, text.size());
  return c;
}

size_t columns_of(char32_t c) {
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

size_t columns_of(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) columns += columns_of(take_character(text, at));
  return columns;
}

}  // namespace yijian::authoring
