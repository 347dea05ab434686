// A case is opened (立案): by a person who files, or by the message of another case.
#include <algorithm>

#include "engine/casework/commands.h"
#include "engine/casework/interpreter.h"
#include "engine/casework/messages.h"
#include "engine/casework/opening.h"
#include "engine/casework/scheduled.h"

namespace yijian::casework {
namespace {

std::vector<std::string> personal_of_opening(const CaseOpened& event) {
  std::vector<std::string> pointers = personal_in_parties(event.parties, "/parties");
  for (const char* key : {"/element", "/licence", "/licences", "/thingActs"})
    pointers.emplace_back(key);
  return pointers;
}

// A form that was computed, of which nobody can tell what is personal: all of it.
void take_computed_form(Working& working, const Value& form) {
  if (form.is_map() && !form.map().empty())
    working.emit(FormChanged{.patch = form, .guide = Value()}, {"/patch"});
}

Status check_offered(const definition::Definition& definition, Day today) {
  if (definition::is_offered(definition, today)) return {};
  const auto& [theme, audience, from, until] = definition.catalogue;
  const bool early = from && today < *from;
  return Error{.code = early ? "not_yet_offered" : "no_longer_offered",
               .detail = early ? "offered from a later day on" : "offered until an earlier day",
               .pointer = "/workflow",
               .names = {format_day(early ? *from : *until)}};
}

Status check_who_files(const Working& working, const Open& open) {
  const definition::Definition& definition = working.definition;
  if (std::find(definition.channels.begin(), definition.channels.end(), open.channel) ==
      definition.channels.end())
    return Error{.code = "invalid_data",
                 .detail = "the workflow is not filed through this channel",
                 .pointer = "/channel",
                 .names = {"channel"}};
  if (Status status = check_offered(definition, working.today()); !status) return status;
  const Actor& actor = *working.envelope.actor;
  if (actor.role != "applicant" && actor.role != "clerk")
    return Error{.code = "role_required",
                 .detail = "an applicant or a clerk files",
                 .names = {"applicant", "clerk"}};
  if (actor.role == "clerk") return {};
  return may_act_for_party(open.parties, actor.party, "open", working.today());
}

// The one that the case is about, as whoever opens it knows it.
Value licence_brought(const definition::Definition& definition, const Value& data) {
  if (const Value* licence = data.find("licence")) return *licence;
  const Value* held =
      definition.about.empty() ? nullptr : data.member("licences").find(definition.about);
  return held != nullptr ? *held : Value();
}

}  // namespace

Value with_defaults(const Working& working, const Value& guide) {
  Map answers = guide.map();
  for (const definition::Question& question : working.definition.guide)
    if (question.otherwise && !answers.contains(question.id))
      answers.set(question.id, *question.otherwise);
  return answers;
}

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

void begin(Working& working, CaseOpened event) {
  const definition::Definition& definition = working.definition;
  event.workflow = definition.id;
  event.version = definition.version;
  event.kind = definition::name(definition.kind);
  event.variables = definition.machine.context;
  if (definition.restricted) event.access = kRestricted;
  working.draft.bundle = working.bundle.digest;
  std::vector<std::string> personal = personal_of_opening(event);
  working.emit(std::move(event), std::move(personal));
}

Result<Value> licence_at_issue(const Working& working) {
  const std::string& type = working.definition.about;
  if (type.empty()) return Value(Map{});
  const Value* licences = fact_value(working, "licences");
  const Value* held = licences != nullptr ? licences->find(type) : nullptr;
  if (held != nullptr) return *held;
  return Error{.code = "no_applicable_item",
               .detail = "the applicant holds no such licence",
               .names = {type}};
}

Status open_by_person(Working& working, const Open& open) {
  working.cause = Cause::opening;
  if (!working.envelope.actor) return Error{.code = "unauthorized", .detail = "nobody files"};
  if (Status status = check_parties(open.parties); !status) return status;
  if (Status status = check_who_files(working, open); !status) return status;
  if (Status status = check_answers(working.bundle, working.definition, open.guide); !status)
    return status;
  if (Status status = check_declined(working.definition, open.declined); !status) return status;
  const Result<Value> about = licence_at_issue(working);
  if (!about) return about.error();
  CaseOpened event;
  event.origin = "applicant";
  event.department = working.definition.department;
  event.region = working.envelope.actor->region;
  event.channel = open.channel;
  event.parties = open.parties;
  event.guide = with_defaults(working, open.guide);
  for (const std::string& id : open.declined) event.declined.emplace_back(id);
  event.licence = *about;
  if (const Value* licences = fact_value(working, "licences")) event.licences = *licences;
  begin(working, std::move(event));
  if (Status status = fill_in_form(working, open.form, "/form"); !status) return status;
  share_licences(working);
  return Interpreter(working).start();
}

Status open_by_schedule(Working& working, const Start& start) {
  working.cause = Cause::opening;
  if (!working.definition.schedule)
    return Error{.code = "unknown_workflow", .detail = "the workflow has no schedule"};
  if (start.occasion > working.draft.at)
    return Error{.code = "not_allowed_now", .detail = "before its occasion"};
  working.draft.effective = start.occasion;
  Result<Opening> opening = scheduled_opening(working.definition, start.each);
  if (!opening) return opening.error();
  if (!opening->parties.empty())
    if (Status status = check_parties(opening->parties); !status) return status;
  const Result<Value> about = licence_at_issue(working);
  if (!about) return about.error();
  CaseOpened event;
  event.origin = "schedule";
  event.element = start.element;
  event.department = std::move(opening->department);
  event.region = std::move(opening->region);
  event.parties = std::move(opening->parties);
  event.guide = with_defaults(working, Map{});
  event.licence = *about;
  if (const Value* licences = fact_value(working, "licences")) event.licences = *licences;
  begin(working, std::move(event));
  take_computed_form(working, opening->form);
  if (Status status = check_form(working, definition::Completeness::types_only, "/form"); !status)
    return status;
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
  CaseOpened event;
  event.origin = data.text("origin", "engine");
  event.opener = message.sent_by;
  event.item = data.text("item");
  event.lane = message.lane;
  event.department = data.text("department");
  event.region = data.text("region");
  event.channel = data.text("channel");
  event.access = data.text("access");
  if (const Value* parties = data.find("parties"); parties != nullptr && parties->is_list())
    event.parties = parties->list();
  event.guide = data.member("guide");
  event.licences = data.member("licences");
  event.licence = licence_brought(working.definition, data);
  event.thing_acts = data.member("thingActs");
  event.barred = data.member("barred");
  event.received = instant("received");
  event.accepted_as = instant("accepted");
  event.together = data.find("together") != nullptr;
  event.promised_from = instant("promisedFrom");
  event.promised = data.text("promised");
  begin(working, std::move(event));
  const Value form = data.member("form");
  if (working.state.origin == "engine")
    take_computed_form(working, form);
  else if (form.is_map() && !form.map().empty())
    change_form(working, form);
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
