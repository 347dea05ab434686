// Records of what went out and what came of it: item, message, document, licence, case.linked.
#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<ItemChanged> E>
static void fields(F& f, E& e) {
  f.count("attempt", e.attempt);
  f.text("case", e.case_id);
  f.always("item", e.item);
}

template <class F, Of<MessageSent> E>
static void fields(F& f, E& e) {
  f.free("data", e.data);
  f.always("kind", e.kind);
  f.count("lane", e.lane);
  f.always("to", e.to);
}

template <class F, Of<DocumentOrdered> E>
static void fields(F& f, E& e) {
  f.always("document", e.document);
}

template <class F, Of<LicenceActed> E>
static void fields(F& f, E& e) {
  f.free("data", e.data);
  f.always("licence", e.licence);
  f.text("validUntil", e.valid_until);
}

template <class F, Of<CaseLinked> E>
static void fields(F& f, E& e) {
  f.always("case", e.case_id);
  f.always("id", e.id);
}

void write(FieldWriter& out, const ItemChanged& event) { fields(out, event); }
void write(FieldWriter& out, const MessageSent& event) { fields(out, event); }
void write(FieldWriter& out, const DocumentOrdered& event) { fields(out, event); }
void write(FieldWriter& out, const LicenceActed& event) { fields(out, event); }
void write(FieldWriter& out, const CaseLinked& event) { fields(out, event); }

std::optional<Event> read_effect(TypeName type, FieldReader& in) {
  if (type.word.empty()) return std::nullopt;
  std::string word(type.word);
  if (type.family == "item") return read_worded(in, &ItemChanged::status, word);
  if (type.family == "licence") return read_worded(in, &LicenceActed::act, word);
  if (type.family == "message" && word == "sent") return read_plain<MessageSent>(in);
  if (type.family == "document" && word == "ordered") return read_plain<DocumentOrdered>(in);
  if (type.family == "case" && word == "linked") return read_plain<CaseLinked>(in);
  return std::nullopt;
}

}  // namespace yijian::casework
