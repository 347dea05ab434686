// A step: one accepted command with every event it caused; its record, seal and reading back.
// What this file fixes can never change (docs/records.md tells the format with an example).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/casework/events.h"
#include "engine/casework/state.h"

namespace yijian::casework {

struct Actor {
  std::string id, name, role, department, region, window, channel, on_behalf_of;
  std::string party;      // of an applicant: the id of the party it may act for
  bool personal = false;  // no staff and no enterprise: id and name are committed, not shown
};

// A person's day earlier than today needs its reason and evidence, and where a limit lies between
// a second person.
struct Late {
  std::string reason, evidence;
  std::string confirmed_by = {};  // id of the member of staff who confirmed it; the kernel's to say
};

// Everything of a step but its seal: keys of the body in DESIGN §6's names.
struct StepDraft {
  std::string case_id;
  int64_t n = 0;
  Instant at;
  Instant effective;  // written only when it is not `at`
  std::optional<Late> late;
  std::optional<Actor> actor;  // none: the engine
  std::string command_id, command_type;
  std::string rule;                         // "R-ACCEPT-02", or ""
  Value basis;                              // [{law, article}], or null
  Value facts;                              // {name: {value, source, asOf}}, or null
  std::vector<std::string> personal_facts;  // pointers below /facts
  std::string calendar;                     // digest of the calendar, when a due was computed
  std::string bundle;                       // of step 1 and of a migration; "" otherwise
  std::vector<Recorded> events;
  std::string request;  // hex SM3 of the request; goes to the private column
};

// A sealed step as stored: `body` is RFC 8785 text, `priv` JSON text {"command", "values"}.
struct SealedStep {
  int64_t n = 0;
  std::string body;
  std::string priv;
  Digest hash{};
};

// The body with commitments, and its hash chained to `prev`.
//   entropy  32 bytes from the envelope; salts are the first 16 bytes of HMAC-SM3(entropy,
//   pointer).
// Errors: not_recordable  what open_step could not read back, or a draft that is no step: no case
// id,
//   n below 1, effective after at, no command type, an actor without id, no events.
Result<SealedStep> seal(const StepDraft& draft, const Digest& prev, std::string_view entropy);

// Precondition: the opener's hash is 64 lowercase hex digits.
// prev of step 1: SM3("yijian/1" 00 case id [00 opener id 00 decimal n 00 its 32 bytes]).
Digest origin_digest(std::string_view case_id, const std::optional<Opener>& opener);
// SM3(prev ‖ body).
Digest step_hash(const Digest& prev, std::string_view body);

// What stands where a personal value was erased: the map {"$erased": true}. A field that is a text
// holds kErasedText instead, a list of values has the map as its only element.
inline constexpr std::string_view kErasedText = "{\"$erased\":true}";
const Value& erased_value();
// Whether it is the very value that open_step filled in: a copy of erased_value(), which no record
// can forge; a form that says {"$erased": true} is not it.
bool is_erased(const Value& value);

// A step read back: personal values filled in from `priv` (erased_value() where it has none),
// events decoded. Errors: malformed_record (not canonical, unknown keys, a private value that does
// not match its commitment: code commitment_mismatch).
struct OpenedStep {
  StepDraft draft;
};
Result<OpenedStep> open_step(std::string_view body, std::string_view priv);

}  // namespace yijian::casework
