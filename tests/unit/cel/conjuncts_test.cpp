// Conditions taken apart, and the names that they read.
#include "engine/cel/conjuncts.h"

#include <gtest/gtest.h>

#include "engine/base/json.h"

namespace yijian::cel {
namespace {

std::string parts_of(const char* source, const Value& constants = Map{}) {
  const Result<Program> program = compile(source, constants);
  if (!program) return program.error().detail;
  std::string all;
  for (const Program& part : conjuncts(*program)) all += "[" + part.source() + "]";
  return all;
}

std::string paths_of(const char* source) {
  std::string all;
  for (const auto& path : paths_read(*compile(source))) {
    all += all.empty() ? "" : " ";
    for (size_t i = 0; i < path.size(); ++i) all += (i > 0 ? "/" : "") + path[i];
  }
  return all;
}

TEST(Conjuncts, AreTheirOwnPiecesOfTheSource) {
  const struct {
    const char *source, *parts;
  } rows[] = {
      {"a", "[a]"},
      {"a && b", "[a][b]"},
      {"a&&b&&c", "[a][b][c]"},
      {" a > 1 \n && f in [1, 2] ", "[a > 1][f in [1, 2]]"},
      {"((a && b))", "[a][b]"},
      {"(a) && (b)", "[(a)][(b)]"},
      {"(a || b) && c", "[(a || b)][c]"},
      {"a || b && c", "[a || b && c]"},
      {"a && b || c", "[a && b || c]"},
      {"a ? b && c : d", "[a ? b && c : d]"},
      {"a == '&& (' && b", "[a == '&& ('][b]"},
      {"x.exists(y, y > 1 && y < 3) && m['k&&'] == {'a': b && c}",
       "[x.exists(y, y > 1 && y < 3)][m['k&&'] == {'a': b && c}]"},
      {"!(a && b) && c", "[!(a && b)][c]"},
      {"a && (b && c)", "[a][(b && c)]"},
  };
  for (const auto& [source, parts] : rows) EXPECT_EQ(parts_of(source), parts) << source;
}

TEST(Conjuncts, ReadAsWrittenWhereConstantsStandInTheirPlace) {
  const Value with = *parse_json(R"({"with": {"most": 3, "on": true}})");
  EXPECT_EQ(parts_of("a > with.most && with.on && b", with), "[a > with.most][with.on][b]");
  EXPECT_EQ(parts_of("with.on", with), "[with.on]");
}

TEST(Conjuncts, EachIsEvaluatedAsWithinTheWhole) {
  const Program program = *compile("form.a > 1 && form.b / 0 > 1 && size(case.x) == 0");
  const MapScope scope(*parse_json(R"({"form": {"a": 1, "b": 1}, "case": {"x": []}})"));
  std::string said;
  for (const Program& part : conjuncts(program)) {
    const Result<bool> holds = evaluate_bool(part, scope);
    said += holds ? (*holds ? "yes " : "no ") : holds.error().code + " ";
  }
  EXPECT_EQ(said, "no cel_divide_by_zero yes ");
}

TEST(PathsRead, AreWrittenOutOnceInOrder) {
  const struct {
    const char *source, *paths;
  } rows[] = {
      {"1 > 2", ""},
      {"form.place.area > form.least && form.place.area < 9", "form/place/area form/least"},
      {"acts['accept'].by == form.list[0].x", "acts/accept/by form/list/0/x"},
      {"has(form.owner) && form.owner != ''", "form/owner"},
      {"form.list.exists(x, x.area > form.most)", "form/list form/most"},
      {"m[form.key].a", "m form/key"},
      {"size(case.missing) == 0 ? vars.a : vars.b", "case/missing vars/a vars/b"},
      {"in_state('#a') && guide.x == 'y'", "guide/x"},
  };
  for (const auto& [source, paths] : rows) EXPECT_EQ(paths_of(source), paths) << source;
}

}  // namespace
}  // namespace yijian::cel
