// The states of the cases last touched, as committed: what most commands are decided on.
#pragma once

#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/writer/fold_case.h"

namespace yijian::storage {

// Any thread. Only the writing thread puts and erases, and only after COMMIT.
class HotCases {
 public:
  explicit HotCases(size_t most) : most_(most) {}

  StateRef get(std::string_view case_id);  // null when it is not here
  void put(StateRef state);
  void erase(std::string_view case_id);

 private:
  using Order = std::list<StateRef>;  // the last touched first
  std::mutex mutex_;
  size_t most_;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> by_id_;  // views into the states
};

}  // namespace yijian::storage
