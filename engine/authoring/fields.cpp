#include "engine/authoring/fields.h"

#include "engine/base/json.h"

namespace yijian::authoring {

Fields::Fields(const Value& object, std::string pointer, std::vector<Fault>& faults)
    : object_(object), pointer_(std::move(pointer)), faults_(faults) {
  if (object_.is_map()) return;
  faults_.push_back({pointer_, "wrong_type", "an object is wanted"});
  object_ = Map{};
}

const Value* Fields::find(std::string_view key) {
  known_.emplace(key);
  return object_.find(key);
}

const Value* Fields::find(std::string_view key, Value::Kind kind) {
  const Value* member = find(key);
  if (member == nullptr || member->kind() == kind) return member;
  fault(key, "wrong_type", "another type is wanted here");
  return nullptr;
}

std::string Fields::text(std::string_view key, bool required) {
  const Value* member = find(key, Value::Kind::string);
  if (member != nullptr) return member->string();
  if (required && object_.find(key) == nullptr)
    faults_.push_back({pointer_, "missing_key", "\"" + std::string(key) + "\" is missing"});
  return "";
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Value* member = find(key);
  if (member == nullptr) return {};
  if (member->is_string()) return {member->string()};
  std::vector<std::string> texts;
  bool good = member->is_list();
  if (good)
    for (const Value& one : member->list()) {
      good = good && one.is_string();
      if (one.is_string()) texts.push_back(one.string());
    }
  if (!good) fault(key, "wrong_type", "a string or a list of strings is wanted");
  return texts;
}

void Fields::fault(std::string_view key, std::string code, std::string detail) {
  faults_.push_back({pointer(key), std::move(code), std::move(detail)});
}

std::string Fields::pointer(std::string_view key) const {
  return pointer_ + "/" + pointer_token(key);
}

void Fields::finish() {
  for (const Map::Entry& entry : object_.map())
    if (!known_.contains(entry.name()))
      fault(entry.name(), "unknown_key", "\"" + entry.name() + "\" is no key here");
}

}  // namespace yijian::authoring
