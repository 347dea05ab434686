// Codes of law and time: phases, limits, waiting.
#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kLawCodes[] = {
    {"phase_missing", error, key, "状态“{0}”没有环节（phase）", "The state \"{0}\" has no phase",
     "期限、可做的动作和对外显示都由环节决定；没有环节的状态，法定期限无从计算。",
     "Clocks, possible acts and what people see follow from the phase; without one no legal period "
     "can run.",
     R"j("review": {"task": "reviewer"})j",
     R"j("review": {"phase": "accepted", "task": "reviewer"})j"},
    {"phase_in_region", error, value, "并行状态之内不能声明环节：{0}",
     "No phase is declared inside a parallel state: {0}",
     "一件案件同一时刻只有一个环节，并行的各支不能各说各的。",
     "A case has one phase at a time; regions side by side cannot each have their own.",
     R"j({"type": "parallel", "states": {"a": {"phase": "accepted"}}})j",
     R"j({"type": "parallel", "phase": "accepted", "states": {"a": {}}})j"},
    {"phase_of_duty", error, key, "职责的环节由引擎给出，不能声明", "A duty's phases are implied",
     "职责是机关自己的工作，没有申请、受理和决定，只有在办和办结。",
     "A duty is the office's own work: neither filed nor accepted nor decided, only under way or "
     "closed.",
     R"j("open": {"phase": "accepted"})j", R"j("open": {})j"},
    {"outcome_missing", error, key, "决定状态“{0}”没有结果（outcome）",
     "The decided state \"{0}\" has no outcome",
     "决定总有结果：准予、部分准予、不予或转报；文书、证照和汇总都以它为准。",
     "A decision has an outcome: granted, partial, denied or forwarded; documents, licences and "
     "joins go by it.",
     R"j("granted": {"phase": "decided"})j",
     R"j("granted": {"phase": "decided", "outcome": "granted"})j"},
    {"outcome_misplaced", error, key, "结果（outcome）只能写在决定环节的状态",
     "An outcome belongs to a state of the phase decided", "未作决定的案件没有结果。",
     "A case that is not decided has no outcome.",
     R"j("review": {"phase": "accepted", "outcome": "granted"})j",
     R"j("review": {"phase": "accepted"})j"},
    {"unlawful_start", error, value, "流程不能从环节“{0}”开始",
     "A case cannot begin in the phase {0}",
     "案件从填报开始，职责从在办开始；一开始就受理，收件和补正的权利就被跳过。",
     "A case begins as a draft, a duty as accepted; one that begins later skips receipt and "
     "correction.",
     R"j("initial": "submitted")j", R"j("initial": "draft")j"},
    {"unlawful_move", error, value, "状态“{0}”遇“{1}”：环节不能从 {2} 到 {3}",
     "In \"{0}\" on \"{1}\": no lawful move from {2} to {3}",
     "环节之间的合法去向由法律固定。例如填报不能直接到受理，受理后不能不作决定就送达。",
     "The lawful moves between phases are fixed: a draft is not accepted unreceived, nothing is "
     "delivered "
     "undecided.",
     R"j("draft": {"on": {"submit": "accepted"}})j",
     R"j("draft": {"on": {"submit": "submitted"}})j"},
    {"notice_unwatched", error, key, "收件状态“{0}”没有补正告知期限（notice）",
     "The submitted state \"{0}\" is not under the notice timer",
     "五个工作日内不一次告知补正的，自收到之日起视为受理（行政许可法第三十二条）；没有这个定时器，"
     "案件会一直停在收件。",
     "Without a correction notice within 5 working days a filing is deemed accepted from the day "
     "of receipt; "
     "without the timer it would lie there for ever.",
     R"j("submitted": {"task": "clerk"})j",
     R"j("submitted": {"task": "clerk", "after": {"notice": "accepted"}})j"},
    {"suspension_unwatched", error, key, "停止计时的状态“{0}”没有到期恢复",
     "The suspended state \"{0}\" has no timer that leads back",
     "特别程序有告知的期限，期满计时自行恢复；没有定时器，期限就永远停着。",
     "A special procedure has an announced period, after which the clock runs on by itself; "
     "without a timer "
     "it would stand still for ever.",
     R"j("suspended": {"on": {"resume": "review"}})j",
     R"j("suspended": {"after": {"announced": "review"}, "on": {"resume": "review"}})j"},
    {"event_unhandled", error, key, "状态“{0}”没有处理引擎事件“{1}”",
     "The state \"{0}\" does not handle the engine's event \"{1}\"",
     "容缺逾期、承诺违约和一件事统一送达必须有人接：不处理，后果就落空。",
     "An overdue deferral, a breached commitment and the thing's delivery must be heard, or their "
     "consequence never comes.",
     R"j("decided": {"on": {"deliver": "closed"}})j",
     R"j("decided": {"on": {"deliver": "closed", "parent.delivered": "closed"}})j"},
    {"unknown_limit", error, value, "没有这个期限：{0}", "There is no such limit: {0}",
     "期限写作时长，或 limits 中的名称。找不到名称，定时器就不会响。",
     "A limit is a duration or a name in limits; a timer by a name that is not there would never "
     "ring.",
     R"j("after": {"notise": "accepted"})j", R"j("after": {"notice": "accepted"})j"},
    {"invalid_limit", error, value, "期限写法有误：{0}", "Not a limit: {0}",
     "写法：5wd 工作日，3d 自然日，20d> 遇假日顺延，2mo 月，5y 年，36h 小时，10m 分钟，30s 秒。",
     "Limits: 5wd working days, 3d calendar days, 20d> rolling off a holiday, 2mo months, 5y "
     "years, 36h, 10m "
     "minutes, 30s.",
     R"j("promised": "5 days")j", R"j("promised": "5wd")j"},
    {"too_long", error, value, "期限“{0}”为 {1}，超过上限 {2}",
     "The limit \"{0}\" is {1}, longer than {2}",
     "定义只能缩短法定期限，不能延长；承诺期限不得长于法定期限。",
     "A definition may tighten what the law allows, never loosen it; a promise is no longer than "
     "the "
     "statutory period.",
     R"j({"statutory": "20wd", "promised": "30wd"})j",
     R"j({"statutory": "20wd", "promised": "10wd"})j"},
    {"limit_not_comparable", error, value, "期限“{0}”为 {1}，无法与上限 {2} 比较",
     "The limit \"{0}\" is {1}, which cannot be compared with {2}",
     "工作日与自然日、算出来的期限与固定的期限无法比较，也就无法证明没有超过法定上限。",
     "Working days do not compare with calendar days, nor a computed limit with a fixed one: that "
     "it keeps "
     "the law cannot be shown.",
     R"j("notice": "7d")j", R"j("notice": "5wd")j"},
    {"minutes_not_months", warning, value, "“{0}”是 {1} 分钟；若指月，应写 {1}mo",
     "\"{0}\" is {1} minutes; months are written {1}mo",
     "m 是分钟。以分钟计的法定或承诺期限几乎总是把月误写了，案件一受理就会超期。",
     "m is minutes. A legal or promised period in minutes is almost always months misspelt: every "
     "case would "
     "be late as soon as it begins.",
     R"j("promised": "2m")j", R"j("promised": "2mo")j"},
    {"unused_limit", warning, key, "期限“{0}”没有任何状态或定时器使用",
     "No state or timer uses the limit \"{0}\"",
     "写了却没有用到的期限不会起算，也不会提醒；多半是名称写错了一处。",
     "A limit that nothing names never starts and warns nobody; usually one of the two names is "
     "misspelt.",
     R"j("limits": {"inspection": "5wd"}, … "onSite": {})j",
     R"j("limits": {"inspection": "5wd"}, … "onSite": {"limit": "inspection"})j"},
    {"timer_without_basis", warning, value, "定时器“{0}”使案件转入环节 {1}，没有写明依据（basis）",
     "The timer \"{0}\" moves the case to the phase {1} and names no basis",
     "无人动手就改变当事人地位的，须写明依据；记录和文书引用它。",
     "What changes a party's position with nobody acting names its ground; record and documents "
     "quote it.",
     R"j("after": {"notice": "accepted"})j",
     R"j("after": {"notice": {"target": "accepted", "basis": [{"law": "行政许可法", "article": "第三十二条"}]}})j"},
    {"offer_without_consent", error, value, "政府发起的，须由申请人确认才能收件：“{0}”不经其确认",
     "What the office begins is submitted by the applicant's word alone: not by {0}",
     "免申即享不是替人申请：发起的件先停在填报，由申请人的动作（by 含 "
     "applicant）进入收件；放弃或期满即撤回。",
     "An offer is no application in somebody's name: it waits as a draft, an act of the "
     "applicant's "
     "submits it, and silence withdraws it.",
     R"j("offered": {"phase": "draft", "after": {"answer": "submitted"}})j",
     R"j("offered": {"phase": "draft", "task": "applicant", "on": {"confirm": "submitted"}, "after": {"answer": "declined"}})j"},
    {"role_never_acts", warning, value, "角色“{0}”不办案件，这一步没有人能办",
     "The role {0} handles no cases: nobody can do this",
     "auditor、integrator、admin 和 system 没有人以办案身份担任；案件会停在这里。",
     "Nobody handles cases as auditor, integrator, admin or system; a case would stay here.",
     R"j("task": "system")j", R"j("task": "clerk")j"},
};

}  // namespace

std::span<const Code> codes_of_law() { return kLawCodes; }

}  // namespace yijian::definition
