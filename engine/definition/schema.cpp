#include "engine/definition/schema.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "engine/base/json.h"
#include "engine/definition/formats.h"
#include "engine/definition/schema_fields.h"

namespace yijian::definition {
namespace {

constexpr std::array<std::string_view, 6> kTypes = {"object", "array",   "string",
                                                    "number", "integer", "boolean"};
constexpr size_t kMaxPatternBytes = 1'000;
constexpr int64_t kMaxPatternMemory = 1 << 20;

// Keywords and the types they may stand beside; "" any.
struct Keyword {
  std::string_view name, types;
};
constexpr std::array<Keyword, 22> kKeywords = {{{"type", ""},
                                                {"title", ""},
                                                {"hint", ""},
                                                {"when", ""},
                                                {"sensitivity", ""},
                                                {"prefill", ""},
                                                {"optional", ""},
                                                {"readOnly", ""},
                                                {"const", ""},
                                                {"properties", "object"},
                                                {"required", "object"},
                                                {"items", "array"},
                                                {"minItems", "array"},
                                                {"maxItems", "array"},
                                                {"uniqueItems", "array"},
                                                {"minLength", "string"},
                                                {"maxLength", "string"},
                                                {"pattern", "string"},
                                                {"format", "string"},
                                                {"options", "string"},
                                                {"minimum", "number integer"},
                                                {"maximum", "number integer"}}};

class SchemaCompiler {
 public:
  std::vector<Fault> faults;

  Field compile(const Value& json, const std::string& pointer, int depth) {
    Field field;
    if (!json.is_map() || depth > kMaxFieldDepth) {
      fault(pointer, "wrong_type", json.is_map() ? "less depth" : "a field: an object");
      return field;
    }
    if (!read_type(json, pointer, field)) return field;
    check_keywords(json, pointer, field.type);
    read_people(json, pointer, field);
    read_sizes(json, pointer, field);
    read_text(json, pointer, field);
    if (const Value* fixed = json.find("const")) field.constant = *fixed;
    read_properties(json, pointer, field, depth);
    read_required(json, pointer, field);
    if (const Value* items = json.find("items"))
      field.element = std::make_shared<const Field>(compile(*items, pointer + "/items", depth + 1));
    return field;
  }

 private:
  void fault(const std::string& pointer, std::string code, std::string detail) {
    faults.push_back({pointer, std::move(code), std::move(detail)});
  }

  bool read_type(const Value& json, const std::string& pointer, Field& field) {
    const std::string text = json.text("type");
    for (size_t i = 0; i < kTypes.size(); ++i)
      if (kTypes[i] == text) {
        field.type = static_cast<FieldType>(i);
        return true;
      }
    if (json.find("type") == nullptr)
      fault(pointer, "missing_key", "type");
    else
      fault(pointer + "/type", "wrong_type", "object array string number integer boolean");
    return false;
  }

  void check_keywords(const Value& json, const std::string& pointer, FieldType type) {
    for (const Map::Entry& entry : json.map()) {
      const auto keyword =
          std::find_if(kKeywords.begin(), kKeywords.end(),
                       [&](const Keyword& known) { return known.name == entry.name(); });
      const bool fits =
          keyword != kKeywords.end() &&
          (keyword->types.empty() || keyword->types.find(name(type)) != std::string_view::npos);
      if (!fits) fault(pointer + "/" + pointer_token(entry.name()), "unknown_key", entry.name());
    }
  }

  Value read_title(const Value& json, std::string_view key, const std::string& pointer) {
    const Value* title = json.find(key);
    if (title == nullptr) return {};
    const bool good = title->is_map() && title->map().size() == 2 && !title->text("zh").empty() &&
                      !title->text("en").empty();
    if (!good) fault(pointer + "/" + std::string(key), "wrong_type", "{zh, en}");
    return *title;
  }

  bool read_flag(const Value& json, std::string_view key, const std::string& pointer) {
    const Value* flag = json.find(key);
    if (flag == nullptr) return false;
    if (flag->is_bool()) return flag->boolean();
    fault(pointer + "/" + std::string(key), "wrong_type", "true false");
    return false;
  }

  std::string read_string(const Value& json, std::string_view key, const std::string& pointer) {
    const Value* text = json.find(key);
    if (text == nullptr) return "";
    if (text->is_string() && !text->string().empty()) return text->string();
    fault(pointer + "/" + std::string(key), "wrong_type", "string");
    return "";
  }

  void read_people(const Value& json, const std::string& pointer, Field& field) {
    field.title = read_title(json, "title", pointer);
    field.hint = read_title(json, "hint", pointer);
    field.read_only = read_flag(json, "readOnly", pointer);
    field.unique_items = read_flag(json, "uniqueItems", pointer);
    read_flag(json, "optional", pointer);  // the parent reads it
    field.prefill = read_string(json, "prefill", pointer);
    const std::string sensitivity = read_string(json, "sensitivity", pointer);
    field.personal = sensitivity == "personal";
    if (!sensitivity.empty() && !field.personal)
      fault(pointer + "/sensitivity", "invalid_value", "personal");
    const std::string when = read_string(json, "when", pointer);
    if (when.empty()) return;
    Result<cel::Program> program = cel::compile(when);
    if (program)
      field.when.push_back(std::move(*program));
    else
      fault(pointer + "/when", program.error().code, program.error().detail);
  }

