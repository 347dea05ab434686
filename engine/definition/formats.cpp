#include "engine/definition/formats.h"

#include <re2/re2.h>

#include <array>

#include "engine/base/time.h"
#include "engine/law/identifiers.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 6> kFormats = {
    "date", "uscc", "citizen-id", "phone", "standard-address", "email"};
constexpr size_t kMaxAddressBytes = 600;
constexpr size_t kMaxEmailBytes = 254;

// 手机、带区号的固定电话（可带分机）、400/800、三至五位的服务号码。
bool is_phone(std::string_view text) {
  static const RE2 kPhone(
      R"(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00-?\d{3}-?\d{4}|1\d{2,4})");
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kPhone);
}

// 标准地址: one line that names an administrative division and what lies in it.
bool is_standard_address(std::string_view text) {
  static const RE2 kAddress(
      "[\\p{L}\\p{N}（）()\\-－—#·、/ ]*\\p{Han}(省|市|区|县|旗|州|盟|镇|乡|街道)"
      "[\\p{L}\\p{N}（）()\\-－—#·、/ ]+");
  return text.size() <= kMaxAddressBytes &&
         RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kAddress);
}

bool is_email(std::string_view text) {
  static const RE2 kEmail(R"([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
                          R"(@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63})");
  return text.size() <= kMaxEmailBytes &&
         RE2::FullMatch(re2::StringPiece(text.data(), text.size()), kEmail);
}

std::optional<std::string> fault_unless(bool fits) {
  return fits ? std::nullopt : std::optional<std::string>("format");
}

}  // namespace

bool is_format(std::string_view format) {
  for (std::string_view known : kFormats)
    if (known == format) return true;
  return false;
}

std::optional<std::string> format_fault(std::string_view format, std::string_view text) {
  if (format == "date") return fault_unless(parse_day(text).has_value());
  if (format == "phone") return fault_unless(is_phone(text));
  if (format == "standard-address") return fault_unless(is_standard_address(text));
  if (format == "email") return fault_unless(is_email(text));
  const Status status = format == "uscc"         ? law::check_uscc(text)
                        : format == "citizen-id" ? law::check_citizen_id(text)
                                                 : Status();
  return status ? std::nullopt : std::optional<std::string>(status.error().code);
}

}  // namespace yijian::definition
