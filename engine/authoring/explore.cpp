#include "engine/authoring/explore.h"

#include <algorithm>
#include <set>

#include "engine/authoring/abstract_machine.h"
#include "engine/law/lifecycle.h"

namespace yijian::authoring {
namespace {

using chart::StateId;
using definition::Definition;
using law::Phase;

constexpr size_t kStatesOfAUnit = 8;  // active in a step that counts as one unit of work more
constexpr int kMaxReturns = 4;        // to one configuration in a macrostep that chooses

// The answers of one macrostep, so that each combination is tried once.
class Choices {
 public:
  bool ask() {
    if (next_ == given_.size()) {
      if (given_.size() == kMaxChoices) {
        cut_ = true;
        return false;
      }
      given_.push_back(false);
    }
    return given_[next_++];
  }
  // Makes ready for the next combination; false when all have been tried.
  bool advance() {
    while (!given_.empty() && given_.back()) given_.pop_back();
    if (given_.empty()) return false;
    given_.back() = true;
    next_ = 0;
    return true;
  }
  size_t asked() const { return next_; }
  bool was_cut() const { return cut_; }

 private:
  std::vector<bool> given_;
  size_t next_ = 0;
  bool cut_ = false;
};

// Runs macrosteps from a configuration; tells what each microstep did.
class AbstractHost : public chart::Host {
 public:
  AbstractHost(const Definition& definition, const chart::Machine& machine,
               const Configuration& from, Choices& choices, Exploration& out)
      : definition_(definition), machine_(machine), at_(from), choices_(choices), out_(out) {}

  const chart::Snapshot& snapshot() const override { return at_.snapshot; }

  std::optional<Value> find(std::string_view name) const override {
    if (name == "case") return Value(Map{{"origin", at_.origin}});
    const int number = choice_number(name);
    if (number < 0) return std::nullopt;
    const auto known = answered_.find(number);
    if (known != answered_.end()) return Value(known->second);
    const bool answer = choices_.ask();
    answered_.emplace(number, answer);
    return Value(answer);
  }

  Result<std::vector<chart::Event>> apply(const chart::Microstep& step) override {
    const auto before = phase_of(definition_, at_.snapshot.active);
    at_.snapshot = chart::after(machine_, at_.snapshot, step);
    at_.done = at_.done || step.done;
    out_.work += 1 + at_.snapshot.active.size() / kStatesOfAUnit;
    answered_.clear();  // what the step did may change every answer
    for (const StateId id : step.entered) out_.entered[static_cast<size_t>(id)] = true;
    for (const chart::TransitionId id : step.transitions)
      out_.taken[static_cast<size_t>(id)] = true;
    keep_timers(step);
    at_.phase = phase_of(definition_, at_.snapshot.active);
    if (before && at_.phase && *before != *at_.phase &&
        !law::may_move(*before, *at_.phase, definition_.kind == definition::Kind::duty))
      return unlawful(step, *before);
    // A loop that goes on only as long as its guards say so is no loop without an end.
    auto& [times, asked] = visits_[at_.snapshot.active];
    if (++times > kMaxReturns && choices_.asked() > asked)
      return Error{.code = "given_up", .detail = "the guards lead round in a circle"};
    if (times == 1) asked = choices_.asked();
    return std::vector<chart::Event>{};
  }

  Configuration take() { return std::move(at_); }

 private:
  void keep_timers(const chart::Microstep& step) {
    for (const std::string& id : step.timers_cancelled)
      std::erase_if(timers_, [&](const auto& timer) { return timer.first == id; });
    for (const chart::TimerSet& set : step.timers_set) {
      if (set.state != chart::kNoState) continue;  // an after's: its state tells
      std::erase_if(timers_, [&](const auto& timer) { return timer.first == set.id; });
      timers_.emplace_back(set.id, set.event);
      if (std::find(at_.sent.begin(), at_.sent.end(), set.event) == at_.sent.end())
        at_.sent.push_back(set.event);
    }
    std::sort(at_.sent.begin(), at_.sent.end());
  }

  Error unlawful(const chart::Microstep& step, Phase before) const {
    Error error{.code = "unlawful_move",
                .names = {std::string(law::name(before)), std::string(law::name(*at_.phase))}};
    if (!step.transitions.empty())
      error.pointer = machine_.transition(step.transitions.front()).pointer;
    return error;
  }

