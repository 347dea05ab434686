#include "api/cli/premises.h"

#include <sys/random.h>

#include <algorithm>

#include "api/cli/demo.h"
#include "api/cli/shelf.h"
#include "api/cli/workflows.h"
#include "engine/authoring/check.h"
#include "engine/base/json.h"

namespace yijian::cli {
namespace {

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

Status open_store(Premises& premises, const std::filesystem::path& data, size_t cache_bytes) {
  storage::SqliteOptions sqlite;
  sqlite.cache_bytes = cache_bytes;
  Result<std::unique_ptr<storage::SqliteStore>> store =
      storage::SqliteStore::open(data.string(), sqlite);
  if (!store) return store.error();
  premises.store = *std::move(store);
  Result<std::unique_ptr<storage::SqliteQueries>> queries =
      storage::SqliteQueries::open(data.string(), sqlite);
  if (!queries) return queries.error();
  premises.queries = *std::move(queries);
  return {};
}

Status load_workflows(Premises& premises, const std::filesystem::path& workflows) {
  Result<std::vector<definition::SourceFile>> shipped = definition_files(workflows);
  if (!shipped) return shipped.error();
  Result<std::vector<definition::SourceFile>> files =
      with_published(*std::move(shipped), *premises.store);
  if (!files) return files.error();
  const authoring::Checked checked = authoring::check(*files);
  if (auto problems = problems_of(checked)) return *std::move(problems);
  Result<Stock> stock = fill_shelf(checked.library, *premises.store);
  if (!stock) return stock.error();
  premises.shelf.emplace(std::make_shared<const casework::Bundles>(std::move(stock->bundles)));
  premises.editions = std::move(stock->editions);
  premises.fresh = std::move(stock->fresh);
  premises.files = *std::move(files);
  return {};
}

}  // namespace

Result<Premises> Premises::open(const std::filesystem::path& data,
                                const std::filesystem::path& workflows, size_t cache_bytes) {
  Premises premises;
  if (Status status = open_store(premises, data, cache_bytes); !status) return status.error();
  if (Status status = load_workflows(premises, workflows); !status) return status.error();
  const Result<std::vector<law::YearNotice>> notices = load_notices(workflows / "calendars");
  if (!notices) return notices.error();
  premises.calendar = law::WorkCalendar(*notices);
  premises.notices = std::make_shared<const std::vector<law::YearNotice>>(*notices);
  return premises;
}

Result<std::unique_ptr<world::JsonRegisters>> open_registers(const std::filesystem::path& data,
                                                             casework::Store& store) {
  const Result<Value> files = read_registers(data);
  if (!files) return files.error();
  auto registers = std::make_unique<world::JsonRegisters>(*files);
  const Result<std::vector<casework::Store::StoredEntry>> entries = store.entries();
  if (!entries) return entries.error();
  for (const casework::Store::StoredEntry& entry : *entries) {
    Result<Value> json = parse_json(entry.text, "entry");
    if (!json) return json.error();
    registers->restore(entry.name, entry.key, *std::move(json));
  }
  return registers;
}

std::string RandomBytes::operator()(size_t count) {
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

void RandomBytes::refill() {
  page_.resize(kPageBytes);
  for (size_t done = 0; done < page_.size();) {
    const ssize_t got = getrandom(page_.data() + done, page_.size() - done, 0);
    if (got > 0) done += static_cast<size_t>(got);
  }
  used_ = 0;
}

}  // namespace yijian::cli
