// Every route with what it answers to every role, and the OpenAPI file beside the routes. A route
// that is added without a row here, or without its operation in the file, fails.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "api/http/messages.h"
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// "METHOD /path" of every route that the handlers add.
std::set<std::string> routes() {
  static const std::regex added(R"re(router\.add\(\s*"([A-Z]+)",\s*"([^"]+)")re");
  static const std::regex any(R"(router\.add\()");
  std::set<std::string> found;
  for (const auto& file :
       std::filesystem::directory_iterator(std::string(YIJIAN_SOURCE_DIR) + "/api/handlers")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string text = text_of(file.path());
    const auto count = std::distance(std::sregex_iterator(text.begin(), text.end(), any), {});
    ptrdiff_t read = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), added), end; at != end; ++at, ++read)
      found.insert((*at)[1].str() + " " + (*at)[2].str());
    EXPECT_EQ(read, count) << file.path() << ": a route whose words stand elsewhere";
  }
  return found;
}

const Value& openapi() {
  static const Value file = [] {
    const Result<Value> parsed =
        parse_json(text_of(std::string(YIJIAN_SOURCE_DIR) + "/api/handlers/openapi.json"));
    EXPECT_TRUE(parsed) << parsed.error().detail;
    return parsed ? *parsed : Value(Map{});
  }();
  return file;
}

// The statuses that the file lists for a route; none when it has no such operation.
std::set<int> listed_statuses(const std::string& route) {
  const size_t blank = route.find(' ');
  std::string method = route.substr(0, blank);
  for (char& c : method) c = static_cast<char>(std::tolower(c));
  const Value* responses = at_pointer(
      openapi(), "/paths/" + pointer_token(route.substr(blank + 1)) + "/" + method + "/responses");
  std::set<int> statuses;
  if (responses != nullptr)
    for (const Map::Entry& entry : responses->map()) statuses.insert(std::stoi(entry.name()));
  return statuses;
}

struct RoutesRow {
  const char* route;
  const char* body;                  // of a POST; FILING stands for filing()
  std::map<std::string, int> other;  // by name; everybody else gets `usual`
  int usual;
  int nobody;
};

// Each on a world of its own: a thing that is submitted, whose version is 4.
const std::vector<RoutesRow>& rows() {
  static const std::map<std::string, int> strangers = {
      {"grocer", 404}, {"wang", 404}, {"integrator", 404}, {"admin", 404}};
  static const std::vector<RoutesRow> all = {
      {"POST /v1/cases",
       "FILING",
       {{"tea", 201},
        {kWindow, 201},
        {"clerk@nowhere", 201},
        {"clerk@tax", 201},
        {"clerk@fire-rescue", 201}},
       403,
       401},
      {"GET /v1/cases", "", {}, 200, 401},
      {"GET /v1/cases/{id}", "", strangers, 200, 401},
      {"POST /v1/cases/{id}/actions", R"({"action": "accept"})",
       [] {
         std::map<std::string, int> other = strangers;
         other[kWindow] = 200;
         return other;
       }(),
       403, 401},
      {"GET /v1/cases/{id}/timeline", "", strangers, 200, 401},
      {"GET /v1/cases/{id}/why", "", strangers, 400, 401},  // of which action?
      {"GET /v1/tasks", "", {}, 200, 401},
      {"GET /v1/catalogue", "", {}, 200, 401},
      {"GET /v1/workflows", "", {}, 200, 401},
      {"GET /v1/workflows/{id}", "", {}, 200, 401},
      {"POST /v1/workflows/{id}/guide", "{}", {}, 200, 401},
      {"POST /v1/workflows",
       R"({"files": [{"path": "a/workflow.json", "text": "{}"}]})",
       {{"integrator", 422}},
       403,
       401},
      {"POST /v1/workflows/check",
       R"({"files": [{"path": "a/workflow.json", "text": "{}"}]})",
       {{"integrator", 200}, {"admin", 200}},
       403,
       401},
      {"POST /v1/workflows/walk",
       R"({"files": [{"path": "a/workflow.json", "text": "{}"}]})",
       {{"integrator", 422}, {"admin", 422}},
       403,
       401},
      {"POST /v1/workflows/simulate",
       R"({"files": [{"path": "a/workflow.json", "text": "{}"}]})",
       {{"integrator", 422}, {"admin", 422}},
       403,
       401},
      {"POST /v1/connectors/{name}/inbox",
       R"({"specversion": "1.0", "id": "1", "source": "s", "subject": "nowhere"})",
       {{"account-bank", 404}},
       403,
       401},
      {"POST /v1/clock/advance", R"({"by": "0wd"})", {}, 200, 401},
      {"GET /healthz", "", {}, 200, 200},
      {"GET /readyz", "", {}, 200, 200},
      {"GET /openapi.json", "", {}, 200, 200}};
  return all;
}

