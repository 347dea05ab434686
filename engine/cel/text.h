// UTF-8 and places in the source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace yijian::cel {

// Whether the bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);

// The number of code points of a valid UTF-8 text.
size_t count_code_points(std::string_view text);

// Appends the code point; false, and nothing appended, for a surrogate or one above U+10FFFF.
bool append_code_point(std::string& out, uint32_t code_point);

// "line:column" of the byte offset, both from 1, columns in code points.
std::string place_of(std::string_view source, size_t offset);

}  // namespace yijian::cel
