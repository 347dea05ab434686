#include "tests/unit/api/office.h"

#include "api/http/uri.h"
#include "engine/base/digest.h"
#include "tests/unit/definition/workflows_on_disk.h"
#include "tests/unit/law/calendars.h"

namespace yijian::api {
namespace {

constexpr std::chrono::seconds kPatience{20};

std::string token_of(const std::string& who) { return "token of " + who; }

struct Person {
  const char* name;
  const char* role;
  const char* department;
  const char* party;
};
constexpr Person kPeople[] = {{"tea", "applicant", "", kTeaUscc},
                              {"grocer", "applicant", "", kGrocerUscc},
                              {"wang", "applicant", "", kWangId},
                              {"clerk@market-regulation", "clerk", "market-regulation", ""},
                              {"reviewer@market-regulation", "reviewer", "market-regulation", ""},
                              {"approver@market-regulation", "approver", "market-regulation", ""},
                              {"head@market-regulation", "head", "market-regulation", ""},
                              {"clerk@nowhere", "clerk", "", ""},
                              {"clerk@tax", "clerk", "tax", ""},
                              {"reviewer@tax", "reviewer", "tax", ""},
                              {"reviewer@public-security", "reviewer", "public-security", ""},
                              {"reviewer@fire-rescue", "reviewer", "fire-rescue", ""},
                              {"clerk@fire-rescue", "clerk", "fire-rescue", ""},
                              {"governor", "governor", "", ""},
                              {"supervisor", "supervisor", "", ""},
                              {"auditor", "auditor", "", ""},
                              {"integrator", "integrator", "", ""},
                              {"admin", "admin", "", ""},
                              {"system", "system", "", ""},
                              {"account-bank", "system", "", ""}};

// A connector's account is named as the connector is.
std::string id_of(const std::string& name) { return name == "account-bank" ? name : "u-" + name; }

Value user_file() {
  List users;
  for (const Person& person : kPeople) {
    Map user{{"id", id_of(person.name)}, {"name", std::string("name of ") + person.name},
             {"role", person.role},      {"department", person.department},
             {"party", person.party},    {"personal", std::string(person.name) == "wang"}};
    user.set("token_sm3", hex(sm3(token_of(person.name))));
    users.emplace_back(std::move(user));
  }
  return Map{{"users", std::move(users)}};
}

Value read_samples() {
  for (const definition::SourceFile& file : definition::shipped_files())
    if (file.path == "shared/samples.json") return *parse_json(file.text);
  return Value();
}

// The same in every office: read once.
const std::vector<definition::SourceFile>& files() {
  static const std::vector<definition::SourceFile> all = definition::shipped_files();
  return all;
}
const Value& shipped_samples() {
  static const Value samples = read_samples();
  return samples;
}
const std::vector<law::YearNotice>& notices() {
  static const std::vector<law::YearNotice> all = law::shipped_notices();
  return all;
}

const authoring::Editions& editions() {
  static const authoring::Editions all = [] {
    authoring::Editions made;
    for (const auto& [digest, bundle] : shipped_bundles().by_digest)
      EXPECT_TRUE(made.note(bundle->source));
    return made;
  }();
  return all;
}

std::function<std::string(size_t)> counted_entropy() {
  return [count = 0](size_t bytes) mutable {
    std::string text;
    while (text.size() < bytes) text += bytes_of(sm3("office " + std::to_string(++count)));
    text.resize(bytes);
    return text;
  };
}

}  // namespace

casework::Fact WillingRegistries::ask(const casework::FactRequest& request, Instant now) {
  casework::Fact fact{.name = request.name, .value = Value(), .source = request.from, .as_of = now};
  if (request.from == "licences") fact.value = Map{{"business", Map{}}, {"identity-card", Map{}}};
  if (request.from == "credit") fact.value = Map{{"status", "clean"}};
  return fact;
}

std::string Reply::header(std::string_view name) const {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "absent";
}

std::string Reply::at(std::string_view pointer) const {
  const Value* found = at_pointer(body, pointer);
  if (found == nullptr) return "absent";
  return found->is_string() ? found->string() : to_json(*found);
}

const casework::Bundles& shipped_bundles() {
  static const casework::Bundles bundles = [] {
    const definition::Library library = definition::load(files());
    EXPECT_TRUE(library.problems.empty()) << definition::listed(library.problems);
    casework::Bundles made;
    for (const auto& bundle : library.bundles) made.add_current(bundle);
    return made;
  }();
  return bundles;
}

const std::vector<std::string>& everybody() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> made;
    for (const Person& person : kPeople) made.emplace_back(person.name);
    return made;
  }();
  return names;
}

