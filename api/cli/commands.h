// One function a command; each stands in the file of its name.
#pragma once

#include "api/cli/command.h"

namespace yijian::cli {

const CommandSpec& check_command();
const CommandSpec& test_command();
const CommandSpec& trace_command();
const CommandSpec& eval_command();
const CommandSpec& due_command();
const CommandSpec& verify_command();
const CommandSpec& outbox_command();
const CommandSpec& serve_command();

}  // namespace yijian::cli
