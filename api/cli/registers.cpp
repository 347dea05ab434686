#include "api/cli/registers.h"

#include <utility>

namespace yijian::cli {
namespace {

const Value* row(const Value& table, const std::string& key) {
  if (table.is_map()) return table.find(key);
  if (table.is_list())
    for (const Value& one : table.list())
      if (one.text("id") == key) return &one;
  return nullptr;
}

}  // namespace

void JsonRegisters::set(Value registers) {
  const std::lock_guard lock(mutex_);
  registers_ = std::move(registers);
}

casework::Fact JsonRegisters::ask(const casework::FactRequest& request, Instant now) {
  const std::lock_guard lock(mutex_);
  constexpr std::string_view kRegister = "registry:";
  const std::string name =
      request.from.starts_with(kRegister) ? request.from.substr(kRegister.size()) : request.from;
  casework::Fact fact;
  fact.name = request.name;
  fact.source = "registry:" + name;
  fact.as_of = now;
  if (const Value* table = registers_.find(name))
    if (const Value* found = row(*table, request.key)) fact.value = *found;
  if (name == "licences" && fact.value.is_null()) fact.value = Map{};
  return fact;
}

}  // namespace yijian::cli
