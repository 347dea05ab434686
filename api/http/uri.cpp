#include "api/http/uri.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "api/http/limits.h"
#include "engine/base/utf8.h"

namespace yijian::http {
namespace {

Error bad(std::string detail) { return Error{"bad_request", std::move(detail)}; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Nothing when an escape is broken.
std::optional<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

bool has_control(std::string_view text, std::string_view allowed) {
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if ((byte < 0x20 || byte == 0x7F) && allowed.find(c) == std::string_view::npos) return true;
  }
  return false;
}

Result<std::string> segment(std::string_view raw) {
  std::optional<std::string> text = decoded(raw, false);
  if (!text) return bad("a broken percent escape in the path");
  if (text->find_first_of("/\\") != std::string::npos) return bad("a slash inside a path segment");
  if (has_control(*text, "")) return bad("a control character in the path");
  if (!is_utf8(*text)) return bad("the path is not UTF-8");
  if (*text == "." || *text == "..") return bad("a dot segment in the path");
  return *std::move(text);
}

Result<std::string> parameter_text(std::string_view raw) {
  std::optional<std::string> text = decoded(raw, true);
  if (!text) return bad("a broken percent escape in the query");
  if (has_control(*text, "\t\r\n")) return bad("a control character in the query");
  if (!is_utf8(*text)) return bad("the query is not UTF-8");
  return *std::move(text);
}

}  // namespace

Result<std::vector<std::string>> path_segments(std::string_view path) {
  if (path.empty() || path.front() != '/') return bad("the path does not begin with a slash");
  std::vector<std::string> segments;
  for (size_t begin = 1; begin <= path.size();) {
    if (segments.size() == kMaxSegments) return bad("the path has too many segments");
    const size_t end = std::min(path.find('/', begin), path.size());
    Result<std::string> text = segment(path.substr(begin, end - begin));
    if (!text) return text.error();
    segments.push_back(std::move(text).value());
    begin = end + 1;
  }
  return segments;
}

Result<Query> query_parameters(std::string_view query) {
  Query parameters;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (parameters.size() == kMaxQueryParameters) return bad("the query has too many parameters");
    const size_t equals = std::min(pair.find('='), pair.size());
    Result<std::string> name = parameter_text(pair.substr(0, equals));
    if (!name) return name.error();
    Result<std::string> value = parameter_text(pair.substr(std::min(equals + 1, pair.size())));
    if (!value) return value.error();
    parameters.add(std::move(name).value(), std::move(value).value());
  }
  return parameters;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<uint8_t>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

Result<Target> split_target(std::string_view target) {
  if (target.find('#') != std::string_view::npos) return bad("a fragment in the request target");
  if (target == "*") return Target{target, {}};
  const size_t scheme = target.find("://");
  if (!target.empty() && target.front() != '/' && scheme != std::string_view::npos) {
    const size_t slash = target.find_first_of("/?", scheme + 3);
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  if (target.empty() || target.front() != '/') return bad("the request target is no path");
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return Target{target, {}};
  return Target{target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace yijian::http
