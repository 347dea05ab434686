// A bare machine in the first line, inputs in the others: whatever they are, the machine rests
// between them and an input that is refused changes nothing.
#include "engine/authoring/trace.h"
#include "engine/base/json.h"
#include "engine/base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using yijian::Value;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto next = [&] {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
  };
  const yijian::Result<Value> json = yijian::parse_json(next());
  if (!json) return 0;
  const auto machine = yijian::authoring::compile_bare(*json);
  if (!machine) {
    ENSURE(!machine.error().code.empty());
    return 0;
  }
  yijian::authoring::Trace trace(*machine);
  Value before = trace.start();
  if (!before.find("refused")->is_null()) return 0;
  for (int i = 0; i < 20 && !text.empty(); ++i) {
    const std::string_view line = next();
    const Value after = trace.input(line);
    const bool refused = !after.find("refused")->is_null();
    const bool advances = line.find("advance") != std::string_view::npos;
    if (refused && !advances)
      ENSURE(*after.find("configuration") == *before.find("configuration") &&
             *after.find("context") == *before.find("context"));
    before = after;
  }
  return 0;
}
