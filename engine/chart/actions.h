// What the parameters of `raise` and `send` say; shared by compiling and stepping.
#pragma once

#include "engine/chart/chart.h"

namespace yijian::chart {

// The event that `params` of raise or send names. `event` is a name, or an object whose `type`
// is one and whose other members are what the event carries. The name is empty when there is none.
Event sent_event(const Value& params);

// The timer that a delayed send sets; nothing when it has no delay. Its id is the one written, or
// "send:<event>:<delay>".
std::optional<TimerSet> sent_timer(const Value& params);

}  // namespace yijian::chart
