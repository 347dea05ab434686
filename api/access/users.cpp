#include "api/access/users.h"

#include <algorithm>

#include "engine/base/digest.h"

namespace yijian::access {
namespace {

constexpr size_t kMaxTokenBytes = 512;
constexpr std::string_view kRoles[] = {"applicant",  "clerk",    "reviewer",   "approver",
                                       "head",       "governor", "supervisor", "auditor",
                                       "integrator", "admin",    "system"};

Error invalid(std::string pointer, std::string detail) {
  return {.code = "invalid_users", .detail = std::move(detail), .pointer = std::move(pointer)};
}

Result<casework::Actor> parse_user(const Value& user, const std::string& at) {
  if (!user.is_map()) return invalid(at, "a user is an object");
  for (const Map::Entry& entry : user.map()) {
    constexpr std::string_view kKeys[] = {"id",     "name",  "role",     "department", "region",
                                          "window", "party", "personal", "token_sm3"};
    if (std::find(std::begin(kKeys), std::end(kKeys), entry.name()) == std::end(kKeys))
      return invalid(at + "/" + entry.name(), "unknown key of a user");
  }
  casework::Actor actor;
  actor.id = user.text("id");
  actor.name = user.text("name", actor.id);
  actor.role = user.text("role");
  actor.department = user.text("department");
  actor.region = user.text("region");
  actor.window = user.text("window");
  actor.party = user.text("party");
  const Value* personal = user.find("personal");
  actor.personal = personal != nullptr && personal->is_bool() && personal->boolean();
  if (actor.id.empty()) return invalid(at + "/id", "a user has an id");
  if (!is_role(actor.role)) return invalid(at + "/role", "no such role");
  return actor;
}

}  // namespace

bool is_role(std::string_view role) {
  return std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles);
}

Result<Users> Users::parse(const Value& json) {
  const Value* list = json.find("users");
  if (list == nullptr || !list->is_list()) return invalid("/users", "the file has a list of users");
  Users users;
  for (size_t i = 0; i < list->list().size(); ++i) {
    const std::string at = "/users/" + std::to_string(i);
    const Value& user = list->list()[i];
    Result<casework::Actor> actor = parse_user(user, at);
    if (!actor) return actor.error();
    const std::string digest = user.text("token_sm3");
    if (!digest_from_hex(digest))
      return invalid(at + "/token_sm3", "the SM3 of a token in lowercase hex");
    if (!users.by_digest_.emplace(digest, *std::move(actor)).second)
      return invalid(at + "/token_sm3", "two users with one token");
  }
  return users;
}

Result<casework::Actor> Users::authenticate(std::string_view authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  const Error refused{.code = "unauthorized", .detail = "a bearer token is required"};
  if (!authorization.starts_with(kScheme)) return refused;
  authorization.remove_prefix(kScheme.size());
  if (authorization.empty() || authorization.size() > kMaxTokenBytes) return refused;
  // Looked up by digest: what a clock could tell of the comparison says nothing of the token.
  const auto found = by_digest_.find(hex(sm3(authorization)));
  if (found == by_digest_.end()) return refused;
  return found->second;
}

std::set<std::pair<std::string, std::string>> Users::posts() const {
  std::set<std::pair<std::string, std::string>> all;
  for (const auto& [digest, actor] : by_digest_) all.emplace(actor.role, actor.department);
  return all;
}

}  // namespace yijian::access
