#include "api/cli/lines.h"

#include <istream>

namespace yijian::cli {

ReadLine read_line(std::istream& in, std::string& line) {
  line.clear();
  bool any = false, too_long = false;
  std::streambuf* buffer = in.rdbuf();
  for (;;) {
    const int c = buffer->sbumpc();
    if (c == std::istream::traits_type::eof()) {
      in.setstate(std::ios::eofbit);
      if (!any) return ReadLine::end;
      break;
    }
    any = true;
    if (c == '\n') break;
    if (line.size() < kMaxLineBytes)
      line.push_back(static_cast<char>(c));
    else
      too_long = true;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return too_long ? ReadLine::too_long : ReadLine::whole;
}

}  // namespace yijian::cli
