// Records of what arrived: acted, timer, child, parent, limit, deferral, commitment.<outcome>,
// registry, connector.
#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<Acted> E>
static void fields(F& f, E& e) {
  f.free("data", e.data);
  f.text("opinion", e.opinion);
  f.text("signs", e.signs);
  f.text("task", e.task);
}

template <class F, Of<TimerFired> E>
static void fields(F& f, E& e) {
  f.always("id", e.id);
}

template <class F, Of<ChildReported> E>
static void fields(F& f, E& e) {
  f.always("case", e.case_id);
  f.free("findings", e.findings);
  f.always("item", e.item);
  f.always("lane", e.lane);
  f.free("licences", e.licences);
  f.text("outcome", e.outcome);
}

template <class F, Of<ParentReported> E>
static void fields(F& f, E& e) {
  f.always("case", e.case_id);
  f.free("data", e.data);
  f.always("lane", e.lane);
}

template <class F, Of<LimitReached> E>
static void fields(F& f, E& e) {
  f.always("clock", e.clock);
  f.text("state", e.state);
}

template <class F, Of<DeferralOverdue> E>
static void fields(F& f, E& e) {
  f.always("materials", e.materials);
}

template <class F, Of<CommitmentSettled> E>
static void fields(F& f, E& e) {
  f.always("case", e.case_id);
  f.always("lane", e.lane);
}

template <class F, Of<Replied> E>
static void fields(F& f, E& e) {
  f.text("code", e.code);
  f.free("data", e.data);
  f.always("from", e.from);
  f.always("invoke", e.invoke);
  f.always("lane", e.lane);
  f.flag("late", e.late);
}

void write(FieldWriter& out, const Acted& event) { fields(out, event); }
void write(FieldWriter& out, const TimerFired& event) { fields(out, event); }
void write(FieldWriter& out, const ChildReported& event) { fields(out, event); }
void write(FieldWriter& out, const ParentReported& event) { fields(out, event); }
void write(FieldWriter& out, const LimitReached& event) { fields(out, event); }
void write(FieldWriter& out, const DeferralOverdue& event) { fields(out, event); }
void write(FieldWriter& out, const CommitmentSettled& event) { fields(out, event); }
void write(FieldWriter& out, const Replied& event) { fields(out, event); }

namespace {

// What a register says is a word of ours; a connector may also say what nobody understands.
std::optional<Event> read_reply(bool connector, std::string_view word, FieldReader& in) {
  if (word != "answered" && word != "failed" && !(connector && word == "unmapped"))
    return std::nullopt;
  Replied reply;
  reply.connector = connector;
  reply.word = word;
  fields(in, reply);
  return reply;
}

}  // namespace

std::optional<Event> read_arrival(TypeName type, FieldReader& in) {
  std::string word(type.word);
  if (word.empty()) return std::nullopt;
  if (type.family == "acted") return read_worded(in, &Acted::action, word);
  if (type.family == "timer") return read_worded(in, &TimerFired::name, word);
  if (type.family == "registry" || type.family == "connector")
    return read_reply(type.family == "connector", word, in);
  if (type.family == "parent") return read_worded(in, &ParentReported::word, word);
  // Beside commitment.signed and commitment.withdrawn, which name no case.
  if (type.family == "commitment" && in.has("case"))
    return read_worded(in, &CommitmentSettled::outcome, word);
  if (type.family == "limit" && (word == "passed" || word == "warned"))
    return read_worded(in, &LimitReached::passed, word == "passed");
  if (type.family == "deferral" && word == "overdue") return read_plain<DeferralOverdue>(in);
  if (type.family != "child") return std::nullopt;
  const auto phase = law::phase_from(word);
  if (!phase) return std::nullopt;
  return read_worded(in, &ChildReported::phase, *phase);
}

}  // namespace yijian::casework
