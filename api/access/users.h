// Who a bearer token is: a local user file for now. Accounts and OIDC will stand behind this seam.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/casework/step.h"

namespace yijian::access {

// The user file: {"users": [{"id", "name", "role", "department"?, "region"?, "window"?, "party"?,
// "personal"?, "token_sm3"}]}. Only the SM3 of a token is kept. Account ids are opaque: never
// somebody's identity number.
class Users {
 public:
  // Errors: invalid_users, with a pointer.
  static Result<Users> parse(const Value& json);

  // The user whose token it is. The header is "Bearer TOKEN". Errors: unauthorized.
  Result<casework::Actor> authenticate(std::string_view authorization) const;
  size_t size() const { return by_digest_.size(); }
  // Role and department of everybody, each once.
  std::set<std::pair<std::string, std::string>> posts() const;

 private:
  std::unordered_map<std::string, casework::Actor> by_digest_;  // hex SM3 of the token
};

// The roles of LANGUAGE rule 1.
bool is_role(std::string_view role);

}  // namespace yijian::access
