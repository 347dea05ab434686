// What a response's header says.
#pragma once

#include <string>

#include "api/http/router.h"

namespace yijian::http {

// "absent" where there is none.
inline std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "absent";
}

}  // namespace yijian::http
