#include "api/http/problem.h"

#include <string>
#include <utility>

#include "api/http/media.h"
#include "api/http/messages.h"
#include "engine/base/json.h"

namespace yijian::http {
namespace {

constexpr const char* kRetryAfterSeconds = "1";

std::string title(const Message& message, Language language) {
  return std::string(language == Language::en ? message.en : message.zh);
}

Value fault_value(const Fault& fault, Language language) {
  Map map;
  map.set("pointer", fault.pointer);
  if (!fault.code.empty()) map.set("code", fault.code);
  map.set("message", is_known_code(fault.code) ? title(message_of(fault.code), language)
                                               : title(message_of("invalid_data"), language));
  if (!fault.detail.empty()) map.set("detail", fault.detail);
  return map;
}

List faults_of(const Error& error, Language language) {
  List list;
  for (const Fault& fault : error.faults) list.push_back(fault_value(fault, language));
  if (list.empty() && !error.pointer.empty())
    list.push_back(fault_value({error.pointer, error.code, error.detail}, language));
  return list;
}

Map document(const Error& error, const Message& message, Language language) {
  Map map;
  map.set("type", "/problems/" + std::string(message.code));
  map.set("title", title(message, language));
  map.set("status", message.status);
  map.set("code", message.code);
  if (!is_known_code(error.code)) return map;
  if (!error.detail.empty()) map.set("detail", error.detail);
  if (!error.names.empty()) {
    List names;
    for (const std::string& name : error.names) names.emplace_back(name);
    map.set("names", std::move(names));
  }
  List faults = faults_of(error, language);
  if (!faults.empty()) map.set("errors", std::move(faults));
  return map;
}

}  // namespace

Response problem(const Error& error, std::string_view accept_language, const Map& members) {
  const Language language = preferred_language(accept_language);
  const Message& message = message_of(error.code);
  Map map = document(error, message, language);
  for (const Map::Entry& entry : members) map.set(entry.name(), entry.value);
  Response response{message.status, to_json(map), "application/problem+json", {}};
  response.headers.emplace_back("Content-Language", language == Language::en ? "en" : "zh-CN");
  response.headers.emplace_back("Vary", "Accept-Language");
  if (message.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (message.status == 503) response.headers.emplace_back("Retry-After", kRetryAfterSeconds);
  return response;
}

}  // namespace yijian::http
