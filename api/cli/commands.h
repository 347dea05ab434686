// One function a command; each stands in the file of its name.
#pragma once

#include "api/cli/command.h"

namespace yijian::cli {

const CommandSpec& check_command();
const CommandSpec& test_command();
const CommandSpec& explain_command();
const CommandSpec& fmt_command();
const CommandSpec& schema_command();
const CommandSpec& diagram_command();
const CommandSpec& new_command();
const CommandSpec& diff_command();
const CommandSpec& walk_command();
const CommandSpec& simulate_command();
const CommandSpec& trace_command();
const CommandSpec& eval_command();
const CommandSpec& due_command();
const CommandSpec& verify_command();
const CommandSpec& outbox_command();
const CommandSpec& import_command();
const CommandSpec& migrate_command();
const CommandSpec& serve_command();

}  // namespace yijian::cli
