// Where scenarios run: the workflows of one root, and worlds in memory made from them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "engine/authoring/run.h"
#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/bundles.h"
#include "engine/definition/load.h"
#include "engine/law/calendar.h"

namespace yijian::cli {

// Immutable once opened; worlds made from it keep what they need of it alive.
class Laboratory {
 public:
  // Definitions with problems are absent from its bundles, and told by problems(). Errors: those of
  // load_library, load_notices and load_samples.
  static Result<std::unique_ptr<Laboratory>> open(const std::filesystem::path& root);

  // For as long as the laboratory lives.
  const authoring::Surroundings& surroundings() const { return surroundings_; }
  const casework::Bundles& bundles() const { return *bundles_; }
  // Null when there is none, or it has problems.
  const definition::Definition* definition(const std::string& workflow) const;
  const std::vector<definition::Problem>& problems() const { return problems_; }

 private:
  Laboratory() = default;
  std::shared_ptr<casework::Bundles> bundles_;
  std::shared_ptr<const std::vector<law::YearNotice>> notices_;
  std::vector<definition::Problem> problems_;
  std::map<std::string, std::shared_ptr<const definition::Definition>> definitions_;
  authoring::Surroundings surroundings_;
};

}  // namespace yijian::cli
