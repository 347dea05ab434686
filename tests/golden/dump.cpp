#include "tests/golden/dump.h"

#include "engine/base/canonical.h"

namespace yijian::casework {
namespace {

class Lines {
 public:
  void text(const std::string& key, const std::string& value) {
    if (!value.empty()) out_ += key + ": " + value + "\n";
  }
  void number(const std::string& key, int64_t value) { text(key, std::to_string(value)); }
  void flag(const std::string& key, bool value) { text(key, value ? "yes" : "no"); }
  void instant(const std::string& key, const std::optional<Instant>& value) {
    if (value) text(key, format_instant(*value));
  }
  void value(const std::string& key, const Value& value) {
    if (!value.is_null()) text(key, canonical_text(plain(value)));
  }
  void texts(const std::string& key, const std::vector<std::string>& all) {
    std::string line;
    for (const std::string& one : all) line += (line.empty() ? "" : " ") + one;
    text(key, line);
  }
  std::string take() { return std::move(out_); }

 private:
  // The only value of a state that JSON has no word for is the time of an act.
  static Value plain(const Value& value) {
    if (value.is_map()) {
      Map out;
      for (const Map::Entry& entry : value.map()) out.set(entry.name(), plain(entry.value));
      return out;
    }
    if (value.is_list()) {
      List out;
      for (const Value& one : value.list()) out.push_back(plain(one));
      return out;
    }
    if (value.kind() == Value::Kind::timestamp)
      return format_instant(
          Instant{value.timestamp().seconds * 1000 + value.timestamp().nanos / 1'000'000});
    return value;
  }

  std::string out_;
};

std::string text_of(const law::Clock& clock) {
  return format_instant(clock.start) + " " + law::format_limit(clock.limit) + " used " +
         std::to_string(clock.used) + " from " + format_day(clock.counted_from) +
         (clock.running ? " running" : " stopped") + " yellow " + format_instant(clock.yellow) +
         " due " + format_instant(clock.due) + (clock.provisional ? " provisional" : "");
}

void dump_opening(Lines& out, const CaseState& state) {
  for (const auto& [key, text] : {std::pair("workflow", &state.workflow),
                                  {"version", &state.version},
                                  {"bundle", &state.bundle},
                                  {"kind", &state.kind},
                                  {"origin", &state.origin},
                                  {"item", &state.item},
                                  {"department", &state.department},
                                  {"region", &state.region},
                                  {"channel", &state.channel},
                                  {"promised", &state.promised}})
    out.text(key, *text);
  if (state.opener)
    out.text("opener", state.opener->case_id + " " + std::to_string(state.opener->n) + " " +
                           state.opener->hash);
  out.instant("opened", state.opened);
  out.value("parties", Value(state.parties));
  out.value("declined", Value(state.declined));
  out.value("licence", state.licence);
  out.value("licences", state.licences);
  for (const auto& [type, ended] : state.ended_licences) out.value("ended licence " + type, ended);
  out.value("thing acts", state.thing_acts);
  out.instant("promised from", state.promised_from);
}

void dump_content(Lines& out, const CaseState& state) {
  out.value("form", state.form);
  out.value("guide", state.guide);
  out.value("acts", state.acts);
  for (const auto& [action, ids] : state.hands) out.texts("hands " + action, ids);
  for (const auto& [id, m] : state.materials)
    out.text("material " + id,
             m.status + " " + m.source + " " + m.digest + " " + format_instant(m.since));
  out.texts("active", state.active);
  for (const auto& [path, states] : state.history) out.texts("history " + path, states);
  out.texts("invokes", state.invokes);
  out.value("variables", state.variables);
  out.flag("final", state.final);
  for (const auto& [id, timer] : state.timers) {
    out.text("timer " + id,
             timer.name + " " + timer.event + " " + timer.state + " " + text_of(timer.clock));
    out.value("timer value " + id, timer.value);
  }
  for (const TaskState& task : state.tasks)
    out.text("task " + task.state, task.role + " " + task.department + " " + task.clock + " " +
                                       format_instant(task.since));
}

void dump_law(Lines& out, const CaseState& state) {
  if (state.phase) out.text("phase", std::string(law::name(*state.phase)));
  for (const auto& [phase, since] : state.since)
    out.instant("since " + std::string(law::name(phase)), since);
  out.text("outcome", state.outcome);
  out.instant("received", state.received);
  out.instant("accepted as", state.accepted_as);
  for (const auto& [name, clock] : state.clocks)
    out.text("clock " + name, clock.state + " " + text_of(clock.clock) +
                                  (clock.ended ? " ended" : "") + (clock.warned ? " warned" : "") +
                                  (clock.passed ? " passed" : "") + " extensions " +
                                  std::to_string(clock.extensions));
  out.value("stop", state.stop);
  out.flag("correction given", state.correction_given);
  out.value("corrections", state.corrections);
  out.text("commitment", state.commitment);
  out.flag("credit barred", state.credit_barred);
}

void dump_others(Lines& out, const CaseState& state) {
  for (const auto& [id, item] : state.items)
    out.text("item " + id, item.status + " " + item.case_id + " " + std::to_string(item.attempt) +
                               " " + item.phase + " " + item.outcome);
  for (const auto& [id, other] : state.linked) out.text("linked " + id, other);
  for (const auto& [id, lane] : state.lanes_out) out.number("lane to " + id, lane);
  for (const auto& [id, lane] : state.lanes_in) out.number("lane from " + id, lane);
  out.texts("documents", state.documents);
  for (const auto& [type, licence] : state.issued) out.value("issued " + type, licence);
}

}  // namespace

std::string dump(const CaseState& state) {
  Lines out;
  out.text("case", state.id);
  out.number("n", state.n);
  out.text("head", hex(state.head));
  out.instant("at", state.at);
  out.instant("effective", state.effective);
  for (const DoneCommand& done : state.done_commands)
    out.text("done " + done.id, std::to_string(done.n) + " " + done.request);
  dump_opening(out, state);
  dump_content(out, state);
  dump_law(out, state);
  dump_others(out, state);
  return out.take();
}

}  // namespace yijian::casework
