// Words of the tools for integrators, zh and en; texts alone.
#pragma once

#include <string>
#include <string_view>

#include "engine/definition/codes.h"
#include "engine/law/statutes.h"

namespace yijian::authoring {

inline std::string suggested(const std::string& name) { return "是否想写 / did you mean: " + name; }
inline std::string way_there(const std::string& path) {
  return "走到这里的最短路径 / the shortest way there: " + path;
}
inline std::string_view fixable() { return "可自动修正：--fix / --fix mends it"; }

inline std::string_view zh_of(definition::Severity severity) {
  switch (severity) {
    case definition::Severity::error:
      return "错误";
    case definition::Severity::warning:
      return "警告";
    case definition::Severity::advice:
      return "建议";
  }
  return "";
}

// Headings of `explain`.
inline constexpr std::string_view kWrong = "错 / wrong:";
inline constexpr std::string_view kRight = "对 / right:";
inline constexpr std::string_view kParameters = "参数 / parameters (with):";
inline constexpr std::string_view kSlots = "插槽 / slots (states):";
inline constexpr std::string_view kLimits = "期限 / limits:";
inline constexpr std::string_view kRoles = "角色 / roles:";
inline constexpr std::string_view kActs = "动作 / acts:";
inline constexpr std::string_view kEngine = "引擎事件与定时 / events of the engine, timers:";
inline constexpr std::string_view kNumberWord = "性质字 / word: ";
inline constexpr std::string_view kServedOn = "送达 / to: ";
inline constexpr std::string_view kCopies = "份数 / copies: ";
inline constexpr std::string_view kSealed = "加盖印章 / sealed";
inline constexpr std::string_view kReads = "读取 / reads:";
inline constexpr std::string_view kIssuedBy = "由谁签发 / issued by:";
inline constexpr std::string_view kByEngine = "（引擎 / the engine）";
inline constexpr std::string_view kNone = "（无 / none）";

// What a new definition says until its author says it better.
struct Bilingual {
  std::string_view zh, en;
};
inline constexpr std::string_view kSampleLaw = law::kLicensing;
inline constexpr std::string_view kSampleArticle = "第四十二条";
inline constexpr Bilingual kApplication{"申请书", "Application"};
inline constexpr Bilingual kUnderWay{"在办", "Under way"};
inline constexpr Bilingual kClose{"办结", "Close"};
inline constexpr Bilingual kDone{"已办结", "Done"};
inline constexpr Bilingual kGranted{"受理、审查，准予", "Accepted, reviewed, granted"};
inline constexpr std::string_view kProposal = "材料齐全，建议准予";
inline constexpr std::string_view kAgreed = "同意";
inline constexpr std::string_view kGrantedWhy = "材料齐全的申请按流程办到准予。";

// A rehearsed case as a scenario.
inline constexpr std::string_view kBetween = "、";
inline constexpr Bilingual kFiledAlone{"提交申请", "Filed"};
inline constexpr std::string_view kRehearsed = "由演练存下：这样办下来就是这样。";

// Headings of `simulate`.
inline constexpr std::string_view kCasesPlayed = " 件 / cases";
inline constexpr std::string_view kOutcomes = "结果 / outcomes";
inline constexpr std::string_view kDaysToTheEnd =
    "从申请到办结，工作日 / working days from filing to the end";
inline constexpr std::string_view kUsedOf = "已用期限 / used of ";
inline constexpr std::string_view kPast = "超期 / past due";
inline constexpr std::string_view kLostByState =
    "日子花在哪个环节（工作日，次数 × 平均）/ days by state (in all, tasks × mean)";
inline constexpr std::string_view kLostByDepartment = "日子花在哪个部门 / days by department";
inline constexpr std::string_view kNeverReached = "没有走到的状态 / states never reached";

// Texts of `diff`: what changes, and what that does to running cases.
struct Change {
  std::string_view code, zh, en;
};
inline constexpr Change kChanges[] = {
    {"state_removed", "删去状态：{0}", "state removed: {0}"},
    {"state_added", "新增状态：{0}", "state added: {0}"},
    {"state_phase", "状态“{0}”的环节由 {1} 改为 {2}", "the phase of {0} changes from {1} to {2}"},
    {"state_task", "状态“{0}”的办理人由 {1} 改为 {2}", "the task of {0} moves from {1} to {2}"},
    {"state_limit", "状态“{0}”的期限由 {1} 改为 {2}", "the limit of {0} changes from {1} to {2}"},
    {"transition_removed", "“{0}”不再处理：{1}", "{0} no longer takes: {1}"},
    {"transition_added", "“{0}”新处理：{1}", "{0} takes now: {1}"},
    {"transition_target", "“{0}”遇“{1}”改去：{2}", "{0} on {1} leads elsewhere: {2}"},
    {"act_by", "“{0}”的“{1}”改由 {2} 办理", "{1} in {0} is done by {2}"},
    {"limit_removed", "删去期限：{0}", "limit removed: {0}"},
    {"limit_added", "新增期限：{0} = {1}", "limit added: {0} = {1}"},
    {"limit_changed", "期限“{0}”由 {1} 改为 {2}", "the limit {0} changes from {1} to {2}"},
    {"field_removed", "删去字段：{0}", "field removed: {0}"},
    {"field_added", "新增字段：{0}", "field added: {0}"},
    {"field_required", "字段改为必填：{0}", "field now required: {0}"},
    {"field_type", "字段“{0}”的类型由 {1} 改为 {2}", "the type of {0} changes from {1} to {2}"},
    {"material_removed", "删去材料：{0}", "material removed: {0}"},
    {"material_added", "新增材料：{0}", "material added: {0}"},
    {"material_required", "材料改为必需：{0}", "material now required: {0}"},
    {"item_removed", "删去事项：{0}", "item removed: {0}"},
    {"item_added", "新增事项：{0}", "item added: {0}"},
    {"kind_changed", "种类由 {0} 改为 {1}", "the kind changes from {0} to {1}"},
};
inline constexpr std::string_view kBreaks = "妨碍在办案件 / breaks running cases";
inline constexpr std::string_view kNoDifference = "没有差别 / no difference";

}  // namespace yijian::authoring
