// The statutes that more than one table of the kernel cites, by their official short titles.
#pragma once

#include <string_view>

namespace yijian::law {

inline constexpr std::string_view kLicensing = "行政许可法";

}  // namespace yijian::law
