// Any text is judged as a definition: problems with their places, or a definition that explores.
#include "engine/authoring/check.h"
#include "engine/base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const yijian::authoring::Checked checked =
      yijian::authoring::check({{"any/workflow.json", text}});
  for (const yijian::definition::Problem& problem : checked.problems)
    ENSURE(!problem.code.empty() && !problem.place.empty() && !problem.message.zh.empty());
  return 0;
}
