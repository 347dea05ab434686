#include "storage/writer/verify_chain.h"

#include "engine/base/json.h"
#include "storage/writer/fold_case.h"

namespace yijian::storage {
namespace {

using casework::StoredStep;

// What a body says of itself, whoever wrote it.
struct Claim {
  std::optional<int64_t> n;
  std::string case_id;
};

Claim claim_of(const StoredStep& stored) {
  Claim claim;
  const Result<Value> body = parse_json(stored.step.body, "body");
  if (!body) return claim;
  const Value* n = body->find("n");
  if (n != nullptr && n->is_int()) claim.n = n->integer();
  claim.case_id = body->text("case");
  return claim;
}

// The opener as the first body names it: it is hashed into the first link.
std::optional<casework::Opener> opener_in(const StoredStep& first) {
  const Result<Value> body = parse_json(first.step.body, "body");
  const Value* events = body ? body->find("events") : nullptr;
  if (events == nullptr || !events->is_list()) return std::nullopt;
  for (const Value& event : events->list()) {
    if (event.text("type") != "case.opened") continue;
    const Value* opener = event.find("opener");
    const Value* n = opener != nullptr ? opener->find("n") : nullptr;
    if (n == nullptr || !n->is_int()) return std::nullopt;
    return casework::Opener{opener->text("case"), n->integer(), opener->text("hash")};
  }
  return std::nullopt;
}

class Chain {
 public:
  Chain(std::string_view case_id, const std::vector<StoredStep>& steps)
      : case_id_(case_id), steps_(steps) {
    for (const StoredStep& step : steps) claims_.push_back(claim_of(step));
  }

  std::optional<Finding> check() const {
    for (size_t i = 0; i < steps_.size(); ++i) {
      const int64_t n = static_cast<int64_t>(i) + 1;
      if (steps_[i].step.n != n)
        return finding(n, FindingKind::removed, "log.n",
                       "the next step is " + std::to_string(steps_[i].step.n));
      if (claims_[i].n && *claims_[i].n != n) return misplaced(i, n);
      if (casework::step_hash(prev(i), steps_[i].step.body) != steps_[i].step.hash)
        return broken(i, n);
      if (claims_[i].case_id != case_id_)
        return finding(n, FindingKind::inserted, "log.body", "the body is of another case");
      if (i > 0 && steps_[i].pos <= steps_[i - 1].pos)
        return finding(n, FindingKind::reordered, "log.pos", "recorded before the step before it");
    }
    return std::nullopt;
  }

 private:
  Digest prev(size_t i) const {
    return i > 0 ? steps_[i - 1].step.hash
                 : casework::origin_digest(case_id_, opener_in(steps_[0]));
  }

  bool continues(size_t i, const Digest& digest) const {
    return casework::step_hash(digest, steps_[i].step.body) == steps_[i].step.hash;
  }

  // A body that says it is another step: moved here, or pushed by one that came or went.
  Finding misplaced(size_t i, int64_t n) const {
    const int64_t says = *claims_[i].n;
    const std::string text = "the body here says it is step " + std::to_string(says);
    if (says < n) return finding(std::max<int64_t>(says, 1), FindingKind::inserted, "log.n", text);
    for (size_t later = i + 1; later < steps_.size(); ++later)
      if (claims_[later].n && *claims_[later].n == n)
        return finding(n, FindingKind::reordered, "log.n", text);
    // A link that still holds with another number in its body was sealed so: its body is forged.
    if (continues(i, prev(i))) return finding(n, FindingKind::altered, "log.body", text);
    return finding(n, FindingKind::removed, "log.n", text);
  }

  // The link does not hold although the body says it is this step.
  Finding broken(size_t i, int64_t n) const {
    const bool pushed = i + 1 < steps_.size() && claims_[i + 1].n && *claims_[i + 1].n == n;
    if (pushed)
      return finding(n, FindingKind::inserted, "log.body", "the step behind it says it is this");
    const Digest real = casework::step_hash(prev(i), steps_[i].step.body);
    const bool next_fits = i + 1 < steps_.size() && continues(i + 1, real);
    if (next_fits)
      return finding(n, FindingKind::altered, "log.hash", "the next step continues the body");
    return finding(n, FindingKind::altered, "log.body",
                   "its hash is not that of the step before it and its body");
  }

  Finding finding(int64_t n, FindingKind kind, std::string column, std::string detail) const {
    return {std::string(case_id_), n, kind, std::move(column), std::move(detail)};
  }

  std::string_view case_id_;
  const std::vector<StoredStep>& steps_;
  std::vector<Claim> claims_;
};

}  // namespace

std::optional<Finding> verify_chain(std::string_view case_id,
                                    const std::vector<StoredStep>& steps) {
  return Chain(case_id, steps).check();
}

}  // namespace yijian::storage
