// A line of an import read, strictly: every fault with its pointer.
#include <algorithm>
#include <array>

#include "engine/casework/import.h"
#include "engine/casework/object_reader.h"

namespace yijian::casework {
namespace {

constexpr int64_t kMaxUsedDays = 36'600;
constexpr std::array<std::string_view, 5> kMaterialStatuses = {"submitted", "verified", "shared",
                                                               "promised", "deferred"};

// A list of objects, each read by `read`.
template <class Read>
void each(ObjectReader& in, std::string_view key, std::vector<Fault>& faults, Read read) {
  const Value* found = in.member(key);
  if (found == nullptr) return;
  if (!found->is_list()) return in.fault(key, "wrong_type", "a list is wanted");
  if (found->list().size() > kMaxImportEntries)
    return in.fault(key, "too_many", "at most " + std::to_string(kMaxImportEntries) + " elements");
  size_t index = 0;
  for (const Value& one : found->list()) {
    ObjectReader inner(one, in.below(key) + "/" + std::to_string(index++), faults);
    read(inner);
    inner.end();
  }
}

// A text of an ordinary length; "" when it is absent.
std::string short_text(ObjectReader& in, std::string_view key, size_t most = kMaxImportTextBytes) {
  const Value* found = in.member(key);
  if (found == nullptr) return "";
  if (!found->is_string() || found->string().empty()) {
    in.fault(key, "wrong_type", "a text is wanted");
    return "";
  }
  if (found->string().size() <= most) return found->string();
  in.fault(key, "too_long", "at most " + std::to_string(most) + " bytes");
  return "";
}

std::string needed_text(ObjectReader& in, std::string_view key, size_t most = kMaxImportTextBytes) {
  if (in.member(key) == nullptr) in.fault(key, "missing_key", "it is missing");
  return short_text(in, key, most);
}

// A day, which means its beginning, or an instant.
std::optional<Instant> moment(ObjectReader& in, std::string_view key) {
  const std::string text = short_text(in, key);
  if (text.empty()) return std::nullopt;
  if (const Result<Day> day = parse_day(text)) return start_of(*day);
  if (const Result<Instant> instant = parse_instant(text)) return *instant;
  in.fault(key, "invalid_time", "a day like 2025-06-09, or an RFC 3339 instant, is wanted");
  return std::nullopt;
}

Instant needed_moment(ObjectReader& in, std::string_view key) {
  if (in.member(key) == nullptr) in.fault(key, "missing_key", "it is missing");
  return moment(in, key).value_or(Instant{});
}

bool flag(ObjectReader& in, std::string_view key) {
  const Value* found = in.member(key);
  if (found == nullptr) return false;
  if (!found->is_bool()) in.fault(key, "wrong_type", "true or false is wanted");
  return *found == Value(true);
}

Value object_or(ObjectReader& in, std::string_view key) {
  const Value* found = in.member(key);
  if (found == nullptr) return Map{};
  if (found->is_map()) return *found;
  in.fault(key, "wrong_type", "an object is wanted");
  return Map{};
}

List list_or(ObjectReader& in, std::string_view key) {
  const Value* found = in.member(key);
  if (found == nullptr) return {};
  if (!found->is_list())
    in.fault(key, "wrong_type", "a list is wanted");
  else if (found->list().size() > kMaxImportEntries)
    in.fault(key, "too_many", "at most " + std::to_string(kMaxImportEntries) + " elements");
  else
    return found->list();
  return {};
}

void read_states(ObjectReader& in, Import& import) {
  const Value* found = in.member("state");
  if (found == nullptr) return;
  const List all = found->is_list() ? found->list() : List{*found};
  if (all.size() > kMaxImportEntries) return in.fault("state", "too_many", "too many states");
  for (const Value& one : all) {
    if (!one.is_string() || one.string().empty() || one.string().size() > kMaxImportTextBytes)
      return in.fault("state", "wrong_type", "a state of the chart, or several, is wanted");
    import.states.push_back(one.string());
  }
}

void read_used(ObjectReader& in, Import& import) {
  for (const Map::Entry& entry : in.object("used", kMaxImportEntries)) {
    const std::string key = "used/" + pointer_token(entry.name());
    const bool days =
        entry.value.is_int() && entry.value.integer() >= 0 && entry.value.integer() <= kMaxUsedDays;
    if (entry.name() != kStatutoryClock && entry.name() != kPromisedClock)
      in.fault_at(key, "unknown_key", "statutory or promised");
    else if (!days)
      in.fault_at(key, "wrong_type", "a number of days is wanted");
    else
      import.used[entry.name()] = entry.value.integer();
  }
}

void read_materials(ObjectReader& in, Import& import) {
  for (const Map::Entry& entry : in.object("materials", kMaxImportEntries)) {
    const std::string status = entry.value.is_string() ? entry.value.string() : "";
    if (std::find(kMaterialStatuses.begin(), kMaterialStatuses.end(), status) ==
        kMaterialStatuses.end())
      in.fault_at("materials/" + pointer_token(entry.name()), "unknown_word",
                  "submitted, verified, shared, promised or deferred");
    else
      import.materials[entry.name()] = status;
  }
}

std::vector<Actor> read_people(ObjectReader& in, const Map::Entry& entry,
                               std::vector<Fault>& faults) {
  std::vector<Actor> people;
  const std::string key = "hands/" + pointer_token(entry.name());
  if (!entry.value.is_list() || entry.value.list().empty() ||
      entry.value.list().size() > kMaxImportEntries) {
    in.fault_at(key, "wrong_type", "a list of people is wanted");
    return people;
  }
  for (size_t i = 0; i < entry.value.list().size(); ++i) {
    ObjectReader one(entry.value.list()[i], in.below("") + "/" + key + "/" + std::to_string(i),
                     faults);
    Actor person;
    person.id = needed_text(one, "id");
    person.name = short_text(one, "name");
    person.role = short_text(one, "role");
    person.department = short_text(one, "department");
    one.end();
    people.push_back(std::move(person));
  }
  return people;
}

void read_lists(ObjectReader& in, Import& import, std::vector<Fault>& faults) {
  each(in, "stops", faults, [&](ObjectReader& one) {
    ImportedStop stop{.reason = needed_text(one, "reason"),
                      .from = needed_moment(one, "from"),
                      .until = moment(one, "until"),
                      .days = short_text(one, "days")};
    import.stops.push_back(std::move(stop));
  });
  each(in, "deferred", faults, [&](ObjectReader& one) {
    const std::string id = needed_text(one, "material");
    import.deferred[id] = moment(one, "due");
  });
  for (const Map::Entry& entry : in.object("hands", kMaxImportEntries))
    import.hands[entry.name()] = read_people(in, entry, faults);
}

void read_phase(ObjectReader& in, Import& import) {
  const std::string word = needed_text(in, "phase");
  const std::optional<law::Phase> phase = law::phase_from(word);
  if (phase)
    import.phase = *phase;
  else if (!word.empty())
    in.fault("phase", "unknown_word", "submitted, correcting, accepted, suspended or decided");
}

void read_dates(ObjectReader& in, Import& import) {
  import.received = needed_moment(in, "received");
  import.accepted = moment(in, "accepted");
  import.decided = moment(in, "decided");
  import.since = moment(in, "since");
  import.noticed = moment(in, "correctionGiven");
  import.corrected = moment(in, "corrected");
}

}  // namespace

Result<Import> parse_import(const Value& json) {
  std::vector<Fault> faults;
  Import import;
  ObjectReader in(json, "", faults);
  if (json.is_map()) {
    import.workflow = needed_text(in, "workflow");
    import.number = needed_text(in, "number");
    import.reason = needed_text(in, "reason", kMaxImportReasonBytes);
    if (in.member("parties") == nullptr) in.fault("parties", "missing_key", "it is missing");
    import.parties = list_or(in, "parties");
    import.form = object_or(in, "form");
    import.guide = object_or(in, "guide");
    import.channel = short_text(in, "channel");
    import.department = short_text(in, "department");
    import.region = short_text(in, "region");
    read_phase(in, import);
    read_states(in, import);
    read_dates(in, import);
    if (in.member("corrections") != nullptr) import.corrections = list_or(in, "corrections");
    import.deemed = flag(in, "deemed");
    import.extended = flag(in, "extended");
    read_used(in, import);
    read_materials(in, import);
    read_lists(in, import, faults);
    in.end();
  }
  if (faults.empty()) return import;
  return Error{.code = "invalid_import",
               .detail = "the line has faults",
               .pointer = faults.front().pointer,
               .faults = std::move(faults)};
}

}  // namespace yijian::casework
