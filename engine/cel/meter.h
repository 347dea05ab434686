// What one evaluation may still spend.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/base/value.h"
#include "engine/cel/cel.h"

namespace yijian::cel {

inline constexpr size_t kBytesPerStep = 256;  // text looked at for the price of one node

class Meter {
 public:
  // False when there was not that much left; from then on it is spent.
  bool charge(size_t steps) {
    if (steps > left_) {
      left_ = 0;
      spent_ = true;
      return false;
    }
    left_ -= steps;
    return true;
  }
  bool charge_bytes(size_t bytes) { return charge(bytes / kBytesPerStep); }
  bool spent() const { return spent_; }

 private:
  size_t left_ = kMaxSteps;
  bool spent_ = false;
};

// The size of a value with everything in it, each part counted as often as it appears; at least
// one more than kMaxOutputBytes when it is larger than that. Charges the walk.
size_t weigh(const Value& value, Meter& meter);

inline constexpr size_t kBytesPerValue = 8;  // of a number, and around a string, list or map

}  // namespace yijian::cel
