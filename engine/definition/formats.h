// Formats of text fields: date, uscc, citizen-id, phone, standard-address, email.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yijian::definition {

inline constexpr std::string_view kFormatNames =
    "date uscc citizen-id phone standard-address email";

bool is_format(std::string_view format);

// Nothing when the text fits the format, otherwise the code of the fault: format, invalid_uscc,
// invalid_citizen_id.
std::optional<std::string> format_fault(std::string_view format, std::string_view text);

}  // namespace yijian::definition
