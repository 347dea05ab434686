// A case that was imported before: by the same line, or by another one.
#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/casework/step.h"

namespace yijian::storage {

// Errors: already_imported  the case's first step was made of another request; store_corrupt.
Status same_import(const casework::SealedStep& first, std::string_view request);

}  // namespace yijian::storage