// A world and the thing that is submitted in it; one for all who only look.
struct World {
  Office office;
  std::string id = office.submitted();
};

int status_in(World& world, const RoutesRow& row, const std::string& who) {
  Office& office = world.office;
  const std::string& id = world.id;
  const std::string route = row.route;
  std::string target = route.substr(route.find(' ') + 1);
  if (const size_t at = target.find("{id}"); at != std::string::npos)
    target.replace(at, 4, target.starts_with("/v1/workflows") ? "enterprise-info-change" : id);
  if (const size_t at = target.find("{name}"); at != std::string::npos)
    target.replace(at, 6, "account-bank");
  const std::string body = std::string(row.body) == "FILING" ? to_json(filing()) : row.body;
  return office
      .send(who, route.substr(0, route.find(' ')), target, body,
            {.if_match = "\"" + std::to_string(office.version(id)) + "\""})
      .status();
}

int status_for(const RoutesRow& row, const std::string& who) {
  static World looked_at;
  if (std::string_view(row.route).starts_with("GET")) return status_in(looked_at, row, who);
  World world;
  return status_in(world, row, who);
}

TEST(Routes, EveryRoleGetsItsAnswerFromEveryRoute) {
  for (const RoutesRow& row : rows()) {
    EXPECT_EQ(status_for(row, ""), row.nobody) << row.route << " without a token";
    EXPECT_EQ(status_for(row, "stranger"), row.nobody) << row.route << " with a wrong token";
    for (const std::string& who : everybody()) {
      const auto other = row.other.find(who);
      const int wanted = other != row.other.end() ? other->second : row.usual;
      EXPECT_EQ(status_for(row, who), wanted) << row.route << " by " << who;
      EXPECT_TRUE(listed_statuses(row.route).contains(wanted)) << row.route << " " << wanted;
    }
  }
}

TEST(Routes, EachHasARowAndAnOperation) {
  std::set<std::string> known;
  for (const RoutesRow& row : rows()) known.insert(row.route);
  EXPECT_EQ(routes(), known);
  std::set<std::string> described;
  for (const Map::Entry& path : openapi().find("paths")->map())
    for (const Map::Entry& method : path.value.map()) {
      std::string name = method.name();
      for (char& c : name) c = static_cast<char>(std::toupper(c));
      described.insert(name + " " + path.name());
    }
  EXPECT_EQ(described, known);
}

TEST(Routes, TheFileListsEveryRefusalUnderItsStatus) {
  std::set<std::string> codes;
  for (const Value& code : at_pointer(openapi(), "/components/schemas/ProblemCode/enum")->list())
    codes.insert(code.string());
  for (const http::Message& message : http::all_messages()) {
    EXPECT_TRUE(codes.erase(std::string(message.code)) == 1) << message.code << " is not listed";
    const Value* listed = at_pointer(
        openapi(), "/components/responses/Problem" + std::to_string(message.status) +
                       "/content/application~1problem+json/schema/allOf/1/properties/code/enum");
    if (message.status == 406) continue;  // no handler of these routes negotiates
    ASSERT_NE(listed, nullptr) << message.status;
    EXPECT_NE(std::find(listed->list().begin(), listed->list().end(), Value(message.code)),
              listed->list().end())
        << message.code << " is not listed under " << message.status;
  }
  EXPECT_TRUE(codes.empty()) << *codes.begin() << " is no code of ours";
}

TEST(Routes, TheFileKnowsEveryRole) {
  const Value* roles = at_pointer(openapi(), "/components/schemas/Role/enum");
  ASSERT_NE(roles, nullptr);
  EXPECT_EQ(roles->list().size(), 11U);
  for (const Value& role : roles->list()) EXPECT_TRUE(access::is_role(role.string()));
}

TEST(Routes, OtherMethodsAndPathsAreRefused) {
  Office office;
  const Reply method = office.send("tea", "DELETE", "/v1/cases");
  EXPECT_EQ(method.status(), 405);
  EXPECT_EQ(method.header("Allow"), "POST, GET, HEAD, OPTIONS");
  EXPECT_EQ(office.get("tea", "/v1/hats").status(), 404);
  EXPECT_EQ(office.get("tea", "/v1/cases/%2e%2e").status(), 400);
  EXPECT_EQ(office.get("tea", "/v1/cases/%ff").status(), 400);
  EXPECT_EQ(office.get("tea", "/v1/cases/nothing").status(), 404);
}

}  // namespace
}  // namespace yijian::api
