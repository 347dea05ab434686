#include "engine/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "engine/base/time.h"

namespace yijian {
namespace {

constexpr int64_t kMaxDurationSeconds = 315'576'000'000;

// ".5" for 500,000,000; "" for 0.
std::string fraction(int32_t nanos) {
  if (nanos == 0) return "";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), ".%09d", nanos);
  std::string digits = text.data();
  digits.resize(digits.find_last_not_of('0') + 1);
  return digits;
}

// Digits behind a "." as nanoseconds, or -1; at most nine.
int32_t take_fraction(std::string_view& text) {
  if (text.empty() || text.front() != '.') return 0;
  text.remove_prefix(1);
  int32_t nanos = 0;
  int32_t scale = 100'000'000;
  size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (++digits > 9) return -1;
    nanos += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return digits == 0 ? -1 : nanos;
}

// The digits of a scientific rendering ("d.ddde+xx") without the point, and its exponent.
std::string digits_of(double number, int& exponent) {
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific);
  const std::string_view all(text.data(), static_cast<size_t>(end - text.data()));
  const size_t e = all.find('e');
  const std::string_view power = all.substr(e + (all[e + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  std::string digits;
  for (const char c : all.substr(0, e))
    if (c != '.') digits += c;
  return digits;
}

// Whether a JSON text must escape one of the eight bytes: below 0x20, a quote, a backslash.
bool must_escape(uint64_t eight) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighBits = kOnes * 0x80;
  const auto below = [&](uint64_t bytes, uint64_t bound) {
    return (bytes - kOnes * bound) & ~bytes & kHighBits;  // right for bounds up to 0x80
  };
  return (below(eight, 0x20) | below(eight ^ (kOnes * '"'), 1) |
          below(eight ^ (kOnes * '\\'), 1)) != 0;
}

bool must_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// The first byte from `at` on that must be escaped, or the end.
size_t skip_plain(std::string_view text, size_t at) {
  uint64_t eight = 0;
  for (; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (must_escape(eight)) break;
  }
  while (at < text.size() && !must_escape(text[at])) ++at;
  return at;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      out += "\\u00";
      out += kHex[static_cast<size_t>(c) >> 4];
      out += kHex[static_cast<size_t>(c) & 15];
  }
}

}  // namespace

// ECMAScript Number::toString: with n = exponent + 1 and k digits.
std::string format_double(double number) {
  if (number == 0) return "0";
  if (number < 0) return "-" + format_double(-number);
  int exponent = 0;
  std::string digits = digits_of(number, exponent);
  const int n = exponent + 1;
  const int k = static_cast<int>(digits.size());
  if (k <= n && n <= 21) return digits + std::string(static_cast<size_t>(n - k), '0');
  if (0 < n && n <= 21) return digits.insert(static_cast<size_t>(n), ".");
  if (-6 < n && n <= 0) return "0." + std::string(static_cast<size_t>(-n), '0') + digits;
  if (k > 1) digits.insert(1, ".");
  return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (size_t at = 0; at < text.size();) {
    const size_t end = skip_plain(text, at);
    out.append(text, at, end - at);
    if (end < text.size()) append_escaped(out, text[end]);
    at = end + 1;
  }
  out += '"';
}

std::string format_timestamp(Timestamp timestamp) {
  const int64_t days = timestamp.seconds / 86'400 - (timestamp.seconds % 86'400 < 0 ? 1 : 0);
  const int64_t seconds = timestamp.seconds - days * 86'400;
  std::array<char, 32> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return format_day(Day{static_cast<int32_t>(days)}) + clock.data() + fraction(timestamp.nanos) +
         "Z";
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  const size_t dot = text.find('.');
  int32_t nanos = 0;
  std::string whole(text);
  if (dot != std::string_view::npos) {
    std::string_view rest = text.substr(dot);
    nanos = take_fraction(rest);
    if (nanos < 0) return std::nullopt;
    whole = std::string(text.substr(0, dot)) + std::string(rest);
  }
  if (whole.size() < 20) return std::nullopt;  // date, time and zone are all required
  const Result<Instant> instant = parse_instant(whole);
  if (!instant) return std::nullopt;
  const int64_t seconds = instant->ms / 1000 - (instant->ms % 1000 < 0 ? 1 : 0);
  return Timestamp{.seconds = seconds, .nanos = nanos};
}

std::string format_duration(Duration duration) {
  const bool negative = duration.seconds < 0 || duration.nanos < 0;
  return (negative ? "-" : "") + std::to_string(std::abs(duration.seconds)) +
         fraction(std::abs(duration.nanos)) + "s";
}

std::optional<Duration> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || seconds < 0 || seconds > kMaxDurationSeconds) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  const int32_t nanos = take_fraction(text);
  if (nanos < 0 || text != "s") return std::nullopt;
  return negative ? Duration{-seconds, -nanos} : Duration{seconds, nanos};
}

}  // namespace yijian
