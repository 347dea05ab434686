// A whole office in memory, for tests of decide: cases by id, messages delivered at once or held
// back, and after every step the replay of the record compared with the live state.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "engine/base/json.h"
#include "engine/casework/bundles.h"
#include "engine/casework/decide.h"
#include "engine/casework/evolve.h"
#include "engine/casework/migration.h"
#include "engine/casework/project.h"
#include "engine/casework/register_messages.h"
#include "engine/definition/load.h"
#include "tests/unit/definition/workflows_on_disk.h"

namespace yijian::casework {

inline std::string said(const Status& status) { return status ? "done" : status.error().code; }

#define EXPECT_SAID(call, word)                                               \
  do {                                                                        \
    const Status one = (call);                                                \
    EXPECT_EQ(said(one), word) << (one ? std::string() : one.error().detail); \
  } while (false)
#define EXPECT_DONE(call) EXPECT_SAID(call, "done")

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

inline Bundles bundles_of(const std::vector<definition::SourceFile>& files) {
  const definition::Library library = definition::load(files);
  EXPECT_EQ(definition::listed(library.problems), "");
  Bundles bundles;
  for (const auto& bundle : library.bundles) bundles.add_current(bundle);
  return bundles;
}

inline const Bundles& shipped_bundles() {
  static const Bundles kLoaded = bundles_of(definition::shipped_files());
  return kLoaded;
}

// The shipped definitions and some more.
inline Bundles bundles_with(std::vector<definition::SourceFile> more) {
  std::vector<definition::SourceFile> files = definition::shipped_files();
  for (definition::SourceFile& file : more) files.push_back(std::move(file));
  return bundles_of(files);
}

inline law::WorkCalendar shipped_calendar(const std::vector<int>& years = {2025, 2026}) {
  std::vector<law::YearNotice> notices;
  for (const int year : years) {
    const std::string path =
        std::string(YIJIAN_SOURCE_DIR) + "/workflows/calendars/" + std::to_string(year) + ".json";
    notices.push_back(*law::parse_year_notice(*parse_json(read_file(path))));
  }
  return law::WorkCalendar(notices);
}

class Office {
 public:
  explicit Office(std::string_view at) : now(*parse_instant(at)) {}

  Bundles bundles = shipped_bundles();
  law::WorkCalendar calendar = shipped_calendar();
  Instant now;
  std::map<std::string, CaseState> cases;
  std::map<std::string, std::vector<SealedStep>> log;
  std::deque<Message> outbox;
  bool hold = false;  // messages wait until deliver_all()
  std::string credit = "clean";
  std::vector<std::pair<std::string, Value>> registers;   // what they were told: name, message
  std::vector<std::pair<std::string, Value>> connectors;  // what they were asked: name, message

