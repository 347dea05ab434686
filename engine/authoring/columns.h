// How many columns of a terminal a text takes: East Asian wide characters two, others one.
#pragma once

#include <string_view>

namespace yijian::authoring {

// The character at byte `at` of UTF-8 text; `at` moves behind it.
char32_t take_character(std::string_view text, size_t& at);
size_t columns_of(char32_t character);
size_t columns_of(std::string_view text);

}  // namespace yijian::authoring
