// Words of the tools for integrators, zh and en; texts alone.
#pragma once

#include <string>
#include <string_view>

namespace yijian::authoring {

inline std::string suggested(const std::string& name) { return "是否想写 / did you mean: " + name; }
inline std::string way_there(const std::string& path) {
  return "走到这里的最短路径 / the shortest way there: " + path;
}
inline std::string_view fixable() { return "可自动修正：--fix / --fix mends it"; }

}  // namespace yijian::authoring
