// GET /v1/workflows[/{id}] and the guide: everything told at once, by the answers given.
#include "tests/unit/api/office.h"

namespace yijian::api {
namespace {

constexpr const char* kGuide = "/v1/workflows/enterprise-info-change/guide";

std::vector<std::string> ids_of(const Reply& reply, const char* key) {
  std::vector<std::string> ids;
  const Value* list = reply.body.find(key);
  EXPECT_NE(list, nullptr) << reply.response.body;
  if (list != nullptr)
    for (const Value& one : list->list()) ids.push_back(one.text("id"));
  return ids;
}

Map answers(List changes) { return Map{{"changes", std::move(changes)}}; }

TEST(Guide, TheAnswersDecideItemsFieldsAndPapers) {
  using Ids = std::vector<std::string>;
  const struct {
    List changes;
    List declined;
    Ids items, materials;
    const char* fields;  // of the change
  } rows[] = {{{"name"},
               {},
               {"registration", "seal", "bank", "tax", "social", "fund"},
               {"resolution", "oldLicence", "businessLicence", "oldSeals"},
               "name"},
              {{"address"},
               {"bank"},
               {"registration", "tax"},
               {"resolution", "addressProof", "oldLicence", "businessLicence"},
               "address"},
              {{"legalPerson"},
               {"bank", "fund"},
               {"registration", "tax", "social"},
               {"resolution", "newLegalPersonId", "oldLicence", "businessLicence"},
               "legalPerson"}};
  Office office;
  for (const auto& row : rows) {
    const Reply reply = office.post(
        "tea", kGuide, Map{{"answers", answers(row.changes)}, {"declined", row.declined}});
    ASSERT_EQ(reply.status(), 200) << reply.response.body;
    EXPECT_EQ(ids_of(reply, "items"), row.items) << row.fields;
    EXPECT_EQ(ids_of(reply, "materials"), row.materials) << row.fields;
    const Value* change = at_pointer(reply.body, "/form/properties/change/properties");
    ASSERT_NE(change, nullptr) << reply.response.body;
    ASSERT_EQ(change->map().size(), 1U);
    EXPECT_EQ(change->map().begin()->name(), row.fields);
  }
}

TEST(Guide, BadAnswersAreRefusedAtTheirPlace) {
  const struct {
    Value body;
    const char* pointer;
  } rows[] = {{Map{{"answers", 5}}, "/answers"},
              {Map{{"answers", List{}}}, "/answers"},
              {Map{{"answers", Map{{"hat", "red"}}}}, "/answers/hat"},
              {Map{{"answers", answers({"colour"})}}, "/answers/changes"},
              {Map{{"answers", Map{{"changes", "name"}}}}, "/answers/changes"},
              {Map{{"answers", answers({"name", "name", "name", "name"})}}, "/answers/changes"},
              {Map{{"declined", "bank"}}, "/declined"},
              {Map{{"declined", List{5}}}, "/declined"},
              {Map{{"declined", List{"tax"}}}, "/declined"},
              {Map{{"declined", List{"hat"}}}, "/declined"},
              {Map{{"guide", Map{}}}, "/guide"}};
  Office office;
  for (const auto& row : rows) {
    const Reply reply = office.post("tea", kGuide, row.body);
    EXPECT_EQ(reply.status(), 422) << to_json(row.body);
    EXPECT_EQ(reply.code(), "invalid_data") << to_json(row.body);
    EXPECT_EQ(reply.at("/errors/0/pointer"), row.pointer) << to_json(row.body);
  }
  EXPECT_EQ(office.post("tea", "/v1/workflows/hat/guide", Map{}).code(), "unknown_workflow");
}

TEST(Guide, EveryShippedWorkflowIsListedAndShown) {
  Office office;
  const Reply list = office.get("tea", "/v1/workflows");
  ASSERT_EQ(list.status(), 200);
  const std::vector<std::string> ids = ids_of(list, "workflows");
  EXPECT_EQ(ids.size(), shipped_bundles().current.size());
  for (const std::string& id : ids) {
    const Reply one = office.get("tea", "/v1/workflows/" + id);
    EXPECT_EQ(one.status(), 200) << id;
    EXPECT_EQ(one.at("/id"), id);
    EXPECT_EQ(one.at("/digest"), shipped_bundles().for_workflow(id)->digest);
    EXPECT_EQ(office.post("tea", "/v1/workflows/" + id + "/guide", Map{}).status(), 200) << id;
  }
  EXPECT_EQ(office.get("tea", "/v1/workflows/hat").status(), 404);
}

}  // namespace
}  // namespace yijian::api
