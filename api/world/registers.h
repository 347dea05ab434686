// Registers answered from one JSON object, that can be replaced while the desk runs:
// {"credit": {id: {"status": word}}, "licences": {id: {type: data}},
// "<register>": [{"id": ...}] or {key: entry} or "silent"}.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/value.h"
#include "engine/casework/ports.h"

namespace yijian::world {

// Any thread may ask.
class JsonRegisters : public casework::Registries {
 public:
  explicit JsonRegisters(const Value& registers) { set(registers); }
  // The credit, the licences (an empty map without any), or the row of a register whose "id" is
  // the key; a null value when the register is silent.
  casework::Fact ask(const casework::FactRequest& request, Instant now) override;
  std::vector<std::pair<std::string, Value>> rows(std::string_view name) override;
  // A register that is the text "silent" answers nothing of itself.
  std::optional<Said> consult(std::string_view name, const Value& input) override;
  Value tell(std::string_view name, std::string_view key, const Value& patch) override;
  // An entry as the store has it.
  void restore(const std::string& name, const std::string& key, Value entry);
  // Replaces the registers named.
  void set(const Value& registers);

 private:
  using Entries = std::map<std::string, Value, std::less<>>;

  std::mutex mutex_;
  std::map<std::string, Entries, std::less<>> registers_;
  std::set<std::string, std::less<>> silent_;
};

}  // namespace yijian::world
