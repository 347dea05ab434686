// What the readers of JSON, expressions, machines and scenarios say of a fault, in Chinese: the
// details are written once, in English, where they arise.
#pragma once

#include <string>
#include <string_view>

namespace yijian::definition {

// The detail in Chinese; as it is when it is not known (a name, a number, a place).
std::string in_chinese(std::string_view detail);

}  // namespace yijian::definition
