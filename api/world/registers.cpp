#include "api/world/registers.h"

#include <utility>

#include "engine/casework/merge.h"

namespace yijian::world {

void JsonRegisters::set(const Value& registers) {
  const std::lock_guard lock(mutex_);
  if (!registers.is_map()) return;
  for (const Map::Entry& named : registers.map()) {
    Entries& entries = registers_[named.name()];
    entries.clear();
    if (named.value.is_map())
      for (const Map::Entry& entry : named.value.map()) entries[entry.name()] = entry.value;
    if (named.value.is_list())
      for (const Value& row : named.value.list()) entries[row.text("id")] = row;
  }
}

std::vector<std::pair<std::string, Value>> JsonRegisters::rows(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto entries = registers_.find(name);
  if (entries == registers_.end()) return {};
  return {entries->second.begin(), entries->second.end()};
}

Value JsonRegisters::tell(std::string_view name, std::string_view key, const Value& patch) {
  const std::lock_guard lock(mutex_);
  Value& entry = registers_[std::string(name)][std::string(key)];
  entry = casework::merge_patch(entry.is_map() ? entry : Value(Map{}), patch);
  return entry;
}

void JsonRegisters::restore(const std::string& name, const std::string& key, Value entry) {
  const std::lock_guard lock(mutex_);
  registers_[name][key] = std::move(entry);
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
  const auto entries = registers_.find(name);
  if (entries != registers_.end())
    if (const auto entry = entries->second.find(request.key); entry != entries->second.end())
      fact.value = entry->second;
  if (name == "licences" && fact.value.is_null()) fact.value = Map{};
  return fact;
}

}  // namespace yijian::world
