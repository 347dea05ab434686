// What comes from outside as JSON is refused or read, and what was read is written and read again
// as the same.
#include "engine/base/json.h"
#include "engine/base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using yijian::Value;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const yijian::Result<Value> value = yijian::parse_json(text);
  if (!value) {
    ENSURE(!value.error().code.empty());
    return 0;
  }
  const std::string written = yijian::to_json(*value);
  const yijian::Result<Value> again = yijian::parse_json(written);
  ENSURE(again && yijian::to_json(*again) == written);
  return 0;
}
