// The families of events and their codecs, one file each; record.cpp joins them.
#pragma once

#include <optional>
#include <string_view>

#include "engine/casework/events.h"
#include "engine/casework/record_fields.h"

namespace yijian::casework {

// A record's type cut at its first dot: "material.submitted" is family "material", word
// "submitted"; "moved" has no word.
struct TypeName {
  std::string_view family, word;
};

// The event of the family's type whose fields `in` then has read; nothing when the type is not
// one of theirs. Whether the fields were good is in.status()'s to say.
std::optional<Event> read_arrival(TypeName type, FieldReader& in);
std::optional<Event> read_filing(TypeName type, FieldReader& in);
std::optional<Event> read_move(TypeName type, FieldReader& in);
std::optional<Event> read_legal(TypeName type, FieldReader& in);
std::optional<Event> read_effect(TypeName type, FieldReader& in);
std::optional<Event> read_migration(TypeName type, FieldReader& in);

// A T with its fields read, and before that the one that its type's word tells.
template <class T>
Event read_plain(FieldReader& in) {
  T event;
  fields(in, event);
  return event;
}
template <class T, class Field, class Word>
Event read_worded(FieldReader& in, Field T::*field, Word word) {
  T event;
  event.*field = std::move(word);
  fields(in, event);
  return event;
}

// What arrived.
void write(FieldWriter& out, const Acted& event);
void write(FieldWriter& out, const TimerFired& event);
void write(FieldWriter& out, const ChildReported& event);
void write(FieldWriter& out, const ParentReported& event);
void write(FieldWriter& out, const LimitReached& event);
void write(FieldWriter& out, const DeferralOverdue& event);
void write(FieldWriter& out, const CommitmentSettled& event);
void write(FieldWriter& out, const Replied& event);
void write(FieldWriter& out, const CalendarChanged& event);
// What was filed.
void write(FieldWriter& out, const CaseOpened& event);
void write(FieldWriter& out, const FormChanged& event);
void write(FieldWriter& out, const MaterialMarked& event);
// How the chart moved.
void write(FieldWriter& out, const Moved& event);
void write(FieldWriter& out, const Incident& event);
// Where the case stands in law.
void write(FieldWriter& out, const PhaseChanged& event);
void write(FieldWriter& out, const ClockChanged& event);
void write(FieldWriter& out, const CommitmentChanged& event);
void write(FieldWriter& out, const CreditBarred& event);
// What went out, and what came of it.
void write(FieldWriter& out, const ItemChanged& event);
void write(FieldWriter& out, const MessageSent& event);
void write(FieldWriter& out, const DocumentOrdered& event);
void write(FieldWriter& out, const LicenceActed& event);
void write(FieldWriter& out, const CaseLinked& event);

// How the case went over to another version.
void write(FieldWriter& out, const CaseMigrated& event);
// Or came over from another system.
void write(FieldWriter& out, const CaseImported& event);
// Or back to where it stood.
void write(FieldWriter& out, const CaseRestored& event);

// {id, name, event, state?, value?, clock}, as in moved
template <class F, Of<MovedTimer> E>
void fields(F& f, E& e) {
  f.always("clock", e.clock);
  f.always("event", e.event);
  f.always("id", e.id);
  f.always("name", e.name);
  f.text("state", e.state);
  f.free("value", e.value);
}

std::string_view word_of(ClockChange change);

}  // namespace yijian::casework
