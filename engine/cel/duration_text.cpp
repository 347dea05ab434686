#include <array>

#include "engine/cel/lexer.h"
#include "engine/cel/time_text.h"

namespace yijian::cel {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;
constexpr size_t kMaxDigits = 15;  // of a number's whole part: more seconds than a duration has
constexpr size_t kFractionDigits = 9;

__extension__ typedef __int128 Wide;

struct Unit {
  std::string_view name;
  int64_t nanos;
};

// Longer names before those they begin with.
constexpr std::array<Unit, 6> kUnits = {{
    {"ms", 1'000'000},
    {"us", 1'000},
    {"ns", 1},
    {"h", 3600 * kNanosPerSecond},
    {"m", 60 * kNanosPerSecond},
    {"s", kNanosPerSecond},
}};

const Unit* take_unit(std::string_view& text) {
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return &unit;
  }
  return nullptr;
}

std::string_view take_digits(std::string_view& text) {
  size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

// Up to nine digits behind the point, in billionths; the rest is below a nanosecond of any unit
// but h and m, and cut there too.
int64_t billionths(std::string_view digits) {
  int64_t number = 0;
  for (size_t i = 0; i < kFractionDigits; ++i) {
    number = number * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  }
  return number;
}

// One number with its unit at the front, in nanoseconds.
std::optional<Wide> take_part(std::string_view& text) {
  const std::string_view whole = take_digits(text);
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = take_digits(text);
  }
  if ((whole.empty() && fraction.empty()) || whole.size() > kMaxDigits) return std::nullopt;
  const Unit* unit = take_unit(text);
  if (unit == nullptr) return std::nullopt;
  int64_t number = 0;
  for (const char c : whole) number = number * 10 + (c - '0');
  return Wide{number} * unit->nanos + Wide{billionths(fraction)} * unit->nanos / kNanosPerSecond;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  constexpr Wide kLongest = Wide{kLongestSeconds} * kNanosPerSecond;
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return Duration{};
  if (text.empty()) return std::nullopt;
  Wide nanos = 0;
  while (!text.empty()) {
    const std::optional<Wide> part = take_part(text);
    if (!part) return std::nullopt;
    nanos += *part;
    if (nanos > kLongest) return std::nullopt;
  }
  if (is_negative) nanos = -nanos;
  return Duration{static_cast<int64_t>(nanos / kNanosPerSecond),
                  static_cast<int32_t>(nanos % kNanosPerSecond)};
}

}  // namespace yijian::cel
