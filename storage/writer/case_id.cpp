#include "storage/writer/case_id.h"

#include "engine/base/result.h"

namespace yijian::storage {

std::string new_case_id(Instant now, std::string_view entropy) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr int kCharacters = 10;
  ENSURE(entropy.size() >= kCaseIdEntropyBytes);
  uint64_t bits = 0;
  for (size_t i = 0; i < kCaseIdEntropyBytes; ++i)
    bits = (bits << 8) | static_cast<unsigned char>(entropy[i]);
  std::string id;
  for (const char c : format_day(day_of(now)))
    if (c != '-') id += c;
  id += '-';
  for (int i = 0; i < kCharacters; ++i) {
    id += kAlphabet[bits & 31U];
    bits >>= 5;
  }
  return id;
}

}  // namespace yijian::storage
