// The clocks of a case as the kernel runs them: events made from law's arithmetic.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/casework/working.h"

namespace yijian::casework {

// The limit that a text means: a name in the definition's limits (fixed, or computed now), or a
// duration or CEL as written. Errors: action_error.
Result<law::Limit> resolve_limit(const Reading& reading, std::string_view text);

// The clock of a limit that starts at an instant; names the calendar in the step.
law::Clock make_clock(Working& working, Instant start, const law::Limit& limit);

void start_clock(Working& working, std::string_view name, law::Clock clock, std::string state = "");
void pause_clock(Working& working, std::string_view name, std::string reason);
void resume_clock(Working& working, std::string_view name);
void end_clock(Working& working, std::string_view name);
void extend_clock(Working& working, std::string_view name, const law::Limit& by);

// On acceptance: the statutory and the promised decision clock, from the day of acceptance, or of
// receipt where the law counts from there. Source: 行政许可法 第四十二条; R-CLOCK-01.
Status start_decision_clocks(Working& working, Instant accepted);
// The same, made and not recorded: name and clock.
Result<std::vector<std::pair<std::string_view, law::Clock>>> decision_clocks(Working& working,
                                                                             Instant accepted);

// A thing's clock stops while an item is suspended and no other runs; it goes on otherwise.
void follow_items(Working& working);

}  // namespace yijian::casework
