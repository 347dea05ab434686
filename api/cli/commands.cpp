// The table of commands: a new one is one line here.
#include "api/cli/commands.h"

#include "api/cli/command.h"

namespace yijian::cli {

const std::vector<const CommandSpec*>& commands() {
  static const std::vector<const CommandSpec*> all = {
      &serve_command(),   &check_command(),    &explain_command(), &test_command(),
      &walk_command(),    &simulate_command(), &new_command(),     &fmt_command(),
      &schema_command(),  &diagram_command(),  &diff_command(),    &trace_command(),
      &eval_command(),    &due_command(),      &verify_command(),  &outbox_command(),
      &migrate_command(), &import_command(),
  };
  return all;
}

}  // namespace yijian::cli
