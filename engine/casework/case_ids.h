// Ids of the cases that a case opens: fixed by opener, name and attempt, so that an opening that
// arrives twice opens one case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace yijian::casework {

// "<opener>.<name>", from the second attempt on with ".<attempt>" behind it. Where that would be
// longer than an id may be, "<first part of the opener>.<24 hexadecimal digits>", of a digest of
// opener, name and attempt.
std::string child_case_id(std::string_view opener, std::string_view name, int64_t attempt);

// Which attempt it was; 0 when it is no id of such a case, or of an attempt after `most`.
int64_t attempt_of(std::string_view opener, std::string_view name, std::string_view case_id,
                   int64_t most);

}  // namespace yijian::casework
