// What "why not?" says, to a clerk and to an applicant.
#include <algorithm>

#include "engine/casework/why_parts.h"

namespace yijian::casework {
namespace {

using definition::Text;

// What is in the way, and what clears it. Empty applicant's texts: the same as the office's.
struct Wording {
  std::string_view word;  // code, or code.variant
  std::string_view zh, en;
  std::string_view remedy_zh, remedy_en;
  std::string_view applicant_zh = {}, applicant_en = {};
  std::string_view applicant_remedy_zh = {}, applicant_remedy_en = {};
};

constexpr std::string_view kWaitZh = "请等待办理机关办理，进度可随时查询";
constexpr std::string_view kWaitEn = "Please wait for the office; the progress can be looked up";

constexpr Wording kWordings[] = {
    {"already_extended", "“{act}”：期限只能延长一次，本件已经延长",
     "{act}: the time limit is extended once only, and has been",
     "请在延长后的期限（{due}）内作出决定", "Decide within the extended limit ({due})"},
    {"already_rated", "这项服务已经评价过", "This service has been rated", "可以评价其他服务环节",
     "Another service can be rated"},
    {"already_signed.commitment", "告知承诺已经签署", "The commitment has been signed",
     "无需再次签署", "It need not be signed again"},
    {"already_signed", "{department} 已经办过这一步", "{department} has done this already",
     "请等待其他会签部门办理：{others}", "The other departments still have to act: {others}"},
    {"authority_expired", "委托代理的期限已于 {until} 届满", "The authority ended on {until}",
     "请由申请人本人办理，或者重新委托", "The applicant acts in person, or authorises anew"},
    {"correction_already_given", "补正通知只能发出一次，本件已经发出",
     "The one notice of corrections has been given",
     "申请人主动补交的材料仍可收下；请依现有材料受理或者作出决定",
     "Papers that the applicant brings are taken; accept, or decide on what is there"},
    {"credit_barred", "信用记录未显示为“正常”，不能适用告知承诺",
     "The credit register does not say clean: no commitment", "请申请人提交材料，按一般程序办理",
     "The applicant brings the papers instead"},
    {"decided_before",
     "原办件由您作出不予受理、不予许可、终止或者撤销的决定，重新办理不得再由您“{act}”",
     "You decided against the applicant before: done anew, {act} is another's",
     "请由同岗位的另一人办理：{roles}", "Another person acts: {roles}"},
    {"deferred_open", "容缺材料尚未补齐：{names}", "Deferred papers have not come: {names}",
     "请申请人在 {due} 前补交，由窗口收件", "The applicant brings them by {due}, at the window"},
    {"deferred_open.open", "容缺材料尚未补齐：{names}", "Deferred papers have not come: {names}",
     "请申请人补交，由窗口收件", "The applicant brings them, at the window"},
    {"department_required", "“{act}”由 {departments} 办理", "{act} is for {departments}",
     "请联系 {departments} 的{roles}", "Ask the {roles} of {departments}"},
    {"forbidden", "您不是本件的申请人，或者未受托办理“{act}”",
     "You are no applicant of this case, or not authorised for {act}",
     "请由申请人办理，或者由其在委托中写明此项",
     "The applicant acts, or names this in the authority given"},
    {"four_eyes", "“{done}”与“{act}”不得由同一人办理，您已办理前者",
     "Who did {done} may not do {act}, and you did", "请由同岗位的另一人办理：{roles}",
     "Another person acts: {roles}"},
    {"guard_error", "“{act}”的条件无法判定", "A condition of {act} cannot be evaluated",
     "请补全条件所需的信息；仍无法判定的，请联系系统管理人员",
     "Supply what the condition reads, or tell the administrator", "目前不能办理“{act}”",
     "{act} is not possible now", kWaitZh, kWaitEn},
    {"guard_false", "尚不符合“{act}”的条件", "The conditions of {act} are not met",
     "所列条件成立后即可办理", "It is possible as soon as the conditions named hold", "", "",
     "情况变化后可以办理；如有疑问请咨询办理窗口",
     "It is possible once this changes; the window can tell more"},
    {"helped_to_file", "您代申请人填报过本件（帮办），不得“{act}”",
     "You helped to file this case and may not do {act}", "请由同岗位的另一人办理：{roles}",
     "Another person acts: {roles}"},
    {"invalid_data", "提交的内容有误：{names}", "What was given has faults: {names}",
     "请更正后再提交", "Put it right and try again"},
    {"invalid_data.form", "申请表还不完整或者有误：{names}", "The form has faults: {names}",
     "请申请人填写或者更正", "The applicant fills them in, or puts them right"},
    {"materials_missing", "缺少必需的材料：{names}", "Required papers are missing: {names}",
     "请申请人补交，也可以在窗口提交", "The applicant brings them, online or at the window"},
    {"materials_missing.deferrable", "缺少必需的材料：{names}",
     "Required papers are missing: {names}", "请申请人补交；窗口可以容缺受理：{deferrable}",
     "The applicant brings them; the window may defer: {deferrable}"},
    {"no_applicable_item", "根据所填情况，没有需要办理的事项", "By these answers no item applies",
     "请核对引导问题的回答", "Look at the answers to the guide again"},
    {"not_allowed_now", "现在不能办理“{act}”", "{act} is not possible now",
     "请刷新后从列出的操作中选择", "Reload, and choose one of the actions that are listed"},
    {"not_allowed_now.material", "“{act}”不适用于：{names}", "{act} is not for: {names}",
     "请提交这份材料", "Bring the paper itself"},
    {"not_deferrable", "这份材料不能容缺：{names}", "The paper cannot be deferred: {names}",
     "请申请人提交这份材料", "The applicant brings the paper"},
    {"not_allowed_now.commitment", "现在不提供告知承诺", "No commitment is offered now",
     "请提交材料，按一般程序办理", "Bring the papers instead"},
    {"not_allowed_now.extension", "没有可以延长的法定期限：未在计算，或者已经届满",
     "No statutory limit can be extended: none runs, or it has passed",
     "延期须在法定期限届满前批准", "An extension is approved before the limit passes"},
    {"not_allowed_now.forbidden", "“{now}”环节不办理“{act}”", "{act} is not done at {now}",
     "请先完成现在的环节", "First finish the present stage"},
    {"not_allowed_now.nothing", "本件现在没有可以“{act}”的内容",
     "There is nothing in this case for {act} now", "无需办理", "Nothing need be done"},
    {"not_allowed_now.over", "“{act}”在“{where}”环节办理，本件已在“{now}”，不再回到该环节",
     "{act} belongs to {where}; the case is at {now} and does not go back", "此项不再适用",
     "It does not apply any more"},
    {"not_allowed_now.phase", "“{act}”只在以下阶段办理：{where}；本件现为“{now}”",
     "{act} belongs to the phases {where}; the case is in {now}", "请在上述阶段办理",
     "It is done in those phases"},
    {"not_allowed_now.state", "“{act}”在“{where}”环节办理，本件现在“{now}”",
     "{act} belongs to {where}; the case is at {now}", "先由{who}办理“{step}”",
     "First the {who} does {step}", "", "", kWaitZh, kWaitEn},
    {"not_allowed_now.task", "“{act}”不在所指的待办办理",
     "{act} is not done in the task that was named", "请在“{where}”办理", "Do it at {where}"},
    {"not_allowed_now.timer", "“{act}”在“{where}”环节办理，本件现在“{now}”",
     "{act} belongs to {where}; the case is at {now}", "“{step}”的期限到 {due} 届满后继续办理",
     "It goes on when the limit {step} has passed ({due})"},
    {"not_allowed_now.event", "“{act}”在“{where}”环节办理，本件现在“{now}”",
     "{act} belongs to {where}; the case is at {now}", "等待其他事项、部门或者系统的结果：{step}",
     "Another case, department or system has to answer: {step}", "", "", kWaitZh, kWaitEn},
    {"not_allowed_now.unknown", "本事项没有“{act}”这项操作", "This matter knows no action {act}",
     "请从列出的操作中选择", "Choose one of the actions that are listed"},
    {"not_allowed_now.meant", "本事项没有“{act}”这项操作", "This matter knows no action {act}",
     "是否想办“{meant}”？", "Did you mean {meant}?"},
    {"opinion_required", "尚未填写意见", "The opinion has not been given", "请填写意见后再提交",
     "Give the opinion"},
    {"role_required", "“{act}”由{roles}办理", "{act} is for the {roles}",
     "请联系{departments}的{roles}", "Ask the {roles} of {departments}", "此项由办理机关办理",
     "The office does this", kWaitZh, kWaitEn},
    {"role_required.anywhere", "“{act}”由{roles}办理", "{act} is for the {roles}", "请联系{roles}",
     "Ask the {roles}", "此项由办理机关办理", "The office does this", kWaitZh, kWaitEn},
    {"role_required.applicant", "“{act}”由申请人办理", "{act} is for the applicant", "请联系申请人",
     "Ask the applicant"},
    {"stale_version", "办件已被他人更新", "The case has changed meanwhile", "请刷新后再试",
     "Reload the case"},
    {"task_required", "有多个待办可办“{act}”：{where}", "Several tasks offer {act}: {where}",
     "请指明是哪一个", "Say which one"},
    {"unlawful_move", "法定程序不允许“{act}”", "The statutory procedure does not allow {act}",
     "请按本件所处阶段（{phase}）的法定程序办理",
     "Follow the procedure of the present phase ({phase})"},
    {"", "不能办理“{act}”：{code}", "{act} was refused: {code}", "请按提示更正后再试",
     "Put right what the refusal names"},
};

const Wording& wording_of(std::string_view word) {
  for (const Wording& one : kWordings)
    if (one.word == word) return one;
  return kWordings[std::size(kWordings) - 1];
}

// {name} gives way to what it is filled with, once: a filling's braces stay.
std::string filled(std::string_view pattern, const Fillings& fillings, std::string Text::*tongue) {
  std::string text;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const size_t close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto known = std::find_if(fillings.begin(), fillings.end(),
                                    [&](const Filling& one) { return one.name == name; });
    if (known != fillings.end()) text += known->text.*tongue;
    pattern.remove_prefix(close + 1);
  }
  return text;
}

Text both(std::string_view zh, std::string_view en, const Fillings& fillings) {
  return {filled(zh, fillings, &Text::zh), filled(en, fillings, &Text::en)};
}

}  // namespace

