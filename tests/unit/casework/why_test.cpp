// Why not? Every kind of thing that stands in the way: its code, what is said, what clears it.
#include "engine/casework/why.h"

#include <functional>

#include "tests/unit/casework/office.h"

namespace yijian::casework {
namespace {

// A counter at which everything can be in the way.
constexpr const char* kCounter = R"json({
  "id": "why-counter", "version": "1.0.0", "kind": "item", "title": {"zh": "柜台", "en": "Counter"},
  "department": "d", "basis": [{"law": "L", "article": "1"}], "channels": ["web"],
  "limits": {"statutory": "20wd", "notice": "5wd", "promised": "3wd"},
  "form": {"type": "object", "properties": {
    "area": {"type": "integer", "title": {"zh": "面积", "en": "Area"}},
    "owner": {"type": "string", "sensitivity": "personal"}}, "required": ["area"]},
  "machine": {"id": "m", "initial": "draft", "states": {
    "draft": {"phase": "draft", "task": "applicant", "title": {"zh": "填报", "en": "Draft"}, "on": {
      "submit": "submitted",
      "fill": {"fields": "form"}}},
    "submitted": {"phase": "submitted", "task": "clerk", "title": {"zh": "收件", "en": "Received"},
      "after": {"notice": "accepted"},
      "on": {
        "accept": {"target": "accepted", "guard":
          "has(form.area) && form.area >= 60 && (!has(form.owner) || form.owner != '张三')"},
        "express": {"guard": "form.area > 100", "target": "accepted",
                    "blocked": {"zh": "面积须超过一百平方米", "en": "The area must exceed 100"}},
        "odd": {"guard": "int(form.area) / 0 > 1", "target": "accepted"}}},
    "accepted": {"phase": "accepted", "type": "parallel", "onDone": "decided",
      "title": {"zh": "审查", "en": "Review"}, "states": {
      "left": {"initial": "look", "states": {
        "look": {"task": "reviewer", "on": {"conclude": "done"}}, "done": {"type": "final"}}},
      "right": {"initial": "look", "states": {
        "look": {"task": "reviewer", "on": {"conclude": "done"}}, "done": {"type": "final"}}}}},
    "decided": {"phase": "decided", "outcome": "granted", "task": "clerk",
                "title": {"zh": "制证", "en": "Issue"},
                "on": {"deliver": "closed", "parent.delivered": "closed"}},
    "closed": {"phase": "closed", "type": "final"}
  }}
})json";

const Bundles& with_counter() {
  static const Bundles kBundles = bundles_with({{"why-counter/workflow.json", kCounter}});
  return kBundles;
}

// A case and whoever asks about it.
struct Desk {
  explicit Desk(const std::string& workflow, Value form, std::string_view at = "2025-06-09 10:00")
      : office(at) {
    office.bundles = with_counter();
    const Result<std::string> opened = office.open(workflow, std::move(form));
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
    id = *opened;
  }
  Actor somebody(const std::string& role) const {
    if (role == "applicant") return Office::applicant();
    const size_t at = role.find('@');
    if (at != std::string::npos) return office.staff(role.substr(0, at), role.substr(at + 1));
    return office.staff(role, office.at(id).department);
  }
  Status by(const std::string& role, const std::string& action, Value data = Map{}) {
    return office.act(id, somebody(role), action, std::move(data));
  }
  std::vector<Blocker> why_not(const Actor& actor, std::string_view action,
                               std::string_view task = {}) const {
    const CaseState& state = office.at(id);
    return why({*office.bundles.for_digest(state.bundle), office.calendar, state, actor, office.now,
                action, task});
  }
  std::vector<Blocker> why_not(const std::string& role, std::string_view action,
                               std::string_view task = {}) const {
    return why_not(somebody(role), action, task);
  }
  std::string codes(const std::string& role, std::string_view action) const {
    std::string all;
    for (const Blocker& one : why_not(role, action)) all += (all.empty() ? "" : " ") + one.code;
    return all;
  }
  Office office;
  std::string id;
};

Value area(int square_metres) { return Map{{"area", Value(static_cast<int64_t>(square_metres))}}; }

Desk counter(int square_metres = 50) {
  Desk desk("why-counter", area(square_metres));
  EXPECT_DONE(desk.by("applicant", "submit"));
  return desk;
}

