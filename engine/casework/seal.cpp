// Sealing a step: its body with commitments where personal values were, the values themselves in
// the private column, the hash.
#include <algorithm>
#include <span>

#include "engine/base/canonical.h"
#include "engine/base/json.h"
#include "engine/casework/personal.h"
#include "engine/casework/recordable.h"
#include "engine/casework/step_fields.h"

namespace yijian::casework {
namespace {

constexpr size_t kSaltBytes = 16;
constexpr size_t kEntropyBytes = 32;

using Range = std::span<const Tokens>;

// The pointers that go on with `token` at `depth`. They are sorted.
Range going_on(Range pointers, size_t depth, std::string_view token) {
  const auto less = [&](const Tokens& tokens) { return tokens[depth] < token; };
  const auto same = [&](const Tokens& tokens) { return tokens[depth] == token; };
  const auto begin = std::partition_point(pointers.begin(), pointers.end(), less);
  return {begin, std::partition_point(begin, pointers.end(), same)};
}

// Tags a body and takes the personal values out of it, in one walk.
class Sealer {
 public:
  explicit Sealer(std::string_view entropy) : entropy_(entropy) {}

  // `pointers`: sorted, all leading through `value`, which stands `depth` tokens deep in the body.
  Result<Value> settle(const Value& value, Range pointers, size_t depth) {
    if (pointers.empty()) return tag(value);
    if (pointers.front().size() == depth) return commit(value, pointers.front());
    if (value.is_map()) return settle_map(value.map(), pointers, depth);
    if (value.is_list()) return settle_list(value.list(), pointers, depth);
    return tag(value);
  }

  size_t size() const { return values_.size(); }
  Map take() { return std::move(values_); }

 private:
  Result<Value> settle_map(const Map& map, Range pointers, size_t depth) {
    Map out;
    out.entries().reserve(map.size());
    for (const Map::Entry& entry : map) {
      const std::string& key = entry.name();
      Result<Value> inner = settle(entry.value, going_on(pointers, depth, key), depth + 1);
      if (!inner) return inner;
      out.append(key.starts_with('$') ? Value("$" + key) : entry.key, *std::move(inner));
    }
    return Value(std::move(out));
  }

  Result<Value> settle_list(const List& list, Range pointers, size_t depth) {
    List out;
    out.reserve(list.size());
    for (const Value& element : list) {
      const std::string index = std::to_string(out.size());
      Result<Value> inner = settle(element, going_on(pointers, depth, index), depth + 1);
      if (!inner) return inner;
      out.push_back(*std::move(inner));
    }
    return Value(std::move(out));
  }

  Result<Value> commit(const Value& value, const Tokens& tokens) {
    Result<Value> tagged = tag(value);
    if (!tagged) return tagged;
    const std::string pointer = body_pointer_of(tokens);
    const Digest stream = hmac_sm3(entropy_, pointer);
    const std::string_view salt = bytes_of(stream).substr(0, kSaltBytes);
    const Digest digest = sm3({salt, canonical_text(*tagged)});
    values_.append(Value(pointer), Value(List{hex(salt), *std::move(tagged)}));
    return Value(Map{{"$sm3", hex(digest)}});
  }

