// Word to the registers (登记库): what a case did to licences and credit, sent like every message,
// in a lane of its own, and delivered at least once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/casework/working.h"

namespace yijian::casework {

inline constexpr std::string_view kRegisterPrefix = "registry:";

// The register's name, when a message's destination is one ("registry:credit" -> "credit"). Case
// ids have no colon.
std::optional<std::string_view> register_of(std::string_view destination);

// The applicant's entry in the credit register: barred, since when and by which case.
void tell_credit(Working& working);
// The applicant's licences: `data` under the type; null takes the licence away.
void tell_licence(Working& working, const std::string& licence, Value data);

}  // namespace yijian::casework
