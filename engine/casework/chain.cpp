// The chain of a case: what each hash is taken over.
#include "engine/base/result.h"
#include "engine/casework/step_fields.h"

namespace yijian::casework {
namespace {

constexpr std::string_view kDomain = "yijian/1";
constexpr std::string_view kZero("\0", 1);
constexpr size_t kMaxCaseIdBytes = 50;

bool is_case_id_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
         c == '-';
}

}  // namespace

bool is_case_id(std::string_view text) {
  if (text.empty() || text.size() > kMaxCaseIdBytes) return false;
  for (const char c : text)
    if (!is_case_id_char(c)) return false;
  return true;
}

Digest origin_digest(std::string_view case_id, const std::optional<Opener>& opener) {
  if (!opener) return sm3({kDomain, kZero, case_id});
  const std::optional<Digest> hash = digest_from_hex(opener->hash);
  ENSURE(hash.has_value());
  return sm3({kDomain, kZero, case_id, kZero, opener->case_id, kZero, std::to_string(opener->n),
              kZero, bytes_of(*hash)});
}

Digest step_hash(const Digest& prev, std::string_view body) { return sm3({bytes_of(prev), body}); }

}  // namespace yijian::casework
