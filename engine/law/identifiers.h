// Identifiers with check digits: 统一社会信用代码 (GB 32100, GB 11714) and 公民身份号码 (GB 11643).
#pragma once

#include <string_view>

#include "engine/base/result.h"

namespace yijian::law {

// 18 characters of 0-9 A-Z without I O S V Z; both check characters verified (inner GB 11714 one
// only when the organisation code could carry it). Errors: invalid_uscc (detail: length,
// character, check character).
Status check_uscc(std::string_view code);

// 17 digits and a check character; the date of birth exists and lies in 1800..2199.
// Errors: invalid_citizen_id.
Status check_citizen_id(std::string_view id);

}  // namespace yijian::law
