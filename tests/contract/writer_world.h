// A writer over a store, with the small world's workflows and a clock that stands still.
#pragma once

#include <optional>
#include <string>

#include "storage/writer/clock.h"
#include "storage/writer/writer.h"
#include "tests/contract/store_case.h"
#include "tests/unit/definition/small_world.h"

namespace yijian::storage {

class SilentRegistries : public casework::Registries {
 public:
  casework::Fact ask(const casework::FactRequest& request, Instant now) override {
    return {.name = request.name, .value = Value(), .source = request.from, .as_of = now};
  }
  std::vector<std::pair<std::string, Value>> rows(std::string_view) override { return {}; }
  std::optional<Said> consult(std::string_view, const Value&) override { return std::nullopt; }
  Value tell(std::string_view, std::string_view, const Value& patch) override { return patch; }
};

inline const casework::Bundles& small_bundles() {
  static const casework::Bundles kBundles = [] {
    casework::Bundles bundles;
    // Its workflows are never filed by hand; here two of them are.
    std::vector<definition::SourceFile> files = definition::small_world();
    for (definition::SourceFile& file : files)
      if (file.path == "mini/workflow.json" || file.path == "whole/workflow.json")
        file.text.insert(file.text.find("\"department\""), "\"channels\": [\"online\"], ");
    const definition::Library library = definition::load(files);
    for (const auto& bundle : library.bundles) bundles.add_current(bundle);
    return bundles;
  }();
  return kBundles;
}

inline constexpr const char* kPerson = "11010519491231002X";

inline casework::Actor actor(const std::string& role) {
  casework::Actor made;
  made.id = "u-" + role;
  made.name = role;
  made.role = role;
  made.department = "d";
  if (role == "applicant") {
    made.party = kPerson;
    made.personal = true;
  }
  return made;
}

class WriterWorld {
 public:
  explicit WriterWorld(casework::Store& store, casework::Queries& queries,
                       WriterOptions options = {})
      : clock(*parse_instant("2025-06-09T09:00")),
        writer(Setup{.store = store,
                     .queries = queries,
                     .clock = clock,
                     .registries = registries,
                     .bundles = small_bundles(),
                     .entropy = [this](size_t n) { return random(n); },
                     .options = options,
                     .fatal = [this](const Error& error) { fatal = error.code; }}) {}

  Result<casework::Answer> submit(const std::string& case_id, casework::Envelope envelope) {
    std::optional<Result<casework::Answer>> answer;
    writer.submit(case_id, std::move(envelope),
                  [&](Result<casework::Answer> given) { answer = std::move(given); });
    // Waits for the writing thread, when there is one.
    const Status done = writer.exclusively([] { return Status(); });
    if (!answer || !done) return Error{.code = "unanswered"};
    return *answer;
  }
  casework::Envelope opening(const std::string& workflow, const std::string& key = "") const {
    casework::Open command;
    command.workflow = workflow;
    command.parties = {
        Map{{"role", "applicant"}, {"type", "person"}, {"name", "张三"}, {"id", kPerson}}};
    command.guide = Map{{"changes", List{"name"}}};
    command.channel = "online";
    casework::Envelope envelope;
    envelope.command = command;
    envelope.command_id = key;
    envelope.request = "r" + workflow;
    envelope.actor = actor("applicant");
    return envelope;
  }
  Result<casework::Answer> open(const std::string& workflow, const std::string& key = "") {
    return submit("", opening(workflow, key));
  }
  Result<casework::Answer> act(const std::string& case_id, const std::string& role,
                               const std::string& action, const std::string& key = "",
                               const Map& data = {}) {
    casework::Envelope envelope;
    envelope.command = casework::Act{.action = action, .task = "", .data = data, .opinion = "ok"};
    envelope.command_id = key;
    envelope.request = "r" + action;
    envelope.actor = actor(role);
    return submit(case_id, envelope);
  }

  ManualClock clock;
  SilentRegistries registries;
  std::string fatal;
  uint64_t seed = 1;
  Writer writer;  // last: it goes first

 private:
  std::string random(size_t n) {
    std::string bytes;
    for (size_t i = 0; i < n; ++i) {
      seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes += static_cast<char>(seed >> 56);
    }
    return bytes;
  }
};

}  // namespace yijian::storage
