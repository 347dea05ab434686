#include "storage/sqlite/party_rows.h"

namespace yijian::storage {
namespace {

constexpr std::string_view kGone =
    "DELETE FROM party_case WHERE case_no = (SELECT no FROM cases WHERE id = ?1)";
constexpr std::string_view kPut =
    "INSERT INTO party_case (case_no, party) SELECT no, ?2 FROM cases WHERE id = ?1";

}  // namespace

Result<PartyRows> PartyRows::prepare(Database& database) {
  PartyRows made;
  Result<Statement> gone = database.prepare(kGone);
  if (!gone) return gone.error();
  Result<Statement> put = database.prepare(kPut);
  if (!put) return put.error();
  made.gone_ = *std::move(gone);
  made.put_ = *std::move(put);
  return Result<PartyRows>(std::move(made));
}

Status PartyRows::write(const casework::Append& append) {
  if (!append.rows.parties) return {};
  if (!append.creates)
    if (Status done = gone_.bind(1, append.case_id).run(); !done) return done;
  for (const std::string& party : *append.rows.parties)
    if (Status done = put_.bind(1, append.case_id).bind_blob(2, party).run(); !done) return done;
  return {};
}

}  // namespace yijian::storage