// A permit with (or without) its paper, before acceptance.
Desk permit(bool with_paper) {
  Desk desk("permit-drugs-new", Office::tea_form());
  if (with_paper) EXPECT_DONE(desk.by("applicant", "supply", Map{{"material", "premises"}}));
  EXPECT_DONE(desk.by("applicant", "submit"));
  EXPECT_DONE(desk.by("clerk", "forward"));
  return desk;
}
Desk accepted_permit() {
  Desk desk = permit(true);
  EXPECT_DONE(desk.by("clerk", "accept"));
  return desk;
}
Desk reviewed_permit() {
  Desk desk = accepted_permit();
  EXPECT_DONE(desk.by("reviewer", "conclude"));
  return desk;
}
Desk corrected_permit() {
  Desk desk = permit(true);
  const Value list = *parse_json(R"({"corrections":[{"material":"premises","reason":"缺页"}]})");
  EXPECT_DONE(desk.by("clerk", "correct", list));
  EXPECT_DONE(desk.by("applicant", "corrected"));
  return desk;
}
Desk deferred_permit() {
  Desk desk = permit(false);
  EXPECT_DONE(desk.by("clerk", "defer", Map{{"material", "premises"}}));
  EXPECT_DONE(desk.by("clerk", "accept"));
  EXPECT_DONE(desk.by("reviewer", "conclude"));
  return desk;
}
Desk extended_permit() {
  Desk desk = accepted_permit();
  EXPECT_DONE(desk.by("head", "extend"));
  return desk;
}
Desk late_permit() {
  Desk desk = accepted_permit();
  desk.office.advance("2025-07-08 00:00");
  return desk;
}
Desk half_reviewed() {
  Desk desk = counter(80);
  EXPECT_DONE(desk.by("clerk", "accept"));
  return desk;
}

struct Row {
  const char* about;
  std::function<Desk()> desk;
  const char* who;
  const char* action;
  const char* code;    // of the first
  const char* text;    // that its zh holds
  const char* remedy;  // that its zh holds
  const char* kind;    // of its first subject, "" none
};

TEST(Why, EachThingInTheWayIsNamedWithWhatClearsIt) {
  const Row rows[] = {
      {"role", accepted_permit, "clerk", "conclude", "role_required", "由审查人员办理",
       "请联系market-regulation的审查人员", "role"},
      {"role, for an applicant", accepted_permit, "applicant", "conclude", "role_required",
       "此项由办理机关办理", "请等待办理机关办理", "role"},
      {"the applicant's own", [] { return Desk("why-counter", area(50)); }, "clerk", "submit",
       "role_required", "由申请人办理", "请联系申请人", "role"},
      {"role above departments", accepted_permit, "clerk", "void", "role_required",
       "由督办人员办理", "请联系督办人员", "role"},
      {"department", accepted_permit, "reviewer@tobacco", "conclude", "department_required",
       "由 market-regulation 办理", "审查人员", "department"},
      {"four eyes", reviewed_permit, "approver!reviewer", "grant", "four_eyes", "不得由同一人办理",
       "另一人", "act"},
      {"material", [] { return permit(false); }, "clerk", "accept", "materials_missing",
       "缺少必需的材料", "窗口可以容缺受理", "material"},
      {"deferral", deferred_permit, "approver", "grant", "deferred_open", "容缺材料尚未补齐",
       "2025-06-1", "material"},
      {"the one notice", corrected_permit, "clerk", "correct", "correction_already_given",
       "只能发出一次", "依现有材料", ""},
      {"the one extension", extended_permit, "head", "extend", "already_extended", "只能延长一次",
       "2025-07-21", "clock"},
      {"the due has passed", late_permit, "head", "extend", "not_allowed_now", "已经届满",
       "届满前批准", "clock"},
      {"another state ahead", [] { return permit(true); }, "approver", "grant", "not_allowed_now",
       "环节办理", "先由窗口人员办理", "state"},
      {"a state that is past", accepted_permit, "clerk", "forward", "not_allowed_now",
       "不再回到该环节", "不再适用", "state"},
      {"a phase, of a kernel command", accepted_permit, "clerk", "defer", "not_allowed_now",
       "只在以下阶段办理：收件；本件现为“受理·审查”", "上述阶段", "phase"},
      {"nothing to give", [] { return counter(); }, "clerk", "supply", "not_allowed_now",
       "没有可以“补充材料”的内容", "无需", ""},
      {"kernel command of another role", accepted_permit, "clerk", "rate", "role_required",
       "由申请人办理", "请联系申请人", "role"},
      {"no such action", accepted_permit, "clerk", "acept", "not_allowed_now", "没有“acept”",
       "是否想办“accept”", "action"},
      {"guard", [] { return counter(50); }, "clerk", "accept", "guard_false", "尚不符合",
       "所列条件", "guard"},
      {"guard, for an applicant", [] { return counter(50); }, "applicant", "accept",
       "role_required", "办理机关", "请等待", "role"},
      {"guard in the definition's own words", [] { return counter(50); }, "clerk", "express",
       "guard_false", "面积须超过一百平方米", "所列条件", "guard"},
      {"guard that fails", [] { return counter(50); }, "clerk", "odd", "guard_error", "无法判定",
       "系统管理人员", "guard"},
      {"form", [] { return Desk("why-counter", Map{}); }, "applicant", "submit", "invalid_data",
       "/data/form/area", "填写或者更正", "field"},
      {"task", half_reviewed, "reviewer", "conclude", "task_required", "多个待办", "请指明",
       "state"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.about);
    const Desk desk = row.desk();
    std::string role = row.who;
    const size_t mark = role.find('!');  // role!as whom: one person in two posts
    Actor actor = desk.somebody(role.substr(0, mark));
    if (mark != std::string::npos) actor.id = desk.somebody(role.substr(mark + 1)).id;
    const std::vector<Blocker> all = desk.why_not(actor, row.action);
    ASSERT_FALSE(all.empty());
    const Blocker& first = all.front();
    EXPECT_EQ(first.code, row.code);
    EXPECT_NE(first.text.zh.find(row.text), std::string::npos) << first.text.zh;
    EXPECT_NE(first.remedy.zh.find(row.remedy), std::string::npos) << first.remedy.zh;
    EXPECT_FALSE(first.text.en.empty() || first.remedy.en.empty());
    EXPECT_EQ(first.text.zh.find('{'), std::string::npos) << first.text.zh;
    EXPECT_EQ(first.remedy.zh.find("“”"), std::string::npos) << first.remedy.zh;
    EXPECT_EQ(first.subjects.empty() ? "" : first.subjects.front().kind, row.kind);
  }
}

