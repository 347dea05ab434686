// The bundles that a running node offers: a snapshot that never changes, replaced as a whole when a
// workflow is published.
#pragma once

#include <memory>
#include <mutex>

#include "engine/base/result.h"
#include "engine/casework/bundles.h"

namespace yijian::storage {

using BundlesRef = std::shared_ptr<const casework::Bundles>;

// A handle: copies show the same shelf. Any thread.
//
// No bundle ever leaves a shelf, for cases are pinned to it: what was found in one snapshot is
// there as long as the shelf is.
class Shelf {
 public:
  explicit Shelf(BundlesRef bundles) : held_(std::make_shared<Held>(std::move(bundles))) {}
  // For bundles that outlive it and are never published upon.
  Shelf(const casework::Bundles& outliving)  // NOLINT(google-explicit-constructor)
      : Shelf(BundlesRef(std::shared_ptr<void>(), &outliving)) {}
  Shelf(casework::Bundles&&) = delete;

  BundlesRef now() const {
    const std::lock_guard lock(held_->mutex);
    return held_->bundles;
  }

  // From now on these, the present ones among them.
  void replace(BundlesRef bundles) {
    const std::lock_guard lock(held_->mutex);
    for (const auto& [digest, bundle] : held_->bundles->by_digest)
      ENSURE(bundles->for_digest(digest) == bundle.get());
    held_->bundles = std::move(bundles);
  }

 private:
  struct Held {
    explicit Held(BundlesRef first) : bundles(std::move(first)) {}
    std::mutex mutex;
    BundlesRef bundles;
  };
  std::shared_ptr<Held> held_;
};

}  // namespace yijian::storage
