#include "engine/definition/references.h"

#include <algorithm>
#include <array>

#include "engine/base/json.h"

namespace yijian::definition {
namespace {

constexpr std::string_view kPrefix = "dictionary#";

std::string_view name(Section section) {
  constexpr std::array<std::string_view, 3> kNames = {"fields", "questions", "materials"};
  return kNames[static_cast<size_t>(section)];
}

class Resolver {
 public:
  Resolver(const Value& dictionary, Section section, std::vector<Fault>& faults)
      : dictionary_(dictionary), section_(section), faults_(faults) {}

  // written: the pointer of the reference that led here, or of the value itself.
  Value resolve(const Value& value, const std::string& pointer, bool written) {
    if (++count_ > kMaxResolvedValues) {
      if (count_ == kMaxResolvedValues + 1) fault(pointer, "too_many", "values referred to");
      return Map{};
    }
    if (!value.is_map()) return value;
    const Value* ref = value.find("$ref");
    if (ref == nullptr) return below(value.map(), pointer, written);
    const std::string here = written ? pointer + "/$ref" : pointer;
    if (!ref->is_string()) {
      fault(here, "wrong_type", "\"dictionary#name\"");
      return Map{};
    }
    return referred(value.map(), ref->string(), pointer, here, written);
  }

 private:
  void fault(const std::string& pointer, std::string code, std::string detail) {
    faults_.push_back({pointer, std::move(code), std::move(detail)});
  }

  Value referred(const Map& value, const std::string& ref, const std::string& pointer,
                 const std::string& here, bool written) {
    if (std::find(stack_.begin(), stack_.end(), ref) != stack_.end()) {
      fault(here, "reference_cycle", ref);
      return Map{};
    }
    stack_.push_back(ref);
    const Value* entry = find(ref, here);
    Value found = entry == nullptr ? Value(Map{}) : resolve(*entry, here, false);
    stack_.pop_back();
    if (!found.is_map()) {
      fault(here, "unknown_reference", ref);
      return Map{};
    }
    Map merged = found.map();
    const Value own = below(value, pointer, written);
    for (const Map::Entry& key : own.map())
      if (key.name() != "$ref") merged.set(key.name(), key.value);
    return merged;
  }

  // The value with its nested fields resolved.
  Value below(const Map& map, const std::string& pointer, bool written) {
    if (section_ != Section::fields) return map;
    const auto at = [&](const std::string& token) {
      return written ? pointer + "/" + token : pointer;
    };
    Map out;
    for (const Map::Entry& entry : map) {
      if (entry.name() == "properties" && entry.value.is_map()) {
        Map properties;
        for (const Map::Entry& property : entry.value.map())
          properties.append(
              property.key,
              resolve(property.value, at("properties/" + pointer_token(property.name())), written));
        out.append(entry.key, std::move(properties));
      } else if (entry.name() == "items") {
        out.append(entry.key, resolve(entry.value, at("items"), written));
      } else {
        out.append(entry.key, entry.value);
      }
    }
    return out;
  }

  // The entry that the reference names, through `properties` and further references.
  const Value* find(const std::string& ref, const std::string& here) {
    const Value* entry = nullptr;
    if (ref.starts_with(kPrefix)) entry = dictionary_.find(name(section_));
    std::string rest = ref.starts_with(kPrefix) ? ref.substr(kPrefix.size()) : "";
    for (bool first = true; entry != nullptr && !rest.empty(); first = false) {
      const size_t dot = rest.find('.');
      const std::string part = rest.substr(0, dot);
      rest = dot == std::string::npos ? "" : rest.substr(dot + 1);
      if (!first) {
        entry = shallow(entry);
        entry = entry == nullptr ? nullptr : entry->find("properties");
      }
      entry = entry == nullptr ? nullptr : entry->find(part);
    }
    if (entry == nullptr || ref.size() <= kPrefix.size()) {
      fault(here, "unknown_reference", ref);
      return nullptr;
    }
    return entry;
  }

  // Follows an entry that is itself a reference to a whole entry of the dictionary.
  const Value* shallow(const Value* entry) {
    constexpr int kMaxHops = 16;
    for (int hop = 0; entry != nullptr && hop < kMaxHops; ++hop) {
      const Value* ref = entry->find("$ref");
      if (ref == nullptr || !ref->is_string()) return entry;
      const Value* section = dictionary_.find(name(section_));
      const std::string& text = ref->string();
      if (section == nullptr || !text.starts_with(kPrefix)) return nullptr;
      entry = section->find(text.substr(kPrefix.size()));
    }
    return nullptr;
  }

  const Value& dictionary_;
  Section section_;
  std::vector<Fault>& faults_;
  std::vector<std::string> stack_;
  size_t count_ = 0;
};

}  // namespace

std::vector<std::string> reference_names(const Value& dictionary, Section section) {
  std::vector<std::string> names;
  if (const Value* entries = dictionary.find(name(section));
      entries != nullptr && entries->is_map())
    for (const Map::Entry& entry : entries->map())
      names.push_back(std::string(kPrefix) + entry.name());
  return names;
}

Value resolve(const Value& value, const Value& dictionary, Section section,
              std::vector<Fault>& faults) {
  return Resolver(dictionary, section, faults).resolve(value, "", true);
}

}  // namespace yijian::definition
