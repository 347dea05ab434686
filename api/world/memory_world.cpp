#include "api/world/memory_world.h"

#include <algorithm>
#include <string>

#include "api/world/registers.h"
#include "engine/base/digest.h"
#include "storage/memory/store.h"
#include "storage/writer/clock.h"
#include "storage/writer/writer.h"

namespace yijian::world {
namespace {

constexpr size_t kMostCases = 10'000;  // that a scenario can speak of

using Notices = std::shared_ptr<const std::vector<law::YearNotice>>;

// The notices of the years. Errors: unknown_year.
Result<law::WorkCalendar> calendar_of(const std::vector<law::YearNotice>& notices,
                                      const std::vector<int>& years) {
  std::vector<law::YearNotice> chosen;
  for (const int year : years) {
    const auto notice = std::find_if(notices.begin(), notices.end(),
                                     [&](const law::YearNotice& n) { return n.year == year; });
    if (notice == notices.end())
      return Error{"unknown_year", "there is no calendar of " + std::to_string(year)};
    chosen.push_back(*notice);
  }
  return law::WorkCalendar(chosen);
}

// The same bytes in every run: scenarios are reproducible to the last hash.
class Entropy {
 public:
  std::string operator()(size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += bytes_of(sm3("scenario world " + std::to_string(++count_)));
    text.resize(bytes);
    return text;
  }

 private:
  int64_t count_ = 0;
};

class MemoryWorld : public authoring::World {
 public:
  MemoryWorld(std::shared_ptr<const casework::Bundles> bundles, Notices notices,
              const authoring::WorldOptions& options)
      : bundles_(std::move(bundles)),
        notices_(std::move(notices)),
        clock_(options.at),
        registers_(options.registries) {}

  // The writer begins anew on the same store, as a node does: a calendar is what it was made with,
  // and what is open is computed anew.
  Status load_years(const std::vector<int>& years) override {
    for (const int year : years)
      if (std::find(years_.begin(), years_.end(), year) == years_.end()) years_.push_back(year);
    Result<law::WorkCalendar> calendar = calendar_of(*notices_, years_);
    if (!calendar) return calendar.error();
    calendar_ = std::move(*calendar);
    const bool begun = writer_ != nullptr;
    writer_.reset();
    storage::Setup setup{store_, store_, clock_, registers_, *bundles_};
    setup.calendar = calendar_;
    setup.entropy = [this](size_t bytes) { return entropy_(bytes); };
    setup.options.threaded = false;
    setup.options.rehearsal = true;
    writer_ = std::make_unique<storage::Writer>(std::move(setup));
    return begun ? writer_->advance(clock_.now()) : Status();
  }

  casework::Desk& desk() override { return *writer_; }
  const casework::Bundles& bundles() const override { return *bundles_; }
  const law::WorkCalendar& calendar() const override { return calendar_; }
  void set_registries(const Value& registries) override { registers_.set(registries); }
  casework::Registries& registries() override { return registers_; }
  Result<std::vector<std::string>> case_ids() override { return store_.case_ids("", kMostCases); }
  Result<std::vector<casework::SealedStep>> steps(std::string_view case_id) override {
    return store_.load(case_id);
  }

 private:
  std::shared_ptr<const casework::Bundles> bundles_;
  Notices notices_;
  storage::ManualClock clock_;
  JsonRegisters registers_;
  storage::MemoryStore store_;
  Entropy entropy_;
  std::vector<int> years_;
  law::WorkCalendar calendar_;
  std::unique_ptr<storage::Writer> writer_;
};

}  // namespace

Result<std::unique_ptr<authoring::World>> memory_world(
    std::shared_ptr<const casework::Bundles> bundles, Notices notices,
    const authoring::WorldOptions& options) {
  std::vector<int> years;
  if (options.years) years = *options.years;
  if (!options.years)
    for (const law::YearNotice& notice : *notices) years.push_back(notice.year);
  auto world = std::make_unique<MemoryWorld>(std::move(bundles), std::move(notices), options);
  const Status loaded = world->load_years(years);
  if (!loaded) return loaded.error();
  return std::unique_ptr<authoring::World>(std::move(world));
}

}  // namespace yijian::world
