#include "engine/casework/register_messages.h"

#include "engine/casework/messages.h"

namespace yijian::casework {
namespace {

// {"key", "patch"}: the applicant's entry, and what it becomes. What a licence says of people is
// personal; so is the key of whoever is no enterprise.
void tell(Working& working, std::string_view name, Map patch) {
  std::vector<std::string> personal = {"/patch"};
  if (applicant_of(working.state).text("type") != "enterprise") personal.push_back("/key");
  Map data{{"key", applicant_id(working.state)}, {"patch", std::move(patch)}};
  send_to_case(working, std::string(kRegisterPrefix) + std::string(name), "register",
               std::move(data), personal);
}

}  // namespace

std::optional<std::string_view> register_of(std::string_view destination) {
  if (!destination.starts_with(kRegisterPrefix)) return std::nullopt;
  return destination.substr(kRegisterPrefix.size());
}

void tell_credit(Working& working) {
  tell(working, "credit",
       Map{{"case", working.state.id},
           {"since", format_day(day_of(working.effective()))},
           {"status", "barred"}});
}

void tell_licence(Working& working, const std::string& licence, Value data) {
  Map patch;
  patch.set(licence, std::move(data));
  tell(working, "licences", std::move(patch));
}

}  // namespace yijian::casework
