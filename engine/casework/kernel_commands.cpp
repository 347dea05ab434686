// The law's own commands: papers brought, promised and deferred, answers given, service rated,
// incidents resolved.
#include <algorithm>
#include <array>

#include "engine/casework/clocks.h"
#include "engine/casework/commands.h"
#include "engine/casework/messages.h"
#include "engine/casework/rules/late.h"
#include "engine/casework/rules/objections.h"
#include "engine/casework/rules/redo.h"
#include "engine/casework/rules/retract.h"

namespace yijian::casework {

namespace {

using law::Phase;

constexpr std::array<std::string_view, 3> kServices = {"window", "online", "result"};
constexpr int64_t kBadScore = 2;  // and less
constexpr size_t kMaxRatingBytes = 3'000;

struct KernelCommand {
  std::string_view name;
  std::vector<std::string> roles;
  std::vector<Phase> phases;
};

const std::vector<KernelCommand>& commands() {
  static const std::vector<KernelCommand> all = {
      // Papers that the applicant offers later are taken (DESIGN §5, rule 1).
      {"supply",
       {"applicant", "clerk"},
       {Phase::draft, Phase::submitted, Phase::correcting, Phase::accepted, Phase::suspended}},
      {"promise", {"applicant", "clerk"}, {Phase::draft, Phase::submitted, Phase::correcting}},
      {"defer", {"clerk"}, {Phase::submitted}},
      {"answer", {"applicant", "clerk"}, {Phase::draft}},
      // 好差评: from the first visit on, also where nothing was granted.
      {"rate",
       {"applicant"},
       {Phase::submitted, Phase::correcting, Phase::accepted, Phase::suspended, Phase::decided,
        Phase::delivered, Phase::closed, Phase::refused, Phase::withdrawn, Phase::terminated,
        Phase::voided, Phase::revoked}},
      {"resolve", {"supervisor"}, {}},
      {kRetract,
       {"applicant", "clerk", "reviewer", "approver", "head", "governor", "supervisor"},
       {}},
      {kRedo, {"head", "supervisor"}, {}},
      {kConfirmLate, {"clerk", "reviewer", "approver", "head", "supervisor"}, {}},
  };
  return all;
}

const KernelCommand* find(std::string_view name) {
  for (const KernelCommand& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

bool has_incident(const CaseState& state) {
  return std::any_of(state.tasks.begin(), state.tasks.end(),
                     [](const TaskState& task) { return task.state == kIncidentTask; });
}

Error invalid(std::string name, std::string code, std::string detail) {
  return {.code = std::move(code),
          .detail = std::move(detail),
          .pointer = "/data/" + name,
          .names = {name}};
}

// The material named in the data, asked for by the case, and no other data.
Result<const definition::Material*> named_material(const Working& working, const Act& act) {
  const std::string id = act.data.text("material");
  const definition::Material* material = working.definition.material(id);
  for (const Map::Entry& entry : act.data.map())
    if (entry.name() != "material" && !(entry.name() == "digest" && act.action == "supply"))
      return invalid(entry.name(), "invalid_data", "no such data");
  const Value* digest = act.data.find("digest");
  if (digest != nullptr && (!digest->is_string() || !digest_from_hex(digest->string())))
    return invalid("digest", "invalid_data", "the SM3 of the file in lowercase hex");
  if (material == nullptr || material->source == definition::Source::office)
    return invalid("material", "invalid_data", "the case asks for no such material");
  if (!asks_for(working.reading(), *material))
    return invalid("material", "invalid_data", "the answers make it needless");
  return material;
}

// The thing's open items that list the material get it too.
void pass_on(Working& working, const MaterialMarked& marked) {
  for (const definition::Item& item : working.definition.items) {
    const auto opened = working.state.items.find(item.id);
    const definition::Definition* child = working.bundle.find(item.workflow);
    if (opened == working.state.items.end() || opened->second.status != "opened" ||
        child == nullptr)
      continue;
    const std::optional<Phase> phase = law::phase_from(opened->second.phase);
    if (child->material(marked.material) == nullptr || (phase && !law::is_pending(*phase)))
      continue;
    Map data{{"word", "material"}, {"material", marked.material}, {"status", marked.status}};
    if (!marked.digest.empty()) data.set("digest", marked.digest);
    send_to_case(working, opened->second.case_id, "parent", std::move(data));
  }
}

void mark(Working& working, const Act& act, std::string status) {
  MaterialMarked marked{.status = std::move(status),
                        .material = act.data.text("material"),
                        .source = "",
                        .digest = act.data.text("digest")};
  working.emit(marked);
  if (working.is_thing()) pass_on(working, marked);
  if (deferred_materials(working.state).empty()) end_clock(working, kDeferralClock);
}

Status supply(Working& working, const Act& act) {
  const Result<const definition::Material*> material = named_material(working, act);
  if (!material) return material.error();
  mark(working, act, "submitted");
  return {};
}

// 告知承诺 in place of a paper, only where the definition allows. R-COMMIT-01.
Status promise(Working& working, const Act& act) {
  const Result<const definition::Material*> material = named_material(working, act);
  if (!material) return material.error();
  if (!working.definition.commitment || !(*material)->promisable)
    return Error{.code = "not_allowed_now",
                 .detail = "the material cannot be promised",
                 .names = {(*material)->id}};
  mark(working, act, "promised");
  return {};
}

// 容缺: only what the definition calls deferrable, and is not there yet. R-DEFER-01.
Status defer(Working& working, const Act& act) {
  const Result<const definition::Material*> material = named_material(working, act);
  if (!material) return material.error();
  if (!may_be_deferred(working.reading(), **material))
    return Error{.code = "not_deferrable",
                 .detail = "the material cannot be deferred",
                 .names = {(*material)->id}};
  working.cite("R-DEFER-01");
  mark(working, act, "deferred");
  return {};
}

Status answer(Working& working, const Act& act) {
  const Value* guide = act.data.find("guide");
  if (guide == nullptr || act.data.map().size() != 1)
    return invalid("guide", "invalid_data", "the answers are required");
  if (Status status = check_answers(working.bundle, working.definition, *guide); !status)
    return status;
  Map answers = working.state.guide.map();
  for (const Map::Entry& entry : guide->map()) answers.set(entry.name(), entry.value);
  working.emit(FormChanged{.patch = Value(), .guide = std::move(answers)});
  return {};
}

// One for each service given (办事窗口、网上环节、办理结果). R-RATING-01; a bad one opens the duty
// that puts it right, R-RATING-02.
Status rate(Working& working, const Act& act) {
  if (act.data.member("score").integer() > kBadScore) return {};
  working.cite("R-RATING-02");
  open_duty(working, kRectification, definition::kNegativeRating);
  return {};
}

Status check_rating(const Working& working, const Value& data) {
  const Value* score = data.find("score");
  if (score == nullptr || !score->is_int() || score->integer() < 1 || score->integer() > 5)
    return invalid("score", "invalid_data", "a whole number from 1 to 5");
  const std::string service = data.text("service", kServices.back());
  if (std::find(kServices.begin(), kServices.end(), service) == kServices.end())
    return invalid("service", "invalid_data", "window, online or result");
  const Value* text = data.find("text");
  if (text != nullptr && (!text->is_string() || text->string().size() > kMaxRatingBytes))
    return invalid("text", "invalid_data", "a short text");
  for (const Map::Entry& entry : data.map())
    if (entry.name() != "score" && entry.name() != "service" && entry.name() != "text")
      return invalid(entry.name(), "invalid_data", "no such data");
  if (working.state.ratings.contains(service))
    return Error{.code = "already_rated", .detail = "the service has been rated"};
  return {};
}

Status resolve(Working& working, const Act& act) {
  if (!has_incident(working.state))
    return Error{.code = "not_allowed_now", .detail = "there is no incident"};
  if (act.opinion.empty()) return Error{.code = "opinion_required", .detail = "say what was done"};
  Moved closed;
  closed.event = "resolve";
  closed.closed = {std::string(kIncidentTask)};
  working.emit(std::move(closed));
  return {};
}

}  // namespace

bool is_kernel_command(std::string_view action) { return find(action) != nullptr; }

const std::vector<std::string_view>& kernel_commands() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const KernelCommand& command : commands()) all.push_back(command.name);
    return all;
  }();
  return names;
}

