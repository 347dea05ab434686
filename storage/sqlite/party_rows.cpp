#include "storage/sqlite/party_rows.h"

namespace yijian::storage {
namespace {

constexpr std::string_view kGone = "DELETE FROM party_case WHERE case_no = ?1";
constexpr std::string_view kPut = "INSERT INTO party_case (case_no, party) VALUES (?1, ?2)";

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

Status PartyRows::write(int64_t no, const std::optional<std::vector<std::string>>& parties,
                        bool fresh) {
  if (!parties) return {};
  if (!fresh)
    if (Status done = gone_.bind(1, no).run(); !done) return done;
  for (const std::string& party : *parties)
    if (Status done = put_.bind(1, no).bind_blob(2, party).run(); !done) return done;
  return {};
}

}  // namespace yijian::storage
