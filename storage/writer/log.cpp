#include "storage/writer/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace yijian::storage {
namespace {

spdlog::logger& logger() {
  static spdlog::logger made("storage", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  return made;
}

}  // namespace

void log_info(std::string_view text) { logger().info("{}", text); }
void log_warning(std::string_view text) { logger().warn("{}", text); }
void log_error(std::string_view text) { logger().error("{}", text); }

}  // namespace yijian::storage
