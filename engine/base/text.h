// Texts of single values, as JSON and canonical text share them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/value.h"

namespace yijian {

// A finite number as ECMAScript prints it: the shortest digits that read back, "1e+21" from 1e21
// on.
std::string format_double(double number);

// Appends the JSON string literal: \b \t \n \f \r \" \\ and \u00xx for other controls, no more.
void append_quoted(std::string& out, std::string_view text);

// "2025-06-09T01:00:00.5Z"; fraction without trailing zeros.
std::string format_timestamp(Timestamp timestamp);
std::optional<Timestamp> parse_timestamp(std::string_view text);

// "3600s", "-1.5s"; fraction without trailing zeros.
std::string format_duration(Duration duration);
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace yijian
