#include "tests/simulation/player.h"

#include <algorithm>

#include "engine/base/json.h"
#include "engine/casework/questions.h"
#include "engine/casework/rules/late.h"
#include "engine/casework/rules/redo.h"

namespace yijian::simulation {

using casework::Act;
using casework::Actor;
using casework::Allowed;
using casework::Answer;
using casework::CaseState;
using casework::Envelope;

namespace {

constexpr int64_t kMsPerMinute = 60'000;
constexpr size_t kWeightOfIdleness = 30;
constexpr size_t kKeyOfARequestBytes = 64;

std::string told(const Act& act, const Actor& actor) {
  std::string text = actor.id + " " + act.action;
  if (!act.task.empty()) text += " at " + act.task;
  if (!act.data.is_map() || !act.data.map().empty()) text += " " + to_json(act.data);
  return text + (act.opinion.empty() ? "" : " \"" + act.opinion + "\"");
}

// How likely an action is taken: an early end leaves little to see, and papers lead nowhere.
size_t weight_of(const std::string& action, bool patient) {
  for (const char* end : {"withdraw", "terminate", "void", "refuse"})
    if (action == end) return patient ? 0 : 2;
  for (const char* paper : {"supply", "promise", "save", "answer"})
    if (action == paper) return 8;
  for (const char* detour : {"deny", "suspend", "defer", "sendBack", "correct"})
    if (action == detour) return 6;
  return action == "revoke" || action == "retract" ? 2 : 25;
}

// What is offered, and to whom.
using Offers = std::vector<std::pair<Actor, Allowed>>;

// One of them, or none: nobody has to act.
std::optional<std::pair<Actor, Allowed>> chosen_of(const Offers& offers, bool patient,
                                                   Random& random) {
  size_t total = kWeightOfIdleness;
  for (const auto& [actor, allowed] : offers) total += weight_of(allowed.action, patient);
  size_t left = random.below(total);
  for (const auto& offer : offers) {
    const size_t weight = weight_of(offer.second.action, patient);
    if (left < weight) return offer;
    left -= weight;
  }
  return std::nullopt;
}

}  // namespace

Player::Player(uint64_t seed, std::string workflow)
    : seed_(seed), workflow_(std::move(workflow)), random_(seed), world_(seed) {
  if (random_.one_in(8)) world_.credit = "barred";
  if (random_.one_in(8)) world_.licensed = false;
  patient_ = !random_.one_in(3);
}

void Player::play(int commands) {
  open();
  for (int i = 0; i < commands && !failed(); ++i) {
    move();
    judge_states();
    if (all_finished() && random_.one_in(6)) break;
  }
  if (!failed()) come_to_rest();
}

std::string Player::report() const {
  if (!failed()) return "";
  std::string text = "YIJIAN_SEED=" + std::to_string(seed_) + " " + workflow_ + "\n";
  for (const std::string& fault : audit().faults()) text += "  " + fault + "\n";
  text += " after:\n";
  for (const std::string& line : script_) text += "  " + line + "\n";
  return text;
}

Player::Before Player::now() {
  const auto due = world_.store.next_due();
  const bool timer = *due && **due <= world_.clock.now();
  return {.steps = audit().steps(),
          .steps_of_people = audit().steps_of_people(),
          .quiet = !timer && world_.is_computed_anew() &&
                   (world_.store.holding || !world_.store.has_pending())};
}

bool Player::all_finished() const {
  return std::all_of(audit().cases().begin(), audit().cases().end(),
                     [](const auto& one) { return is_finished(one.second); });
}

const CaseState* Player::some_case() {
  const auto& cases = audit().cases();
  auto found = cases.begin();
  for (int tries = 0; tries < 3; ++tries) {
    found = std::next(cases.begin(), static_cast<long>(random_.below(cases.size())));
    if (!is_finished(found->second)) break;  // else most of the play is with the dead
  }
  return &found->second;
}

Envelope Player::envelope_of(Act act, const Actor& actor) {
  Envelope envelope;
  envelope.command = std::move(act);
  envelope.actor = actor;
  if (random_.one_in(2)) {
    envelope.command_id = "k" + std::to_string(++keys_);
    envelope.request = std::string(kKeyOfARequestBytes, "0123456789abcdef"[keys_ % 16]);
  }
  return envelope;
}

// On its next occasion the office begins a case for each element of which the schedule speaks.
void Player::await_schedule(const definition::Definition& definition) {
  root_ = workflow_;
  constexpr std::string_view kRegistry = "registry:";
  const std::string& each = definition.schedule->each;
  if (each.starts_with(kRegistry))
    world_.registers[each.substr(kRegistry.size())] = elements_of(definition, random_);
  world_.restart();
  const Instant known = world_.clock.now();
  const Instant occasion =
      law::next_occasion(definition.schedule->when, known, world_.calendar_in_force()).at;
  tell("the office begins cases on " + format_instant(occasion));
  for (const Instant to : {known, occasion})
    if (const Status done = world_.writer->advance(to); !done)
      fault("time does not pass: " + done.error().code);
  if (audit().cases().empty()) fault("a schedule begins nothing");
}

void Player::open() {
  const definition::Definition& definition =
      *world_.bundles.for_workflow(workflow_)->find(workflow_);
  if (definition.channels.empty()) return await_schedule(definition);
  Envelope envelope;
  envelope.actor = applicant();
  for (int i = 0; i < 3; ++i) {
    envelope.command = spoilt(filing(workflow_, random_), random_);
    const std::string code = submit("", envelope, "files badly");
    if (code.empty()) fault("a spoilt filing was taken");
  }
  envelope.actor = stranger();
  if (!definition.about.empty())
    world_.licensed = true;  // without the licence that it is about nothing is filed
  envelope.command = filing(workflow_, random_);
  if (submit("", envelope, "a stranger files") != "forbidden") fault("a stranger may file");
  envelope.actor = applicant();
  envelope.new_case = root_ = "S" + std::to_string(seed_);
  if (const std::string code = submit("", envelope, "files"); !code.empty())
    fault("a good filing is refused: " + code);
}

void Player::move() {
  const size_t dice = random_.below(100);
  if (dice < 60) return act_as_offered();
  if (dice < 63) return act_late();
  if (dice < 70) return act_nonsense();
  if (dice < 74) return act_stale();
  if (dice < 77) return repeat();
  if (dice < 80) return crash();
  if (dice < 83) return deliver_by_hand();
  if (dice < 85) return answer_a_question();
  if (dice < 93) return pass_time();
  if (dice < 97) return hold_or_release();
  if (dice < 98) return fill_the_disk();
  tell("the process is restarted");
  world_.restart();
}

void Player::act_as_offered() {
  const CaseState state = *some_case();
  const definition::Bundle& bundle = *world_.bundles.for_digest(state.bundle);
  Offers offers;
  for (const Actor& actor : everybody(state, random_)) {
    const std::vector<Allowed> allowed = casework::allowed_actions(bundle, state, actor);
    judge_offers(state, allowed);
    for (const Allowed& one : allowed)
      if (one.action != casework::kConfirmLate && one.action != casework::kRedo)
        offers.emplace_back(actor, one);  // see act_late
    const auto& acts = bundle.find(state.workflow)->acts;
    if (!acts.empty())  // another one each time, and no dice thrown for it
      judge_reason(state, actor, acts[static_cast<size_t>(judged_reasons_++) % acts.size()]);
  }
  auto chosen = chosen_of(offers, patient_, random_);
  if (!chosen) return;
  auto& [actor, allowed] = *chosen;
  const bool rightful = !random_.one_in(8);
  if (!rightful)
    actor = officer(actor.role, random_.one_in(8) ? "moon" : state.department, random_);
  const casework::Reading reading{bundle, *bundle.find(state.workflow), state, nullptr};
  std::string unknown;
  const std::optional<Map> data = data_for(reading, allowed, random_, unknown);
  if (!unknown.empty()) fault("the simulation knows nothing to say for field " + unknown);
  if (!data) return;
  Act act{.action = allowed.action, .task = allowed.task, .data = *data, .opinion = "同意"};
  if (random_.one_in(3)) act.task = "";
  const bool quiet = now().quiet;
  const Envelope envelope = envelope_of(act, actor);
  const std::string code = submit(state.id, envelope, told(act, actor));
  if (code.empty() && !envelope.command_id.empty()) last_done_.emplace(state.id, envelope);
  if (quiet && rightful && !act.task.empty()) judge_promise(allowed, code);
}

// What was offered to somebody of the staff is entered for an earlier day, or the notice that would
// have kept silence from accepting; a second person confirms it, or not.
void Player::act_late() {
  std::vector<const CaseState*> disputed;  // a limit has passed that an earlier day could have kept
  for (const auto& [id, one] : audit().cases())
    if (casework::may_be_confirmed(one)) disputed.push_back(&one);
  const CaseState state =
      disputed.empty() || random_.one_in(4) ? *some_case() : *random_.of(disputed);
  const definition::Bundle& bundle = *world_.bundles.for_digest(state.bundle);
  if (is_finished(state)) {
    const Act redo{.action = std::string(casework::kRedo),
                   .task = "",
                   .data = Map{{"basis", "行政复议法"},
                               {"document", "复议决定书"},
                               {"received", format_instant(world_.clock.now())}},
                   .opinion = "重新办理"};
    const Actor head = officer("supervisor", state.department, random_);
    submit(state.id, envelope_of(redo, head), told(redo, head));
    return;
  }
  const casework::Undoable* deemed = casework::deemed_acceptance(state);
  const bool annuls = deemed != nullptr && deemed->bound.empty() && !random_.one_in(4);
  Actor actor = officer("clerk", state.department, random_);
  Act act{.action = "correct",
          .task = "",
          .data = Map{{"corrections", List{Map{{"field", "name"}, {"reason", "有误"}}}}},
          .opinion = "漏录"};
  if (!annuls) {
    Offers offers;
    for (const Actor& one : everybody(state, random_))
      for (const Allowed& allowed : casework::allowed_actions(bundle, state, one))
        if (one.role != "applicant" && !allowed.task.empty()) offers.emplace_back(one, allowed);
    const auto chosen = chosen_of(offers, patient_, random_);
    if (!chosen) return;
    const casework::Reading reading{bundle, *bundle.find(state.workflow), state, nullptr};
    std::string unknown;
    const std::optional<Map> data = data_for(reading, chosen->second, random_, unknown);
    if (!data || !unknown.empty()) return;
    actor = chosen->first;
    act = {.action = chosen->second.action, .task = "", .data = *data, .opinion = "漏录"};
  }
  const Instant from = annuls ? deemed->before.firm : state.firm;
  const auto span = static_cast<size_t>(std::max<int64_t>(world_.clock.now().ms - from.ms, 0));
  const Instant effective{from.ms + static_cast<int64_t>(random_.below(span + 1))};
  const Act confirm{.action = std::string(casework::kConfirmLate),
                    .task = "",
                    .data = Map{{"action", act.action},
                                {"effective", format_instant(effective)},
                                {"evidence", "登记簿第3页"}},
                    .opinion = "已核对"};
  const Actor second = officer("supervisor", state.department, random_);
  if (!random_.one_in(3)) submit(state.id, envelope_of(confirm, second), told(confirm, second));
  Envelope envelope = envelope_of(act, actor);
  envelope.expected.reset();
  envelope.effective = effective;
  envelope.late = casework::Late{.reason = "系统停机", .evidence = "登记簿第3页"};
  submit(state.id, envelope, "late, " + format_instant(effective) + ": " + told(act, actor));
}

void Player::act_nonsense() {
  const CaseState& state = *some_case();
  const Act act = nonsense(random_);
  std::vector<Actor> actors = everybody(state, random_);
  actors.push_back(stranger());
  const Actor actor = random_.of(actors);
  const std::string id = random_.one_in(20) ? "nowhere" : state.id;
  submit(id, envelope_of(act, actor), told(act, actor));
}

// An act upon another version than the present one, or said to be of an impossible day.
void Player::act_stale() {
  const CaseState& state = *some_case();
  Act act{.action = "supply", .task = "", .data = Map{{"material", "premises"}}, .opinion = ""};
  Envelope envelope = envelope_of(act, applicant());
  std::string what = "stale: ";
  if (random_.one_in(2)) {
    envelope.expected = state.n + (random_.one_in(2) ? 1 : -1);
  } else {
    what = "of another day: ";
    const auto day = static_cast<int64_t>(random_.below(20)) - 10;
    envelope.effective = Instant{world_.clock.now().ms + day * kMsPerDay};
    if (random_.one_in(2)) envelope.late = casework::Late{"系统停机", "登记簿"};
  }
  submit(state.id, envelope, what + told(act, applicant()));
}

// The same key again is answered again; with another request it is a mistake.
void Player::repeat() {
  if (!last_done_ || world_.store.failing_append > 0) return;
  Envelope envelope = last_done_->second;
  const auto& done = audit().cases().at(last_done_->first).done_commands;
  const bool remembered = std::any_of(
      done.begin(), done.end(), [&](const auto& one) { return one.id == envelope.command_id; });
  if (!remembered) return;
  const bool other = random_.one_in(2);
  if (other) envelope.request = std::string(kKeyOfARequestBytes, 'f') + "0";
  const Before before = now();
  const std::string code = submit(last_done_->first, envelope, "the last with a key, again");
  if (code != (other ? "idempotency_mismatch" : "")) fault("a repeated command says " + code);
  if (audit().steps_of_people() != before.steps_of_people)
    fault("a repeated command is done twice");
}

// The process dies before or after a commit. Who asks again finds the command done exactly once.
void Player::crash() {
  const CaseState& state = *some_case();
  const Act act{
      .action = "supply", .task = "", .data = Map{{"material", "premises"}}, .opinion = ""};
  Envelope envelope = envelope_of(act, applicant());
  if (envelope.command_id.empty() || world_.store.failing_append > 0) return;
  const int64_t people = audit().steps_of_people();
  const bool after = random_.one_in(2);
  world_.store.breaks = after ? WatchedStore::Break::after : WatchedStore::Break::before;
  const std::string id = state.id;
  tell(std::string("the process dies ") + (after ? "after" : "before") + " a commit of:");
  dying_ = true;
  submit(id, envelope, told(act, applicant()));
  dying_ = false;
  world_.store.breaks = WatchedStore::Break::none;
  world_.restart();
  const std::string code = submit(id, envelope, "after the restart, again");
  if (audit().steps_of_people() != people + (code.empty() ? 1 : 0))
    fault("a command that was asked twice is not done once");
}

// Any message that was ever sent: the next of its lane is taken, those before are ignored, those
// ahead of their time wait.
void Player::deliver_by_hand() {
  if (world_.store.sent.empty() || world_.store.failing_append > 0) return;
  const casework::Message message = random_.of(world_.store.sent);
  if (casework::is_question(message.to)) return;
  const auto receiver = audit().cases().find(message.to);
  int64_t taken = 0;
  if (receiver != audit().cases().end())
    if (const auto lane = receiver->second.lanes_in.find(message.from);
        lane != receiver->second.lanes_in.end())
      taken = lane->second;
  const Before before = now();
  Envelope envelope;
  envelope.command = casework::Deliver{message};
  const std::string what = "message " + std::to_string(message.lane) + " of " + message.from +
                           " to " + message.to + " arrives";
  const std::string code = submit(message.to, envelope, what);
  const bool ahead = message.lane > taken + 1;
  if (before.quiet && code != (ahead ? "out_of_order" : "")) fault("a message is told " + code);
  if (before.quiet && message.lane <= taken && audit().steps() != before.steps)
    fault("a message that was delivered twice made a step");
}

// A register or a connector answers late, twice, what nobody understands, or what nobody asked.
void Player::answer_a_question() {
  std::vector<std::pair<std::string, casework::AskedState>> open;
  for (const auto& [id, state] : audit().cases())
    for (const casework::AskedState& asked : state.asked) open.emplace_back(id, asked);
  const bool nothing = open.empty();
  if (nothing)
    open.emplace_back(root_, casework::AskedState{.to = "registry:tax", .lane = 7, .invoke = ""});
  const auto& [id, asked] = random_.of(open);
  Envelope envelope;
  casework::Reply reply{.from = asked.to, .lane = asked.lane, .data = Value(), .error = ""};
  if (random_.one_in(4)) reply.error = "maintenance";
  if (random_.one_in(2))
    reply.data = Map{{"status", random_.one_in(2)   ? "00"
                                : random_.one_in(2) ? "10"
                                                    : "77"},
                     {"name", kPersonalName}};
  envelope.command = reply;
  const std::string what = asked.to + " answers " + std::to_string(asked.lane);
  const std::string code = submit(id, envelope, what);
  if (nothing && code.empty()) fault("an answer to nothing is taken");
  if (random_.one_in(2)) submit(id, envelope, what + " again");
}

void Player::pass_time() {
  const int64_t minutes[] = {1, 90, 24 * 60, 3 * 24 * 60, 16 * 24 * 60};
  const auto most = minutes[random_.below(5)];
  const int64_t by = 1 + static_cast<int64_t>(random_.below(static_cast<size_t>(most)));
  const Instant to{world_.clock.now().ms + by * kMsPerMinute};
  if (random_.one_in(3)) {
    tell("the clock jumps to " + format_instant(to));
    return world_.clock.set(to);
  }
  tell("time passes until " + format_instant(to));
  if (const Status done = world_.writer->advance(to); !done && done.error().code != "store_full")
    fault("time does not pass: " + done.error().code + " " + done.error().detail);
}

void Player::hold_or_release() {
  world_.store.holding = !world_.store.holding;
  tell(world_.store.holding ? "messages are held" : "messages go out again");
  if (!world_.store.holding) world_.restart();
}

void Player::fill_the_disk() {
  world_.store.failing_append = 1 + static_cast<int>(random_.below(4));
  tell("the disk will be full");
}

void Player::come_to_rest() {
  world_.store.holding = false;
  world_.store.failing_append = 0;
  world_.restart();
  const Instant to{world_.clock.now().ms + 120 * kMsPerDay};
  tell("120 days pass");
  if (const Status done = world_.writer->advance(to); !done)
    fault("it does not come to rest: " + done.error().code + " " + done.error().detail);
  if (world_.store.has_pending()) fault("a message is never delivered");
  judge_states();
  judge_dues();
  world_.store.audit.at_rest();
  verify();
}

}  // namespace yijian::simulation
