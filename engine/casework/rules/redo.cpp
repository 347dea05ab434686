#include "engine/casework/rules/redo.h"

#include <algorithm>
#include <array>

#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

constexpr size_t kMaxDataBytes = 300;
constexpr std::array<std::string_view, 3> kFields = {"basis", "document", "received"};

Error wrong_field(std::string_view name, std::string detail) {
  return {.code = "invalid_data",
          .detail = std::move(detail),
          .pointer = "/data/" + std::string(name),
          .names = {std::string(name)}};
}

bool ended_against(const CaseState& state) {
  using law::Phase;
  if (!state.phase) return false;
  switch (*state.phase) {
    case Phase::refused:
    case Phase::terminated:
    case Phase::revoked:
      return true;
    case Phase::decided:
    case Phase::delivered:
    case Phase::closed:
      return state.outcome == "denied";
    case Phase::draft:
    case Phase::submitted:
    case Phase::correcting:
    case Phase::accepted:
    case Phase::suspended:
    case Phase::withdrawn:
    case Phase::voided:
      return false;
  }
  return false;
}

// The papers that are there, by digest. What was promised or deferred is to be brought.
Map papers(const CaseState& state) {
  Map papers;
  for (const auto& [id, material] : state.materials) {
    if (material.status != "submitted" && material.status != "verified" &&
        material.status != "shared")
      continue;
    Map one{{"status", material.status}};
    if (!material.digest.empty()) one.set("digest", material.digest);
    papers.set(id, std::move(one));
  }
  return papers;
}

// Who may not judge it anew: whoever helped with the papers that are carried over (R-PEOPLE-04),
// and whoever decided against the party, this time or before (R-PEOPLE-05).
Map barred(const CaseState& state) {
  std::vector<std::string> decided = state.decided_before;
  for (const std::string& person : state.decided_against)
    if (std::find(decided.begin(), decided.end(), person) == decided.end())
      decided.push_back(person);
  Map barred;
  if (!state.assistants.empty())
    barred.set("helped", List(state.assistants.begin(), state.assistants.end()));
  if (!decided.empty()) barred.set("decided", List(decided.begin(), decided.end()));
  return barred;
}

}  // namespace

bool may_be_redone(const Reading& reading) {
  const CaseState& state = reading.state;
  const std::string link(kRedo);
  const bool under_way = state.linked.contains(link) && !state.linked_ended.contains(link);
  return reading.definition.kind != definition::Kind::duty && !under_way && ended_against(state);
}

Status check_redo(const Working& working, const Act& act) {
  for (const Map::Entry& entry : act.data.map())
    if (std::find(kFields.begin(), kFields.end(), entry.name()) == kFields.end())
      return wrong_field(entry.name(), "no such data");
  for (const std::string_view name : kFields) {
    const std::string text = act.data.text(name);
    if (text.empty() || text.size() > kMaxDataBytes) return wrong_field(name, "a short text");
  }
  const Result<Instant> received = parse_instant(act.data.text("received"));
  if (!received || *received > working.draft.at ||
      *received < working.state.since.at(*working.state.phase))
    return wrong_field("received", "when the decision on review came: after the one that it is on");
  if (act.opinion.empty())
    return Error{.code = "opinion_required", .detail = "say what was decided on review"};
  return {};
}

void redo(Working& working, const Act& act) {
  const std::string received = format_instant(*parse_instant(act.data.text("received")));
  working.cite("R-REDO-01");
  Map data{{"form", working.state.form},
           {"guide", working.state.guide},
           {"materials", papers(working.state)},
           {"promisedFrom", received},
           {"received", received}};
  if (Map people = barred(working.state); !people.empty()) data.set("barred", std::move(people));
  open_linked(working, std::string(kRedo), working.definition.id, data);
}

}  // namespace yijian::casework
