// Ways that are too many, and forms that are too large, are cut: told, never hung.
#include "engine/authoring/walk.h"

#include <gtest/gtest.h>

#include "engine/authoring/answers.h"
#include "engine/base/json.h"

namespace yijian::authoring {
namespace {

// Every state leads to every other, and none is an end.
Exploration everywhere(size_t states) {
  Exploration out;
  for (size_t i = 0; i < states; ++i) {
    Configuration one;
    for (size_t to = 0; to < states; ++to)
      if (to != i) one.edges.push_back({to, "go", false});
    out.configurations.push_back(std::move(one));
  }
  return out;
}

TEST(Walk, WhereNoWayEndsTheSearchDoes) {
  const Ways ways = ways_to_an_end(everywhere(30));
  EXPECT_FALSE(ways.complete);
  EXPECT_TRUE(ways.ways.empty());
}

TEST(Walk, LabelsThatLeadManyWaysAndNeverOnAreGivenUp) {
  std::vector<std::string> labels(40, "go");
  labels.emplace_back("rest");
  const Result<Way> way = way_along(everywhere(10), labels);
  ASSERT_FALSE(way);
  EXPECT_EQ(way.error().code, "not_possible");
}

TEST(Answers, AFormThatDoublesAtEveryLevelIsCut) {
  std::string json = R"({"type": "string"})";
  for (int i = 0; i < 13; ++i)
    json =
        R"({"type": "object", "required": ["x"], "properties": {"x": {"type": "array", "minItems": 2, "items": )" +
        json + "}}}";
  const auto schema = definition::compile_schema(*parse_json(json));
  ASSERT_TRUE(schema) << schema.error().detail;
  Random random(1);
  const Value value = filled(**schema, cel::MapScope(Map{}), random);
  EXPECT_LT(to_json(value).size(), 400'000U);
}

}  // namespace
}  // namespace yijian::authoring
