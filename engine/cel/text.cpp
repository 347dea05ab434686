#include "engine/cel/text.h"

#include <algorithm>

namespace yijian::cel {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

// The length that a first byte announces, 0 when it can start no character.
size_t announced_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

// The second byte's range is narrower after E0 and F0 (overlong), ED (surrogates), F4 (too large).
bool second_byte_fits(unsigned char first, unsigned char second) {
  if (first == 0xE0) return second >= 0xA0;
  if (first == 0xED) return second <= 0x9F;
  if (first == 0xF0) return second >= 0x90;
  if (first == 0xF4) return second <= 0x8F;
  return true;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  size_t i = 0;
  while (i < bytes.size()) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const size_t length = announced_length(first);
    if (length == 0 || bytes.size() - i < length) return false;
    for (size_t k = 1; k < length; ++k)
      if (!is_continuation(bytes[i + k])) return false;
    if (length > 1 && !second_byte_fits(first, static_cast<unsigned char>(bytes[i + 1]))) {
      return false;
    }
    i += length;
  }
  return true;
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += is_continuation(c) ? 0 : 1;
  return count;
}

bool append_code_point(std::string& out, uint32_t code_point) {
  const auto push = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) return false;
  if (code_point < 0x80) {
    push(code_point);
    return true;
  }
  if (code_point < 0x800) {
    push(0xC0u | code_point >> 6);
  } else if (code_point < 0x10000) {
    push(0xE0u | code_point >> 12);
    push(0x80u | (code_point >> 6 & 0x3Fu));
  } else {
    push(0xF0u | code_point >> 18);
    push(0x80u | (code_point >> 12 & 0x3Fu));
    push(0x80u | (code_point >> 6 & 0x3Fu));
  }
  push(0x80u | (code_point & 0x3Fu));
  return true;
}

std::string place_of(std::string_view source, size_t offset) {
  const std::string_view before = source.substr(0, std::min(offset, source.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t newline = before.rfind('\n');
  const std::string_view row =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  return std::to_string(line) + ":" + std::to_string(count_code_points(row) + 1);
}

}  // namespace yijian::cel