Map filing(const std::string& uscc) {
  const Map enterprise{
      {"name", "武汉红山茶饮有限公司"},
      {"uscc", uscc},
      {"address", "武汉市洪山区珞喻路1号"},
      {"legalPerson",
       Map{{"name", "张三"}, {"id", "420111199001010010"}, {"phone", "13900000001"}}}};
  return Map{{"workflow", "enterprise-info-change"},
             {"channel", "web"},
             {"parties", List{Map{{"role", "applicant"},
                                  {"type", "enterprise"},
                                  {"name", "武汉红山茶饮有限公司"},
                                  {"id", uscc},
                                  {"phone", "02787654321"}}}},
             {"guide", Map{{"changes", List{"name"}}}},
             {"form", Map{{"enterprise", enterprise},
                          {"change", Map{{"name", "武汉红山新茶饮有限公司"}}},
                          {"seals", List{"official"}}}}};
}

Office::Office(bool manual_clock)
    : clock_(*parse_instant("2025-06-09T09:00")),
      calendar_(notices()),
      users_(*access::Users::parse(user_file())) {
  const storage::Shelf shelf(std::make_shared<const casework::Bundles>(shipped_bundles()));
  storage::Setup setup{store_, store_, clock_, registries_, shelf};
  setup.calendar = calendar_;
  setup.entropy = counted_entropy();
  setup.options.threaded = false;
  writer_ = std::make_unique<storage::Writer>(std::move(setup));
  readers_ = std::make_unique<handlers::Readers>(1);
  press_ = std::make_unique<handlers::Press>(files(), editions(), shelf, *writer_);
  service_ = std::make_unique<handlers::Service>(handlers::Service{
      *writer_, store_, shelf, calendar_, users_, *readers_,
      [](const std::function<void()>& task) { task(); }, R"({"openapi":"3.1.0"})", manual_clock,
      press_.get(), std::make_shared<const std::vector<law::YearNotice>>(notices()),
      shipped_samples()});
  handlers::add_routes(router_, *service_);
}

Reply Office::send(const std::string& who, const std::string& method, const std::string& target,
                   const std::string& body, const Headers& headers) {
  const Result<http::Target> split = http::split_target(target);
  ENSURE(split);
  http::Request request{.method = method, .path = std::string(split->path)};
  request.query = *http::query_parameters(split->query);
  if (!who.empty()) request.authorization = "Bearer " + token_of(who);
  request.if_match = headers.if_match;
  request.idempotency_key = headers.idempotency_key;
  request.accept_language = headers.language;
  if (!body.empty()) request.content_type = headers.content_type;
  request.body = body;
  // A reply given twice throws in the handler's thread: the test ends.
  const auto answer = std::make_shared<std::promise<http::Response>>();
  std::future<http::Response> given = answer->get_future();
  router_.handle(request,
                 [answer](http::Response response) { answer->set_value(std::move(response)); });
  ENSURE(given.wait_for(kPatience) == std::future_status::ready);
  Reply reply{given.get(), Value()};
  const Result<Value> parsed = parse_json(reply.response.body);
  EXPECT_TRUE(parsed) << method << " " << target << ": " << reply.response.body;
  if (parsed) reply.body = *parsed;
  const bool problem = reply.response.status >= 400;
  EXPECT_EQ(reply.response.content_type, problem ? "application/problem+json" : "application/json");
  return reply;
}

Reply Office::act(const std::string& who, const std::string& id, const Value& body) {
  return post(who, "/v1/cases/" + id + "/actions", body,
              {.if_match = "\"" + std::to_string(version(id)) + "\""});
}

void Office::advance(const char* by) {
  const Reply reply = post("admin", "/v1/clock/advance", Map{{"by", by}});
  EXPECT_EQ(reply.status(), 200) << reply.response.body;
}

int64_t Office::version(const std::string& id) {
  const auto head = store_.head(id);
  return head && *head ? (*head)->n : 1;
}

std::string Office::draft(const std::string& who) {
  const Reply opened = post(who, "/v1/cases", filing(who == "grocer" ? kGrocerUscc : kTeaUscc));
  EXPECT_EQ(opened.status(), 201) << opened.response.body;
  return opened.body.text("id");
}

std::string Office::submitted() {
  const std::string id = draft();
  for (const char* material : {"resolution", "oldLicence"}) {
    const Reply reply =
        act("tea", id, Map{{"action", "supply"}, {"data", Map{{"material", material}}}});
    EXPECT_EQ(reply.status(), 200) << reply.response.body;
  }
  const Reply reply = act("tea", id, "submit");
  EXPECT_EQ(reply.at("/phase"), "submitted") << reply.response.body;
  return id;
}

std::string Office::accepted() {
  const std::string id = submitted();
  const Reply reply = act(kWindow, id, "accept");
  EXPECT_EQ(reply.at("/phase"), "accepted") << reply.response.body;
  return id;
}

std::string Office::granted_registration() {
  const std::string item = accepted() + ".registration";
  Reply reply = act("reviewer@market-regulation", item,
                    Map{{"action", "conclude"}, {"opinion", "法定代表人张三情况属实"}});
  EXPECT_EQ(reply.status(), 200) << reply.response.body;
  reply = act("approver@market-regulation", item, Map{{"action", "grant"}, {"opinion", "同意"}});
  EXPECT_EQ(reply.at("/outcome"), "granted") << reply.response.body;
  return item;
}

}  // namespace yijian::api
