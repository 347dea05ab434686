#include "engine/definition/codes.h"

#include <array>

#include "engine/definition/details.h"
#include "engine/definition/problems.h"

namespace yijian::definition {
namespace {

std::string filled(std::string_view text, const std::vector<std::string>& words) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hole = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' &&
                      text[i + 1] >= '0' && text[i + 1] <= '9';
    if (!hole) {
      out += text[i];
      continue;
    }
    const auto index = static_cast<size_t>(text[i + 1] - '0');
    if (index < words.size()) out += words[index];
    i += 2;
  }
  return out;
}

}  // namespace

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::advice:
      return "advice";
  }
  return "";
}

Text text_of(Note note) {
  switch (note) {
    case Note::first_here:
      return {"先在这里", "first here"};
    case Note::first_alternative:
      return {"第一个分支", "the first alternative"};
    case Note::statutory:
      return {"法定期限", "the statutory period"};
    case Note::shadows:
      return {"被它挡住", "shadowed by this"};
    case Note::leads_here:
      return {"通向这里", "leads here"};
    case Note::also_here:
      return {"也在这里", "here too"};
    case Note::issued_here:
      return {"由它签发", "issued by this"};
    case Note::meant_here:
      return {"模板在这里", "its template"};
  }
  return {};
}

std::span<const std::span<const Code>> code_families() {
  static const std::array<std::span<const Code>, 6> kFamilies = {
      codes_of_files(), codes_of_machines(), codes_of_types(),
      codes_of_law(),   codes_of_contents(), codes_of_paths()};
  return kFamilies;
}

const Code* find_code(std::string_view code) {
  for (const std::span<const Code>& family : code_families())
    for (const Code& one : family)
      if (one.code == code) return &one;
  return nullptr;
}

Text message(std::string_view code, const std::vector<std::string>& words) {
  const Code* known = find_code(code);
  ENSURE(known != nullptr);  // a test compares the codes in use with the registry
  std::vector<std::string> zh;
  zh.reserve(words.size());
  for (const std::string& word : words) zh.push_back(in_chinese(word));
  return {filled(known->zh, zh), filled(known->en, words)};
}

}  // namespace yijian::definition
