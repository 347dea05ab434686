#include "storage/writer/case_id.h"

#include "engine/base/digest.h"
#include "engine/base/result.h"

namespace yijian::storage {
namespace {

constexpr int kTimeBits = 20;
constexpr int kChanceBits = 30;
constexpr int kDigestBits = 60;
constexpr int kCharacterBits = 5;

uint64_t time_of_day(Instant now) {
  const auto ms = static_cast<uint64_t>(now.ms - start_of(day_of(now)).ms);
  return (ms << kTimeBits) / static_cast<uint64_t>(kMsPerDay);
}

// The lowest bits in Crockford's base 32, the highest first.
std::string letters(uint64_t bits, int count) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string text;
  for (int shift = count - kCharacterBits; shift >= 0; shift -= kCharacterBits)
    text += kAlphabet[(bits >> shift) & 31U];
  return text;
}

uint64_t number_of(std::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
  return number;
}

std::string begin_of_id(Instant now) {
  std::string id;
  for (const char c : format_day(day_of(now)))
    if (c != '-') id += c;
  return id + '-' + letters(time_of_day(now), kTimeBits);
}

}  // namespace

std::string new_case_id(Instant now, std::string_view entropy) {
  ENSURE(entropy.size() >= kCaseIdEntropyBytes);
  return begin_of_id(now) + letters(number_of(entropy.substr(0, kCaseIdEntropyBytes)), kChanceBits);
}

std::string scheduled_case_id(std::string_view workflow, std::string_view element,
                              Instant occasion) {
  std::string text = "yijian schedule";
  for (const std::string_view part : {workflow, element}) (text += '\0') += part;
  (text += '\0') += format_instant(occasion);
  const std::string digest(bytes_of(sm3(text)));
  return begin_of_id(occasion) +
         letters(number_of(std::string_view(digest).substr(0, sizeof(uint64_t))), kDigestBits);
}

std::string imported_case_id(std::string_view workflow, std::string_view number) {
  std::string text = "yijian import";
  for (const std::string_view part : {workflow, number}) (text += '\0') += part;
  const std::string digest(bytes_of(sm3(text)));
  std::string id = "Y-";
  for (const size_t from : {size_t{0}, sizeof(uint64_t)})
    id += letters(number_of(std::string_view(digest).substr(from, sizeof(uint64_t))), kDigestBits);
  return id;
}

}  // namespace yijian::storage
