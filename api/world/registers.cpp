#include "api/world/registers.h"

#include <utility>

#include "engine/casework/merge.h"

namespace yijian::world {
namespace {

constexpr std::string_view kSilent = "silent";

}  // namespace

void JsonRegisters::set(const Value& registers) {
  const std::lock_guard lock(mutex_);
  if (!registers.is_map()) return;
  for (const Map::Entry& named : registers.map()) {
    Entries& entries = registers_[named.name()];
    entries.clear();
    silent_.erase(named.name());
    if (named.value.is_string() && named.value.string() == kSilent) silent_.insert(named.name());
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

std::optional<casework::Registries::Said> JsonRegisters::consult(std::string_view name,
                                                                 const Value& input) {
  const std::lock_guard lock(mutex_);
  if (silent_.contains(name)) return std::nullopt;
  const auto entries = registers_.find(name);
  if (entries == registers_.end()) return Said{.error = "unknown_register"};
  const std::string key = input.text("key");
  if (key.empty()) return Said{.error = "no_key"};
  const auto entry = entries->second.find(key);
  return entry == entries->second.end() ? Said{} : Said{.data = entry->second};
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
