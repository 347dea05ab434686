// What is refused before it reaches a case: status, code and the place in the body.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

struct BadInputRow {
  const char* why;
  std::string body;
  int status;
  const char* code;
  const char* pointer;  // of errors[0]; "" none
};

// The filing with one member replaced, as text.
std::string with(const char* key, Value value) {
  Map body = filing();
  body.set(key, std::move(value));
  return to_json(body);
}

std::string with_party(const char* key, Value value) {
  Map party = filing().find("parties")->list()[0].map();
  party.set(key, std::move(value));
  return with("parties", List{std::move(party)});
}

std::string with_enterprise(const char* key, Value value) {
  Map form = filing().find("form")->map();
  Map enterprise = form.find("enterprise")->map();
  enterprise.set(key, std::move(value));
  form.set("enterprise", std::move(enterprise));
  return with("form", std::move(form));
}

std::string nested(size_t depth) {
  return R"({"form": )" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::string many_members(int count) {
  std::string body = "{";
  for (int i = 0; i < count; ++i) body += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":0";
  return body + "}";
}

void expect_refused(const BadInputRow& row, const Reply& reply) {
  EXPECT_EQ(reply.status(), row.status) << row.why << ": " << reply.response.body;
  EXPECT_EQ(reply.code(), row.code) << row.why << ": " << reply.response.body;
  const std::string pointer = *row.pointer == '\0' ? "absent" : row.pointer;
  EXPECT_EQ(reply.at("/errors/0/pointer"), pointer) << row.why << ": " << reply.response.body;
}

TEST(BadInput, AFilingIsRefusedWithStatusCodeAndPlace) {
  const BadInputRow rows[] = {
      {"nothing", "", 400, "malformed_json", ""},
      {"half a body", R"({"workflow": )", 400, "malformed_json", "/workflow"},
      {"more behind it", "{} {}", 400, "malformed_json", ""},
      {"bad UTF-8", "{\"workflow\": \"\xC3\x28\"}", 400, "malformed_json", "/workflow"},
      {"a lone surrogate", R"({"workflow": "\ud800"})", 400, "malformed_json", "/workflow"},
      {"a key twice", R"({"workflow": "a", "workflow": "b"})", 400, "duplicate_key", "/workflow"},
      {"a key twice inside", R"({"form": {"a": 1, "a": 2}})", 400, "duplicate_key", "/form/a"},
      {"too many members", many_members(5'000), 400, "bad_request", ""},
      {"no object", "[1]", 422, "invalid_data", ""},
      {"an unknown key", with("colour", "red"), 422, "invalid_data", "/colour"},
      {"a key with a slash", with("a/b", "red"), 422, "invalid_data", "/a~1b"},
      {"no workflow", R"({"parties": []})", 422, "invalid_data", "/workflow"},
      {"a workflow that is a number", with("workflow", 7), 422, "invalid_data", "/workflow"},
      {"an unknown workflow", with("workflow", "nothing"), 404, "unknown_workflow", "/workflow"},
      {"a channel not open", with("channel", "pigeon"), 422, "invalid_data", "/channel"},
      {"a channel that is a list", with("channel", List{}), 422, "invalid_data", "/channel"},
      {"no parties", R"({"workflow": "enterprise-info-change"})", 422, "invalid_data", "/parties"},
      {"parties that are a map", with("parties", Map{}), 422, "invalid_data", "/parties"},
      {"an empty list of parties", with("parties", List{}), 422, "invalid_data", "/parties"},
      {"a party that is a text", with("parties", List{"tea"}), 422, "invalid_data", "/parties/0"},
      {"an unknown key of a party", with_party("hat", 1), 422, "invalid_data", "/parties/0/hat"},
      {"an unknown type", with_party("type", "ghost"), 422, "invalid_data", "/parties/0/type"},
      {"a wrong check digit", with_party("id", "91420111MA4K00010X"), 422, "invalid_uscc",
       "/parties/0/id"},
      {"no id", with_party("id", Value()), 422, "invalid_uscc", "/parties/0/id"},
      {"a person with a credit code", with_party("type", "person"), 422, "invalid_citizen_id",
       "/parties/0/id"},
      {"no applicant", with_party("role", "agent"), 422, "invalid_data", "/parties"},
      {"a form that is a text", with("form", "x"), 422, "invalid_data", "/form"},
      {"a guide that is a list", with("guide", List{}), 422, "invalid_data", "/guide"},
      {"an unknown question", with("guide", Map{{"hat", "red"}}), 422, "invalid_data",
       "/guide/hat"},
      {"no such answer", with("guide", Map{{"changes", List{"colour"}}}), 422, "invalid_data",
       "/guide/changes"},
      {"declined that is a text", with("declined", "bank"), 422, "invalid_data", "/declined"},
      {"declined of numbers", with("declined", List{1}), 422, "invalid_data", "/declined"},
      {"declined what must be", with("declined", List{"tax"}), 422, "invalid_data", "/declined"},
      {"a wrong credit code in the form", with_enterprise("uscc", "91420111MA4K00010X"), 422,
       "invalid_data", "/form/enterprise/uscc"},
      {"a number for a name", with_enterprise("name", 5), 422, "invalid_data",
       "/form/enterprise/name"},
      {"a wrong citizen id in the form",
       with_enterprise("legalPerson", Map{{"name", "张三"}, {"id", "420111199001010011"}}), 422,
       "invalid_data", "/form/enterprise/legalPerson/id"},
      {"an undeclared field", with_enterprise("hat", "red"), 422, "invalid_data",
       "/form/enterprise/hat"}};
  Office office;
  for (const BadInputRow& row : rows)
    expect_refused(row, office.send("tea", "POST", "/v1/cases", row.body));
  EXPECT_TRUE(office.store().case_ids("", 10)->empty()) << "a refusal writes nothing";
}

TEST(BadInput, NestingBeyondTheLimitIsRefusedHoweverDeep) {
  Office office;
  for (const size_t depth : {64UL, 65UL, 200'000UL}) {
    const Reply reply = office.send("tea", "POST", "/v1/cases", nested(depth));
    EXPECT_EQ(reply.status(), 400) << depth;
    EXPECT_EQ(reply.code(), "too_deep") << depth;
  }
}

TEST(BadInput, AWrongCitizenIdIsNamed) {
  Office office;
  Map party{{"role", "applicant"}, {"type", "person"}, {"name", "王五"}};
  party.set("id", "110105194912310021");
  Map body = filing();
  body.set("parties", List{party});
  const Reply reply = office.post("wang", "/v1/cases", body);
  EXPECT_EQ(reply.status(), 422);
  EXPECT_EQ(reply.code(), "invalid_citizen_id");
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/parties/0/id");
  EXPECT_EQ(reply.response.body.find("110105194912310021"), std::string::npos)
      << "an answer never repeats an identity number";
}

TEST(BadInput, AnActIsRefusedWithStatusCodeAndPlace) {
  const BadInputRow rows[] = {
      {"no action", "{}", 422, "invalid_data", "/action"},
      {"an action that is a number", R"({"action": 1})", 422, "invalid_data", "/action"},
      {"an unknown key", R"({"action": "save", "form": {}})", 422, "invalid_data", "/form"},
      {"a task that is a list", R"({"action": "save", "task": []})", 422, "invalid_data", "/task"},
      {"data that is a text", R"({"action": "save", "data": "x"})", 422, "invalid_data", "/data"},
      {"data not asked for", R"({"action": "submit", "data": {"hat": 1}})", 422, "invalid_data",
       "/data/hat"},
      {"a form that is a text", R"({"action": "save", "data": {"form": "x"}})", 422, "invalid_data",
       "/data/form"},
      {"a wrong type in the form", R"({"action": "save", "data": {"form": {"seals": 1}}})", 422,
       "invalid_data", "/data/form/seals"},
      {"an unknown paper", R"({"action": "supply", "data": {"material": "hat"}})", 422,
       "invalid_data", "/data/material"},
      {"an opinion that is a map", R"({"action": "save", "opinion": {}})", 422, "invalid_data",
       "/opinion"}};
  Office office;
  const std::string id = office.draft();
  for (const BadInputRow& row : rows)
    expect_refused(row, office.send("tea", "POST", "/v1/cases/" + id + "/actions", row.body,
                                    {.if_match = "\"1\""}));
  EXPECT_EQ(office.version(id), 1) << "a refusal writes nothing";
}

TEST(BadInput, OnlyJsonIsTaken) {
  Office office;
  const Reply reply = office.send("tea", "POST", "/v1/cases", "a=b",
                                  {.content_type = "application/x-www-form-urlencoded"});
  EXPECT_EQ(reply.status(), 415);
  EXPECT_EQ(reply.code(), "unsupported_media_type");
}

TEST(BadInput, RefusalsSpeakTheLanguageThatIsAskedFor) {
  Office office;
  EXPECT_EQ(office.get("tea", "/v1/cases/none").at("/title"), "未找到");
  EXPECT_EQ(office.send("tea", "GET", "/v1/cases/none", "", {.language = "en"}).at("/title"),
            "Not found");
}

}  // namespace
}  // namespace yijian::api
