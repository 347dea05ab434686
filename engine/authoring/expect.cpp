#include "engine/authoring/expect.h"

#include <algorithm>
#include <array>

#include "engine/authoring/counting.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

using Verdict = std::optional<Mismatch>;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "nothing" : text;
}

Verdict same(const std::string& got, const Value& expected) {
  if (expected.is_string() && got == expected.string()) return std::nullopt;
  return Mismatch{got.empty() ? "nothing" : got, ""};
}

std::vector<std::string> words(const Value& value) {
  if (value.is_string()) return {value.string()};
  std::vector<std::string> found;
  for (const Value& one : value.list()) found.push_back(one.string());
  return found;
}

// The expected words stand among the others in that order, others between them.
Verdict subsequence(const std::vector<std::string>& got, const Value& expected) {
  auto at = got.begin();
  for (const std::string& word : words(expected)) {
    at = std::find(at, got.end(), word);
    if (at == got.end()) return Mismatch{joined(got), ""};
    ++at;
  }
  return std::nullopt;
}

Verdict phase(const Expectation& e, const Observed& o) {
  return same(o.subject->phase ? std::string(law::name(*o.subject->phase)) : "", e.value);
}

Verdict state(const Expectation& e, const Observed& o) {
  const std::vector<std::string> got = leaves(*o.subject);
  std::vector<std::string> expected = words(e.value);
  bool equal = got.size() == expected.size();
  for (const std::string& path : got) {
    const auto named = std::find_if(expected.begin(), expected.end(), [&](const std::string& w) {
      return names_state(o.definition->machine, path, w);
    });
    if (named == expected.end())
      equal = false;
    else
      expected.erase(named);
  }
  return equal ? std::nullopt : Verdict(Mismatch{joined(got), ""});
}

Verdict outcome(const Expectation& e, const Observed& o) {
  return same(o.subject->outcome, e.value);
}

// "role", or "role@department".
Verdict tasks(const Expectation& e, const Observed& o) {
  std::vector<std::string> open;
  for (const casework::TaskState& task : o.subject->tasks) {
    open.push_back(task.state + ":" + task.role + "@" + task.department);
    if (!names_state(o.definition->machine, task.state, e.name)) continue;
    const std::string& role = e.value.string();
    if (role == task.role || role == task.role + "@" + task.department) return std::nullopt;
  }
  return Mismatch{joined(open), ""};
}

const Verdict kNoClock = Mismatch{"no such clock or timer", ""};

Verdict due(const Expectation& e, const Observed& o) {
  const law::Clock* clock = find_clock(*o.subject, e.name);
  if (clock == nullptr) return kNoClock;
  const std::string got = format_day(law::last_day(clock->due));
  if (got == e.value.string()) return std::nullopt;
  return Mismatch{got, explain_counting(*clock, *o.calendar)};
}

Verdict provisional(const Expectation& e, const Observed& o) {
  const law::Clock* clock = find_clock(*o.subject, e.name);
  if (clock == nullptr) return kNoClock;
  if (clock->provisional == e.value.boolean()) return std::nullopt;
  return Mismatch{clock->provisional ? "true" : "false", ""};
}

Verdict used(const Expectation& e, const Observed& o) {
  const law::Clock* clock = find_clock(*o.subject, e.name);
  if (clock == nullptr) return kNoClock;
  const int64_t got = law::used_by(*clock, o.now, *o.calendar);
  if (got == e.value.integer()) return std::nullopt;
  return Mismatch{std::to_string(got), explain_counting(*clock, *o.calendar)};
}

Verdict light(const Expectation& e, const Observed& o) {
  const law::Clock* clock = find_clock(*o.subject, e.name);
  if (clock == nullptr) return kNoClock;
  const auto entry = o.subject->clocks.find(e.name);
  if (entry != o.subject->clocks.end() && entry->second.ended) return Mismatch{"ended", ""};
  const Verdict verdict = same(std::string(law::name(law::light(*clock, o.now))), e.value);
  if (!verdict) return std::nullopt;
  return Mismatch{verdict->got, "at " + format_instant(o.now) + ", yellow from " +
                                    format_instant(clock->yellow) + ", due " +
                                    format_instant(clock->due)};
}

Verdict since(const Expectation& e, const Observed& o) {
  const auto entered = o.subject->since.find(*law::phase_from(e.name));
  if (entered == o.subject->since.end()) return Mismatch{"never", ""};
  return same(format_day(day_of(entered->second)), e.value);
}

