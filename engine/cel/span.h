// Arithmetic of timestamps and durations.
#pragma once

#include <optional>

#include "engine/base/value.h"

namespace yijian::cel {

// has_overload: whether the kinds can be added or subtracted at all. Without a value then the
// result lies outside what a timestamp or a duration may be.
struct SpanResult {
  bool has_overload = false;
  std::optional<Value> value{};
};

// timestamp + duration, duration + timestamp, duration + duration.
SpanResult add_spans(const Value& a, const Value& b);
// timestamp - timestamp, timestamp - duration, duration - duration.
SpanResult subtract_spans(const Value& a, const Value& b);

}  // namespace yijian::cel
