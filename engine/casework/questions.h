// Questions to registers (登记库) and connectors (对接): an invocation asks, in a numbered message
// like every other, and goes on when the answer has come or something else has ended it.
#pragma once

#include <string_view>

#include "engine/casework/working.h"

namespace yijian::casework {

inline constexpr std::string_view kQuery = "query";  // the messages' kind

// Whether an invocation's src is a register or a connector.
bool is_question(std::string_view src);

// Sends the question: {"invoke", "input"}, the input of a connector as its mapping has it; what
// was computed from personal values is committed. Errors: action_error.
Status ask(Working& working, const chart::InvokeChange& invoke);

}  // namespace yijian::casework
