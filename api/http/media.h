// Small header grammars: media types and languages.
#pragma once

#include <string_view>

namespace yijian::http {

// Whether two ASCII texts are the same but for case.
bool same_ignoring_case(std::string_view a, std::string_view b);
// The text without blanks and tabs around it.
std::string_view trimmed(std::string_view text);

// Whether a Content-Type is application/json or application/merge-patch+json, in UTF-8.
bool is_json_media(std::string_view content_type);

enum class Language { zh, en };
// The language that an Accept-Language header prefers of the two; zh unless it says otherwise.
Language preferred_language(std::string_view accept_language);

}  // namespace yijian::http
