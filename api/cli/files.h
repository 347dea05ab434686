// Files read for a command: whole, limited, never through a symbolic link that leads outside.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::cli {

inline constexpr size_t kMaxFileBytes = 4 << 20;
inline constexpr size_t kMaxTreeFiles = 20'000;
inline constexpr int kMaxTreeDepth = 16;

struct FileText {
  std::string path;  // relative to the root, "/" between parts
  std::string text;
};

// Errors: not_readable (absent, no regular file), too_large.
Result<std::string> read_file(const std::filesystem::path& path);

// Writes a text and a line end: beside, synced, then renamed, so that the file is there whole or as
// it was. The owner alone may read it. Errors: not_writable.
Status write_file(const std::filesystem::path& path, const std::string& text);

// The text in place of the file's, as it stands: beside, then renamed; permissions stay. Errors:
// not_writable.
Status replace_file(const std::filesystem::path& path, const std::string& text);

// The file as JSON. Errors: those of read_file and parse_json, with the place.
Result<Value> read_json(const std::filesystem::path& path);

// Every regular file below `root` whose name ends in `suffix`, by path. Folders and files whose
// name begins with "." are left out; a symbolic link is followed only to a place below the root.
// Errors: not_readable, too_large, too_many_files, too_deep, outside_root.
Result<std::vector<std::string>> list_tree(const std::filesystem::path& root,
                                           std::string_view suffix);
Result<std::vector<FileText>> read_tree(const std::filesystem::path& root, std::string_view suffix);

}  // namespace yijian::cli
