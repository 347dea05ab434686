#include "engine/authoring/bare_host.h"

#include <algorithm>
#include <utility>

namespace yijian::authoring {

// vars, context and event are the chart's own answers; a bare machine has no other names.
std::optional<Value> BareHost::find(std::string_view name) const {
  (void)name;
  return std::nullopt;
}

Result<std::vector<chart::Event>> BareHost::apply(const chart::Microstep& step) {
  for (const chart::StateId state : step.exited) drop_timers_of(state);
  for (const std::string& id : step.timers_cancelled) drop_timer(id);
  for (const chart::TimerSet& set : step.timers_set) {
    const Status status = set_timer(set);
    if (!status) return status.error();
  }
  for (const chart::Executed& action : step.actions) actions_.push_back(action.type);
  for (const chart::InvokeChange& started : step.invokes_started) std::erase(answered_, started.id);
  moved_ = true;
  chart::advance(machine_, snapshot_, step);
  done_ = done_ || step.done;
  return std::vector<chart::Event>{};
}

Status BareHost::set_timer(const chart::TimerSet& set) {
  const Result<int64_t> delay = virtual_ms(set.delay);
  if (!delay) return delay.error();
  drop_timer(set.id);
  if (timers_.size() >= kMaxTraceTimers)
    return Error{"too_many_timers", "more timers are waiting than a trace keeps"};
  timers_.push_back({set.id, set.event, set.value, set.state, now_ms_ + *delay, ++order_});
  return {};
}

void BareHost::drop_timer(std::string_view id) {
  std::erase_if(timers_, [&](const Timer& timer) { return timer.id == id; });
}

void BareHost::drop_timers_of(chart::StateId state) {
  std::erase_if(timers_, [&](const Timer& timer) { return timer.state == state; });
}

namespace {

// The detail, the states of a loop, and the place.
std::string reason_of(const Error& error) {
  std::string names;
  if (error.code == "endless_loop")
    for (const std::string& name : error.names) names += (names.empty() ? ": " : ", ") + name;
  return error.detail + names + (error.pointer.empty() ? "" : " (" + error.pointer + ")");
}

}  // namespace

// Runs one macrostep; rolls back what it did when it fails.
template <class Work>
std::string BareHost::attempt(const Work& work, bool engine) {
  const chart::Snapshot snapshot = snapshot_;
  const std::vector<Timer> timers = timers_;
  const std::vector<std::string> answered = answered_;
  const size_t actions = actions_.size();
  const bool done = done_;
  moved_ = false;
  const Result<chart::Outcome> outcome = work();
  if (!outcome) {
    snapshot_ = snapshot;
    timers_ = timers;
    answered_ = answered;
    actions_.resize(actions);
    done_ = done;
    if (why_.empty()) why_ = reason_of(outcome.error());
    return outcome.error().code;
  }
  if (done_) timers_.clear();
  // What nothing takes may still set eventless transitions going.
  if (engine || moved_) return "";
  return outcome->blocked.empty() ? "not_allowed_now" : "guard_false";
}

std::string BareHost::start() {
  std::string refused = attempt([&] { return chart::start(machine_, *this); }, true);
  started_ = refused.empty();
  return refused;
}

std::string BareHost::send(const chart::Event& event) {
  if (done_) return "not_allowed_now";
  return attempt([&] { return chart::dispatch(machine_, event, chart::kNoState, *this); }, false);
}

std::string BareHost::answer(std::string_view id, const chart::Event& event) {
  const bool late = std::find(answered_.begin(), answered_.end(), id) != answered_.end();
  if (late || done_) return "";
  return attempt(
      [&] {
        answered_.emplace_back(id);
        return chart::dispatch(machine_, event, chart::kNoState, *this);
      },
      true);
}

std::optional<BareHost::Timer> BareHost::take_due(int64_t until) {
  const auto first =
      std::min_element(timers_.begin(), timers_.end(), [](const Timer& a, const Timer& b) {
        return std::pair(a.due_ms, a.order) < std::pair(b.due_ms, b.order);
      });
  if (first == timers_.end() || first->due_ms > until) return std::nullopt;
  Timer timer = std::move(*first);
  timers_.erase(first);
  return timer;
}

std::string BareHost::advance(int64_t ms) {
  const int64_t until = now_ms_ + ms;
  std::string refused;
  size_t fired = 0;
  while (std::optional<Timer> timer = take_due(until)) {
    if (++fired > kMaxFiredInAnAdvance) return "endless_loop";
    now_ms_ = std::max(now_ms_, timer->due_ms);
    const Value value = timer->value.is_map() ? timer->value : Value(Map{});
    const chart::Event event{timer->event, value};
    const std::string code =
        attempt([&] { return chart::dispatch(machine_, event, chart::kNoState, *this); }, true);
    if (refused.empty()) refused = code;
  }
  now_ms_ = until;
  return refused;
}

std::vector<std::string> BareHost::take_actions() { return std::exchange(actions_, {}); }

}  // namespace yijian::authoring
