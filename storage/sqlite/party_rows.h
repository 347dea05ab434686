// Who is party to which case: the rows behind an applicant's own lists.
#pragma once

#include "engine/casework/ports.h"
#include "storage/sqlite/database.h"

namespace yijian::storage {

class PartyRows {
 public:
  // Prepares its statements. The database must outlive it. Errors: store_failed.
  static Result<PartyRows> prepare(Database& database);

  // Writes what the step says of the parties, if it does. The case's own row stands already.
  // Errors: those of the database.
  Status write(const casework::Append& append);

 private:
  Statement gone_, put_;
};

}  // namespace yijian::storage
