// A stored step read back. A body and its private column come from a disk that anyone may have
// written to: everything that seal would not have written is refused.
#include <algorithm>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "engine/casework/step_fields.h"
#include "engine/casework/unsealer.h"

namespace yijian::casework {
namespace {

// JSON text that is exactly the canonical text of what it says.
Result<Value> parse_canonical(std::string_view text) {
  Result<Value> value = parse_json(text);
  if (!value) return malformed_record(value.error().detail, value.error().pointer);
  if (canonical_text(*value) != text) return malformed_record("not canonical");
  return value;
}

struct PrivateColumn {
  std::string request;
  Value values;  // a map that is not empty, or null
};

Result<PrivateColumn> read_private_column(std::string_view text) {
  PrivateColumn column;
  if (text.empty()) return column;
  const Result<Value> value = parse_canonical(text);
  if (!value) return value.error();
  FieldReader in(*value);
  in.text("command", column.request);
  in.free("values", column.values);
  if (Status status = in.status(); !status) return std::move(status.error());
  if (value->map().empty()) return malformed_record("an empty private column");
  if (!column.values.is_null() && (!column.values.is_map() || column.values.map().empty()))
    return malformed_record("no private values");
  return column;
}

Status read_events(const Value* list, std::vector<Recorded>& events) {
  if (list == nullptr || !list->is_list() || list->list().empty())
    return malformed_record("no events", "/events");
  events.reserve(list->list().size());
  for (const Value& record : list->list()) {
    Result<Event> event = read_event(record);
    if (!event) {
      Error error = std::move(event.error());
      error.pointer = "/events/" + std::to_string(events.size()) + error.pointer;
      return error;
    }
    events.push_back({.event = *std::move(event), .personal = {}});
  }
  return {};
}

Result<StepDraft> read_body(const Value& body) {
  StepDraft draft;
  FieldReader in(body);
  fields(in, draft);
  int64_t version = 0;
  in.always("v", version);
  if (version != kBodyVersion) in.fail("v", "an unknown version");
  std::optional<CommandName> command;
  in.nested("command", command);
  if (!command || command->type.empty()) in.fail("command", "missing");
  std::optional<Instant> effective;
  in.instant("effective", effective);
  if (effective && *effective >= draft.at) in.fail("effective", "not before at");
  if (!is_case_id(draft.case_id)) in.fail("case", "no case id");
  if (draft.n < 1) in.fail("n", "below 1");
  if (draft.actor && draft.actor->id.empty()) in.fail("actor", "without id");
  const Value* const events = in.take("events");
  if (Status status = in.status(); !status) return std::move(status.error());
  if (Status status = read_events(events, draft.events); !status) return std::move(status.error());
  draft.effective = effective.value_or(draft.at);
  draft.command_id = std::move(command->id);
  draft.command_type = std::move(command->type);
  return draft;
}

// How many values of the header must be committed, so that none stands in the open.
struct HeaderCount {
  size_t actor = 0, late = 0;
};

// Tells the draft, or counts, what the commitment makes personal.
Status place(const Tokens& tokens, StepDraft& draft, HeaderCount& count) {
  const std::span<const std::string> all(tokens);
  const std::string_view section = tokens.empty() ? std::string_view() : tokens[0];
  if (section == "facts") {
    draft.personal_facts.push_back(pointer_of(all.subspan(1)));
  } else if (section == "events" && all.size() > 2 && may_be_personal(all.subspan(2))) {
    draft.events[std::stoul(tokens[1])].personal.push_back(pointer_of(all.subspan(2)));
  } else if (section == "actor" && all.size() == 2 && is_personal_of_actor(tokens[1])) {
    ++count.actor;
  } else if (section == "late" && all.size() == 2) {
    ++count.late;
  } else {
    return malformed_record("a value that may not be personal", body_pointer_of(all));
  }
  return {};
}

size_t personal_fields(const Actor& actor) {
  size_t count = 0;
  for (const std::string* text : {&actor.id, &actor.name, &actor.on_behalf_of, &actor.party})
    count += text->empty() ? 0 : 1;
  return count;
}

bool shows_reason(const Recorded& recorded) {
  if (!std::holds_alternative<CaseMigrated>(recorded.event) &&
      !std::holds_alternative<CaseImported>(recorded.event))
    return false;
  return std::find(recorded.personal.begin(), recorded.personal.end(), "/reason") ==
         recorded.personal.end();
}

bool shows_opinion(const Recorded& recorded) {
  const auto* const acted = std::get_if<Acted>(&recorded.event);
  if (acted == nullptr || acted->opinion.empty()) return false;
  for (const std::string& pointer : recorded.personal)
    if (pointer == "/opinion") return false;
  return true;
}

// Errors: malformed_record  something personal stands in the open, or something else does not.
Status restore_personal(const std::vector<Tokens>& commitments, StepDraft& draft) {
  HeaderCount count;
  for (const Tokens& tokens : commitments)
    if (Status status = place(tokens, draft, count); !status) return status;
  if (draft.actor) draft.actor->personal = count.actor > 0;
  if (count.actor > 0 && count.actor != personal_fields(*draft.actor))
    return malformed_record("a personal value in the open", "/actor");
  if (draft.late && count.late != 2) return malformed_record("in the open", "/late");
  for (size_t i = 0; i < draft.events.size(); ++i) {
    const std::string event = "/events/" + std::to_string(i);
    if (shows_opinion(draft.events[i])) return malformed_record("in the open", event + "/opinion");
    if (shows_reason(draft.events[i])) return malformed_record("in the open", event + "/reason");
  }
  return {};
}

}  // namespace

Result<OpenedStep> open_step(std::string_view body, std::string_view priv) {
  const Result<Value> sealed = parse_canonical(body);
  if (!sealed) return sealed.error();
  Result<PrivateColumn> column = read_private_column(priv);
  if (!column) return std::move(column.error());
  Unsealer unsealer(column->values.is_map() ? &column->values.map() : nullptr);
  const Result<Value> opened = unsealer.open(*sealed);
  if (!opened) return opened.error();
  Result<StepDraft> draft = read_body(*opened);
  if (!draft) return std::move(draft.error());
  Status status = restore_personal(unsealer.commitments(), *draft);
  if (!status) return std::move(status.error());
  draft->request = std::move(column->request);
  return OpenedStep{.draft = *std::move(draft)};
}

}  // namespace yijian::casework
