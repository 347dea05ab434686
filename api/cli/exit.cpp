#include "api/cli/exit.h"

#include <algorithm>
#include <array>

namespace yijian::cli {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kInputCodes{"not_readable"sv,     "too_large"sv,        "too_many_files"sv,
                                 "outside_root"sv,     "malformed_json"sv,   "duplicate_key"sv,
                                 "too_deep"sv,         "too_many_members"sv, "invalid_calendar"sv,
                                 "invalid_scenario"sv, "invalid_plan"sv,     "unknown_sample"sv,
                                 "unknown_year"sv,     "invalid_users"sv};
constexpr std::array kUsageCodes{"usage"sv, "invalid_time"sv, "invalid_limit"sv, "invalid_pause"sv,
                                 "missing_argument"sv};
constexpr std::array kFindingCodes{"invalid_machine"sv, "invalid_definition"sv, "invalid_schema"sv};

template <class Codes>
bool among(const Codes& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

int exit_code(std::string_view code) {
  if (among(kInputCodes, code)) return kUnreadable;
  if (among(kUsageCodes, code)) return kUsage;
  if (among(kFindingCodes, code) || code.starts_with("cel_")) return kFindings;
  if (code.starts_with("store_")) return kStore;
  return kRefused;
}

}  // namespace yijian::cli
