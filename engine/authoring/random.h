// Numbers that a seed determines, on every machine the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace yijian::authoring {

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}
  uint64_t next() { return engine_(); }
  // 0 to n - 1; n is not 0.
  size_t below(size_t n) { return static_cast<size_t>(engine_() % n); }
  bool one_in(size_t n) { return below(n) == 0; }
  // 0 to 1, 1 excluded.
  double fraction() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  template <class Container>
  const auto& of(const Container& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace yijian::authoring
