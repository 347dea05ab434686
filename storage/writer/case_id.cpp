#include "storage/writer/case_id.h"

#include "engine/base/result.h"

namespace yijian::storage {
namespace {

constexpr int kTimeBits = 20;
constexpr int kChanceBits = 30;
constexpr int kCharacterBits = 5;

uint64_t time_of_day(Instant now) {
  const auto ms = static_cast<uint64_t>(now.ms - start_of(day_of(now)).ms);
  return (ms << kTimeBits) / static_cast<uint64_t>(kMsPerDay);
}

}  // namespace

std::string new_case_id(Instant now, std::string_view entropy) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  ENSURE(entropy.size() >= kCaseIdEntropyBytes);
  uint64_t chance = 0;
  for (const char byte : entropy.substr(0, kCaseIdEntropyBytes))
    chance = (chance << 8) | static_cast<unsigned char>(byte);
  const uint64_t bits =
      (time_of_day(now) << kChanceBits) | (chance & ((uint64_t{1} << kChanceBits) - 1));
  std::string id;
  for (const char c : format_day(day_of(now)))
    if (c != '-') id += c;
  id += '-';
  for (int shift = kTimeBits + kChanceBits - kCharacterBits; shift >= 0; shift -= kCharacterBits)
    id += kAlphabet[(bits >> shift) & 31U];
  return id;
}

}  // namespace yijian::storage
