#include "engine/authoring/assumptions.h"

#include <algorithm>

#include "engine/authoring/fields.h"

namespace yijian::authoring {
namespace {

constexpr int64_t kMsPerMinute = 60'000;
constexpr int64_t kOpensAtMinute = 9 * 60;
constexpr int64_t kMinutesOfADay = 8 * 60;

// A number from 0 to `most`.
std::optional<double> number(const Value& value, double most) {
  if (!value.is_int() && value.kind() != Value::Kind::real) return std::nullopt;
  const double is = value.is_int() ? static_cast<double>(value.integer()) : value.real();
  return is >= 0 && is <= most ? std::optional(is) : std::nullopt;
}

std::optional<ServiceTime> service_time(const Value& value) {
  if (const auto days = number(value, kMaxServiceDays)) return ServiceTime{*days, *days};
  if (!value.is_list() || value.list().size() != 2) return std::nullopt;
  const auto least = number(value.list()[0], kMaxServiceDays);
  const auto most = number(value.list()[1], kMaxServiceDays);
  if (!least || !most || *least > *most) return std::nullopt;
  return ServiceTime{*least, *most};
}

}  // namespace

ServiceTime Assumptions::service_of(std::string_view role, std::string_view department) const {
  const std::string both = std::string(role) + "@" + std::string(department);
  for (const std::string_view who : {std::string_view(both), department, role})
    if (const auto found = service.find(who); found != service.end()) return found->second;
  return {};
}

Result<Assumptions> parse_assumptions(const Value& json) {
  std::vector<Fault> faults;
  Assumptions out;
  Fields fields(json, "", faults);
  const auto each = [&](std::string_view key, const auto& take) {
    const Value* map = fields.find(key, Value::Kind::map);
    if (map == nullptr) return;
    if (map->map().size() > kMaxAssumptions) return fields.fault(key, "too_many", "too many");
    for (const Map::Entry& entry : map->map())
      if (!take(std::string(entry.name()), entry.value))
        fields.fault(key, "wrong_type", std::string(entry.name()) + ": out of range");
  };
  each("actions", [&](std::string name, const Value& value) {
    const auto weight = number(value, kMaxWeight);
    if (weight) out.actions.emplace(std::move(name), *weight);
    return weight.has_value();
  });
  each("service", [&](std::string name, const Value& value) {
    const auto time = service_time(value);
    if (time) out.service.emplace(std::move(name), *time);
    return time.has_value();
  });
  if (const Value* missing = fields.find("missing")) {
    const auto share = number(*missing, 1);
    if (!share) fields.fault("missing", "wrong_type", "a number from 0 to 1 is wanted");
    out.missing = share.value_or(0);
  }
  fields.finish();
  if (faults.empty()) return out;
  Error error{"invalid_data", faults.front().pointer + ": " + faults.front().detail};
  error.pointer = faults.front().pointer;
  error.faults = std::move(faults);
  return error;
}

Instant done_after(Instant from, const ServiceTime& time, const law::WorkCalendar& calendar,
                   Random& random) {
  const double days = time.least + random.fraction() * (time.most - time.least);
  Day day = calendar.nth_working_day(day_of(from), 1);
  int64_t minute = 0;  // of the working day
  if (day == day_of(from))
    minute = std::max<int64_t>((from.ms - start_of(day).ms) / kMsPerMinute - kOpensAtMinute, 0);
  minute = std::min(minute, kMinutesOfADay) +
           static_cast<int64_t>(days * static_cast<double>(kMinutesOfADay)) + 1;
  day = calendar.nth_working_day(day, minute / kMinutesOfADay + 1);
  const int64_t of_day = kOpensAtMinute + minute % kMinutesOfADay;
  return std::max(from, Instant{start_of(day).ms + of_day * kMsPerMinute});
}

}  // namespace yijian::authoring
