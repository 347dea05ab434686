// A page of open tasks in the order of their dues, across roles and departments.
#pragma once

#include "engine/casework/ports.h"
#include "storage/sqlite/reader.h"

namespace yijian::storage {

// Merges the index's ranges of every (department, role) that the filter allows, so that a page
// costs the same however many tasks are open. A party's page costs what its own cases do. Errors:
// invalid_cursor, those of the database.
Result<casework::Page<casework::TaskHit>> task_page(Reader& reader,
                                                    const casework::TaskFilter& filter);

}  // namespace yijian::storage
