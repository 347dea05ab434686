#include "engine/casework/case_ids.h"

#include "engine/base/digest.h"
#include "engine/casework/step_fields.h"

namespace yijian::casework {
namespace {

constexpr size_t kDigits = 24;        // 96 bits
constexpr size_t kMaxFirstPart = 25;  // of 50, less the digits and a dot
constexpr std::string_view kApart("\0", 1);

}  // namespace

std::string child_case_id(std::string_view opener, std::string_view name, int64_t attempt) {
  const std::string number = std::to_string(attempt);
  std::string id = std::string(opener) + "." + std::string(name);
  if (attempt > 1) id += "." + number;
  if (is_case_id(id)) return id;
  const std::string first(opener.substr(0, std::min(opener.find('.'), kMaxFirstPart)));
  return first + "." + hex(sm3({opener, kApart, name, kApart, number})).substr(0, kDigits);
}

int64_t attempt_of(std::string_view opener, std::string_view name, std::string_view case_id,
                   int64_t most) {
  for (int64_t attempt = 1; attempt <= most; ++attempt)
    if (child_case_id(opener, name, attempt) == case_id) return attempt;
  return 0;
}

}  // namespace yijian::casework