  std::optional<size_t> read_count(const Value& json, std::string_view key,
                                   const std::string& pointer) {
    const Value* count = json.find(key);
    if (count == nullptr) return std::nullopt;
    if (count->is_int() && count->integer() >= 0) return static_cast<size_t>(count->integer());
    fault(pointer + "/" + std::string(key), "wrong_type", "integer >= 0");
    return std::nullopt;
  }

  std::optional<Value> read_number(const Value& json, std::string_view key,
                                   const std::string& pointer) {
    const Value* number = json.find(key);
    if (number == nullptr) return std::nullopt;
    if (number->is_int() || number->kind() == Value::Kind::real) return *number;
    fault(pointer + "/" + std::string(key), "wrong_type", "number");
    return std::nullopt;
  }

  void read_sizes(const Value& json, const std::string& pointer, Field& field) {
    field.min_length = read_count(json, "minLength", pointer);
    field.max_length = read_count(json, "maxLength", pointer);
    field.min_items = read_count(json, "minItems", pointer);
    field.max_items = read_count(json, "maxItems", pointer);
    field.minimum = read_number(json, "minimum", pointer);
    field.maximum = read_number(json, "maximum", pointer);
  }

  void read_text(const Value& json, const std::string& pointer, Field& field) {
    field.format = read_string(json, "format", pointer);
    if (!field.format.empty() && !is_format(field.format))
      fault(pointer + "/format", "invalid_value", std::string(kFormatNames));
    field.pattern = read_string(json, "pattern", pointer);
    if (!field.pattern.empty()) read_pattern(pointer, field);
    const Value* options = json.find("options");
    if (options == nullptr) return;
    if (!options->is_map() || options->map().empty()) {
      fault(pointer + "/options", "wrong_type", "{value: {zh, en}}");
      return;
    }
    for (const Map::Entry& option : options->map())
      field.options.emplace_back(option.name(),
                                 read_title(*options, option.name(), pointer + "/options"));
  }

  void read_pattern(const std::string& pointer, Field& field) {
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(kMaxPatternMemory);
    if (field.pattern.size() > kMaxPatternBytes) {
      fault(pointer + "/pattern", "bad_pattern", "too long");
      return;
    }
    auto pattern = std::make_shared<const RE2>(field.pattern, options);
    if (pattern->ok())
      field.compiled_pattern = std::move(pattern);
    else
      fault(pointer + "/pattern", "bad_pattern", pattern->error());
  }

  void read_properties(const Value& json, const std::string& pointer, Field& field, int depth) {
    const Value* properties = json.find("properties");
    if (properties == nullptr) return;
    if (!properties->is_map()) {
      fault(pointer + "/properties", "wrong_type", "{ }");
      return;
    }
    for (const Map::Entry& entry : properties->map())
      field.properties.push_back(
          {entry.name(),
           compile(entry.value, pointer + "/properties/" + pointer_token(entry.name()),
                   depth + 1)});
  }

  void read_required(const Value& json, const std::string& pointer, Field& field) {
    const Value* required = json.find("required");
    if (required == nullptr) return;
    if (!required->is_list()) {
      fault(pointer + "/required", "wrong_type", "[name]");
      return;
    }
    for (size_t i = 0; i < required->list().size(); ++i) {
      const Value& name = required->list()[i];
      const std::string here = pointer + "/required/" + std::to_string(i);
      if (!name.is_string() || field.property(name.string()) == nullptr) {
        fault(here, "invalid_value", "a name in properties");
        continue;
      }
      const Value* optional = json.find("properties")->find(name.string())->find("optional");
      if (optional == nullptr || !(*optional == Value(true)))
        field.required.push_back(name.string());
    }
  }
};

}  // namespace

std::string_view name(FieldType type) { return kTypes[static_cast<size_t>(type)]; }

const Field* Field::property(std::string_view wanted) const {
  for (const auto& [key, field] : properties)
    if (key == wanted) return &field;
  return nullptr;
}

Result<std::shared_ptr<const Schema>> compile_schema(const Value& json) {
  SchemaCompiler compiler;
  Field root = compiler.compile(json, "", 0);
  if (compiler.faults.empty() && root.type != FieldType::object)
    compiler.faults.push_back({"/type", "wrong_type", "object"});
  if (compiler.faults.empty()) return std::make_shared<const Schema>(std::move(root));
  const Fault first = compiler.faults.front();
  return Error{.code = "invalid_schema",
               .detail = first.code + ": " + first.detail,
               .pointer = first.pointer,
               .faults = std::move(compiler.faults)};
}

}  // namespace yijian::definition
