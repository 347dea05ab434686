// The operator's log, on stderr. Never personal data: ids, versions and codes alone.
#pragma once

#include <string_view>

namespace yijian::storage {

void log_info(std::string_view text);
void log_warning(std::string_view text);
void log_error(std::string_view text);

}  // namespace yijian::storage
