// Registers of a writer under test.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/casework/ports.h"

namespace yijian::storage {

// Registers as a node has them: what the store kept stands in them after a restart.
class Registers : public casework::Registries {
 public:
  casework::Fact ask(const casework::FactRequest& request, Instant now) override {
    return {.name = request.name, .value = Map{}, .source = request.from, .as_of = now};
  }
  std::optional<Said> consult(std::string_view, const Value&) override { return std::nullopt; }
  std::vector<std::pair<std::string, Value>> rows(std::string_view name) override {
    const auto& found = entries_[std::string(name)];
    return {found.begin(), found.end()};
  }
  Value tell(std::string_view name, std::string_view key, const Value& patch) override {
    return entries_[std::string(name)][std::string(key)] = patch;
  }
  void restore(casework::Store& store) {
    const auto stored = store.entries();
    ASSERT_TRUE(stored);
    for (const casework::Store::StoredEntry& entry : *stored)
      tell(entry.name, entry.key, *parse_json(entry.text));
  }
  Value entry(std::string_view name, std::string_view key) {
    return entries_[std::string(name)][std::string(key)];
  }

 private:
  std::map<std::string, std::map<std::string, Value>> entries_;
};

}  // namespace yijian::storage
