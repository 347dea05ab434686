// What speaks against something: the first reason alone, as a decision wants it, or every one, for
// whoever asks why it cannot be done. The checks are the same.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace yijian::casework {

class Objections {
 public:
  // `all` takes every objection, in order; null: the first one ends the search.
  explicit Objections(std::vector<Error>* all) : all_(all) {}

  // Notes what a check said; whether the search is over.
  bool end_with(const Status& said) {
    if (said) return false;
    if (first_) first_ = said;
    if (all_ == nullptr) return true;
    all_->push_back(said.error());
    return false;
  }
  // The first objection, or none.
  const Status& first() const { return first_; }

 private:
  std::vector<Error>* all_;
  Status first_;
};

}  // namespace yijian::casework
