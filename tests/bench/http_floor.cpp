// A server with one trivial handler, GET /healthz: what the HTTP layer costs by itself.
// Usage: bench_http PORT   serves until its stdin ends.
#include <cstdio>
#include <cstdlib>

#include "api/http/server.h"

int main(int argc, char** argv) {
  using namespace yijian::http;
  Router router;
  const std::string body(300, 'x');
  router.add("GET", "/healthz", [&](const Request&, const Params&, const Respond& respond) {
    respond({200, body, "text/plain", {}});
  });
  Options options;
  options.port = static_cast<uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
  Server server(options, router);
  const yijian::Result<void> started = server.start();
  if (!started) {
    std::fprintf(stderr, "bench_http: %s\n", started.error().detail.c_str());
    return 4;
  }
  std::printf("%d\n", server.port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  server.stop();
  return 0;
}
