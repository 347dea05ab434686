// Strict reading of a JSON object written by an author: every fault with its pointer, none lost.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace yijian::authoring {

// Reads members by name; what was never asked for is an unknown key when finish() is called.
class Fields {
 public:
  // A value that is no object is a fault, and then every member is absent.
  Fields(const Value& object, std::string pointer, std::vector<Fault>& faults);

  // The member, or nullptr.
  const Value* find(std::string_view key);
  // The member if it is of the kind; another kind is a fault (wrong_type). nullptr when absent.
  const Value* find(std::string_view key, Value::Kind kind);
  // A string member; "" when absent. `required` makes absence a fault (missing_key).
  std::string text(std::string_view key, bool required = false);
  // A member that is a string or a list of strings; empty when absent.
  std::vector<std::string> texts(std::string_view key);

  void fault(std::string_view key, std::string code, std::string detail);
  std::string pointer(std::string_view key) const;
  // Reports the keys nobody asked for.
  void finish();

 private:
  Value object_;
  std::string pointer_;
  std::vector<Fault>& faults_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace yijian::authoring
