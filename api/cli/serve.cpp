// yijian serve: runs a node until it is told to end.
#include <sys/resource.h>

#include <charconv>
#include <csignal>
#include <ostream>

#include "api/cli/commands.h"
#include "api/cli/exit.h"
#include "api/cli/node.h"
#include "api/cli/workflows.h"

namespace yijian::cli {
namespace {

// "HOST:PORT", "[::1]:8420", ":8420". Errors: missing_argument.
Status parse_listen(const std::string& text, NodeOptions& options) {
  const size_t colon = text.rfind(':');
  const Error wrong{.code = "missing_argument", .detail = "--listen is HOST:PORT"};
  if (colon == std::string::npos) return wrong;
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (!host.empty()) options.host = host;
  const char* begin = text.data() + colon + 1;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(begin, end, options.port);
  if (error != std::errc() || stop != end) return wrong;
  return {};
}

// "manual" or "manual=2025-04-28T09:00". Errors: missing_argument, invalid_time.
Status parse_clock(const std::string& text, NodeOptions& options) {
  if (text != "manual" && !text.starts_with("manual="))
    return Error{.code = "missing_argument", .detail = "--clock is manual or manual=TIME"};
  options.manual_clock = true;
  if (text == "manual") return {};
  const Result<Instant> start = parse_instant(std::string_view(text).substr(7));
  if (!start) return start.error();
  options.start = *start;
  return {};
}

Result<NodeOptions> options_of(const Arguments& arguments) {
  NodeOptions options;
  options.data = arguments.text("data");
  if (arguments.has("store"))
    return Error{.code = "missing_argument",
                 .detail = "only the embedded store is built in: leave --store out"};
  if (Status status = parse_listen(arguments.text("listen", "127.0.0.1:8420"), options); !status)
    return status.error();
  if (arguments.has("clock"))
    if (Status status = parse_clock(arguments.text("clock"), options); !status)
      return status.error();
  const Result<std::filesystem::path> workflows = workflows_root(arguments.text("workflows"));
  if (!workflows) return workflows.error();
  options.workflows = *workflows;
  options.demo = arguments.has("demo");
  return options;
}

// Each connection is a descriptor: as many as the machine allows.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// SIGINT and SIGTERM are waited for, not handled: blocked here, and so in every thread of the node.
sigset_t blocked_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

std::string address_of(const NodeOptions& options, uint16_t port) {
  const bool v6 = options.host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + options.host + "]" : options.host) + ":" + std::to_string(port);
}

int run_serve(const Arguments& arguments, const Io& io) {
  const Result<NodeOptions> options = options_of(arguments);
  if (!options) return report(options.error(), io);
  raise_descriptor_limit();
  const sigset_t signals = blocked_signals();
  const Result<std::unique_ptr<Node>> node = Node::start(*options);
  if (!node) return report(node.error(), io);
  io.err << "listening on " << address_of(*options, (*node)->port()) << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  io.err << "ending" << std::endl;
  (*node)->stop();
  return kOk;
}

}  // namespace

const CommandSpec& serve_command() {
  static const CommandSpec spec{
      "serve",
      "运行服务 / run the server",
      {},
      {{"--data", Takes::one, true, "数据目录 / the store's folder"},
       {"--listen", Takes::one, false, "监听地址 HOST:PORT，默认 127.0.0.1:8420 / where to listen"},
       {"--workflows", Takes::one, false, "流程目录 / the folder of workflows"},
       {"--store", Takes::one, false, "外部数据库（尚未提供）/ an outside database (not yet)"},
       {"--demo", Takes::nothing, false,
        "装入示例人员与令牌，仅限本机 / sample people and tokens, loopback only"},
       {"--clock", Takes::one, false,
        "manual[=时刻]：时间由请求推进 / time moves by request alone"}},
      run_serve};
  return spec;
}

}  // namespace yijian::cli
