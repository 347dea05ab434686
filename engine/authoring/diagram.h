// A machine as a picture: Mermaid's and Graphviz' texts, of the chart as it runs (template filled
// in, exits added).
#pragma once

#include <string>

#include "engine/definition/definition.h"

namespace yijian::authoring {

std::string mermaid(const definition::Definition& definition);
std::string dot(const definition::Definition& definition);

}  // namespace yijian::authoring
