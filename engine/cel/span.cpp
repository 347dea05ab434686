#include "engine/cel/span.h"

#include "engine/cel/time_text.h"

namespace yijian::cel {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

// Seconds and nanos of either kind. Values from data may lie outside the limits, so that their
// sums are taken wide.
struct Parts {
  __extension__ typedef __int128 Wide;
  Wide nanos = 0;
};

Parts parts_of(const Value& value) {
  const bool is_instant = value.kind() == Value::Kind::timestamp;
  const int64_t seconds = is_instant ? value.timestamp().seconds : value.duration().seconds;
  const int32_t nanos = is_instant ? value.timestamp().nanos : value.duration().nanos;
  return {Parts::Wide{seconds} * kNanosPerSecond + nanos};
}

std::optional<Value> as_timestamp(Parts::Wide nanos) {
  Parts::Wide seconds = nanos / kNanosPerSecond;
  Parts::Wide rest = nanos % kNanosPerSecond;
  if (rest < 0) {
    rest += kNanosPerSecond;
    seconds -= 1;
  }
  if (seconds < kFirstSecond || seconds > kLastSecond) return std::nullopt;
  return Value(Timestamp{static_cast<int64_t>(seconds), static_cast<int32_t>(rest)});
}

std::optional<Value> as_duration(Parts::Wide nanos) {
  const Parts::Wide seconds = nanos / kNanosPerSecond;
  const Parts::Wide limit = Parts::Wide{kLongestSeconds} * kNanosPerSecond;
  if (nanos < -limit || nanos > limit) return std::nullopt;
  return Value(
      Duration{static_cast<int64_t>(seconds), static_cast<int32_t>(nanos % kNanosPerSecond)});
}

bool is_timestamp(const Value& value) { return value.kind() == Value::Kind::timestamp; }
bool is_duration(const Value& value) { return value.kind() == Value::Kind::duration; }

}  // namespace

SpanResult add_spans(const Value& a, const Value& b) {
  const bool makes_timestamp =
      (is_timestamp(a) && is_duration(b)) || (is_duration(a) && is_timestamp(b));
  const bool makes_duration = is_duration(a) && is_duration(b);
  if (!makes_timestamp && !makes_duration) return {};
  const Parts::Wide sum = parts_of(a).nanos + parts_of(b).nanos;
  return {true, makes_timestamp ? as_timestamp(sum) : as_duration(sum)};
}

SpanResult subtract_spans(const Value& a, const Value& b) {
  const bool makes_timestamp = is_timestamp(a) && is_duration(b);
  const bool makes_duration = a.kind() == b.kind() && (is_timestamp(a) || is_duration(a));
  if (!makes_timestamp && !makes_duration) return {};
  const Parts::Wide difference = parts_of(a).nanos - parts_of(b).nanos;
  return {true, makes_timestamp ? as_timestamp(difference) : as_duration(difference)};
}

}  // namespace yijian::cel
