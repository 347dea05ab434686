// An object from outside (a plan, a line of an import) read strictly. Knows no meaning of its keys.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::casework {

// The members of one object, read strictly: every fault with its pointer. What is never asked for
// is an unknown key when end() is called.
class ObjectReader {
 public:
  ObjectReader(const Value& object, std::string pointer, std::vector<Fault>& faults)
      : object_(object), pointer_(std::move(pointer)), faults_(faults) {
    if (!object_.is_map()) fault("", "wrong_type", "an object is wanted");
  }

  const Value* member(std::string_view key) {
    known_.emplace(key);
    return object_.find(key);
  }
  std::string text(std::string_view key) {
    const Value* found = member(key);
    if (found == nullptr && object_.is_map()) fault(key, "missing_key", "it is missing");
    if (found == nullptr) return "";
    if (found->is_string() && !found->string().empty()) return found->string();
    fault(key, "wrong_type", "a text is wanted");
    return "";
  }
  // A member that is an object; an empty one when it is absent, or something else.
  const Map& object(std::string_view key, size_t most) {
    static const Map kNone;
    const Value* found = member(key);
    if (found == nullptr) return kNone;
    if (!found->is_map())
      fault(key, "wrong_type", "an object is wanted");
    else if (found->map().size() > most)
      fault(key, "too_many", "at most " + std::to_string(most) + " members");
    else
      return found->map();
    return kNone;
  }
  std::string below(std::string_view key) const {
    return key.empty() ? pointer_ : pointer_ + "/" + pointer_token(key);
  }
  void fault(std::string_view key, std::string code, std::string detail) {
    faults_.push_back({below(key), std::move(code), std::move(detail)});
  }
  // The same, `path` being a pointer below the object without its first slash.
  void fault_at(const std::string& path, std::string code, std::string detail) {
    faults_.push_back({pointer_ + "/" + path, std::move(code), std::move(detail)});
  }
  void end() {
    if (!object_.is_map()) return;
    for (const Map::Entry& entry : object_.map())
      if (!known_.contains(entry.name()))
        fault(entry.name(), "unknown_key", "\"" + entry.name() + "\" is no key here");
  }

 private:
  const Value& object_;
  std::string pointer_;
  std::vector<Fault>& faults_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace yijian::casework
