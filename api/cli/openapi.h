// The OpenAPI file, as it stands in api/handlers/openapi.json, embedded by the build.
#pragma once

#include <string_view>

namespace yijian::cli {

std::string_view openapi_text();

}  // namespace yijian::cli
