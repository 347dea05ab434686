// What speaks against something: the first reason alone, as a decision wants it, or every one, for
// whoever asks why it cannot be done. The checks are the same.
#pragma once

#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace yijian::casework {

class Objections {
 public:
  // `all` takes every objection, in order; null: the first one ends the search.
  explicit Objections(std::vector<Error>* all) : all_(all) {}

  // Notes what a check said; whether the search is over.
  bool end_with(Status said) {
    if (said) return false;
    if (all_ != nullptr) all_->push_back(said.error());
    if (first_) first_ = std::move(said);
    return all_ == nullptr;
  }
  // The first objection, or none; taken away.
  Status first() { return std::move(first_); }

 private:
  std::vector<Error>* all_;
  Status first_;
};

}  // namespace yijian::casework