TEST(Why, NothingStandsInTheWayOfWhatCanBeDone) {
  EXPECT_EQ(permit(true).codes("clerk", "accept"), "");
  EXPECT_EQ(permit(true).codes("clerk", "correct"), "") << "the list comes with the act";
  EXPECT_EQ(accepted_permit().codes("reviewer", "conclude"), "") << "so does the opinion";
  EXPECT_EQ(reviewed_permit().codes("approver", "deny"), "") << "and the ground";
  EXPECT_EQ(accepted_permit().codes("applicant", "supply"), "");
  EXPECT_EQ(Desk("why-counter", Map{}).codes("applicant", "fill"), "");
}

TEST(Why, AllThatStandsInTheWayIsToldAtOnce) {
  EXPECT_EQ(accepted_permit().codes("clerk@tobacco", "conclude"),
            "role_required department_required");
  Desk desk = deferred_permit();
  EXPECT_EQ(desk.codes("approver", "grant"), "deferred_open materials_missing");
}

TEST(Why, OfAConjunctionThePartThatIsFalseIsToldWithWhatItReads) {
  Desk desk("why-counter", Map{{"area", Value(int64_t{50})}, {"owner", "张三"}});
  EXPECT_DONE(desk.by("applicant", "submit"));
  const std::vector<Blocker> all = desk.why_not("clerk", "accept");
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(all[0].guards.size(), 2U);
  const FalseGuard& area_guard = all[0].guards[0];
  EXPECT_EQ(area_guard.source, "form.area >= 60");
  ASSERT_EQ(area_guard.reads.size(), 1U);
  EXPECT_EQ(area_guard.reads[0].path, "form.area");
  EXPECT_EQ(area_guard.reads[0].value, Value(int64_t{50}));
  EXPECT_FALSE(area_guard.reads[0].personal);
  const FalseGuard& owner_guard = all[0].guards[1];
  EXPECT_EQ(owner_guard.source, "(!has(form.owner) || form.owner != '张三')");
  ASSERT_EQ(owner_guard.reads.size(), 1U);
  EXPECT_EQ(owner_guard.reads[0].path, "form.owner");
  EXPECT_TRUE(owner_guard.reads[0].personal);
}

TEST(Why, TheWayToAnotherStateNamesWhoDoesWhat) {
  const std::vector<Blocker> all = permit(true).why_not("approver", "grant");
  ASSERT_EQ(all.size(), 1U);
  const std::vector<WayStep>& way = all[0].way;
  ASSERT_EQ(way.size(), 2U);
  EXPECT_EQ(way[0].kind, "act");
  EXPECT_EQ(way[0].name, "accept");
  EXPECT_EQ(way[0].by, std::vector<std::string>{"clerk"});
  EXPECT_EQ(way[0].department, "market-regulation");
  EXPECT_EQ(way[1].name, "conclude");
  EXPECT_EQ(way[1].by, std::vector<std::string>{"reviewer"});
}

