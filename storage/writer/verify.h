// Proves what is stored (DESIGN §6): every body re-hashed from step 1, the case refolded, every
// column and projected row made anew and compared. Believes no column; needs no definition.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/casework/ports.h"

namespace yijian::storage {

enum class FindingKind {
  altered,     // the step's body or hash is not what was sealed
  removed,     // a step is missing from here on
  inserted,    // a step stands here that the chain does not know
  reordered,   // steps have changed places
  commitment,  // a private value is not the one that the body commits to
  row          // a column or projected row is not what the steps make of it
};
std::string_view name(FindingKind kind);

struct Finding {
  std::string case_id;
  int64_t n = 0;  // the first step concerned; of a row the last step
  FindingKind kind = FindingKind::altered;
  std::string column;  // "log.body" "cases.due" "task" ...
  std::string detail;  // English, for operators; no personal values
};
using Findings = std::vector<Finding>;

// No finding: the case is as it was written. Of a broken chain only the first fault is told, and
// its rows are not compared, there being nothing to compare them with.
//
// What the chain cannot tell: whether the last steps were cut off together with every row that
// knew of them, and whether all steps from one on were forged anew. Other cases can (an opener's
// step, a message taken), and so do checkpoints and printed receipts.
//
// Errors: not_found, and those of the queries.
Result<Findings> verify_case(casework::Queries& queries, std::string_view case_id);

struct Verified {
  int64_t cases = 0, steps = 0, findings = 0;
};
// Every case, one at a time in order of ids; `found` is called for each finding as it is met.
// Errors: those of the queries.
Result<Verified> verify_all(casework::Queries& queries,
                            const std::function<void(const Finding&)>& found);

}  // namespace yijian::storage
