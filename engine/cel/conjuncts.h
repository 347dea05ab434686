// A condition taken apart, for whoever has to say why it does not hold.
#pragma once

#include <string>
#include <vector>

#include "engine/cel/cel.h"

namespace yijian::cel {

// The parts that `&&` joins at the top of the expression, each with its own piece of the source;
// the expression itself where nothing is joined. The expression holds when every part does. Free
// names keep their places: roots() of a part are the whole expression's.
std::vector<Program> conjuncts(const Program& program);

// The paths of names that the expression reads, as they are written: {"form", "place", "area"} of
// form.place.area, {"acts", "accept", "by"} of acts["accept"].by. Each once, in order of
// appearance; what a comprehension's variable stands for is told by the list it runs over.
std::vector<std::vector<std::string>> paths_read(const Program& program);

}  // namespace yijian::cel
