// The days of the catalogue: a workflow is filed from the first to the last of them; cases that are
// open then go on.
#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

constexpr const char* kSummer = R"({
  "id": "summer", "version": "1.0.0", "kind": "item", "title": {"zh": "夏", "en": "Summer"},
  "department": "d", "basis": [{"law": "L", "article": "1"}], "channels": ["web"],
  "catalogue": {"from": "2025-06-10", "until": "2025-06-12"},
  "limits": {"statutory": "20wd", "notice": "5wd", "promised": "3wd"},
  "form": {"type": "object", "properties": {"count": {"type": "integer"}}},
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "on": {
      "submit": {"fields": "form", "target": "submitted"}}},
    "submitted": {"phase": "submitted", "task": "clerk",
      "after": {"notice": "accepted"}, "on": {"accept": "accepted"}},
    "accepted": {"phase": "accepted", "task": "reviewer", "on": {"grant": "decided"}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed"}
  }}
})";

std::string filed_at(std::string_view at) {
  static const Bundles kBundles = bundles_with({{"summer/workflow.json", kSummer}});
  Office office(at);
  office.bundles = kBundles;
  const Result<std::string> id = office.open("summer", Map{});
  return id ? "done" : id.error().code + " " + id.error().names.front();
}

TEST(Offer, IsFiledFromTheFirstToTheLastOfItsDays) {
  EXPECT_EQ(filed_at("2025-06-09 23:59:59"), "not_yet_offered 2025-06-10");
  EXPECT_EQ(filed_at("2025-06-10 00:00"), "done");
  EXPECT_EQ(filed_at("2025-06-12 23:59:59"), "done");
  EXPECT_EQ(filed_at("2025-06-13 00:00"), "no_longer_offered 2025-06-12");
}

TEST(Offer, AnOpenCaseOutlivesTheDays) {
  Office office("2025-06-12 17:00");
  office.bundles = bundles_with({{"summer/workflow.json", kSummer}});
  const std::string id = *office.open("summer", Map{});
  office.advance("2025-06-16 09:00");
  EXPECT_DONE(office.act(id, Office::applicant(), "submit"));
}

}  // namespace
}  // namespace yijian::casework
