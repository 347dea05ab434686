#include "api/handlers/sent_files.h"

#include <algorithm>

#include "engine/authoring/findings.h"

namespace yijian::handlers {
namespace {

constexpr size_t kMaxFiles = 200;
constexpr size_t kMaxPathBytes = 200;

}  // namespace

Status may_send_definitions(const Asked& asked) {
  if (asked.actor.role == "integrator" || asked.actor.role == "admin") return {};
  return Error{.code = "role_required", .detail = "definitions are an integrator's"};
}

Result<std::vector<definition::SourceFile>> files_of(const Value& body) {
  const Value* list = body.find("files");
  if (list == nullptr || !list->is_list() || list->list().empty() ||
      list->list().size() > kMaxFiles)
    return wrong_type("/files", "files is a list of 1 to " + std::to_string(kMaxFiles));
  std::vector<definition::SourceFile> out;
  for (size_t i = 0; i < list->list().size(); ++i) {
    const Value& file = list->list()[i];
    const std::string pointer = "/files/" + std::to_string(i);
    const Value* text = file.find("text");
    const std::string path = file.text("path");
    if (path.empty() || path.size() > kMaxPathBytes || text == nullptr || !text->is_string() ||
        file.map().size() != 2)
      return wrong_type(pointer, "a file is {path, text}");
    const bool twice = std::any_of(out.begin(), out.end(), [&](const definition::SourceFile& one) {
      return one.path == path;
    });
    if (twice) return wrong_type(pointer + "/path", "the path stands twice");
    out.push_back({path, text->string()});
  }
  return out;
}

List problems_view(const std::vector<definition::Problem>& problems) {
  List list;
  for (const definition::Problem& problem : problems)
    if (list.size() < kMaxProblems) list.push_back(authoring::as_value(problem));
  return list;
}

}  // namespace yijian::handlers
