#include "api/cli/laboratory.h"

#include "api/cli/scenarios.h"
#include "api/cli/workflows.h"
#include "api/world/memory_world.h"

namespace yijian::cli {

Result<std::unique_ptr<Laboratory>> Laboratory::open(const std::filesystem::path& root) {
  Result<definition::Library> library = load_library(root);
  if (!library) return library.error();
  Result<std::vector<law::YearNotice>> notices = load_notices(root / "calendars");
  if (!notices) return notices.error();
  const Result<Value> samples = load_samples(root);
  if (!samples) return samples.error();
  std::unique_ptr<Laboratory> made(new Laboratory);
  made->bundles_ = std::make_shared<casework::Bundles>();
  for (const auto& bundle : library->bundles) made->bundles_->add_current(bundle);
  for (const auto& bundle : library->bundles)
    for (const auto& [id, definition] : bundle->definitions)
      made->definitions_.emplace(id, definition);
  made->problems_ = std::move(library->problems);
  made->notices_ = std::make_shared<const std::vector<law::YearNotice>>(std::move(*notices));
  made->surroundings_.samples = *samples;
  made->surroundings_.world = [bundles = made->bundles_,
                               all = made->notices_](const authoring::WorldOptions& options) {
    return world::memory_world(bundles, all, options);
  };
  made->surroundings_.after = [root](const authoring::Scenario& from, const std::string& path) {
    return read_scenario_after(root, from, path);
  };
  return made;
}

const definition::Definition* Laboratory::definition(const std::string& workflow) const {
  const auto found = definitions_.find(workflow);
  return found == definitions_.end() ? nullptr : found->second.get();
}

}  // namespace yijian::cli
