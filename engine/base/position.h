// Lines and columns of bytes in a text: what errors of JSON tell.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/json.h"

namespace yijian {

// Line and column of a byte, columns in code points; a byte beyond the end is the end.
inline Position position_of(std::string_view text, size_t byte) {
  Position position;
  for (size_t i = 0; i < byte && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++position.column;
    }
  }
  return position;
}

// "file:line:column", as every error of a file tells its place.
inline std::string place_of(std::string_view file, Position position) {
  return std::string(file) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

}  // namespace yijian
