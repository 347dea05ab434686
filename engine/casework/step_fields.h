// The keys of a body but `v`, `effective` and `events`, for the writer and the reader alike.
#pragma once

#include <optional>
#include <string>

#include "engine/casework/record_fields.h"
#include "engine/casework/step.h"

namespace yijian::casework {

inline constexpr int64_t kBodyVersion = 1;

// [0-9A-Za-z.-]{1,50}
bool is_case_id(std::string_view text);

struct CommandName {
  std::string id, type;
};

template <class F, Of<CommandName> E>
void fields(F& f, E& command) {
  f.text("id", command.id);
  f.always("type", command.type);
}

template <class F, Of<Actor> E>
void fields(F& f, E& actor) {
  f.text("channel", actor.channel);
  f.text("department", actor.department);
  f.always("id", actor.id);
  f.text("name", actor.name);
  f.text("onBehalfOf", actor.on_behalf_of);
  f.text("party", actor.party);
  f.text("region", actor.region);
  f.text("role", actor.role);
  f.text("window", actor.window);
}

template <class F, Of<Late> E>
void fields(F& f, E& late) {
  f.text("confirmedBy", late.confirmed_by);
  f.always("evidence", late.evidence);
  f.always("reason", late.reason);
}

template <class F, Of<StepDraft> E>
void fields(F& f, E& draft) {
  f.nested("actor", draft.actor);
  f.always("at", draft.at);
  f.free("basis", draft.basis);
  f.text("bundle", draft.bundle);
  f.text("calendar", draft.calendar);
  f.always("case", draft.case_id);
  f.free("facts", draft.facts);
  f.nested("late", draft.late);
  f.always("n", draft.n);
  f.text("rule", draft.rule);
}

}  // namespace yijian::casework
