// Registers answered from one JSON object, that can be replaced while the desk runs:
// {"credit": {id: {"status": word}}, "licences": {id: {type: data}},
// "<register>": [{"id": ...}]}.
#pragma once

#include <mutex>

#include "engine/base/value.h"
#include "engine/casework/ports.h"

namespace yijian::cli {

// Any thread may ask.
class JsonRegisters : public casework::Registries {
 public:
  explicit JsonRegisters(Value registers) : registers_(std::move(registers)) {}
  // The credit, the licences (an empty map without any), or the row of a register whose "id" is
  // the key; a null value when the register is silent.
  casework::Fact ask(const casework::FactRequest& request, Instant now) override;
  Status tell(std::string_view name, std::string_view key, const Value& patch) override;
  // Replaces the registers named.
  void set(const Value& registers);

 protected:
  // Keeps a register that was told something; the lock is held. Errors: not_writable.
  virtual Status keep(std::string_view name, const Value& entries);

 private:
  std::mutex mutex_;
  Value registers_;
};

}  // namespace yijian::cli
