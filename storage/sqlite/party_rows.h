// Who is party to which case: the rows behind an applicant's own lists.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/sqlite/database.h"

namespace yijian::storage {

class PartyRows {
 public:
  // Prepares its statements. The database must outlive it. Errors: store_failed.
  static Result<PartyRows> prepare(Database& database);

  // Writes what a step says of the case's parties, if it does; `fresh`: none stand yet.
  // Errors: those of the database.
  Status write(int64_t no, const std::optional<std::vector<std::string>>& parties, bool fresh);

 private:
  Statement gone_, put_;
};

}  // namespace yijian::storage