  std::string_view entropy_;
  Map values_;
};

// Whether the pointer leads to a value.
bool leads(const Value& value, std::span<const std::string> tokens) {
  return at_pointer(value, pointer_of(tokens)) != nullptr;
}

void add_pointer(std::vector<Tokens>& all, std::initializer_list<std::string_view> prefix,
                 const Tokens& tokens) {
  Tokens& whole = all.emplace_back(prefix.begin(), prefix.end());
  whole.insert(whole.end(), tokens.begin(), tokens.end());
}

// The personal pointers of the i-th event, as tokens from the body.
Status add_event_pointers(std::vector<Tokens>& all, const Recorded& recorded, const Value& record,
                          size_t i) {
  const std::string index = std::to_string(i);
  if (std::holds_alternative<Acted>(recorded.event))
    add_pointer(all, {"events", index, "opinion"}, {});
  if (std::holds_alternative<CaseMigrated>(recorded.event) ||
      std::holds_alternative<CaseImported>(recorded.event))
    add_pointer(all, {"events", index, "reason"}, {});
  for (const std::string& pointer : recorded.personal) {
    const std::optional<Tokens> tokens = tokens_of(pointer);
    if (!tokens) continue;
    if (may_be_personal(*tokens))
      add_pointer(all, {"events", index}, *tokens);
    else if (leads(record, *tokens))
      return not_recordable("a value that may not be personal", "/events/" + index + pointer);
  }
  return {};
}

Result<std::vector<Tokens>> personal_pointers(const StepDraft& draft, const List& records) {
  std::vector<Tokens> all;
  if (draft.actor && draft.actor->personal)
    for (const char* key : {"id", "name", "onBehalfOf", "party"})
      add_pointer(all, {"actor", key}, {});
  if (draft.late)
    for (const char* key : {"evidence", "reason"}) add_pointer(all, {"late", key}, {});
  for (const std::string& pointer : draft.personal_facts)
    if (const std::optional<Tokens> tokens = tokens_of(pointer))
      add_pointer(all, {"facts"}, *tokens);
  for (size_t i = 0; i < records.size(); ++i) {
    Status status = add_event_pointers(all, draft.events[i], records[i], i);
    if (!status) return status.error();
  }
  std::sort(all.begin(), all.end());
  return all;
}

// What decide promises of a step, and open_step will insist on.
Status check_draft(const StepDraft& draft, const List& records) {
  if (!is_case_id(draft.case_id)) return not_recordable("no case id", "/case");
  if (draft.n < 1) return not_recordable("n below 1", "/n");
  if (draft.effective > draft.at) return not_recordable("later than at", "/effective");
  if (draft.command_type.empty()) return not_recordable("no command", "/command");
  if (draft.actor && draft.actor->id.empty()) return not_recordable("no id", "/actor/id");
  if (records.empty()) return not_recordable("no events", "/events");
  for (size_t i = 0; i < records.size(); ++i)
    if (records[i].find("type")->string().ends_with('.'))
      return not_recordable("a type without its word", "/events/" + std::to_string(i) + "/type");
  return {};
}

Value write_body(const StepDraft& draft, List records) {
  FieldWriter out;
  fields(out, draft);
  out.nested("command", std::optional(CommandName{draft.command_id, draft.command_type}));
  if (draft.effective != draft.at) out.always("effective", draft.effective);
  out.always("events", records);
  out.always("v", kBodyVersion);
  return out.take();
}

std::string private_text(const StepDraft& draft, Map values) {
  Map column;
  if (!draft.request.empty()) column.append("command", draft.request);
  if (!values.empty()) column.append("values", Value(std::move(values)));
  return column.empty() ? std::string() : canonical_text(Value(std::move(column)));
}

}  // namespace

Result<SealedStep> seal(const StepDraft& draft, const Digest& prev, std::string_view entropy) {
  ENSURE(entropy.size() == kEntropyBytes);
  List records;
  records.reserve(draft.events.size());
  for (const Recorded& recorded : draft.events) records.push_back(write_event(recorded.event));
  if (Status status = check_draft(draft, records); !status) return std::move(status.error());
  const Result<std::vector<Tokens>> pointers = personal_pointers(draft, records);
  if (!pointers) return pointers.error();
  const Value body = write_body(draft, std::move(records));
  if (Status status = check_recordable(body); !status) return std::move(status.error());
  Sealer sealer(entropy);
  const Result<Value> settled = sealer.settle(body, *pointers, 0);
  if (!settled) return settled.error();
  if (sealer.size() > kMaxJsonMembers) return not_recordable("too many personal values");
  SealedStep step{.n = draft.n, .body = canonical_text(*settled), .priv = {}, .hash = {}};
  step.priv = private_text(draft, sealer.take());
  step.hash = step_hash(prev, step.body);
  return step;
}

}  // namespace yijian::casework
