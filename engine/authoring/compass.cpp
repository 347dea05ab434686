// Which act of a case leads where: distances over the configurations that exploring has seen.
#include <algorithm>
#include <deque>
#include <limits>

#include "engine/authoring/realise.h"

namespace yijian::authoring {
namespace {

constexpr size_t kNever = std::numeric_limits<size_t>::max();

bool reached(const definition::Definition& definition, const Configuration& one,
             const std::string& goal) {
  if (one.phase && law::name(*one.phase) == goal) return true;
  return std::any_of(one.snapshot.active.begin(), one.snapshot.active.end(),
                     [&](chart::StateId id) { return definition.state(id).outcome == goal; });
}

std::vector<size_t> distances_to(const definition::Definition& definition, const Exploration& seen,
                                 const std::string& goal) {
  std::vector<std::vector<size_t>> into(seen.configurations.size());
  for (size_t from = 0; from < seen.configurations.size(); ++from)
    for (const Edge& edge : seen.configurations[from].edges) into[edge.to].push_back(from);
  std::vector<size_t> out(seen.configurations.size(), kNever);
  std::deque<size_t> waiting;
  for (size_t i = 0; i < out.size(); ++i)
    if (reached(definition, seen.configurations[i], goal)) {
      out[i] = 0;
      waiting.push_back(i);
    }
  for (; !waiting.empty(); waiting.pop_front())
    for (const size_t before : into[waiting.front()])
      if (out[before] == kNever) {
        out[before] = out[waiting.front()] + 1;
        waiting.push_back(before);
      }
  return out;
}

}  // namespace

Compass::Known& Compass::known(const definition::Definition& definition) {
  const auto found = known_.find(&definition);
  if (found != known_.end()) return found->second;
  return known_.emplace(&definition, Known{explore(definition), {}}).first->second;
}

const std::vector<size_t>& Compass::distances(const definition::Definition& definition,
                                              Known& known, const std::string& goal) {
  const auto found = known.distances.find(goal);
  if (found != known.distances.end()) return found->second;
  return known.distances.emplace(goal, distances_to(definition, known.seen, goal)).first->second;
}

std::optional<size_t> Compass::steps_by(const PlayedCase& subject, const std::string& act,
                                        const std::string& goal) {
  const definition::Definition& definition = *subject.definition;
  Known& here = known(definition);
  const std::vector<size_t>& far = distances(definition, here, goal);
  size_t best = kNever;
  for (const Configuration& one : here.seen.configurations) {
    if (!stands_in(definition, *subject.state, one)) continue;
    for (const Edge& edge : one.edges)
      if (edge.label == act) best = std::min(best, far[edge.to]);
  }
  return best == kNever ? std::nullopt : std::optional(best);
}

}  // namespace yijian::authoring
