// A world for scenarios: the real writer, unthreaded, over a store in memory, with a clock that
// stands still.
#pragma once

#include <memory>
#include <vector>

#include "engine/authoring/world.h"
#include "engine/base/result.h"
#include "engine/law/calendar.h"

namespace yijian::world {

// Errors: unknown_year.
Result<std::unique_ptr<authoring::World>> memory_world(
    std::shared_ptr<const casework::Bundles> bundles,
    std::shared_ptr<const std::vector<law::YearNotice>> notices,
    const authoring::WorldOptions& options);

}  // namespace yijian::world
