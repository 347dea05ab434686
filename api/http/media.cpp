#include "api/http/media.h"

#include <algorithm>

#include "api/http/limits.h"

namespace yijian::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The text before the separator; `rest` is moved behind it.
std::string_view cut(std::string_view& rest, char separator) {
  const size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(head);
}

// A qvalue (RFC 9110 12.4.2) in thousandths; anything else counts as 0.
int thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int weight = 100;
  for (const char c : text.substr(std::min<size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return 0;
    value += (c - '0') * weight;
    weight /= 10;
  }
  return std::min(value, 1000);
}

int quality(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view parameter = cut(parameters, ';');
    const std::string_view name = cut(parameter, '=');
    if (same_ignoring_case(name, "q")) return thousandths(trimmed(parameter));
  }
  return 1000;
}

bool is_range(std::string_view range, std::string_view language) {
  return same_ignoring_case(range.substr(0, 2), language) && (range.size() == 2 || range[2] == '-');
}

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_json_media(std::string_view content_type) {
  const std::string_view media = cut(content_type, ';');
  if (!same_ignoring_case(media, "application/json") &&
      !same_ignoring_case(media, "application/merge-patch+json"))
    return false;
  while (!content_type.empty()) {
    std::string_view parameter = cut(content_type, ';');
    const std::string_view name = cut(parameter, '=');
    std::string_view value = trimmed(parameter);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (same_ignoring_case(name, "charset") && !same_ignoring_case(value, "utf-8")) return false;
  }
  return true;
}

Language preferred_language(std::string_view accept_language) {
  int zh = -1;
  int en = -1;
  int any = 0;
  for (size_t i = 0; i < kMaxLanguageRanges && !accept_language.empty(); ++i) {
    std::string_view item = cut(accept_language, ',');
    const std::string_view range = cut(item, ';');
    const int q = quality(item);
    if (range == "*") any = std::max(any, q);
    if (is_range(range, "zh")) zh = std::max(zh, q);
    if (is_range(range, "en")) en = std::max(en, q);
  }
  if (zh < 0) zh = any;
  if (en < 0) en = any;
  return en > zh ? Language::en : Language::zh;
}

}  // namespace yijian::http
