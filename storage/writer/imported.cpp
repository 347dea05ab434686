#include "storage/writer/imported.h"

#include "engine/casework/step.h"

namespace yijian::storage {

Status same_import(const casework::SealedStep& first, std::string_view request) {
  const Result<casework::OpenedStep> opened = casework::open_step(first.body, first.priv);
  if (!opened) return Error{.code = "store_corrupt", .detail = opened.error().detail};
  if (opened->draft.request == request) return {};
  return Error{.code = "already_imported",
               .detail = "another line has brought the case of that number",
               .pointer = "/number"};
}

}  // namespace yijian::storage
