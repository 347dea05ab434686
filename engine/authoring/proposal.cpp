#include "engine/authoring/proposal.h"

#include "engine/authoring/answers.h"
#include "engine/authoring/filing.h"
#include "engine/base/json.h"
#include "engine/casework/reading.h"

namespace yijian::authoring {
namespace {

using definition::Definition;

// The case as it will be when it is filed so.
casework::CaseState imagined(const Definition& definition, const Given& given) {
  casework::CaseState state;
  state.workflow = definition.id;
  state.guide = given.guide;
  state.licence = Map{};
  state.licences = given.licences;
  state.declined = List(given.declined.begin(), given.declined.end());
  return state;
}

Value form_for(const definition::Bundle& bundle, const Definition& definition, const Given& given,
               const Value* sample, Random& random) {
  const casework::CaseState state = imagined(definition, given);
  const casework::Reading reading{bundle, definition, state, nullptr};
  const auto schema =
      definition::merged_form(bundle, definition, casework::applicable_items(reading));
  if (!schema) return Value();
  const casework::CaseScope scope(reading);
  Value made_up = filled(*schema, scope, random);
  if (sample == nullptr) return made_up;
  const Value better = joined(made_up, definition::cut(*schema, *sample));
  const bool fits =
      definition::validate(*schema, better, scope, definition::Completeness::complete).empty();
  return fits ? better : made_up;
}

}  // namespace

Result<Given> proposed(const definition::Bundle& bundle, const Value& samples, const Wish& wish,
                       Random& random, bool by_sample) {
  const Definition& definition = *bundle.find(bundle.main);
  if (definition.channels.empty())
    return Error{"refused", definition.id + " is never filed by hand: what opens it can be"};
  Given given;
  given.workflow = definition.id;
  given.at = wish.at;
  given.applicant = wish.applicant;
  if (given.applicant.empty()) {
    const Value* applicants = samples.find("applicants");
    if (applicants == nullptr || !applicants->is_map() || applicants->map().empty())
      return Error{"unknown_sample", "the samples have no applicant"};
    given.applicant = std::string(applicants->map().begin()->name());
  }
  given.guide = answers_to(definition.guide, random);
  if (!definition.about.empty()) given.licences = Map{{definition.about, Map{}}};
  const Value* sample =
      by_sample ? at_pointer(samples, "/forms/" + pointer_token(given.applicant)) : nullptr;
  given.form = form_for(bundle, definition, given, sample, random);
  return given;
}

Value as_value(const Given& given) {
  Map out{{"workflow", given.workflow}, {"at", scenario_time(*given.at)}};
  if (given.years) out.set("calendars", List(given.years->begin(), given.years->end()));
  out.set("applicant", given.applicant);
  const auto set_map = [&](std::string_view key, const Value& value) {
    if (value.is_map() && !value.map().empty()) out.set(std::string(key), value);
  };
  set_map("guide", given.guide);
  if (given.form.is_string()) out.set("form", given.form);
  set_map("form", given.form);
  Map materials;
  for (const auto& [material, status] : given.materials) materials.set(material, status);
  set_map("materials", materials);
  set_map("licences", given.licences);
  set_map("registries", given.registries);
  if (!given.declined.empty())
    out.set("declined", List(given.declined.begin(), given.declined.end()));
  return out;
}

}  // namespace yijian::authoring
