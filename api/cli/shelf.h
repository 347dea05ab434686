// The bundles of a node: those of the workflows folder and of what was published over HTTP,
// current, and those that stored cases are pinned to. What was published can never change under its
// version.
#pragma once

#include <memory>
#include <vector>

#include "engine/authoring/publish.h"
#include "engine/base/result.h"
#include "engine/casework/bundles.h"
#include "engine/casework/ports.h"
#include "engine/definition/load.h"

namespace yijian::cli {

// The shipped files with what was published upon them.
// Errors: version_changed, store_*.
Result<std::vector<definition::SourceFile>> with_published(
    std::vector<definition::SourceFile> shipped, casework::Store& store);

struct Stock {
  casework::Bundles bundles;
  authoring::Editions editions;
  std::vector<std::shared_ptr<const definition::Bundle>> fresh;  // which the store does not have
};

// Joins the library's bundles with the store's; writes nothing.
// Errors: version_changed (a known id and version with other content; names tells which),
//         store_*, invalid_definition (a stored bundle that no longer compiles).
Result<Stock> fill_shelf(const definition::Library& library, casework::Store& store);

// Stores the bundles that are new: no case may be pinned to one that is not there. Errors: store_*.
Status keep_fresh(const std::vector<std::shared_ptr<const definition::Bundle>>& fresh,
                  casework::Store& store);

}  // namespace yijian::cli
