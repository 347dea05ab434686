#include "engine/cel/zones.h"

#include <absl/time/time.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "engine/cel/lexer.h"

namespace yijian::cel {
namespace {

constexpr const char* kDatabase = "/usr/share/zoneinfo";
constexpr size_t kMaxNameBytes = 64;

int two_digits(std::string_view text) {
  if (!is_digit(text[0]) || !is_digit(text[1])) return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

// "+08:00", "-02:30" or "08:00" in seconds.
std::optional<int64_t> fixed_offset(std::string_view text) {
  const bool is_west = text.starts_with('-');
  if (is_west || text.starts_with('+')) text.remove_prefix(1);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hours = two_digits(text);
  const int minutes = two_digits(text.substr(3));
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const int64_t seconds = hours * 3600 + minutes * 60;
  return is_west ? -seconds : seconds;
}

// A name such as the database has: neither a path that leads elsewhere, nor the machine's own zone
// (localtime), nor a copy of the database that counts leap seconds (right/, lower case).
bool is_zone_name(std::string_view name) {
  const bool is_capital = !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
  return is_capital && name.size() <= kMaxNameBytes &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '/' || c == '-' || c == '+';
         });
}

// The zones read so far: no more than the database has files.
class Zones {
 public:
  std::optional<absl::TimeZone> find(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
    std::error_code error;
    const std::filesystem::path file = std::filesystem::path(kDatabase) / name;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
    absl::TimeZone zone;
    if (!absl::LoadTimeZone(file.string(), &zone)) return std::nullopt;
    return zones_.emplace(name, zone).first->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, absl::TimeZone, std::less<>> zones_;
};

}  // namespace

std::optional<int64_t> zone_offset(std::string_view zone, int64_t unix_seconds) {
  if (zone == "UTC") return 0;
  if (const std::optional<int64_t> offset = fixed_offset(zone)) return offset;
  if (!is_zone_name(zone)) return std::nullopt;
  static Zones zones;
  const std::optional<absl::TimeZone> found = zones.find(zone);
  if (!found) return std::nullopt;
  return found->At(absl::FromUnixSeconds(unix_seconds)).offset;
}

}  // namespace yijian::cel
