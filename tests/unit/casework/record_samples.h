// A full and a minimal instance of every event, with the exact text of its record.
// These texts are the format: a change here is a change of what stored records mean.
#pragma once

#include <string>
#include <vector>

#include "engine/casework/events.h"

namespace yijian::casework {

struct Sample {
  std::string name;
  Event event;
  std::string record;  // RFC 8785 text
};

std::vector<Sample> samples();

}  // namespace yijian::casework
