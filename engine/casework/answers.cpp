// Answers to the guide (情形引导), checked before anything is made of them.
#include <algorithm>

#include "engine/casework/reading.h"

namespace yijian::casework {
namespace {

Error invalid(std::string pointer, std::string detail) {
  return {.code = "invalid_data",
          .detail = detail,
          .pointer = pointer,
          .names = {pointer.substr(pointer.rfind('/') + 1)},
          .faults = {{.pointer = pointer, .code = "invalid_data", .detail = detail}}};
}

const definition::Question* find_question(const definition::Bundle& bundle,
                                          const definition::Definition& definition,
                                          std::string_view id) {
  for (const definition::Question& question : definition.guide)
    if (question.id == id) return &question;
  for (const definition::Item& item : definition.items)
    if (const definition::Definition* child = bundle.find(item.workflow))
      for (const definition::Question& question : child->guide)
        if (question.id == id) return &question;
  return nullptr;
}

bool is_option(const definition::Question& question, const Value& answer) {
  return answer.is_string() &&
         std::any_of(question.options.begin(), question.options.end(),
                     [&](const auto& option) { return option.first == answer.string(); });
}

bool fits(const definition::Question& question, const Value& answer) {
  if (!question.many) return is_option(question, answer);
  return answer.is_list() && answer.list().size() <= question.options.size() &&
         std::all_of(answer.list().begin(), answer.list().end(),
                     [&](const Value& one) { return is_option(question, one); });
}

}  // namespace

Status check_answers(const definition::Bundle& bundle, const definition::Definition& definition,
                     const Value& guide) {
  if (!guide.is_map()) return invalid("/guide", "answers are an object");
  for (const Map::Entry& entry : guide.map()) {
    const std::string at = "/guide/" + pointer_token(entry.name());
    const definition::Question* question = find_question(bundle, definition, entry.name());
    if (question == nullptr) return invalid(at, "no such question");
    if (!fits(*question, entry.value)) return invalid(at, "not among the options");
  }
  return {};
}

Status check_declined(const definition::Definition& definition,
                      const std::vector<std::string>& declined) {
  for (const std::string& id : declined) {
    const definition::Item* item = definition.item(id);
    if (item == nullptr || !item->optional)
      return invalid("/declined", "only an optional item can be declined");
  }
  return {};
}

}  // namespace yijian::casework
