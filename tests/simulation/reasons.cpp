// What a player checks of "why not?": it agrees with what is offered, and with what decide says.
#include <algorithm>

#include "engine/authoring/act_data.h"
#include "engine/casework/offers.h"
#include "engine/casework/why.h"
#include "tests/simulation/player.h"

namespace yijian::simulation {
namespace {

using casework::Allowed;
using casework::Blocker;

// An act of the definition as it would be offered.
Allowed as_offered(const definition::Definition& definition, const definition::Act& act) {
  Allowed allowed;
  allowed.action = act.action;
  allowed.task = definition.machine.state(act.state).path;
  allowed.takes_form = act.takes_form;
  allowed.opinion_required = act.opinion_required;
  allowed.fields = act.law_fields;
  if (act.fields)
    for (std::string& name : definition::property_names(*act.fields))
      allowed.fields.push_back(std::move(name));
  return allowed;
}

// What only the act's own data, or what registers say of it, could bring about.
bool is_of_the_data(const std::string& code) {
  static const std::vector<std::string> kData = {"invalid_data", "opinion_required",
                                                 "credit_barred", "no_applicable_item"};
  return std::find(kData.begin(), kData.end(), code) != kData.end();
}

}  // namespace

// One act, by somebody, whether it is offered or not: never submitted, for decide is pure.
void Player::judge_reason(const casework::CaseState& state, const casework::Actor& actor,
                          const definition::Act& act) {
  const definition::Bundle& bundle = *world_.bundles.for_digest(state.bundle);
  const definition::Definition& definition = *bundle.find(state.workflow);
  const Instant now = std::max(world_.clock.now(), state.at);
  const Allowed tried = as_offered(definition, act);
  const auto offers = casework::allowed_actions(bundle, state, actor, day_of(now));
  const bool offered = std::any_of(offers.begin(), offers.end(), [&](const Allowed& one) {
    return one.action == tried.action && one.task == tried.task;
  });
  const std::vector<Blocker> all = casework::why(
      {bundle, world_.calendar_in_force(), state, actor, now, tried.action, tried.task});
  const std::string of = "why not " + tried.action + " at " + tried.task + " by " + actor.role;
  if (all.empty() && !offered) fault(of + ": nothing, and it is not offered");
  for (const Blocker& one : all) {
    if (offered && !casework::is_judged_when_done(one)) fault(of + ": " + one.code + ", offered");
    if (one.text.zh.empty() || one.text.en.empty() || one.remedy.zh.empty())
      fault(of + ": " + one.code + " says nothing");
  }
  const casework::Reading reading{bundle, definition, state, nullptr};
  authoring::Random dice(seed_ + static_cast<uint64_t>(state.n));
  std::string unknown;
  const std::optional<Map> data = authoring::data_for(reading, tried, dice, unknown);
  if (!data || !unknown.empty()) return;
  casework::Envelope envelope;
  envelope.command =
      casework::Act{.action = tried.action, .task = tried.task, .data = *data, .opinion = "同意"};
  envelope.actor = actor;
  envelope.now = now;
  envelope.entropy = std::string(32, 'e');
  const auto decided = casework::decide(bundle, world_.calendar_in_force(), state, envelope);
  const std::string code = decided ? "" : decided.error().code;
  ++reasons_[all.empty() ? "" : all.front().code];
  if (decided && !all.empty()) fault(of + ": " + all.front().code + ", and it is done");
  if (decided || is_of_the_data(code)) return;
  const bool by_data = casework::is_judged_by_its_data(reading, act) || act.takes_form ||
                       act.fields != nullptr || !act.facts.empty();
  if (all.empty() ? !by_data : all.front().code != code)
    fault(of + ": " + (all.empty() ? "nothing" : all.front().code) + ", refused: " + code);
}

}  // namespace yijian::simulation
