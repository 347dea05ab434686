// POST /v1/workflows/walk and /simulate: definitions sent along, tried within bounds.
#include "engine/authoring/layout.h"
#include "engine/authoring/scaffold.h"
#include "tests/unit/api/office.h"
#include "tests/unit/definition/workflows_on_disk.h"

namespace yijian::api {
namespace {

// A new item with what it stands on, as an integrator sends them.
List sent() {
  List files;
  for (const definition::SourceFile& file : definition::shipped_files())
    if (file.path.starts_with("templates/") || file.path == "shared/dictionary.json")
      files.push_back(Map{{"path", file.path}, {"text", file.text}});
  authoring::Wanted wanted;
  wanted.id = "shop-sign";
  wanted.title = {"门店招牌备案", "Shop sign filing"};
  wanted.department = "market-regulation";
  files.push_back(Map{{"path", "shop-sign/workflow.json"},
                      {"text", authoring::laid_out(authoring::new_definition(wanted))}});
  return files;
}

Reply ask(Office& office, const char* what, Map body) {
  body.set("files", sent());
  return office.post("integrator", std::string("/v1/workflows/") + what, body);
}

TEST(Rehearse, WaysAreToldAndMadeReal) {
  Office office;
  const Reply told = ask(office, "walk", {{"most", 5}});
  ASSERT_EQ(told.status(), 200) << told.response.body;
  EXPECT_EQ(told.at("/workflow"), "shop-sign");
  EXPECT_EQ(told.at("/complete"), "false");
  EXPECT_EQ(told.body.find("ways")->list().size(), 5U);
  EXPECT_EQ(told.at("/ways/0/scenario"), "absent");
  const Reply real = ask(office, "walk", {{"most", 5}, {"realise", true}});
  ASSERT_EQ(real.status(), 200) << real.response.body;
  EXPECT_EQ(real.at("/ways/0/scenario/given/workflow"), "shop-sign");
  for (const Value& way : real.body.find("ways")->list())
    EXPECT_NE(way.find("scenario") != nullptr, way.find("notRealised") != nullptr);
}

TEST(Rehearse, CasesAreSimulatedTheSameForASeed) {
  Office office;
  const Map body{{"cases", 20}, {"assumptions", Map{{"actions", Map{{"grant", 0}}}}}};
  const Reply told = ask(office, "simulate", body);
  ASSERT_EQ(told.status(), 200) << told.response.body;
  EXPECT_EQ(told.at("/cases"), "20");
  EXPECT_EQ(told.at("/complete"), "true");
  EXPECT_EQ(told.at("/outcomes/granted"), "absent");
  EXPECT_EQ(told.at("/clocks/promised/limit"), "5wd");
  EXPECT_EQ(ask(office, "simulate", body).response.body, told.response.body);
  Map other = body;
  other.set("seed", 9);
  EXPECT_NE(ask(office, "simulate", other).response.body, told.response.body);
}

TEST(Rehearse, WhatIsWrongIsToldWithItsPlace) {
  struct Row {
    const char *what, *json, *code, *pointer;
  };
  const Row rows[] = {
      {"simulate", R"({"cases": 0})", "invalid_data", "/cases"},
      {"simulate", R"({"cases": 1001})", "invalid_data", "/cases"},
      {"simulate", R"({"cases": "all"})", "invalid_data", "/cases"},
      {"simulate", R"({"seed": -1})", "invalid_data", "/seed"},
      {"simulate", R"({"from": "soon"})", "invalid_data", "/from"},
      {"simulate", R"({"assumptions": {"missing": 2}})", "invalid_data", "/assumptions/missing"},
      {"simulate", R"({"most": 3})", "invalid_data", "/most"},
      {"walk", R"({"most": 201})", "invalid_data", "/most"},
      {"walk", R"({"realise": 1})", "invalid_data", "/realise"},
      {"walk", R"({"workflow": 7})", "invalid_data", "/workflow"},
      {"walk", R"({"workflow": "fly"})", "unknown_workflow", "absent"},
  };
  Office office;
  for (const Row& row : rows) {
    const Reply reply = ask(office, row.what, parse_json(row.json)->map());
    EXPECT_TRUE(reply.status() == 422 || reply.status() == 404) << reply.response.body;
    EXPECT_EQ(reply.code(), row.code) << row.json;
    EXPECT_EQ(reply.at("/errors/0/pointer"), row.pointer) << row.json << reply.response.body;
  }
}

TEST(Rehearse, ADefinitionWithProblemsIsNotTried) {
  Office office;
  const Map body{{"files", List{Map{{"path", "a/workflow.json"}, {"text", "{}"}}}}};
  const Reply reply = office.post("integrator", "/v1/workflows/simulate", body);
  EXPECT_EQ(reply.status(), 422);
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/files");
}

TEST(Rehearse, WhatNobodyFilesIsNotSimulated) {
  Office office;
  authoring::Wanted duty;
  duty.id = "watch";
  duty.kind = definition::Kind::duty;
  duty.title = {"巡查", "Watch"};
  duty.department = "market-regulation";
  const Map body{
      {"files", List{Map{{"path", "watch/workflow.json"},
                         {"text", authoring::laid_out(authoring::new_definition(duty))}}}}};
  const Reply reply = office.post("integrator", "/v1/workflows/simulate", body);
  EXPECT_EQ(reply.status(), 422) << reply.response.body;
  EXPECT_EQ(reply.at("/errors/0/pointer"), "/workflow");
}

}  // namespace
}  // namespace yijian::api
