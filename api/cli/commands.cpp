// The table of commands: a new one is one line here.
#include "api/cli/commands.h"

#include "api/cli/command.h"

namespace yijian::cli {

const std::vector<const CommandSpec*>& commands() {
  static const std::vector<const CommandSpec*> all = {
      &serve_command(), &check_command(), &test_command(),   &trace_command(),
      &eval_command(),  &due_command(),   &verify_command(), &outbox_command(),
  };
  return all;
}

}  // namespace yijian::cli
