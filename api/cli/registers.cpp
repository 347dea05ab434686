#include "api/cli/registers.h"

#include <utility>

#include "engine/casework/merge.h"

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

void JsonRegisters::set(const Value& registers) {
  const std::lock_guard lock(mutex_);
  Map all = registers_.is_map() ? registers_.map() : Map{};
  for (const Map::Entry& entry : registers.map()) all.set(entry.name(), entry.value);
  registers_ = std::move(all);
}

Status JsonRegisters::tell(std::string_view name, std::string_view key, const Value& patch) {
  const std::lock_guard lock(mutex_);
  Map all = registers_.is_map() ? registers_.map() : Map{};
  const Value* register_before = all.find(name);
  Map entries =
      register_before != nullptr && register_before->is_map() ? register_before->map() : Map{};
  const Value* before = entries.find(key);
  entries.set(key, casework::merge_patch(before != nullptr ? *before : Value(Map{}), patch));
  const Value after = std::move(entries);
  if (Status kept = keep(name, after); !kept) return kept;
  all.set(name, after);
  registers_ = std::move(all);
  return {};
}

Status JsonRegisters::keep(std::string_view, const Value&) { return {}; }

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
