// A sealed body walked back: tags undone, commitments checked and filled in. Inside open_step
// alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/personal.h"

namespace yijian::casework {

class Unsealer {
 public:
  // `values` of the private column: {pointer into the body: [salt, value]}, or nullptr.
  explicit Unsealer(const Map* values) : values_(values) {}

  // The body without tags; where a commitment stood, its private value or erased_value().
  // Errors: malformed_record, commitment_mismatch.
  Result<Value> open(const Value& body);

  // Where commitments stood, in the body's order, as tokens of the body without tags.
  const std::vector<Tokens>& commitments() const { return commitments_; }

 private:
  Value read(const Value& value);
  Value read_map(const Map& map);
  Value read_tagged(const Value& value);
  Value read_commitment(const Value& digest);
  Value read_private(const Value& entry, const std::string& digest, const std::string& pointer);
  Value fail(std::string detail);
  Value mismatch(std::string pointer);

  const Map* values_;
  size_t used_ = 0;          // private values that had their commitment
  bool in_private_ = false;  // inside a private value, where no commitment stands
  Tokens path_;              // keys without tags, indexes in decimal
  std::vector<Tokens> commitments_;
  std::optional<Error> error_;
};

}  // namespace yijian::casework
