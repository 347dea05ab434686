// The texts of limits: "5wd" "3d" "20d>" "2mo" "5y" "36h" "10m" "30s" "1500ms".
#include <charconv>

#include "engine/law/clock.h"

namespace yijian::law {
namespace {

struct Suffix {
  std::string_view text;
  LimitUnit unit;
  int64_t factor;  // of the number to Limit::amount
  int64_t most;    // of Limit::amount: a century
};

constexpr int64_t kSecondMs = 1'000;
constexpr int64_t kMinuteMs = 60 * kSecondMs;
constexpr int64_t kHourMs = 60 * kMinuteMs;
constexpr int64_t kMaxLimitMs = kMaxLimitDays * kMsPerDay;

constexpr Suffix kSuffixes[] = {
    {"wd", LimitUnit::workdays, 1, kMaxLimitDays},
    {"d>", LimitUnit::days_rolling, 1, kMaxLimitDays},
    {"d", LimitUnit::days, 1, kMaxLimitDays},
    {"mo", LimitUnit::months, 1, 1'200},
    {"y", LimitUnit::years, 1, 100},
    {"h", LimitUnit::milliseconds, kHourMs, kMaxLimitMs},
    {"m", LimitUnit::milliseconds, kMinuteMs, kMaxLimitMs},
    {"s", LimitUnit::milliseconds, kSecondMs, kMaxLimitMs},
    {"ms", LimitUnit::milliseconds, 1, kMaxLimitMs},
};

Error invalid(std::string detail) {
  return Error{.code = "invalid_limit", .detail = std::move(detail)};
}

std::string_view suffix_of(const Limit& limit) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.unit != limit.unit) continue;
    const bool whole =
        limit.amount % suffix.factor == 0 && (limit.amount != 0 || suffix.factor == 1);
    if (whole) return suffix.text;
  }
  ensure_failed("a suffix for every unit", __FILE__, __LINE__);
}

bool is_span_of_months(LimitUnit unit) {
  return unit == LimitUnit::months || unit == LimitUnit::years;
}

int64_t months_of(const Limit& limit) {
  return limit.unit == LimitUnit::years ? limit.amount * 12 : limit.amount;
}

}  // namespace

Result<Limit> parse_limit(std::string_view text) {
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0) return invalid("A limit begins with a number: 5wd, 3d, 20d>, 2mo, 5y, 36h.");
  if (digits > 1 && text[0] == '0') return invalid("A limit's number has no leading zero.");
  int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + digits, number);
  if (read.ec != std::errc()) return invalid("A limit reaches a century at most.");
  for (const Suffix& suffix : kSuffixes) {
    if (text.substr(digits) != suffix.text) continue;
    if (number > suffix.most / suffix.factor) return invalid("A limit reaches a century at most.");
    return Limit{suffix.unit, number * suffix.factor};
  }
  return invalid("A limit ends in a unit: wd, d, d>, mo, y, h, m, s or ms.");
}

std::string format_limit(const Limit& limit) {
  const std::string_view text = suffix_of(limit);
  int64_t factor = 1;
  for (const Suffix& suffix : kSuffixes)
    if (suffix.text == text) factor = suffix.factor;
  return std::to_string(limit.amount / factor) + std::string(text);
}

std::optional<bool> exceeds(const Limit& a, const Limit& b) {
  if (a.unit == b.unit) return b.amount > a.amount;
  if (is_span_of_months(a.unit) && is_span_of_months(b.unit)) return months_of(b) > months_of(a);
  return std::nullopt;
}

}  // namespace yijian::law