const std::vector<law::Phase>& kernel_phases(std::string_view action) {
  return find(action)->phases;
}

Status may_command(const Reading& reading, std::string_view action, const Actor& actor,
                   std::optional<Day> today, std::vector<Error>* all) {
  const KernelCommand& command = *find(action);
  const bool has_role =
      std::find(command.roles.begin(), command.roles.end(), actor.role) != command.roles.end();
  Objections objections(all);
  if (!has_role && objections.end_with(Error{.code = "role_required",
                                             .detail = "the command is another role's",
                                             .names = command.roles}))
    return objections.first();
  if (action == kRetract) {
    if (has_role) objections.end_with(may_retract(reading.state, actor, today));
    return objections.first();
  }
  if (bound_to_department(actor.role) && actor.department != reading.state.department &&
      objections.end_with(Error{.code = "department_required",
                                .detail = "the case is another department's",
                                .names = {reading.state.department}}))
    return objections.first();
  if (has_role && actor.role == "applicant")
    objections.end_with(may_act_for_party(reading.state.parties, actor.party, action, today));
  return objections.first();
}

bool kernel_possible(const Reading& reading, std::string_view action) {
  const KernelCommand* command = find(action);
  if (command == nullptr) return false;
  if (action == "resolve") return has_incident(reading.state);
  if (action == kRedo) return may_be_redone(reading);
  if (action == kRetract) return bool(reading.state.undoable);
  if (action == kConfirmLate) return may_be_confirmed(reading.state);
  const auto& phases = command->phases;
  if (!reading.state.phase ||
      std::find(phases.begin(), phases.end(), *reading.state.phase) == phases.end())
    return false;
  if (action == "rate")
    return reading.definition.kind != definition::Kind::duty &&
           reading.state.ratings.size() < kServices.size();
  const auto& materials = reading.definition.materials;
  const auto any = [&](auto&& wanted) {
    return std::any_of(materials.begin(), materials.end(), wanted);
  };
  if (action == "supply")
    return any([](const auto& m) { return m.source != definition::Source::office; });
  if (action == "promise")
    return reading.definition.commitment && any([](const auto& m) { return m.promisable; });
  if (action == "defer") return any([&](const auto& m) { return may_be_deferred(reading, m); });
  return reading.definition.kind != definition::Kind::duty;
}

