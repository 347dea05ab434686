#include "api/cli/node.h"

#include <sys/random.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "api/access/users.h"
#include "api/cli/demo.h"
#include "api/cli/openapi.h"
#include "api/cli/premises.h"
#include "api/cli/shelf.h"
#include "api/cli/workflows.h"
#include "api/handlers/press.h"
#include "api/handlers/service.h"
#include "api/http/server.h"
#include "api/world/registers.h"
#include "engine/authoring/check.h"
#include "engine/base/json.h"
#include "storage/sqlite/queries.h"
#include "storage/sqlite/store.h"
#include "storage/writer/clock.h"
#include "storage/writer/writer.h"

namespace yijian::cli {
namespace {

constexpr size_t kReaderThreads = 2;
constexpr size_t kHotCases = 512;  // states in memory, some 20 KB each

// Completions of one batch of the writer, brought to the HTTP thread by one post.
class Postbox {
 public:
  void serve(http::Server& server) { server_ = &server; }
  void put(std::function<void()> task) {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = waiting_.empty();
      waiting_.push_back(std::move(task));
    }
    if (first) server_->post([this] { run(); });
  }

 private:
  void run() {
    std::vector<std::function<void()>> tasks;
    {
      const std::lock_guard lock(mutex_);
      tasks.swap(waiting_);
    }
    for (const std::function<void()>& task : tasks) task();
  }

  http::Server* server_ = nullptr;
  std::mutex mutex_;
  std::vector<std::function<void()>> waiting_;
};

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

class RunningNode : public Node {
 public:
  Status prepare(const NodeOptions& options) {
    if (options.demo && !is_loopback(options.host))
      return Error{.code = "not_loopback",
                   .detail = "--demo is refused off loopback: its people are known to everyone"};
    Result<Premises> premises =
        Premises::open(options.data, options.workflows, options.cache_bytes);
    if (!premises) return premises.error();
    premises_.emplace(*std::move(premises));
    if (Status status = keep_fresh(premises_->fresh, *premises_->store); !status) return status;
    return know_people(options);
  }

  Status open(const NodeOptions& options) {
    if (Status status = set_clock(options); !status) return status;
    storage::Setup setup{*premises_->store, *premises_->queries, *clock_, *registers_,
                         *premises_->shelf};
    setup.calendar = premises_->calendar;
    setup.entropy = RandomBytes();
    setup.options.cache_cases = kHotCases;
    writer_ = std::make_unique<storage::Writer>(std::move(setup));
    readers_ = std::make_unique<handlers::Readers>(kReaderThreads);
    press_ = std::make_unique<handlers::Press>(
        std::move(premises_->files), std::move(premises_->editions), *premises_->shelf, *writer_);
    service_ = std::make_unique<handlers::Service>(handlers::Service{
        *writer_, *premises_->queries, *premises_->shelf, premises_->calendar, *users_, *readers_,
        [this](std::function<void()> task) { postbox_.put(std::move(task)); },
        std::string(openapi_text()), options.manual_clock, press_.get(), premises_->notices,
        samples_, registers_.get()});
    handlers::add_routes(router_, *service_);
    http::Options http;
    http.host = options.host;
    http.port = options.port;
    server_ = std::make_unique<http::Server>(std::move(http), router_);
    postbox_.serve(*server_);
    return server_->start();
  }

  ~RunningNode() override { stop(); }
  uint16_t port() const override { return server_->port(); }

  // The server first, so that nobody is cut off; then the readers; the writer answers what it has.
  void stop() override {
    if (server_) server_->stop();
    readers_.reset();
    writer_.reset();
  }

 private:
  Status know_people(const NodeOptions& options) {
    Result<Value> samples = load_samples(options.workflows);
    if (!samples) return samples.error();
    samples_ = *std::move(samples);
    if (options.demo)
      if (Status status =
              prepare_demo(options.data, *premises_->shelf->now(), samples_, RandomBytes());
          !status)
        return status;
    const Result<Value> json = read_users(options.data);
    if (!json) return json.error();
    Result<access::Users> users = access::Users::parse(*json);
    if (!users) return users.error();
    users_ = std::make_unique<access::Users>(*std::move(users));
    Result<std::unique_ptr<world::JsonRegisters>> registers =
        open_registers(options.data, *premises_->store);
    if (!registers) return registers.error();
    registers_ = *std::move(registers);
    return {};
  }

  Status set_clock(const NodeOptions& options) {
    clock_ = std::make_unique<storage::SystemClock>();
    if (!options.manual_clock) return {};
    const Result<std::optional<Instant>> newest = premises_->store->newest();
    if (!newest) return newest.error();
    const Instant start = options.start.value_or(newest->value_or(clock_->now()));
    if (*newest && start < **newest)
      return Error{.code = "invalid_time",
                   .detail = "the store has steps after " + format_instant(start)};
    clock_ = std::make_unique<storage::ManualClock>(start);
    return {};
  }

  std::optional<Premises> premises_;  // files and editions until the press has them
  std::unique_ptr<access::Users> users_;
  std::unique_ptr<world::JsonRegisters> registers_;
  Value samples_;
  std::unique_ptr<casework::Clock> clock_;
  Postbox postbox_;
  std::unique_ptr<storage::Writer> writer_;
  std::unique_ptr<handlers::Press> press_;
  std::unique_ptr<handlers::Readers> readers_;
  std::unique_ptr<handlers::Service> service_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

Result<std::unique_ptr<Node>> Node::start(const NodeOptions& options) {
  auto node = std::make_unique<RunningNode>();
  if (Status status = node->prepare(options); !status) return status.error();
  if (Status status = node->open(options); !status) return status.error();
  return std::unique_ptr<Node>(std::move(node));
}

}  // namespace yijian::cli
