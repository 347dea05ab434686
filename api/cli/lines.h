// Lines of standard input, limited.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

namespace yijian::cli {

inline constexpr size_t kMaxLineBytes = 1 << 20;

enum class ReadLine { whole, too_long, end };

// The next line without its end (LF or CRLF). Of a line that is too long the rest is skipped.
ReadLine read_line(std::istream& in, std::string& line);

}  // namespace yijian::cli
