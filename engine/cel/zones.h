// Time zones: fixed offsets, and those of the IANA database as the machine has it (package tzdata).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace yijian::cel {

// How far the zone's clocks are ahead of UTC at the instant, in seconds. The zone is "UTC",
// an offset "+08:00", "-02:30", "08:00", or a name of the IANA database
// ("Asia/Shanghai", "America/New_York"). Nothing when there is no such zone.
// Reads a zone's file once and keeps what it says; safe from any thread. What an expression gave
// is recorded as an outcome, so that another edition of the database changes no record.
std::optional<int64_t> zone_offset(std::string_view zone, int64_t unix_seconds);

}  // namespace yijian::cel
