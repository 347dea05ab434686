// What the load generator sends, read from data: the calls of one case, repeated for ever.
//
// A case file is one JSON object:
//   "open"     {"token": T, "body": {...}}                                POST /v1/cases
//   "actions"  [{"action": A, "token": T, "task"?, "data"?, "opinion"?}]  in this order
//   "loop"     [{"method": "GET", "path": "/healthz", "token"?: T}]       instead of the two above
// T is a name or a role of the tokens file, or {"role", "department"?, "region"?}; the first
// that fits is taken. "${seq}" inside a body becomes a number that no other case has.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"

namespace yijian::bench {

struct Call {
  enum class Kind { open, action, plain };
  Kind kind = Kind::plain;
  std::string method = "POST";
  std::string path;   // empty for actions: the path of the case in hand
  std::string token;  // bearer token, or empty
  std::string body;   // JSON text, or empty
};

struct Plan {
  std::vector<Call> calls;  // never empty
  bool numbered = false;    // some body holds "${seq}"
};

// Errors: unreadable (a file), those of parse_json, invalid_plan (a key missing or of the wrong
// kind, or a token that the tokens file does not have).
Result<Plan> load_plan(const std::string& case_file, const std::string& tokens_file);

}  // namespace yijian::bench
