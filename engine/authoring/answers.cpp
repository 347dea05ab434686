#include "engine/authoring/answers.h"

#include <algorithm>

#include "engine/definition/schema_fields.h"

namespace yijian::authoring {
namespace {

using definition::Field;
using definition::FieldType;

constexpr size_t kBytesOfACharacter = 3;  // of a Chinese one in UTF-8
constexpr size_t kMostRepeated = 200;

// As often as the shortest text needs; cut to the longest. Lengths are counted in characters, of
// which these have three bytes each.
std::string of_fitting_length(std::string_view word, const Field& field) {
  const size_t characters = word.size() / kBytesOfACharacter;
  const size_t least = std::min(field.min_length.value_or(0), kMostRepeated);
  std::string text(word);
  for (size_t n = characters; n < least; n += characters) text += word;
  if (field.max_length && *field.max_length * kBytesOfACharacter < text.size())
    text.resize(*field.max_length * kBytesOfACharacter);
  return text;
}

std::string text_of(const Field& field, Random& random) {
  if (!field.options.empty()) return random.of(field.options).first;
  if (field.format == "date") return "2025-07-01";
  if (field.format == "uscc") return "91420111MA4K00010P";
  if (field.format == "citizen-id") return kPersonalId;
  if (field.format == "phone") return "13900000001";
  if (field.format == "standard-address") return "武汉市洪山区珞喻路1号";
  if (field.format == "email") return "someone@example.com";
  return of_fitting_length(field.personal ? kPersonalName : "示例", field);
}

Value number_of(const Field& field, Random& random) {
  if (field.minimum) return *field.minimum;
  Value some = Value(static_cast<int64_t>(random.below(5)));
  if (!field.maximum) return some;
  const double most = field.maximum->is_int() ? static_cast<double>(field.maximum->integer())
                                              : field.maximum->real();
  return most < 4 ? *field.maximum : some;
}

// Makes one value; of a schema that would want more than kMostValues the rest stays null.
class Filling {
 public:
  Filling(const cel::Scope& scope, Random& random) : scope_(scope), random_(random) {}

  Value of(const Field& field) {
    if (left_ == 0) return Value();
    --left_;
    if (field.constant) return *field.constant;
    switch (field.type) {
      case FieldType::object:
        return object(field);
      case FieldType::array:
        return list(field);
      case FieldType::string:
        return text_of(field, random_);
      case FieldType::number:
      case FieldType::integer:
        return number_of(field, random_);
      case FieldType::boolean:
        return random_.one_in(2);
    }
    return Value();
  }

 private:
  static constexpr size_t kMostValues = 10'000;

  Value object(const Field& field) {
    Map made;
    for (const auto& [name, property] : field.properties) {
      const bool required =
          std::find(field.required.begin(), field.required.end(), name) != field.required.end();
      if (property.read_only) continue;  // the office's own data
      if (definition::applies(property, scope_) && (required || random_.one_in(2)))
        made.set(name, of(property));
    }
    return made;
  }

  Value list(const Field& field) {
    List made;
    const size_t most = field.element && !field.element->options.empty() && field.unique_items
                            ? field.element->options.size()
                            : 2;
    for (size_t i = 0; field.element && i < std::max<size_t>(field.min_items.value_or(1), 1); ++i) {
      if (i >= most) break;
      made.push_back(field.element->options.empty() ? of(*field.element)
                                                    : Value(field.element->options[i].first));
    }
    return made;
  }

  const cel::Scope& scope_;
  Random& random_;
  size_t left_ = kMostValues;
};

}  // namespace

Value answers_to(const std::vector<definition::Question>& questions, Random& random) {
  Map answers;
  for (const definition::Question& question : questions) {
    if (!question.many) {
      answers.set(question.id, random.of(question.options).first);
      continue;
    }
    List chosen;
    for (const auto& [option, text] : question.options)
      if (random.one_in(2)) chosen.emplace_back(option);
    if (chosen.empty()) chosen.emplace_back(random.of(question.options).first);
    answers.set(question.id, std::move(chosen));
  }
  return answers;
}

Value filled(const definition::Schema& schema, const cel::Scope& scope, Random& random) {
  return Filling(scope, random).of(schema.root());
}

std::optional<Value> filled_field(const definition::Schema& schema, const std::string& name,
                                  const cel::Scope& scope, Random& random) {
  const Field* field = schema.root().property(name);
  return field != nullptr ? std::optional(Filling(scope, random).of(*field)) : std::nullopt;
}

}  // namespace yijian::authoring
