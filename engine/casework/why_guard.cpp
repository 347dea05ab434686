// Which condition of an act does not hold, and what it reads.
#include <algorithm>

#include "engine/base/json.h"
#include "engine/casework/offers.h"
#include "engine/casework/why_parts.h"
#include "engine/casework/working.h"
#include "engine/cel/conjuncts.h"

namespace yijian::casework {
namespace {

using Path = std::vector<std::string>;

std::string pointer_to(const Path& path, size_t from) {
  std::string pointer;
  for (size_t i = from; i < path.size(); ++i) pointer += "/" + pointer_token(path[i]);
  return pointer;
}

bool is_below(const std::string& inner, const std::string& outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

// Whether the place is personal, holds something that is, or lies within such.
bool touches(const std::string& place, const std::vector<std::string>& personal) {
  return std::any_of(personal.begin(), personal.end(), [&](const std::string& pointer) {
    return is_below(pointer, place) || is_below(place, pointer);
  });
}

// As the seal has it: what a form's schema marks, who the parties are, and whatever may have been
// computed from them.
bool is_personal_path(const Reading& reading, const Path& path) {
  const std::string& root = path.front();
  if (root == "form")
    return touches(pointer_to(path, 1), personal_in_form(reading, reading.state.form));
  if (root == "parties")
    return touches(pointer_to(path, 1), personal_in_parties(reading.state.parties, ""));
  if (root == "applicant")
    return touches("/0" + pointer_to(path, 1),
                   personal_in_parties({applicant_of(reading.state)}, ""));
  if (root == "case") return path.size() == 1 || path[1] == "findings" || path[1] == "stop";
  return computed_from_personal({root});
}

std::string written(const Path& path) {
  std::string text;
  for (const std::string& token : path) text += (text.empty() ? "" : ".") + token;
  return text;
}

// The member of a map, or the element of a list, that the token names.
const Value* within(const Value& value, const std::string& token) {
  if (value.is_map()) return value.find(token);
  return value.is_list() ? at_pointer(value, "/" + pointer_token(token)) : nullptr;
}

NameRead read_now(const Reading& reading, const Path& path) {
  NameRead read;
  read.path = written(path);
  read.personal = is_personal_path(reading, path);
  const std::optional<Value> root = CaseScope(reading, Value(Map{})).find(path.front());
  const Value* value = root ? &*root : nullptr;
  for (size_t i = 1; value != nullptr && i < path.size(); ++i) value = within(*value, path[i]);
  if (value == nullptr) return read;
  read.cut = to_json(*value).size() > kMaxReadBytes;
  if (!read.cut) read.value = *value;
  return read;
}

}  // namespace

std::vector<FalseGuard> false_guards(const Reading& reading, const definition::Act& act) {
  const CaseScope scope(reading, Value(Map{}));
  std::vector<FalseGuard> all;
  const chart::Machine& machine = reading.definition.machine;
  for (const chart::TransitionId id : machine.state(act.state).on) {
    const chart::Transition& transition = machine.transition(id);
    if (transition.event != act.action || !transition.guard) continue;
    for (const cel::Program& part : cel::conjuncts(*transition.guard)) {
      const Result<bool> holds = cel::evaluate_bool(part, scope);
      if (holds && *holds) continue;
      FalseGuard found{.source = part.source(), .reads = {}};
      for (const Path& path : cel::paths_read(part)) found.reads.push_back(read_now(reading, path));
      all.push_back(std::move(found));
    }
  }
  return all;
}

}  // namespace yijian::casework