void say(Blocker& blocker, std::string_view word, Audience audience, const Fillings& fillings) {
  const Wording& wording = wording_of(word);
  const bool applicant = audience == Audience::applicant;
  blocker.text = applicant && !wording.applicant_zh.empty()
                     ? both(wording.applicant_zh, wording.applicant_en, fillings)
                     : both(wording.zh, wording.en, fillings);
  blocker.remedy = applicant && !wording.applicant_remedy_zh.empty()
                       ? both(wording.applicant_remedy_zh, wording.applicant_remedy_en, fillings)
                       : both(wording.remedy_zh, wording.remedy_en, fillings);
}

Text role_title(std::string_view role) {
  struct Title {
    std::string_view role, zh, en;
  };
  constexpr Title kTitles[] = {{"applicant", "申请人", "applicant"},
                               {"clerk", "窗口人员", "clerk"},
                               {"reviewer", "审查人员", "reviewer"},
                               {"approver", "审批人员", "approver"},
                               {"head", "本机关负责人", "head of the authority"},
                               {"governor", "本级政府负责人", "head of the government"},
                               {"supervisor", "督办人员", "supervisor"},
                               {"auditor", "审计人员", "auditor"}};
  for (const Title& one : kTitles)
    if (one.role == role) return {std::string(one.zh), std::string(one.en)};
  return plain(role);
}

Text phase_title(law::Phase phase) {
  return {std::string(law::name_zh(phase)), std::string(law::name(phase))};
}

Text listed_titles(const std::vector<Text>& all) {
  Text list;
  for (const Text& one : all) {
    list.zh += (list.zh.empty() ? "" : "、") + one.zh;
    list.en += (list.en.empty() ? "" : ", ") + one.en;
  }
  return list;
}

Text day_text(Instant instant) { return plain(format_day(law::last_day(instant))); }

}  // namespace yijian::casework
