#include "engine/chart/actions.h"

namespace yijian::chart {

Event sent_event(const Value& params) {
  const Value* event = params.find("event");
  if (event == nullptr) return {"", Map{}};
  if (event->is_string()) return {event->string(), Map{}};
  if (!event->is_map()) return {"", Map{}};
  Map carried = event->map();
  carried.erase("type");
  return {event->text("type"), std::move(carried)};
}

std::optional<TimerSet> sent_timer(const Value& params) {
  const Value* delay = params.find("delay");
  if (delay == nullptr) return std::nullopt;
  Event event = sent_event(params);
  TimerSet timer;
  timer.delay = delay->is_int() ? std::to_string(delay->integer()) : delay->string();
  timer.id = params.text("id", "send:" + event.name + ":" + timer.delay);
  timer.event = std::move(event.name);
  timer.value = std::move(event.value);
  return timer;
}

}  // namespace yijian::chart
