#include "engine/casework/messages.h"

#include "engine/casework/case_ids.h"

#include <algorithm>

namespace yijian::casework {
namespace {

// The answers that a definition declares, of all that were given.
Value answers_for(const definition::Definition& child, const Value& guide) {
  Map answers;
  for (const definition::Question& question : child.guide)
    if (const Value* answer = guide.find(question.id)) answers.set(question.id, *answer);
  return answers;
}

Value materials_for(const definition::Definition& child, const CaseState& parent) {
  Map materials;
  for (const definition::Material& material : child.materials) {
    const auto held = parent.materials.find(material.id);
    if (held == parent.materials.end()) continue;
    Map one{{"status", held->second.status}};
    if (!held->second.digest.empty()) one.set("digest", held->second.digest);
    materials.set(material.id, std::move(one));
  }
  return materials;
}

// Who did the acts in the thing that the child's four eyes look at.
Value who_acted(const definition::Definition& child, const CaseState& state) {
  Map who;
  for (const definition::Act& act : child.acts)
    for (const std::string& done : act.four_eyes) {
      const auto found = state.hands.find(done);
      if (found == state.hands.end()) continue;
      who.set(done, List(found->second.begin(), found->second.end()));
    }
  return who;
}

// Ids as a record has them.
List ids(const std::vector<std::string>& people) { return List(people.begin(), people.end()); }

// What every opening of a case by another one carries.
Map opening(const Working& working, const definition::Definition& child) {
  const CaseState& state = working.state;
  Map data{{"workflow", child.id}};
  data.set("department", child.department.empty() ? state.department : child.department);
  data.set("parties", state.parties);
  if (!state.region.empty()) data.set("region", state.region);
  if (!state.channel.empty()) data.set("channel", state.channel);
  if (state.restricted) data.set("access", kRestricted);  // what follows from it is no less so
  if (state.received) data.set("received", format_instant(*state.received));
  return data;
}

std::vector<std::string> personal_of(const Working& working, const Map& data,
                                     const definition::Definition& child) {
  std::vector<std::string> pointers = personal_in_parties(working.state.parties, "/parties");
  for (const char* key : {"licence", "licences", "thingActs"})
    if (data.contains(key)) pointers.push_back(std::string("/") + key);
  const bool computed = data.find("origin")->string() == "engine";  // nobody can tell of what
  if (computed) pointers.push_back("/form");
  if (const Value* form = data.find("form"); form != nullptr && child.form && !computed)
    for (const std::string& pointer : definition::personal_pointers(*child.form, *form))
      pointers.push_back("/form" + pointer);
  return pointers;
}

bool acted_now(const Working& working, const std::string& licence) {
  return std::any_of(working.draft.events.begin(), working.draft.events.end(),
                     [&](const Recorded& recorded) {
                       const auto* acted = std::get_if<LicenceActed>(&recorded.event);
                       return acted != nullptr && acted->licence == licence;
                     });
}

// {type: data} of the licences that the case issued and that stand; null for one that this step
// ended (撤销, 注销). Told once, for another item may have issued it anew since.
Map licences_to_tell(const Working& working) {
  Map licences;
  for (const auto& [licence, issued] : working.state.issued) {
    const Value* held = issued.find("data");
    if (issued.text("act") != "revoke" && issued.text("act") != "cancel")
      licences.set(licence, held != nullptr ? *held : Value(Map{}));
    else if (acted_now(working, licence))
      licences.set(licence, Value());
  }
  return licences;
}

}  // namespace

void send_to_case(Working& working, const std::string& to, std::string kind, Value data,
                  const std::vector<std::string>& personal) {
  std::vector<std::string> pointers;
  for (const std::string& pointer : personal) pointers.push_back("/data" + pointer);
  const auto last = working.state.lanes_out.find(to);
  const int64_t lane = last == working.state.lanes_out.end() ? 1 : last->second + 1;
  working.emit(
      MessageSent{.to = to, .lane = lane, .kind = std::move(kind), .data = std::move(data)},
      std::move(pointers));
}

namespace {

// One that cannot be opened: an incident, and for the join not granted.
void fail_item(Working& working, const definition::Item& item, const Error& error) {
  working.emit(ItemChanged{.status = "failed", .item = item.id, .case_id = "", .attempt = 0});
  working.emit(Incident{.event = "item." + item.id, .code = error.code, .detail = error.detail},
               {"/detail"});
}

}  // namespace

void open_item(Working& working, const definition::Item& item) {
  const definition::Definition* child = working.bundle.find(item.workflow);
  ENSURE(child != nullptr);  // the loader saw to it
  const CaseState& state = working.state;
  const int attempt = state.items.at(item.id).attempt + 1;
  const std::string id = child_case_id(state.id, item.id, attempt);
  Map data = opening(working, *child);
  const Result<std::string> region = region_of(working.reading(), item);
  if (!region) return fail_item(working, item, region.error());
  data.set("item", item.id);
  data.set("origin", "parent");
  data.set("guide", answers_for(*child, state.guide));
  data.set("materials", materials_for(*child, state));
  if (Value who = who_acted(*child, state); !who.map().empty())
    data.set("thingActs", std::move(who));
  if (!state.assistants.empty()) data.set("barred", Map{{"helped", ids(state.assistants)}});
  if (!state.licences.map().empty()) data.set("licences", state.licences);
  if (!item.accepts) {
    // Dated as the thing's acceptance, or as the day on which the item's needs were met.
    const auto accepted = state.since.find(law::Phase::accepted);
    const bool first = item.needs.empty() && accepted != state.since.end();
    data.set("accepted", format_instant(first ? accepted->second : working.effective()));
  } else if (state.phase == law::Phase::submitted) {
    data.set("together", true);
  }
  if (!item.needs.empty()) data.set("received", format_instant(working.effective()));
  if (!region->empty()) data.set("region", *region);
  if (child->form) data.set("form", definition::cut(*child->form, state.form));
  working.emit(ItemChanged{.status = "opened", .item = item.id, .case_id = id, .attempt = attempt});
  const std::vector<std::string> personal = personal_of(working, data, *child);
  send_to_case(working, id, "open", std::move(data), personal);
}

namespace {

// The id of the link's next attempt.
std::string linked_case_id(const CaseState& state, const std::string& id) {
  const auto before = state.linked.find(id);
  if (before == state.linked.end()) return child_case_id(state.id, id, 1);
  // Every attempt is a step of its own.
  const int64_t last = attempt_of(state.id, id, before->second, state.n);
  ENSURE(last > 0);
  return child_case_id(state.id, id, last + 1);
}

}  // namespace

void open_linked(Working& working, const std::string& id, const std::string& workflow,
                 const Map& more) {
  const definition::Definition* child = working.bundle.find(workflow);
  ENSURE(child != nullptr);
  const std::string case_id = linked_case_id(working.state, id);
  Map data = opening(working, *child);
  data.set("item", id);
  data.set("origin", "engine");
  data.set("guide", answers_for(*child, working.state.guide));
  for (const Map::Entry& entry : more)
    if (entry.value.is_null())
      data.erase(entry.name());
    else
      data.set(entry.name(), entry.value);
  working.emit(CaseLinked{.id = id, .case_id = case_id});
  std::vector<std::string> personal = personal_of(working, data, *child);
  send_to_case(working, case_id, "open", std::move(data), personal);
}

bool open_duty(Working& working, std::string_view link, std::string_view duty) {
  const std::string id(link);
  const bool open = working.state.linked.contains(id) && !working.state.linked_ended.contains(id);
  if (open || working.bundle.find(duty) == nullptr) return false;
  open_linked(working, id, std::string(duty), Map{});
  return true;
}

namespace {

std::string outcome_word(const CaseState& state) {
  return state.outcome.empty() ? std::string(law::name(*state.phase)) : state.outcome;
}

void report_as_item(Working& working) {
  const CaseState& state = working.state;
  Map data{{"item", state.item}, {"phase", law::name(*state.phase)}};
  if (!state.outcome.empty()) data.set("outcome", state.outcome);
  Map licences = licences_to_tell(working);
  const bool any = !licences.empty();
  if (any) data.set("licences", std::move(licences));
  send_to_case(working, state.opener->case_id, "child", std::move(data),
               any ? std::vector<std::string>{"/licences"} : std::vector<std::string>{});
}

}  // namespace

void report_to_opener(Working& working, std::optional<law::Phase> before) {
  const CaseState& state = working.state;
  if (!state.opener || state.phase == before || !state.phase) return;
  if (state.origin == "parent") return report_as_item(working);
  // A linked case reports once, when it is settled.
  const bool first = !before || !law::is_settled(*before);
  if (state.origin != "engine" || !law::is_settled(*state.phase) || !first) return;
  if (state.item == kVerification)
    send_to_case(working, state.opener->case_id, "commitment",
                 Map{{"outcome", outcome_word(state)}});
  else
    report_as_item(working);
}

}  // namespace yijian::casework