// notApplicable waiting skipped failed, or the phase or outcome of the item's case.
Verdict items(const Expectation& e, const Observed& o) {
  const auto item = o.thing->items.find(e.name);
  if (item == o.thing->items.end()) return Mismatch{"no such item", ""};
  const casework::ItemState& state = item->second;
  if (state.status != "opened") return same(state.status, e.value);
  const auto own = o.item_phases.find(e.name);
  const std::string phase_word =
      state.phase.empty() && own != o.item_phases.end() ? own->second : state.phase;
  if (e.value.string() == phase_word || e.value.string() == state.outcome) return std::nullopt;
  return Mismatch{joined({phase_word, state.outcome}), ""};
}

Verdict cases(const Expectation& e, const Observed& o) {
  const auto linked = o.linked_workflows.find(e.name);
  return same(linked == o.linked_workflows.end() ? "" : linked->second, e.value);
}

Verdict documents(const Expectation& e, const Observed& o) {
  std::vector<std::string> ids;
  for (const OrderedDocument& one : o.documents) ids.push_back(one.id);
  return subsequence(ids, e.value);
}

// One of the documents of that id says so. Otherwise what the last of them says is told.
Verdict says(const Expectation& e, const Observed& o) {
  std::string got = "no such document";
  for (const OrderedDocument& one : o.documents) {
    if (one.id != e.name) continue;
    std::string text;
    for (const std::string& line : one.lines) text += (text.empty() ? "" : "\n") + line;
    if (text.find(e.value.string()) != std::string::npos) return std::nullopt;
    got = one.lines.empty() ? "the library has no text of it" : text;
  }
  return Mismatch{got, ""};
}

Verdict licence(const Expectation& e, const Observed& o) {
  std::vector<std::string> held;
  for (const auto& [type, issued] : o.subject->issued) {
    const std::string act = issued.text("act");
    if (act != "revoke" && act != "cancel") held.push_back(type);
  }
  const bool good = e.value.is_null()
                        ? held.empty()
                        : std::find(held.begin(), held.end(), e.value.string()) != held.end();
  return good ? std::nullopt : Verdict(Mismatch{joined(held), ""});
}

Verdict credit(const Expectation& e, const Observed& o) { return same(o.credit, e.value); }

Verdict events(const Expectation& e, const Observed& o) { return subsequence(o.events, e.value); }

Verdict refused(const Expectation& e, const Observed& o) {
  if (!o.refusal) return Mismatch{"nothing was refused", ""};
  const Verdict verdict = same(o.refusal->code, e.value);
  return verdict ? Verdict(Mismatch{verdict->got, o.refusal->detail}) : std::nullopt;
}

// Each expected name is among what the refusal is about: its names, or the last part of a
// faulty pointer.
Verdict names(const Expectation& e, const Observed& o) {
  std::vector<std::string> told;
  if (o.refusal) {
    told = o.refusal->names;
    for (const Fault& fault : o.refusal->faults)
      told.push_back(fault.pointer.substr(fault.pointer.rfind('/') + 1));
  }
  for (const std::string& name : words(e.value))
    if (std::find(told.begin(), told.end(), name) == told.end()) return Mismatch{joined(told), ""};
  return std::nullopt;
}

// All that stood in the way, what is to be mended first in front.
Verdict why(const Expectation& e, const Observed& o) { return subsequence(o.why, e.value); }

struct Check {
  std::string_view key;
  Verdict (*check)(const Expectation&, const Observed&);
};
constexpr std::array kChecks{
    Check{"phase", phase},     Check{"state", state},   Check{"outcome", outcome},
    Check{"tasks", tasks},     Check{"due", due},       Check{"provisional", provisional},
    Check{"used", used},       Check{"light", light},   Check{"since", since},
    Check{"items", items},     Check{"cases", cases},   Check{"documents", documents},
    Check{"licence", licence}, Check{"credit", credit}, Check{"events", events},
    Check{"refused", refused}, Check{"names", names},   Check{"says", says},
    Check{"why", why}};

}  // namespace

std::string expected_text(const Expectation& expectation) {
  const Value& value = expectation.value;
  if (value.is_string() || value.is_list()) return joined(words(value));
  return value.is_null() ? "nothing" : to_json(value);
}

std::optional<Mismatch> check(const Expectation& expectation, const Observed& observed) {
  for (const Check& one : kChecks)
    if (one.key == expectation.key) return one.check(expectation, observed);
  return Mismatch{"an expectation nobody can check", ""};
}

}  // namespace yijian::authoring
