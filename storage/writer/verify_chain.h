// The chain of one case: where its first broken link is, and what has happened there.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/casework/ports.h"
#include "storage/writer/verify.h"

namespace yijian::storage {

// Nothing when every step continues the one before it. `steps` by version, as stored.
std::optional<Finding> verify_chain(std::string_view case_id,
                                    const std::vector<casework::StoredStep>& steps);

}  // namespace yijian::storage