TEST(Why, AfterARefusalItsOwnReasonStandsInFront) {
  Desk desk = deferred_permit();
  const CaseState& state = desk.office.at(desk.id);
  const Actor approver = desk.somebody("approver");
  const WhyQuestion question{*desk.office.bundles.for_digest(state.bundle),
                             desk.office.calendar,
                             state,
                             approver,
                             desk.office.now,
                             "grant"};
  const auto first = [&](const std::string& code) {
    const std::vector<Blocker> all = why_refused(question, Error{.code = code});
    return all.empty() ? "" : all.front().code + " of " + std::to_string(all.size());
  };
  EXPECT_EQ(first("deferred_open"), "deferred_open of 2");
  EXPECT_EQ(first("materials_missing"), "materials_missing of 2");
  EXPECT_EQ(first("stale_version"), "stale_version of 3");
  EXPECT_EQ(first("credit_barred"), "credit_barred of 3");
}

TEST(Why, WhatOnlyTheTryBringsToLightIsToldToo) {
  const Value form =
      *parse_json(R"({"place":{"address":"武汉市洪山区珞喻路1号","area":180},"use":"restaurant"})");
  Desk desk("fire-safety-check", form);
  desk.office.credit = "barred";
  const struct {
    const char* action;
    Value data;
    const char* text;  // that its zh holds
    const char* kind;  // of its first subject, "" none
  } rows[] = {{"promise", Map{{"material", "floorPlan"}}, "不适用于", "material"},
              {"promise", Map{{"material", "nothing"}}, "/data/material", "field"},
              {"commit", Map{}, "信用记录", ""}};
  for (const auto& [action, data, text, kind] : rows) {
    const Status refused = desk.by("applicant", action, data);
    ASSERT_FALSE(refused);
    const CaseState& state = desk.office.at(desk.id);
    const Actor applicant = Office::applicant();
    const std::vector<Blocker> all =
        why_refused({*desk.office.bundles.for_digest(state.bundle), desk.office.calendar, state,
                     applicant, desk.office.now, action},
                    refused.error());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].code, refused.error().code);
    EXPECT_NE(all[0].text.zh.find(text), std::string::npos) << all[0].text.zh;
    EXPECT_EQ(all[0].subjects.empty() ? "" : all[0].subjects.front().kind, kind);
  }
}

TEST(Why, WhateverIsAskedIsAnsweredShortly) {
  const Desk desk = accepted_permit();
  const std::string long_name(1 << 20, 'a');
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "a.";
  for (const std::string& name : {long_name, deep, std::string("{act}{now}"), std::string("\"\n")})
    for (const std::string& task : {std::string(), long_name, deep}) {
      const std::vector<Blocker> all = desk.why_not("clerk", name, task);
      ASSERT_EQ(all.size(), 1U);
      EXPECT_EQ(all[0].code, "not_allowed_now");
      EXPECT_LT(all[0].text.zh.size() + all[0].remedy.zh.size(), 1'000U);
    }
  EXPECT_NE(desk.why_not("clerk", "{now}")[0].text.zh.find("“{now}”"), std::string::npos)
      << "what was asked fills no hole";
  const definition::Bundle& bundle =
      *desk.office.bundles.for_digest(desk.office.at(desk.id).bundle);
  const definition::Definition& known = *bundle.find("permit-drugs-new");
  EXPECT_FALSE(knows_action(known, long_name));
  EXPECT_FALSE(knows_task(known, long_name));
  EXPECT_EQ(meant_action(known, long_name), "");
  EXPECT_EQ(meant_action(known, "conclud"), "conclude");
}

TEST(Why, ATaskThatIsNotActiveOffersNothing) {
  const Desk desk = half_reviewed();
  EXPECT_TRUE(desk.why_not("reviewer", "conclude", "accepted.left.look").empty());
  EXPECT_EQ(desk.why_not("clerk", "deliver", "decided")[0].code, "not_allowed_now");
  const auto elsewhere = counter(80).why_not("clerk", "accept", "decided");
  ASSERT_EQ(elsewhere.size(), 1U);
  EXPECT_EQ(elsewhere[0].code, "not_allowed_now");
  EXPECT_EQ(elsewhere[0].remedy.zh, "请在“收件”办理");
}

}  // namespace
}  // namespace yijian::casework
