// Who a case is about (当事人), checked before anything is made of them; what of them is personal.
#include <algorithm>

#include "engine/casework/reading.h"
#include "engine/law/identifiers.h"

namespace yijian::casework {
namespace {

constexpr size_t kMaxParties = 50;
constexpr size_t kMaxNameBytes = 300;
constexpr size_t kMaxPhoneBytes = 40;
constexpr size_t kMaxAuthorityBytes = 1000;
constexpr size_t kMaxPartyActs = 50;

Error invalid(std::string pointer, std::string code, std::string detail) {
  const std::string field = pointer.substr(pointer.rfind('/') + 1);
  return {.code = code == "required" ? "invalid_data" : code,
          .detail = detail,
          .pointer = pointer,
          .names = {field},
          .faults = {{.pointer = pointer, .code = code, .detail = detail}}};
}

Status check_text(const Value& party, const std::string& at, const std::string& key, size_t limit) {
  const Value* value = party.find(key);
  if (value == nullptr || (value->is_string() && value->string().size() <= limit)) return {};
  return invalid(at + "/" + key, "invalid_data",
                 "a text of at most " + std::to_string(limit) + " bytes");
}

// What an agent may do: the acts it is authorised for, in words, until a day.
Status check_authority(const Value& party, const std::string& at) {
  if (Status status = check_text(party, at, "phone", kMaxPhoneBytes); !status) return status;
  if (Status status = check_text(party, at, "authority", kMaxAuthorityBytes); !status)
    return status;
  const Value* until = party.find("until");
  if (until != nullptr && (!until->is_string() || !parse_day(until->string())))
    return invalid(at + "/until", "invalid_data", "a day, such as 2025-06-09");
  const Value* acts = party.find("acts");
  if (acts == nullptr) return {};
  const bool names = acts->is_list() && acts->list().size() <= kMaxPartyActs &&
                     std::all_of(acts->list().begin(), acts->list().end(), [](const Value& act) {
                       return act.is_string() && act.string().size() <= kMaxNameBytes;
                     });
  if (!names) return invalid(at + "/acts", "invalid_data", "a list of at most 50 actions");
  return {};
}

Status check_keys(const Value& party, const std::string& at) {
  constexpr std::string_view kKeys[] = {"role",  "type", "name",      "id",
                                        "phone", "acts", "authority", "until"};
  for (const Map::Entry& entry : party.map())
    if (std::find(std::begin(kKeys), std::end(kKeys), entry.name()) == std::end(kKeys))
      return invalid(at + "/" + pointer_token(entry.name()), "invalid_data",
                     "unknown key of a party");
  return {};
}

// R-IDENT-01: check digits of everyone named.
Status check_party(const Value& party, const std::string& at) {
  if (!party.is_map()) return invalid(at, "invalid_data", "a party is an object");
  if (Status status = check_keys(party, at); !status) return status;
  const std::string role = party.text("role", "applicant");
  if (role != "applicant" && role != "co" && role != "agent" && role != "interested")
    return invalid(at + "/role", "invalid_data", "role is applicant, co, agent or interested");
  const std::string type = party.text("type");
  if (type != "enterprise" && type != "person")
    return invalid(at + "/type", "invalid_data", "type is enterprise or person");
  const std::string name = party.text("name");
  if (name.empty() || name.size() > kMaxNameBytes)
    return invalid(at + "/name", "required", "a name of 1 to 100 characters");
  const Status id = type == "enterprise" ? law::check_uscc(party.text("id"))
                                         : law::check_citizen_id(party.text("id"));
  if (!id) return invalid(at + "/id", id.error().code, id.error().detail);
  return check_authority(party, at);
}

// Whether the party, by its role, may do the act at all.
bool authorises(const Value& party, std::string_view action) {
  const std::string role = party.text("role", "applicant");
  if (role == "interested") return false;
  const Value* acts = party.find("acts");
  if (role != "agent" || acts == nullptr || !acts->is_list()) return true;
  return std::find(acts->list().begin(), acts->list().end(), Value(action)) != acts->list().end();
}

std::optional<Day> last_day_of_authority(const Value& party) {
  if (party.text("role", "applicant") != "agent") return std::nullopt;
  const Result<Day> until = parse_day(party.text("until"));
  return until ? std::optional<Day>(*until) : std::nullopt;
}

}  // namespace

Status check_parties(const List& parties) {
  if (parties.empty() || parties.size() > kMaxParties)
    return invalid("/parties", "required", "1 to 50 parties");
  size_t applicants = 0;
  for (size_t i = 0; i < parties.size(); ++i) {
    if (Status status = check_party(parties[i], "/parties/" + std::to_string(i)); !status)
      return status;
    applicants += parties[i].text("role", "applicant") == "applicant" ? 1 : 0;
  }
  if (applicants != 1)
    return invalid("/parties", "invalid_data", "exactly one party is the applicant");
  return {};
}

bool acts_for_party(const List& parties, std::string_view party, std::string_view action) {
  return may_act_for_party(parties, party, action, std::nullopt).has_value();
}

Status may_act_for_party(const List& parties, std::string_view party, std::string_view action,
                         std::optional<Day> today) {
  std::string expired;
  for (const Value& one : parties) {
    if (party.empty() || one.text("id") != party || !authorises(one, action)) continue;
    const std::optional<Day> until = last_day_of_authority(one);
    if (!today || !until || *today <= *until) return {};
    expired = format_day(*until);
  }
  if (expired.empty())
    return Error{.code = "forbidden", .detail = "an applicant acts for its own party"};
  return Error{.code = "authority_expired",
               .detail = "the agent's authority ended on " + expired,
               .names = {expired}};
}

std::vector<std::string> personal_in_parties(const List& parties, const std::string& base) {
  std::vector<std::string> pointers;
  for (size_t i = 0; i < parties.size(); ++i) {
    const bool enterprise = parties[i].text("type") == "enterprise";
    const std::string at = base + "/" + std::to_string(i);
    if (!enterprise)
      for (const char* key : {"/name", "/id"}) pointers.push_back(at + key);
    for (const char* key : {"/phone", "/authority"}) pointers.push_back(at + key);
  }
  return pointers;
}

}  // namespace yijian::casework
