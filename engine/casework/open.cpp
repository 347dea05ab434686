// A case is opened (立案): by a person who files, or by the message of another case.
#include <algorithm>

#include "engine/casework/commands.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/messages.h"
#include "engine/law/identifiers.h"

namespace yijian::casework {
namespace {

constexpr size_t kMaxParties = 50;
constexpr size_t kMaxNameBytes = 300;

Error invalid(std::string pointer, std::string code, std::string detail) {
  const std::string field = pointer.substr(pointer.rfind('/') + 1);
  return {.code = code == "required" ? "invalid_data" : code,
          .detail = detail,
          .pointer = pointer,
          .names = {field},
          .faults = {{.pointer = pointer, .code = code, .detail = detail}}};
}

// R-IDENT-01: check digits of everyone named.
Status check_party(const Value& party, const std::string& at) {
  if (!party.is_map()) return invalid(at, "invalid_data", "a party is an object");
  for (const Map::Entry& entry : party.map()) {
    constexpr std::string_view kKeys[] = {"role",  "type", "name",      "id",
                                          "phone", "acts", "authority", "until"};
    if (std::find(std::begin(kKeys), std::end(kKeys), entry.name()) == std::end(kKeys))
      return invalid(at + "/" + pointer_token(entry.name()), "invalid_data",
                     "unknown key of a party");
  }
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
  return {};
}

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

// Answers not given, where the definition has one ready.
Value with_defaults(const Working& working, const Value& guide) {
  Map answers = guide.map();
  for (const definition::Question& question : working.definition.guide)
    if (question.otherwise && !answers.contains(question.id))
      answers.set(question.id, *question.otherwise);
  return answers;
}

// A licence that the applicant holds, or that an item before this one issued, is not asked for.
void share_licences(Working& working) {
  for (const definition::Material& material : working.definition.materials) {
    const bool held = working.state.licences.find(material.source_name) != nullptr;
    if (material.source != definition::Source::licence || !held) continue;
    if (working.state.materials.contains(material.id)) continue;
    working.emit(MaterialMarked{.status = "shared",
                                .material = material.id,
                                .source = "licence:" + material.source_name,
                                .digest = ""});
  }
}

const Value* fact_value(const Working& working, std::string_view name) {
  for (const Fact& fact : working.envelope.facts)
    if (fact.name == name && !fact.value.is_null()) return &fact.value;
  return nullptr;
}

std::vector<std::string> personal_of_opening(const CaseOpened& event) {
  std::vector<std::string> pointers = personal_in_parties(event.parties, "/parties");
  pointers.push_back("/licence");
  pointers.push_back("/licences");
  return pointers;
}

Status begin(Working& working, CaseOpened event, const Value& form) {
  const definition::Definition& definition = working.definition;
  event.workflow = definition.id;
  event.version = definition.version;
  event.kind = definition::name(definition.kind);
  event.variables = definition.machine.context;
  working.draft.bundle = working.bundle.digest;
  std::vector<std::string> personal = personal_of_opening(event);
  working.emit(std::move(event), std::move(personal));
  if (form.is_map() && !form.map().empty())
    working.emit(FormChanged{.patch = form, .guide = Value()}, [&] {
      std::vector<std::string> pointers;
      for (const std::string& pointer : personal_in_form(working.reading(), form))
        pointers.push_back("/patch" + pointer);
      return pointers;
    }());
  return {};
}

Status check_who_files(const Working& working, const Open& open) {
  const definition::Definition& definition = working.definition;
  if (std::find(definition.channels.begin(), definition.channels.end(), open.channel) ==
      definition.channels.end())
    return invalid("/channel", "invalid_data", "the workflow is not filed through this channel");
  const Actor& actor = *working.envelope.actor;
  if (actor.role != "applicant" && actor.role != "clerk")
    return Error{.code = "role_required",
                 .detail = "an applicant or a clerk files",
                 .names = {"applicant", "clerk"}};
  if (actor.role == "clerk") return {};
  for (const Value& party : open.parties)
    if (party.text("id") == actor.party) return {};
  return Error{.code = "forbidden", .detail = "an applicant files for its own party"};
}

}  // namespace

Status open_by_person(Working& working, const Open& open) {
  working.cause = Cause::opening;
  if (!working.envelope.actor) return Error{.code = "unauthorized", .detail = "nobody files"};
  if (Status status = check_parties(open.parties); !status) return status;
  if (Status status = check_who_files(working, open); !status) return status;
  if (Status status = check_answers(working.bundle, working.definition, open.guide); !status)
    return status;
  if (Status status = check_declined(working.definition, open.declined); !status) return status;
  const Value* licences = fact_value(working, "licences");
  Value about = Map{};
  if (!working.definition.about.empty()) {
    const Value* held = licences != nullptr ? licences->find(working.definition.about) : nullptr;
    if (held == nullptr)
      return Error{.code = "no_applicable_item",
                   .detail = "the applicant holds no such licence",
                   .names = {working.definition.about}};
    about = *held;
  }
  CaseOpened event;
  event.origin = "applicant";
  event.department = working.definition.department;
  event.region = working.envelope.actor->region;
  event.channel = open.channel;
  event.parties = open.parties;
  event.guide = with_defaults(working, open.guide);
  for (const std::string& id : open.declined) event.declined.emplace_back(id);
  event.licence = std::move(about);
  if (licences != nullptr) event.licences = *licences;
  if (Status status = begin(working, std::move(event), open.form); !status) return status;
  std::vector<Fault> faults =
      form_faults(working.reading(), working.state.form, definition::Completeness::types_only);
  if (!faults.empty()) {
    Error error{.code = "invalid_data", .detail = "the form has faults"};
    for (Fault& fault : faults) {
      error.names.push_back(fault.pointer.substr(fault.pointer.rfind('/') + 1));
      fault.pointer = "/form" + fault.pointer;
    }
    error.pointer = faults.front().pointer;
    error.faults = std::move(faults);
    return error;
  }
  share_licences(working);
  return Interpreter(working).start();
}

Status open_by_message(Working& working, const Message& message) {
  working.cause = Cause::opening;
  const Value& data = message.data;
  const auto instant = [&](std::string_view key) -> std::optional<Instant> {
    const Result<Instant> parsed = parse_instant(data.text(key));
    return parsed ? std::optional<Instant>(*parsed) : std::nullopt;
  };
  const auto map_or_null = [&](std::string_view key) {
    const Value* value = data.find(key);
    return value != nullptr ? *value : Value();
  };
  CaseOpened event;
  event.origin = data.text("origin", "engine");
  event.opener = message.sent_by;
  event.item = data.text("item");
  event.lane = message.lane;
  event.department = data.text("department");
  event.region = data.text("region");
  event.channel = data.text("channel");
  if (const Value* parties = data.find("parties"); parties != nullptr && parties->is_list())
    event.parties = parties->list();
  event.guide = map_or_null("guide");
  event.licences = map_or_null("licences");
  event.thing_acts = map_or_null("thingActs");
  event.received = instant("received");
  event.accepted_as = instant("accepted");
  event.promised_from = instant("promisedFrom");
  event.promised = data.text("promised");
  if (Status status = begin(working, std::move(event), map_or_null("form")); !status) return status;
  if (const Value* materials = data.find("materials"); materials != nullptr && materials->is_map())
    for (const Map::Entry& entry : materials->map())
      working.emit(MaterialMarked{.status = entry.value.text("status"),
                                  .material = entry.name(),
                                  .source = "case",
                                  .digest = entry.value.text("digest")});
  share_licences(working);
  return Interpreter(working).start();
}

}  // namespace yijian::casework
