// Definitions that a request brings with it: files, and who may send them.
#pragma once

#include <vector>

#include "api/handlers/exchange.h"
#include "engine/definition/load.h"

namespace yijian::handlers {

// Errors: role_required for whoever is neither integrator nor admin.
Status may_send_definitions(const Asked& asked);

// The body's `files: [{path, text}]`. Errors: invalid_data, with a pointer into the body.
Result<std::vector<definition::SourceFile>> files_of(const Value& body);

}  // namespace yijian::handlers
