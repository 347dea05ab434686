#include "storage/writer/hot_cases.h"

namespace yijian::storage {

StateRef HotCases::get(std::string_view case_id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(case_id);
  if (found == by_id_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return *found->second;
}

void HotCases::put(StateRef state) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(state->id);
  if (found != by_id_.end()) {
    const Order::iterator at = found->second;
    by_id_.erase(found);  // first: its key lies in the state that goes
    order_.erase(at);
  }
  order_.push_front(std::move(state));
  by_id_.emplace(order_.front()->id, order_.begin());
  while (order_.size() > most_) {
    by_id_.erase(order_.back()->id);
    order_.pop_back();
  }
}

void HotCases::erase(std::string_view case_id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(case_id);
  if (found == by_id_.end()) return;
  const Order::iterator at = found->second;
  by_id_.erase(found);
  order_.erase(at);
}

}  // namespace yijian::storage