  const Definition& definition_;
  const chart::Machine& machine_;
  Configuration at_;
  Choices& choices_;
  Exploration& out_;
  mutable std::map<int, bool> answered_;
  std::vector<std::pair<std::string, std::string>> timers_;
  std::map<std::vector<StateId>, std::pair<int, size_t>> visits_;
};

std::string key_of(const Configuration& one) {
  std::string key = one.origin + (one.done ? "!" : "");
  const auto append = [&](const std::vector<StateId>& list) {
    for (const StateId id : list) key += std::to_string(id) + ",";
  };
  append(one.snapshot.active);
  for (const auto& [id, states] : one.snapshot.history) {
    key += "|" + std::to_string(id) + ":";
    append(states);
  }
  for (const std::string& invoke : one.snapshot.invokes) key += "|@" + invoke;
  for (const std::string& sent : one.sent) key += "|+" + sent;
  return key;
}

class Explorer {
 public:
  Explorer(const Definition& definition, Engine engine, Bounds bounds)
      : definition_(definition),
        abstract_(abstracted(definition)),
        engine_(engine),
        bounds_(bounds) {
    out_.entered.resize(definition.machine.states.size());
    out_.taken.resize(definition.machine.transitions.size());
    if (!out_.entered.empty()) out_.entered[0] = true;
  }

  Exploration run() {
    begin();
    for (size_t i = 0; i < out_.configurations.size(); ++i) {
      if (out_.configurations[i].done || out_.work > bounds_.work) continue;
      const Configuration from = out_.configurations[i];
      for (const Stimulus& one : stimuli(definition_, from.snapshot, from.sent, engine_))
        step(i, from, one);
    }
    return std::move(out_);
  }

 private:
  void begin() {
    if (!abstract_.asks_origin) return begin_as("");
    for (const char* origin : {"applicant", "parent", "schedule", "engine"}) begin_as(origin);
  }

  // The start, entered with every combination of answers.
  void begin_as(const char* origin) {
    Configuration nothing;
    nothing.origin = origin;
    nothing.snapshot.variables = abstract_.machine.context;
    Choices choices;
    do {
      AbstractHost host(definition_, abstract_.machine, nothing, choices, out_);
      const Result<chart::Outcome> outcome = chart::start(abstract_.machine, host);
      if (outcome)
        keep(host.take(), out_.configurations.empty() ? 0 : out_.configurations.size(), "");
      else
        violate(outcome.error(), 0, "");
    } while (choices.advance());
    if (choices.was_cut()) out_.complete = false;
  }

  void step(size_t index, const Configuration& from, const Stimulus& stimulus) {
    Configuration before = from;
    before.edges.clear();
    if (std::erase(before.sent, stimulus.event.name) > 0 && stimulus.source != Source::timer)
      before.sent = from.sent;
    Choices choices;
    do {
      if (++out_.work > bounds_.work) {
        out_.complete = false;
        return;
      }
      AbstractHost host(definition_, abstract_.machine, before, choices, out_);
      const Result<chart::Outcome> outcome =
          chart::dispatch(abstract_.machine, stimulus.event, stimulus.address, host);
      if (!outcome) {
        violate(outcome.error(), index, stimulus.label);
        continue;
      }
      if (outcome->handling != chart::Handling::taken) continue;
      const auto to = keep(host.take(), index, stimulus.label);
      if (to) add_edge(index, {*to, stimulus.label, stimulus.is_exit, stimulus.is_answer});
    } while (choices.advance());
    if (choices.was_cut()) out_.complete = false;
  }

  void add_edge(size_t from, Edge edge) {
    std::vector<Edge>& edges = out_.configurations[from].edges;
    const bool known = std::any_of(edges.begin(), edges.end(), [&](const Edge& other) {
      return other.to == edge.to && other.label == edge.label;
    });
    if (!known) edges.push_back(std::move(edge));
  }

  // The index of the configuration; nothing when there is no room for another.
  std::optional<size_t> keep(Configuration one, size_t from, const std::string& label) {
    std::string key = key_of(one);
    const auto known = index_.find(key);
    if (known != index_.end()) return known->second;
    if (out_.configurations.size() >= bounds_.configurations) {
      out_.complete = false;
      return std::nullopt;
    }
    const size_t index = out_.configurations.size();
    one.from = from;
    one.label = label;
    one.edges.clear();
    index_.emplace(std::move(key), index);
    out_.configurations.push_back(std::move(one));
    return index;
  }

  void violate(const Error& error, size_t index, const std::string& label) {
    if (error.code != "unlawful_move" && error.code != "endless_loop") return;
    for (const Violation& known : out_.violations)
      if (known.code == error.code && known.pointer == error.pointer) return;
    Violation found{error.code, error.pointer, error.names, {}};
    if (!out_.configurations.empty()) found.path = out_.path(index);
    if (!label.empty()) found.path.push_back(label);
    out_.violations.push_back(std::move(found));
  }

  const Definition& definition_;
  AbstractMachine abstract_;
  Engine engine_;
  Bounds bounds_;
  std::map<std::string, size_t> index_;
  Exploration out_;
};

}  // namespace

std::vector<std::string> Exploration::path(size_t configuration) const {
  std::vector<std::string> labels;
  for (size_t at = configuration; configurations[at].from != at; at = configurations[at].from)
    labels.push_back(configurations[at].label);
  std::reverse(labels.begin(), labels.end());
  return labels;
}

Exploration explore(const Definition& definition, Engine engine, Bounds bounds) {
  return Explorer(definition, engine, bounds).run();
}

}  // namespace yijian::authoring
