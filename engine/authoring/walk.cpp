#include "engine/authoring/walk.h"

#include <algorithm>

namespace yijian::authoring {
namespace {

using definition::Definition;

bool is_over(const Configuration& one) {
  const bool ended = one.phase && law::is_settled(*one.phase) &&
                     *one.phase != law::Phase::decided && *one.phase != law::Phase::delivered;
  return one.done || ended ||
         std::none_of(one.edges.begin(), one.edges.end(), [](const Edge& e) { return !e.is_exit; });
}

class Enumeration {
 public:
  Enumeration(const Exploration& exploration, size_t most, size_t longest)
      : seen_(exploration), most_(most), longest_(longest) {
    out_.complete = exploration.complete;
  }

  Ways run() {
    // The starts: those configurations that nothing leads to.
    for (size_t i = 0; i < seen_.configurations.size(); ++i)
      if (seen_.configurations[i].from == i) {
        way_.configurations = {i};
        follow(i);
      }
    return std::move(out_);
  }

 private:
  void follow(size_t at) {
    if (out_.ways.size() >= most_ || ++work_ > kMaxWayWork) {
      out_.complete = false;
      return;
    }
    const Configuration& here = seen_.configurations[at];
    if (is_over(here)) {
      out_.ways.push_back(way_);
      return;
    }
    if (way_.labels.size() >= longest_) {
      out_.complete = false;
      return;
    }
    for (const Edge& edge : here.edges) {
      const auto& been = way_.configurations;
      if (edge.is_exit || std::find(been.begin(), been.end(), edge.to) != been.end()) continue;
      way_.labels.push_back(edge.label);
      way_.configurations.push_back(edge.to);
      follow(edge.to);
      way_.labels.pop_back();
      way_.configurations.pop_back();
    }
  }

  const Exploration& seen_;
  size_t most_, longest_, work_ = 0;
  Way way_;
  Ways out_;
};

// The labels that lead on from a configuration, each once.
std::vector<std::string> possible(const Configuration& one) {
  std::vector<std::string> out;
  for (const Edge& edge : one.edges)
    if (std::find(out.begin(), out.end(), edge.label) == out.end()) out.push_back(edge.label);
  return out;
}

// The longest way along the labels from a configuration, the first of equals.
void follow_labels(const Exploration& seen, const std::vector<std::string>& labels, Way& way,
                   Way& best, size_t& work) {
  if (way.labels.size() > best.labels.size() || best.configurations.empty()) best = way;
  if (best.labels.size() == labels.size() || way.labels.size() == labels.size()) return;
  if (++work > kMaxWayWork) return;
  const std::string& wanted = labels[way.labels.size()];
  for (const Edge& edge : seen.configurations[way.configurations.back()].edges) {
    if (edge.label != wanted) continue;
    way.labels.push_back(wanted);
    way.configurations.push_back(edge.to);
    follow_labels(seen, labels, way, best, work);
    way.labels.pop_back();
    way.configurations.pop_back();
    if (best.labels.size() == labels.size()) return;
  }
}

}  // namespace

Ways ways_to_an_end(const Exploration& exploration, size_t most, size_t longest) {
  return Enumeration(exploration, most, longest).run();
}

Result<Way> way_along(const Exploration& exploration, const std::vector<std::string>& labels) {
  if (exploration.configurations.empty())
    return Error{"not_possible", "the machine does not begin"};
  if (labels.size() > kMaxWayLength)
    return Error{"not_possible", "a way has " + std::to_string(kMaxWayLength) + " labels at most"};
  Way best;
  size_t work = 0;
  for (size_t i = 0; i < exploration.configurations.size(); ++i) {
    if (exploration.configurations[i].from != i) continue;
    Way way{{}, {i}};
    follow_labels(exploration, labels, way, best, work);
  }
  if (best.labels.size() == labels.size()) return best;
  Error error{"not_possible", "\"" + labels[best.labels.size()] + "\" is not possible there"};
  error.names = possible(exploration.configurations[best.configurations.back()]);
  return error;
}

std::vector<std::string> leaves_of(const Definition& definition, const Configuration& one) {
  std::vector<std::string> out;
  for (const chart::StateId id : one.snapshot.active) {
    const chart::StateType type = definition.machine.state(id).type;
    if (type == chart::StateType::atomic || type == chart::StateType::final)
      out.push_back(definition.machine.name(id));
  }
  return out;
}

bool stands_in(const Definition& definition, const casework::CaseState& state,
               const Configuration& configuration) {
  std::vector<chart::StateId> here;
  for (const std::string& path : state.active) here.push_back(definition.machine.find_path(path));
  std::vector<chart::StateId> there = configuration.snapshot.active;
  // The root is active in every configuration; a state's list need not name it.
  std::erase(here, 0);
  std::erase(there, 0);
  std::sort(here.begin(), here.end());
  std::sort(there.begin(), there.end());
  return here == there;
}

}  // namespace yijian::authoring
