// Records of what was filed: case.opened, form.changed, material.<status>.
#include "engine/casework/record_families.h"

namespace yijian::casework {

template <class F, Of<CaseOpened> E>
static void fields(F& f, E& e) {
  f.instant("accepted", e.accepted_as);
  f.text("access", e.access);
  f.free("barred", e.barred);
  f.text("channel", e.channel);
  f.list("declined", e.declined);
  f.always("department", e.department);
  f.text("element", e.element);
  f.always_map("guide", e.guide);
  f.text("item", e.item);
  f.always("kind", e.kind);
  f.count("lane", e.lane);
  f.free("licence", e.licence);
  f.free("licences", e.licences);
  f.nested("opener", e.opener);
  f.always("origin", e.origin);
  f.always("parties", e.parties);
  f.text("promised", e.promised);
  f.instant("promisedFrom", e.promised_from);
  f.instant("received", e.received);
  f.text("region", e.region);
  f.free("thingActs", e.thing_acts);
  f.flag("together", e.together);
  f.free("variables", e.variables);
  f.always("version", e.version);
  f.always("workflow", e.workflow);
}

template <class F, Of<FormChanged> E>
static void fields(F& f, E& e) {
  f.free("guide", e.guide);
  f.free("patch", e.patch);
}

template <class F, Of<MaterialMarked> E>
static void fields(F& f, E& e) {
  f.text("digest", e.digest);
  f.always("material", e.material);
  f.text("source", e.source);
}

void write(FieldWriter& out, const CaseOpened& event) { fields(out, event); }
void write(FieldWriter& out, const FormChanged& event) { fields(out, event); }
void write(FieldWriter& out, const MaterialMarked& event) { fields(out, event); }

std::optional<Event> read_filing(TypeName type, FieldReader& in) {
  if (type.family == "case" && type.word == "opened") return read_plain<CaseOpened>(in);
  if (type.family == "form" && type.word == "changed") return read_plain<FormChanged>(in);
  if (type.family == "material" && !type.word.empty())
    return read_worded(in, &MaterialMarked::status, std::string(type.word));
  return std::nullopt;
}

}  // namespace yijian::casework