  static Value tea() {
    return Map{{"role", "applicant"},
               {"type", "enterprise"},
               {"name", "武汉红山茶饮有限公司"},
               {"id", "91420111MA4K00010P"}};
  }
  static Value tea_form() {
    return *parse_json(
        R"({"enterprise":{"name":"武汉红山茶饮有限公司","uscc":"91420111MA4K00010P","address":"武汉市洪山区珞喻路1号",
      "legalPerson":{"name":"张三","id":"420111199001010010"}},"place":{"address":"武汉市洪山区珞喻路1号","area":180}})");
  }
  static Actor applicant() {
    Actor actor;
    actor.id = actor.name = "hongshan-tea";
    actor.role = "applicant";
    actor.party = "91420111MA4K00010P";
    return actor;
  }
  Actor staff(const std::string& role, const std::string& department) const {
    Actor actor;
    actor.id = actor.name = role + "@" + department;
    actor.role = role;
    actor.department = department;
    return actor;
  }

  Result<std::string> open(const std::string& workflow, Value form, Value guide = Map{},
                           std::vector<std::string> declined = {}, const Actor& who = applicant()) {
    Open open;
    open.workflow = workflow;
    open.parties = {tea()};
    open.form = std::move(form);
    open.guide = std::move(guide);
    open.channel = "web";
    open.declined = std::move(declined);
    Envelope envelope;
    envelope.command = open;
    envelope.actor = who;
    envelope.new_case = "C" + std::to_string(cases.size() + 1);
    Fact licences;
    licences.name = "licences";
    licences.value = *parse_json(R"({"business": {}, "identity-card": {}})");
    licences.source = "test";
    licences.as_of = now;
    envelope.facts = {licences};
    const std::string id = envelope.new_case;
    const definition::Bundle* bundle = bundles.for_workflow(workflow);
    if (bundle == nullptr) return Error{.code = "unknown_workflow", .detail = ""};
    if (Status status = run(*bundle, id, std::move(envelope)); !status) return status.error();
    return id;
  }

  // The office begins a case of its own accord.
  Result<std::string> start(const std::string& workflow, Value each, std::string_view occasion) {
    const definition::Bundle* bundle = bundles.for_workflow(workflow);
    if (bundle == nullptr) return Error{.code = "unknown_workflow", .detail = ""};
    Envelope envelope;
    envelope.command = Start{workflow, each.text("id"), each, *parse_instant(occasion)};
    const std::string id = "C" + std::to_string(cases.size() + 1);
    envelope.new_case = id;
    envelope.facts = {{.name = "each", .value = each, .source = "test", .as_of = now}};
    if (Status status = run(*bundle, id, std::move(envelope)); !status) return status.error();
    return id;
  }

  // Entered for an earlier day, upon the evidence "登记簿".
  Status act_late(const std::string& id, const Actor& actor, const std::string& action,
                  std::string_view effective, Value data = Map{}) {
    wake(now);
    Envelope envelope;
    envelope.command =
        Act{.action = action, .task = "", .data = std::move(data), .opinion = "同意"};
    envelope.actor = actor;
    envelope.effective = *parse_instant(effective);
    envelope.late = Late{.reason = "系统停机", .evidence = "登记簿"};
    Status status = run(*bundles.for_digest(cases.at(id).bundle), id, std::move(envelope));
    if (status) deliver_all();
    return status;
  }

  Status act(const std::string& id, const Actor& actor, const std::string& action,
             Value data = Map{}, const std::string& opinion = "同意") {
    wake(now);
    Act act;
    act.action = action;
    act.data = std::move(data);
    act.opinion = opinion;
    Envelope envelope;
    envelope.command = act;
    envelope.actor = actor;
    const CaseState& state = cases.at(id);
    for (const FactRequest& request :
         facts_needed(*bundles.for_digest(state.bundle), state, envelope)) {
      Fact fact;
      fact.name = request.name;
      fact.value = Map{{"status", credit}};
      fact.source = "test";
      fact.as_of = now;
      envelope.facts.push_back(fact);
    }
    Status status = run(*bundles.for_digest(state.bundle), id, std::move(envelope));
    if (status && !hold) deliver_all();
    return status;
  }

  // Takes over a case of another system; the facts are those of open().
  Result<std::string> import(Envelope envelope, const std::string& workflow) {
    const definition::Bundle* bundle = bundles.for_workflow(workflow);
    if (bundle == nullptr) return Error{.code = "unknown_workflow", .detail = ""};
    const std::string id = "C" + std::to_string(cases.size() + 1);
    envelope.new_case = id;
    envelope.facts = {{.name = "licences",
                       .value = *parse_json(R"({"business": {}, "identity-card": {}})"),
                       .source = "test",
                       .as_of = now}};
    if (Status status = run(*bundle, id, std::move(envelope)); !status) return status.error();
    return id;
  }

  // Takes the case to the current version of `workflow`, as the plan says.
  Status migrate(const std::string& id, const std::string& workflow, const std::string& plan,
                 const std::string& role = "integrator", const std::string& reason = "新版施行") {
    const Result<Value> json = parse_json(plan);
    EXPECT_TRUE(json) << (json ? "" : json.error().detail);
    const Result<MigrationPlan> read = parse_plan(*json);
    if (!read) return read.error();
    const definition::Bundle& target = *bundles.for_workflow(workflow);
    Envelope envelope;
    envelope.command = Migrate{std::make_shared<const MigrationPlan>(*read),
                               bundles.by_digest.at(cases.at(id).bundle), target.digest, reason};
    envelope.actor = staff(role, "");
    return run(target, id, std::move(envelope));
  }

  // The dues of the case anew, by the calendar that now counts.
  Status recalendar(const std::string& id) {
    Envelope envelope;
    envelope.command = Recalendar{};
    return run(*bundles.for_digest(cases.at(id).bundle), id, std::move(envelope));
  }

  // Steps through every due instant up to `to`.
  void advance(std::string_view to_text) {
    const Instant to = *parse_instant(to_text);
    wake(to);
    now = to;
  }

  void deliver_all() {
    while (!outbox.empty()) {
      const Message message = outbox.front();
      outbox.pop_front();
      deliver(message);
    }
  }

  void deliver(const Message& message) {
    if (const auto name = register_of(message.to)) {
      registers.emplace_back(std::string(*name), message.data);
      return;
    }
    if (message.to.starts_with(definition::kConnectorPrefix)) {
      connectors.emplace_back(message.to, message.data);
      return;
    }
    Envelope envelope;
    envelope.command = Deliver{message};
    envelope.new_case = message.to;
    const CaseState& sender = cases.at(message.from);
    const std::string bundle = cases.contains(message.to) ? cases.at(message.to).bundle
                                                          : sender.bundle_at(message.sent_by.n);
    const Status status = run(*bundles.for_digest(bundle), message.to, std::move(envelope));
    EXPECT_TRUE(status) << message.kind << " " << status.error().code << " "
                        << status.error().detail;
  }

  Status reply(const std::string& id, Reply said) {
    Envelope envelope;
    envelope.command = std::move(said);
    Status status = run(*bundles.for_digest(cases.at(id).bundle), id, std::move(envelope));
    deliver_all();
    return status;
  }

  const CaseState& at(const std::string& id) const { return cases.at(id); }
  std::string phase(const std::string& id) const {
    return std::string(law::name(*cases.at(id).phase));
  }
  std::string due(const std::string& id, const std::string& clock) const {
    const auto found = cases.at(id).clocks.find(clock);
    if (found != cases.at(id).clocks.end())
      return format_day(law::last_day(found->second.clock.due));
    for (const auto& [timer_id, timer] : cases.at(id).timers)
      if (timer.name == clock) return format_day(law::last_day(timer.clock.due));
    return "";
  }

 private:
  Status run(const definition::Bundle& bundle, const std::string& id, Envelope envelope) {
    envelope.now = now;
    envelope.entropy = std::string(32, static_cast<char>(++entropy_));
    const CaseState before = cases.contains(id) ? cases.at(id) : CaseState{};
    Result<Decided> decided = decide(bundle, calendar, before, envelope);
    if (!decided) return decided.error();
    expect_replay(before, *decided);
    for (const OutboxRow& row : project(before, decided->after, decided->draft).outbox) {
      Message message;
      message.from = id;
      message.to = row.to;
      message.lane = row.lane;
      message.kind = row.kind;
      message.data = row.data;
      message.sent_by = {id, decided->step.n, hex(decided->step.hash)};
      message.effective = row.effective;
      outbox.push_back(std::move(message));
    }
    log[id].push_back(decided->step);
    cases[id] = std::move(decided->after);
    return {};
  }

  void expect_replay(const CaseState& before, const Decided& decided) {
    const Result<OpenedStep> read = open_step(decided.step.body, decided.step.priv);
    ASSERT_TRUE(read) << read.error().code << " " << read.error().detail << "\n"
                      << decided.step.body;
    CaseState replayed = before;
    fold(replayed, read->draft, decided.step.hash);
    EXPECT_TRUE(replayed == decided.after) << "replay differs: " << decided.step.body;
  }

  void wake(Instant until) {
    for (;;) {
      std::string next_id;
      std::optional<Wake> next;
      for (const auto& [id, state] : cases)
        if (const std::optional<Wake> due = next_wake(state);
            due && due->due <= until && (!next || due->due < next->due)) {
          next = due;
          next_id = id;
        }
      if (!next) return;
      if (now < next->due) now = next->due;
      Envelope envelope;
      envelope.command = *next;
      const Status status =
          run(*bundles.for_digest(cases.at(next_id).bundle), next_id, std::move(envelope));
      ASSERT_TRUE(status) << next->name << " " << status.error().code << " "
                          << status.error().detail;
      deliver_all();
    }
  }

  int entropy_ = 0;
};

}  // namespace yijian::casework
