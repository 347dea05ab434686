#include "api/cli/node.h"

#include <sys/random.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "api/access/users.h"
#include "api/cli/demo.h"
#include "api/cli/openapi.h"
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

// Bytes of the kernel's generator, fetched by the page: a system call for each salt would cost more
// than the salt. One thread uses it.
class RandomBytes {
 public:
  std::string operator()(size_t count) {
    std::string bytes;
    bytes.reserve(count);
    while (bytes.size() < count) {
      if (used_ == page_.size()) refill();
      const size_t some = std::min(count - bytes.size(), page_.size() - used_);
      bytes.append(page_, used_, some);
      std::fill_n(page_.begin() + static_cast<std::ptrdiff_t>(used_), some, '\0');
      used_ += some;
    }
    return bytes;
  }

 private:
  void refill() {
    page_.resize(kPageBytes);
    for (size_t done = 0; done < page_.size();) {
      const ssize_t got = getrandom(page_.data() + done, page_.size() - done, 0);
      if (got > 0) done += static_cast<size_t>(got);
    }
    used_ = 0;
  }

  static constexpr size_t kPageBytes = 4'096;
  std::string page_;
  size_t used_ = 0;
};

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

// What would keep a case from being handled as the law wants, or strand it; nothing when sound.
std::optional<Error> problems_of(const authoring::Checked& checked) {
  Error error{.code = "invalid_definition",
              .detail = "the workflows have problems; yijian check tells them"};
  for (const definition::Problem& problem : checked.problems)
    if (problem.severity == definition::Severity::error)
      error.faults.push_back(
          {problem.place, problem.code, problem.message.zh + " / " + problem.message.en});
  if (error.faults.empty()) return std::nullopt;
  return error;
}

class RunningNode : public Node {
 public:
  Status prepare(const NodeOptions& options) {
    if (options.demo && !is_loopback(options.host))
      return Error{.code = "not_loopback",
                   .detail = "--demo is refused off loopback: its people are known to everyone"};
    if (Status status = open_store(options); !status) return status;
    if (Status status = load_workflows(options); !status) return status;
    const Result<std::vector<law::YearNotice>> notices =
        load_notices(options.workflows / "calendars");
    if (!notices) return notices.error();
    calendar_ = law::WorkCalendar(*notices);
    notices_ = std::make_shared<const std::vector<law::YearNotice>>(*notices);
    return know_people(options);
  }

  Status open(const NodeOptions& options) {
    if (Status status = set_clock(options); !status) return status;
    storage::Setup setup{*store_, *queries_, *clock_, *registers_, *shelf_};
    setup.calendar = calendar_;
    setup.entropy = RandomBytes();
    setup.options.cache_cases = kHotCases;
    writer_ = std::make_unique<storage::Writer>(std::move(setup));
    readers_ = std::make_unique<handlers::Readers>(kReaderThreads);
    press_ = std::make_unique<handlers::Press>(std::move(files_), std::move(editions_), *shelf_,
                                               *writer_);
    service_ = std::make_unique<handlers::Service>(
        handlers::Service{*writer_, *queries_, *shelf_, calendar_, *users_, *readers_,
                          [this](std::function<void()> task) { postbox_.put(std::move(task)); },
                          std::string(openapi_text()), options.manual_clock, press_.get(), notices_,
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
  Status open_store(const NodeOptions& options) {
    storage::SqliteOptions sqlite;
    sqlite.cache_bytes = options.cache_bytes;
    Result<std::unique_ptr<storage::SqliteStore>> store =
        storage::SqliteStore::open(options.data.string(), sqlite);
    if (!store) return store.error();
    store_ = *std::move(store);
    Result<std::unique_ptr<storage::SqliteQueries>> queries =
        storage::SqliteQueries::open(options.data.string(), sqlite);
    if (!queries) return queries.error();
    queries_ = *std::move(queries);
    return {};
  }

  // The shipped workflows and the published ones, checked as one.
  Status load_workflows(const NodeOptions& options) {
    Result<std::vector<definition::SourceFile>> shipped = definition_files(options.workflows);
    if (!shipped) return shipped.error();
    Result<std::vector<definition::SourceFile>> files =
        with_published(*std::move(shipped), *store_);
    if (!files) return files.error();
    const authoring::Checked checked = authoring::check(*files);
    if (auto problems = problems_of(checked)) return *std::move(problems);
    Result<Stock> stock = fill_shelf(checked.library, *store_);
    if (!stock) return stock.error();
    shelf_.emplace(std::make_shared<const casework::Bundles>(std::move(stock->bundles)));
    editions_ = std::move(stock->editions);
    files_ = *std::move(files);
    return {};
  }

  Status know_people(const NodeOptions& options) {
    Result<Value> samples = load_samples(options.workflows);
    if (!samples) return samples.error();
    samples_ = *std::move(samples);
    if (options.demo)
      if (Status status = prepare_demo(options.data, *shelf_->now(), samples_, RandomBytes());
          !status)
        return status;
    const Result<Value> json = read_users(options.data);
    if (!json) return json.error();
    Result<access::Users> users = access::Users::parse(*json);
    if (!users) return users.error();
    users_ = std::make_unique<access::Users>(*std::move(users));
    Result<Value> registers = read_registers(options.data);
    if (!registers) return registers.error();
    registers_ = std::make_unique<world::JsonRegisters>(*std::move(registers));
    return restore_entries();
  }

  // What cases told the registers stands over the files.
  Status restore_entries() {
    const Result<std::vector<casework::Store::StoredEntry>> entries = store_->entries();
    if (!entries) return entries.error();
    for (const casework::Store::StoredEntry& entry : *entries) {
      Result<Value> json = parse_json(entry.text, "entry");
      if (!json) return json.error();
      registers_->restore(entry.name, entry.key, *std::move(json));
    }
    return {};
  }

  Status set_clock(const NodeOptions& options) {
    clock_ = std::make_unique<storage::SystemClock>();
    if (!options.manual_clock) return {};
    const Result<std::optional<Instant>> newest = store_->newest();
    if (!newest) return newest.error();
    const Instant start = options.start.value_or(newest->value_or(clock_->now()));
    if (*newest && start < **newest)
      return Error{.code = "invalid_time",
                   .detail = "the store has steps after " + format_instant(start)};
    clock_ = std::make_unique<storage::ManualClock>(start);
    return {};
  }

  law::WorkCalendar calendar_;
  std::unique_ptr<storage::SqliteStore> store_;
  std::unique_ptr<storage::SqliteQueries> queries_;
  std::optional<storage::Shelf> shelf_;
  authoring::Editions editions_;               // until the press has them
  std::vector<definition::SourceFile> files_;  // likewise
  std::unique_ptr<access::Users> users_;
  std::unique_ptr<world::JsonRegisters> registers_;
  std::shared_ptr<const std::vector<law::YearNotice>> notices_;
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
