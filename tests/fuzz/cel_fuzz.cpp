// An author's expression is refused with a code, or evaluated within its budgets: the same twice.
#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/cel/cel.h"

namespace {

using yijian::Value;

const yijian::cel::MapScope& scope() {
  static const yijian::cel::MapScope kScope(*yijian::parse_json(
      R"({"form": {"text": "南湖 Lake", "width": 2.5, "n": 7, "list": [1, 2.0, "3", null, true]},
          "guide": {"changes": ["name", "address"]}, "case": {"phase": "accepted"}})"));
  return kScope;
}

std::string told(const yijian::Result<Value>& value) {
  return value ? "value" : value.error().code;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto program = yijian::cel::compile(text);
  if (!program) {
    ENSURE(!program.error().code.empty());
    return 0;
  }
  const std::string once = told(yijian::cel::evaluate(*program, scope()));
  ENSURE(!once.empty() && once == told(yijian::cel::evaluate(*program, scope())));
  return 0;
}
