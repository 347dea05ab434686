// The workflows that the repository ships: they load, and become what decide expects.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/base/json.h"
#include "workflows_on_disk.h"

namespace yijian::definition {
namespace {

const Library& shipped() {
  static const Library kLibrary = load(shipped_files());
  return kLibrary;
}

const Definition& definition(std::string_view id) {
  const Bundle* bundle = shipped().find(id);
  EXPECT_NE(bundle, nullptr) << id;
  return *bundle->find(id);
}

TEST(Shipped, LoadWithoutProblems) {
  EXPECT_EQ(listed(shipped().problems), "");
  std::set<std::string> ids;
  for (const auto& bundle : shipped().bundles) ids.insert(bundle->main);
  for (const char* id :
       {"enterprise-info-change", "registration-change", "seal-engraving", "tax-info-change",
        "permit-food-new", "fire-safety-check", "fire-verification"})
    EXPECT_TRUE(ids.contains(id)) << id;
}

law::Phase phase_of(const Definition& one, std::string_view path) {
  const chart::StateId state = one.machine.find_path(path);
  EXPECT_NE(state, chart::kNoState) << path;
  return one.state(state).phase.value_or(law::Phase::revoked);
}

const Act& act(const Definition& one, std::string_view path, std::string_view action) {
  const Act* found = one.act(one.machine.find_path(path), action);
  EXPECT_NE(found, nullptr) << path << " " << action;
  return *found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

TEST(StandardApproval, EveryStateHasThePhaseOfItsNearestBearer) {
  const Definition& one = definition("permit-food-new");
  const std::pair<const char*, law::Phase> kPhases[] = {
      {"pending.draft", law::Phase::draft},
      {"pending.submitted.received", law::Phase::submitted},
      {"pending.submitted.preReview", law::Phase::submitted},
      {"pending.correcting", law::Phase::correcting},
      {"pending.accepted.review.examine", law::Phase::accepted},
      {"pending.accepted.deciding", law::Phase::accepted},
      {"pending.suspended", law::Phase::suspended},
      {"settled.decided.granted", law::Phase::decided},
      {"settled.closed", law::Phase::closed},
      {"voided", law::Phase::voided},
      {"terminated", law::Phase::terminated}};
  for (const auto& [path, phase] : kPhases) EXPECT_EQ(phase_of(one, path), phase) << path;
}

TEST(StandardApproval, ActsNameWhoDoesThemAndWhatTheLawAsksFor) {
  const Definition& one = definition("permit-food-new");
  struct Row {
    const char *path, *action, *by, *law_fields;
  };
  const Row kRows[] = {{"pending.draft", "submit", "applicant clerk", ""},
                       {"pending.submitted.received", "forward", "clerk", ""},
                       {"pending.submitted.preReview", "accept", "clerk", ""},
                       {"pending.submitted.preReview", "correct", "clerk", "corrections"},
                       {"pending.submitted.preReview", "refuse", "clerk", "ground"},
                       {"pending.accepted", "suspend", "reviewer", "procedure days"},
                       {"pending.accepted", "extend", "head", ""},
                       {"pending.accepted.review.examine", "conclude", "reviewer", ""},
                       {"pending.accepted.deciding", "grant", "approver", ""},
                       {"pending.accepted.deciding", "deny", "approver", "ground"},
                       {"pending.accepted.deciding", "sendBack", "approver", ""},
                       {"pending.suspended", "resume", "reviewer", ""},
                       {"settled.decided", "deliver", "clerk", ""},
                       {"settled", "revoke", "head", "ground"},
                       {"pending", "withdraw", "applicant", ""},
                       {"pending", "void", "supervisor", "ground"},
                       {"pending.submitted", "terminate", "supervisor", "ground"},
                       {"pending.suspended", "terminate", "supervisor", "ground"}};
  for (const Row& row : kRows) {
    const Act& found = act(one, row.path, row.action);
    EXPECT_EQ(joined(found.by), row.by) << row.action;
    EXPECT_EQ(joined(found.law_fields), row.law_fields) << row.action;
  }
}

TEST(StandardApproval, ExitsNeverApplyFromTheDecisionOn) {
  const Definition& one = definition("permit-food-new");
  for (const Act& each : one.acts) {
    if (each.action != "withdraw" && each.action != "terminate" && each.action != "void") continue;
    const std::string& path = one.machine.state(each.state).path;
    EXPECT_TRUE(path.starts_with("pending")) << path;
  }
  EXPECT_EQ(one.act(one.machine.find_path("pending.draft"), "terminate"), nullptr);
  EXPECT_EQ(one.act(one.machine.find_path("pending"), "terminate"), nullptr);
  EXPECT_FALSE(act(one, "pending", "withdraw").opinion_required);
  EXPECT_TRUE(act(one, "pending", "void").opinion_required);
}

TEST(StandardApproval, ConstantGuardsAreDecidedAndHolesFilled) {
  const Definition& permit = definition("permit-food-new");
  const auto correcting = static_cast<size_t>(permit.machine.find_path("pending.correcting"));
  EXPECT_TRUE(permit.machine.states[correcting].after.empty());  // nothing deems withdrawn
  const auto guard_of_grant = [](const Definition& one) {
    for (size_t i = 0; i < one.machine.transitions.size(); ++i)
      if (one.machine.transitions[i].event == "grant")
        return one.machine.transitions[i].guard ? one.machine.transitions[i].guard->source() : "";
    return std::string("no grant");
  };
  EXPECT_EQ(guard_of_grant(permit), "");  // "true" is no guard
  EXPECT_EQ(guard_of_grant(definition("fire-safety-check")),
            "case.commitment == 'signed' || acts.inspect.passed");
}

TEST(FireSafetyCheck, PutsItsOwnReviewIntoTheSlot) {
  const Definition& one = definition("fire-safety-check");
  EXPECT_EQ(one.machine.find_path("pending.accepted.review.examine"), chart::kNoState);
  const Act& inspect = act(one, "pending.accepted.review.onSite", "inspect");
  EXPECT_EQ(joined(inspect.law_fields), "officers");
  EXPECT_EQ(joined(inspect.materials), "siteRecord");
  ASSERT_NE(inspect.fields, nullptr);
  EXPECT_TRUE(declares(*inspect.fields, "passed"));
  // What stands outside the slot is the template's.
  EXPECT_EQ(joined(act(one, "pending.accepted.deciding", "grant").four_eyes), "accept conclude");
  ASSERT_TRUE(one.commitment.has_value());
  EXPECT_NE(shipped().find("fire-safety-check")->find("fire-verification"), nullptr);
}

TEST(FireVerification, IsADutyWhosePhasesAreImplied) {
  const Definition& one = definition("fire-verification");
  EXPECT_EQ(phase_of(one, "visiting"), law::Phase::accepted);
  EXPECT_EQ(phase_of(one, "kept"), law::Phase::closed);
  EXPECT_EQ(phase_of(one, "voided"), law::Phase::voided);
  EXPECT_EQ(joined(act(one, "rectifying", "void").law_fields), "ground");
  EXPECT_EQ(one.act(one.machine.find_path("visiting"), "withdraw"), nullptr);
  EXPECT_EQ(phase_of(one, "withdrawn"), law::Phase::withdrawn) << "when a thing dismisses it";
}

TEST(Permit, IsOneDefinitionARowWithItsOwnConstants) {
  const Definition& one = definition("permit-drugs-new");
  EXPECT_EQ(one.title.zh, "药品经营许可（新办）");
  EXPECT_EQ(law::format_limit(*one.limits.find("promised")->second.fixed), "5wd");
  EXPECT_EQ(one.about, "");  // null removed the key
  EXPECT_EQ(one.constants.find("with")->find("permit")->text("id"), "drugs");
  EXPECT_EQ(law::format_limit(*one.limits.find("notice")->second.fixed), "5wd");  // the template's
  const LimitDecl& announced = one.limits.find("announced")->second;
  ASSERT_TRUE(announced.computed.has_value());
  EXPECT_EQ(announced.computed->source(), "case.stop.days");
  ASSERT_NE(one.material("premises"), nullptr);
  EXPECT_FALSE(one.material("premises")->when.has_value());  // decided by the row
}

TEST(EnterpriseInfoChange, GathersItsItemsMaterialsAndForm) {
  const Bundle& bundle = *shipped().find("enterprise-info-change");
  const Definition& one = *bundle.find(bundle.main);
  EXPECT_EQ(bundle.definitions.size(), 8U) << "itself, its items, the supervision duty";
  ASSERT_NE(one.material("businessLicence"), nullptr);
  EXPECT_EQ(joined(one.material("businessLicence")->items), "seal bank tax social fund");
  EXPECT_EQ(joined(one.material("resolution")->items), "registration");
  EXPECT_EQ(one.form, nullptr);
  const Value all = form_for_people(bundle, one, {"registration", "seal"},
                                    cel::MapScope(Map{{"guide", Map{{"changes", List{"name"}}}}}));
  ASSERT_NE(at_pointer(all, "/properties/change/properties/name"), nullptr);
  EXPECT_EQ(at_pointer(all, "/properties/change/properties/address"), nullptr);
  EXPECT_NE(at_pointer(all, "/properties/seals"), nullptr);
  EXPECT_EQ(*at_pointer(all, "/required"), Value(List{"enterprise", "change", "seals"}));
  const Value less = form_for_people(bundle, one, {"registration"}, cel::MapScope(Map{}));
  EXPECT_EQ(at_pointer(less, "/properties/seals"), nullptr);
}

TEST(Bundles, AreMadeAgainFromTheirSourceWithTheSameDigest) {
  for (const auto& bundle : shipped().bundles) {
    const auto again = compile_bundle(bundle->source);
    ASSERT_TRUE(again.has_value()) << bundle->main << ": " << again.error().detail;
    EXPECT_EQ((*again)->digest, bundle->digest);
    EXPECT_EQ((*again)->source, bundle->source);
    EXPECT_EQ((*again)->definitions.size(), bundle->definitions.size());
    // Also from its JSON text, as a store brings it back.
    const auto read = parse_json(to_json(bundle->source));
    ASSERT_TRUE(read.has_value());
    const auto stored = compile_bundle(*read);
    ASSERT_TRUE(stored.has_value()) << stored.error().detail;
    EXPECT_EQ((*stored)->digest, bundle->digest);
  }
}

TEST(Bundles, DifferInDigestAndDependOnTheOrderOfNothing) {
  std::vector<SourceFile> files = shipped_files();
  std::reverse(files.begin(), files.end());
  const Library other = load(files);
  std::set<std::string> digests;
  for (const auto& bundle : shipped().bundles) {
    ASSERT_NE(other.find(bundle->main), nullptr);
    EXPECT_EQ(other.find(bundle->main)->digest, bundle->digest);
    EXPECT_EQ(bundle->digest.size(), 64U);
    EXPECT_TRUE(digests.insert(bundle->digest).second) << bundle->main;
  }
}

TEST(Bundles, RefuseASourceThatIsNone) {
  EXPECT_FALSE(compile_bundle(Value()).has_value());
  EXPECT_FALSE(compile_bundle(Map{{"main", "a"}}).has_value());
  for (const char* key : {"definitions", "templates", "tables", "dictionary"}) {
    Map odd = shipped().find("permit-food-new")->source.map();
    odd.set(key, key == std::string_view("dictionary") ? Value(5) : Value(Map{{"x", 5}}));
    EXPECT_EQ(compile_bundle(odd).error().code, "invalid_definition") << key;
  }
  Map source = shipped().find("seal-engraving")->source.map();
  source.set("main", "another");
  EXPECT_EQ(compile_bundle(source).error().code, "invalid_definition");
  source.set("main", "seal-engraving");
  source.set("templates", Map{});
  EXPECT_EQ(compile_bundle(source).error().faults.at(0).code, "unknown_template");
}

}  // namespace
}  // namespace yijian::definition