Status kernel_command(Working& working, const Act& act) {
  const Actor& actor = *working.envelope.actor;
  if (Status status = may_command(working.reading(), act.action, actor, working.today()); !status)
    return status;
  if (Status status = may_enter_late(working, act.action); !status) return status;
  if (!act.data.is_map())
    return Error{.code = "invalid_data", .detail = "data is an object", .pointer = "/data"};
  if (!kernel_possible(working.reading(), act.action))
    return Error{.code = "not_allowed_now", .detail = act.action + " is not possible now"};
  if (act.action == "rate")
    if (Status status = check_rating(working, act.data); !status) return status;
  if (act.action == kRetract && !act.data.map().empty())
    return invalid(act.data.map().begin()->name(), "invalid_data", "no such data");
  if (act.action == kRedo)
    if (Status status = check_redo(working, act); !status) return status;
  if (act.action == kConfirmLate)
    if (Status status = check_confirmation(working, act); !status) return status;
  working.emit(Acted{.action = act.action,
                     .task = "",
                     .data = act.data.map().empty() ? Value() : act.data,
                     .opinion = act.opinion},
               {"/data/document", "/data/evidence", "/data/text"});
  if (act.action == "supply") return supply(working, act);
  if (act.action == "promise") return promise(working, act);
  if (act.action == "defer") return defer(working, act);
  if (act.action == "answer") return answer(working, act);
  if (act.action == "rate") return rate(working, act);
  if (act.action == kRedo) {
    redo(working, act);
    return {};
  }
  if (act.action == kRetract) {
    working.cite("R-RETRACT-01");
    return undo(working);
  }
  if (act.action == kConfirmLate) return {};  // it is its own record
  return resolve(working, act);
}

}  // namespace yijian::casework
