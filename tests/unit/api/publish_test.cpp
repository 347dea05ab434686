// POST /v1/workflows: what is published, what is refused, and which bundle a case runs in.
#include "storage/writer/fold_case.h"
#include "tests/unit/api/office.h"
#include "tests/unit/definition/workflows_on_disk.h"

namespace yijian::api {
namespace {

constexpr const char* kThing = "enterprise-info-change";

// The shipped folder with its version, and other text, replaced.
std::string shipped(const std::string& version, const std::string& from = "",
                    const std::string& to = "") {
  for (const definition::SourceFile& file : definition::shipped_files()) {
    if (file.path != std::string(kThing) + "/workflow.json") continue;
    std::string text = file.text;
    const size_t at = text.find("\"1.0.0\"");
    EXPECT_NE(at, std::string::npos);
    text.replace(at, 7, "\"" + version + "\"");
    const size_t other = from.empty() ? 0 : text.find(from);
    EXPECT_NE(other, std::string::npos) << from;
    return text.replace(other, from.size(), to);
  }
  return "";
}

Value body_of(const std::string& text, const std::string& path = "enterprise-info-change") {
  return Map{{"files", List{Map{{"path", path + "/workflow.json"}, {"text", text}}}}};
}

TEST(Publish, NewCasesOpenInItAtOnceAndOpenOnesStay) {
  Office office;
  const std::string old = office.draft();
  const std::string before =
      office.get("tea", "/v1/workflows/enterprise-info-change").at("/digest");
  const Reply reply = office.post("integrator", "/v1/workflows", body_of(shipped("1.1.0")));
  ASSERT_EQ(reply.status(), 201) << reply.response.body;
  EXPECT_EQ(reply.header("Location"), "/v1/workflows/enterprise-info-change");
  EXPECT_EQ(reply.at("/definitions/0/version"), "1.1.0");
  const std::string after = reply.at("/definitions/0/digest");
  EXPECT_NE(after, before);
  const Reply shown = office.get("tea", "/v1/workflows/enterprise-info-change");
  EXPECT_EQ(shown.at("/version"), "1.1.0");
  EXPECT_EQ(shown.at("/digest"), after);
  EXPECT_EQ(shown.at("/versions/0/digest"), before);
  EXPECT_EQ(shown.at("/versions/1/digest"), after);
  const std::string fresh = office.draft();
  EXPECT_NE(office.store().load(fresh)->at(0).body.find(after), std::string::npos);
  const Reply acted =
      office.act("tea", old, Map{{"action", "supply"}, {"data", Map{{"material", "resolution"}}}});
  EXPECT_EQ(acted.status(), 200) << acted.response.body;
  EXPECT_EQ((*storage::fold_case(old, *office.store().load(old)))->bundle, before);
  ASSERT_EQ(office.store().publications()->size(), 1U);
  EXPECT_EQ(office.store().publications()->front().by, "u-integrator");
}

TEST(Publish, TheSameTwiceChangesNothing) {
  Office office;
  EXPECT_EQ(office.post("integrator", "/v1/workflows", body_of(shipped("1.1.0"))).status(), 201);
  const Reply again = office.post("integrator", "/v1/workflows", body_of(shipped("1.1.0")));
  EXPECT_EQ(again.status(), 200) << again.response.body;
  EXPECT_EQ(again.header("Location"), "absent");
  EXPECT_EQ(office.store().publications()->size(), 1U);
  // An edition that a higher one has followed is known all the same.
  EXPECT_EQ(office.post("integrator", "/v1/workflows", body_of(shipped("1.0.0"))).status(), 200);
  EXPECT_EQ(office.get("tea", "/v1/workflows/enterprise-info-change").at("/version"), "1.1.0");
}

TEST(Publish, AnotherContentUnderAKnownVersionIsRefused) {
  Office office;
  const Reply reply = office.post("integrator", "/v1/workflows",
                                  body_of(shipped("1.0.0", "\"department\": \"market-regulation\"",
                                                  "\"department\": \"tax\"")));
  EXPECT_EQ(reply.status(), 409) << reply.response.body;
  EXPECT_EQ(reply.code(), "version_changed");
}

TEST(Publish, ALowerVersionIsRefused) {
  Office office;
  const Reply reply = office.post("integrator", "/v1/workflows", body_of(shipped("0.9.9")));
  EXPECT_EQ(reply.status(), 409) << reply.response.body;
  EXPECT_EQ(reply.code(), "version_not_newer");
  EXPECT_TRUE(office.store().publications()->empty());
}

TEST(Publish, AnErrorRefusesItWholeAndTellsWhere) {
  Office office;
  const Reply reply = office.post("integrator", "/v1/workflows",
                                  body_of(shipped("1.1.0", "\"department\"", "\"departmnt\"")));
  EXPECT_EQ(reply.status(), 422);
  EXPECT_EQ(reply.code(), "invalid_definition");
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/files/0/text");
  EXPECT_NE(reply.response.body.find("unknown_key"), std::string::npos) << reply.response.body;
  EXPECT_EQ(office.get("tea", "/v1/workflows/enterprise-info-change").at("/version"), "1.0.0");
  EXPECT_TRUE(office.store().publications()->empty());
}

TEST(Publish, OnlyAFolderOfDefinitionsIsTaken) {
  Office office;
  for (const char* path : {"templates", "shared", "a/b", "Sign", ".."}) {
    const Reply reply = office.post("integrator", "/v1/workflows", body_of("{}", path));
    EXPECT_EQ(reply.status(), 422) << path;
    EXPECT_EQ(reply.code(), "invalid_data") << path;
  }
  const Value two = Map{{"files", List{Map{{"path", "a/workflow.json"}, {"text", "{}"}},
                                       Map{{"path", "shared/dictionary.json"}, {"text", "{}"}}}}};
  const Reply reply = office.post("integrator", "/v1/workflows", two);
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/files/1/path") << reply.response.body;
}

TEST(Publish, WhatThePathOfARouteSaysIsNoWorkflow) {
  Office office;
  const Reply reply = office.post(
      "integrator", "/v1/workflows",
      body_of(shipped("1.1.0", "\"id\": \"enterprise-info-change\"", "\"id\": \"check\"")));
  EXPECT_EQ(reply.status(), 422);
  EXPECT_NE(reply.response.body.find("reserved_name"), std::string::npos) << reply.response.body;
}

// A machine of its own that issues a paper of its own.
List clue_with(const std::string& version, const std::string& paper, const std::string& text) {
  List files;
  for (const definition::SourceFile& file : definition::shipped_files()) {
    if (!file.path.starts_with("hotline-clue/") ||
        file.path.find("/scenarios/") != std::string::npos)
      continue;
    std::string content = file.text;
    const auto replace = [&](std::string_view from, const std::string& to) {
      const size_t at = content.find(from);
      ASSERT_NE(at, std::string::npos) << from;
      content.replace(at, from.size(), to);
    };
    if (file.path.ends_with("/workflow.json")) {
      replace("\"1.0.0\"", "\"" + version + "\"");
      replace("[\"termination\"]", "[\"" + paper + "\"]");
    }
    files.push_back(Map{{"path", file.path}, {"text", content}});
  }
  if (!text.empty())
    files.push_back(
        Map{{"path", "documents/" + paper + ".json"},
            {"text", R"({"id": ")" + paper +
                         R"(", "title": {"zh": "并案告知书", "en": "Merged"}, "body": [")" + text +
                         "\"]}"}});
  return files;
}

TEST(Publish, AFolderBringsTheTextsOfItsDocuments) {
  Office office;
  const auto post = [&](const std::string& version, const std::string& paper,
                        const std::string& text) {
    return office.post("integrator", "/v1/workflows",
                       Map{{"files", clue_with(version, paper, text)}});
  };
  const Reply missing = post("1.1.0", "merger", "");
  EXPECT_EQ(missing.status(), 422) << missing.response.body;
  EXPECT_EQ(missing.at("/errors/0/code"), "unknown_document");
  const Reply faulty = post("1.1.0", "merger", "{{form.sumary}}");
  EXPECT_EQ(faulty.status(), 422) << faulty.response.body;
  EXPECT_EQ(faulty.at("/errors/0/code"), "cel_unknown_field");
  const Reply good = post("1.1.0", "merger", "{{form.summary}}");
  ASSERT_EQ(good.status(), 201) << good.response.body;
  const std::string digest = good.at("/definitions/0/digest");
  const auto stored = office.store().bundles();
  ASSERT_TRUE(stored);
  for (const auto& bundle : *stored)
    if (bundle.digest == digest) {
      EXPECT_NE(bundle.text.find("并案告知书"), std::string::npos) << "the bundle keeps it";
    }
  EXPECT_TRUE(std::any_of(stored->begin(), stored->end(),
                          [&](const auto& bundle) { return bundle.digest == digest; }));
  EXPECT_EQ(post("1.2.0", "merger", "{{case.title}}").code(), "version_changed");
  EXPECT_EQ(post("1.2.0", "receipt", "{{case.title}}").code(), "version_changed");
}

}  // namespace
}  // namespace yijian::api
