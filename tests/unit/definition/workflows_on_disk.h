// The shipped workflows as the loader wants them, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/definition/load.h"

namespace yijian::definition {

inline std::vector<SourceFile> shipped_files() {
  const std::filesystem::path root = std::filesystem::path(YIJIAN_SOURCE_DIR) / "workflows";
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({entry.path().lexically_relative(root).generic_string(), text.str()});
  }
  return files;
}

inline std::string listed(const std::vector<Problem>& problems) {
  std::string out;
  for (const Problem& problem : problems)
    out += problem.place + " " + problem.code + " " + problem.pointer + ": " + problem.message.en +
           "\n";
  return out;
}

}  // namespace yijian::definition
