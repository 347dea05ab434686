// The bundles a node knows: the current one of each workflow, and every one that a case is pinned
// to.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "engine/definition/definition.h"

namespace yijian::casework {

struct Bundles {
  std::map<std::string, std::shared_ptr<const definition::Bundle>, std::less<>>
      current;  // by workflow id
  std::map<std::string, std::shared_ptr<const definition::Bundle>, std::less<>>
      by_digest;                    // lowercase hex
  std::set<std::string> scheduled;  // workflows whose current version has a schedule

  void add_current(std::shared_ptr<const definition::Bundle> bundle) {
    by_digest[bundle->digest] = bundle;
    const definition::Definition* main = bundle->find(bundle->main);
    scheduled.erase(bundle->main);
    if (main != nullptr && main->schedule) scheduled.insert(bundle->main);
    current[bundle->main] = std::move(bundle);
  }
  const definition::Bundle* for_workflow(std::string_view id) const {
    const auto found = current.find(id);
    return found == current.end() ? nullptr : found->second.get();
  }
  const definition::Bundle* for_digest(std::string_view digest) const {
    const auto found = by_digest.find(digest);
    return found == by_digest.end() ? nullptr : found->second.get();
  }
};

}  // namespace yijian::casework
