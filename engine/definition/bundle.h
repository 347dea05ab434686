// Bundles: a definition with all it may open, addressed by the digest of its sources.
#pragma once

#include "engine/definition/link.h"

namespace yijian::definition {

// The bundle of one linked unit; null when something that it opens has problems.
std::shared_ptr<const Bundle> make_bundle(const std::string& id, const Units& units,
                                          const Environment& environment);

}  // namespace yijian::definition
