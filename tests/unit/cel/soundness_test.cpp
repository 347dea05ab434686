// What the type checker has nothing against does what it says: random expressions, put together out
// of smaller ones that are clean, give a value of the type told, or fail as values alone can make
// them fail.
#include <random>

#include "engine/cel/check.h"
#include "tests/unit/cel/rows.h"

namespace yijian::cel {
namespace {

constexpr unsigned kSeed = 20250609;
constexpr size_t kExpressions = 2'000;
constexpr size_t kLongest = 160;  // bytes of an expression

bool fits(const Type& type, const Value& value);

bool all_fit(const Type& type, const List& list) {
  for (const Value& element : list)
    if (!fits(type, element)) return false;
  return true;
}

bool members_fit(const Record& record, const Map& map) {
  for (const KnownField& field : record.fields) {
    const Value* member = map.find(field.name);
    if (member == nullptr ? !field.may_be_absent : !fits(field.type, *member)) return false;
  }
  return true;
}

bool fits(const Type& type, const Value& value) {
  switch (type.kind) {
    case TypeKind::number:
    case TypeKind::whole:
      return value.is_int() || value.kind() == Value::Kind::real;
    case TypeKind::list:
      return value.is_list() && all_fit(*type.element, value.list());
    case TypeKind::record:
      return value.is_map() && members_fit(*type.fields, value.map());
    case TypeKind::map:
      for (const Map::Entry& entry : value.map())
        if (!fits(*type.key, entry.key) || !fits(*type.element, entry.value)) return false;
      return value.is_map();
    case TypeKind::dyn:
      return true;
    default:
      return type_of(value).kind == type.kind;
  }
}

// Whether nothing is known of some part: there the checker promises nothing.
bool is_vague(const Type& type) {
  if (type.is_dyn()) return true;
  if (type.is(TypeKind::list)) return type.element == nullptr || is_vague(*type.element);
  if (type.is(TypeKind::map)) return is_vague(*type.key) || is_vague(*type.element);
  if (!type.is(TypeKind::record)) return false;
  for (const KnownField& field : type.fields->fields)
    if (is_vague(field.type)) return true;
  return false;
}

Value sample_data() {
  return Map{{"n", 3},
             {"whole", 2.0},
             {"amount", 2},
             {"word", "abc"},
             {"yes", true},
             {"rows", List{Map{{"a", 1}}, Map{{"a", 2}, {"b", "x"}}}},
             {"form", Map{{"name", "许可"}, {"area", 2.5}}},
             {"when", Timestamp{1'749'430'800, 0}},
             {"span", Duration{90, 0}}};
}

Record known_names() {
  Record record = *type_of(sample_data()).fields;
  for (KnownField& field : record.fields) {
    if (field.name == "whole") field.type = {.kind = TypeKind::whole};
    if (field.name == "amount") field.type = {.kind = TypeKind::number};
    if (field.name == "form") {
      Record form = *field.type.fields;
      form.fields.push_back({"note", {.kind = TypeKind::string}, true});
      field.type = record_of(form);
    }
  }
  return record;
}

// "@" stands for an expression.
constexpr const char* kForms[] = {"@ + @",
                                  "@ - @",
                                  "@ * @",
                                  "@ / @",
                                  "@ % @",
                                  "-(@)",
                                  "!(@)",
                                  "@ == @",
                                  "@ != @",
                                  "@ < @",
                                  "@ >= @",
                                  "@ && @",
                                  "@ || @",
                                  "@ in @",
                                  "@ ? @ : @",
                                  "[@, @]",
                                  "{'a': @, 'b': @}",
                                  "{1: @, 2: @}",
                                  "{@: @}[@]",
                                  "@[@]",
                                  "@.a",
                                  "@.b",
                                  "@.name",
                                  "@.area",
                                  "@.note",
                                  "has(@.b)",
                                  "has(@.note)",
                                  "has(@.note) && @.note == @",
                                  "size(@)",
                                  "@.contains(@)",
                                  "@.matches('a')",
                                  "int(@)",
                                  "double(@)",
                                  "string(@)",
                                  "uint(@)",
                                  "bool(@)",
                                  "bytes(@)",
                                  "timestamp(@)",
                                  "duration(@)",
                                  "type(@)",
                                  "@.getHours()",
                                  "@.getHours('Asia/Shanghai')",
                                  "@.all(x, x == @)",
                                  "@.exists(x, x < @)",
                                  "@.map(x, x)",
                                  "@.map(x, @)",
                                  "@.map(x, x == @, x)",
                                  "@.filter(x, x != @)",
                                  "@.map(x, x.a)",
                                  "@.filter(x, has(x.b) && x.b == @)",
                                  "@.map(x, [x, @])",
                                  "@.all(x, x + x == @)"};

class Maker {
 public:
  std::vector<std::string> made = {"n",
                                   "whole",
                                   "amount",
                                   "word",
                                   "yes",
                                   "rows",
                                   "form",
                                   "when",
                                   "span",
                                   "1",
                                   "2u",
                                   "1.5",
                                   "'a'",
                                   "b'a'",
                                   "true",
                                   "null",
                                   "[1]",
                                   "int",
                                   "'2025-06-09T09:00:00Z'",
                                   "'1h'"};
  std::string next() {
    std::string out;
    for (const char* at = kForms[pick(std::size(kForms))]; *at != '\0'; ++at) {
      if (*at != '@') {
        out += *at;
        continue;
      }
      // Brackets keep the part together.
      out += "(" + made[pick(made.size())] + ")";
    }
    return out;
  }

 private:
  size_t pick(size_t count) { return random_() % count; }
  std::mt19937 random_{kSeed};
};

TEST(cel_check, promises_no_more_than_evaluation_keeps) {
  const Record env = known_names();
  const MapScope scope(sample_data());
  Maker maker;
  size_t failed = 0;
  while (maker.made.size() < kExpressions) {
    const std::string source = maker.next();
    const Result<Program> program = compile(source);
    if (source.size() > kLongest || !program) continue;
    const Checked checked = check_types(*program, env);
    if (!checked.faults.empty() || is_vague(checked.type)) continue;
    maker.made.push_back(source);
    const Result<Value> value = evaluate(*program, scope);
    if (value) {
      EXPECT_TRUE(fits(checked.type, *value)) << source << " is no " << title_of(checked.type);
      continue;
    }
    ++failed;
    const std::string& code = value.error().code;
    const bool by_value = code == "cel_overflow" || code == "cel_divide_by_zero" ||
                          code == "cel_invalid_argument" || code == "cel_index" ||
                          code == "cel_duplicate_key" || code == "cel_budget" ||
                          (code == "cel_no_such_key" && value.error().detail == "no such key");
    EXPECT_TRUE(by_value) << source << ": " << code << " " << value.error().detail;
  }
  EXPECT_LT(failed, kExpressions / 2) << "most must have a value, or nothing is shown";
}

}  // namespace
}  // namespace yijian::cel
