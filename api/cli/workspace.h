// What a folder of workflows needs beside its definitions: schemas, templates, documents,
// calendars, samples, as they stand in workflows/, embedded by the build.
#pragma once

#include <span>
#include <string_view>

namespace yijian::cli {

struct WorkspaceFile {
  std::string_view path;  // "schema/workflow.schema.json"
  std::string_view text;
};
std::span<const WorkspaceFile> workspace_files();

}  // namespace yijian::cli
