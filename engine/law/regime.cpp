// The kernel's rules: number, unit and source of each, and the regimes that it binds.
//
// `law` names only what was read in the text of the law; a rule without one is the engine's own
// and is never printed on a document as law. docs/rules/README.md explains each.
#include "engine/law/regime.h"

#include <algorithm>
#include <array>

#include "engine/law/statutes.h"

namespace yijian::law {
namespace {

constexpr std::array<std::string_view, 6> kRegimeNames = {"licence", "registration", "benefit",
                                                          "service", "appeal",       "duty"};

// Which regimes a rule binds. Of the parties' cases every one is bound by nearly every rule:
// where 行政许可法 is not the law that applies, its procedure stands as the house rule, because
// an unbound rule would be one that a definition may loosen.
enum class Bound {
  cases,     // licence, registration, benefit, service, appeal
  granting,  // licence, registration: where a decision with a statutory period to serve is made
  everyone   // the cases and the office's own duties
};

struct Row {
  Rule rule;
  Bound bound;
};

// clang-format off
constexpr Row kRows[] = {
  {{"R-ACCEPT-01", "收件后五个工作日内受理或一次性告知补正", "Accepted, or the one correction notice sent, within five working days of receipt", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-ACCEPT-02", "逾期不告知的，自收到材料之日起视为受理", "No notice in time: deemed accepted from the day of receipt", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-ACCEPT-03", "材料齐全方可受理，齐全即应受理", "Complete materials before acceptance, and acceptance once they are complete", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-CORRECT-01", "补正只告知一次，内容一次告全", "One correction notice, listing everything", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-CORRECT-02", "补正齐全之日为受理之日", "After correction, accepted as of the day on which everything had arrived", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-CORRECT-03", "一件事各部门的补正合并为一次告知", "One notice for all the departments of a thing", "", ""}, Bound::cases},
  {{"R-REFUSE-01", "不予受理、不予批准和终止须说明理由、依据和救济途径", "Refusal, denial and termination need reason, basis and remedies", kLicensing, "第三十八条"}, Bound::cases},
  {{"R-GRANT-01", "准予须每项必要材料均已齐备", "Granting needs every required material", "", ""}, Bound::cases},
  {{"R-GRANT-02", "规则可以准予，只有人可以不予", "A rule may grant; only a person denies", "", ""}, Bound::cases},
  {{"R-DEFER-01", "仅在定义允许时容缺受理", "Deferred papers only where the definition allows them", "", ""}, Bound::cases},
  {{"R-DEFER-02", "容缺逾期，按事先声明的后果处理", "A deferral overdue has its declared consequence", "", ""}, Bound::cases},
  {{"R-COMMIT-01", "仅在允许的事项适用告知承诺，不承诺的按一般程序", "A commitment only where it is allowed; otherwise the ordinary path", "国办发〔2020〕42号", ""}, Bound::cases},
  {{"R-COMMIT-02", "信用良好方可告知承诺", "A commitment needs clean credit", "", ""}, Bound::cases},
  {{"R-COMMIT-03", "承诺须核查；不实的，限期整改或撤销并记入信用记录", "A commitment is verified; a breach means rectification or revocation, and a credit record", "", ""}, Bound::cases},
  {{"R-CLOCK-01", "办理期限自受理起算，首日不计，至作出决定止", "The decision clock runs from acceptance, first day not counted, and ends with the decision", kLicensing, "第四十二条"}, Bound::cases},
  {{"R-CLOCK-02", "告知期限自收件起算，首日不计", "The notice clock runs from receipt, first day not counted", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-CLOCK-03", "法定特别程序所需时间不计入期限", "Time taken by the statutory procedures is not counted", kLicensing, "第四十五条"}, Bound::cases},
  {{"R-CLOCK-04", "期限只延长一次，由法定层级负责人批准", "One extension, approved by the lawful rank", kLicensing, "第四十二条"}, Bound::cases},
  {{"R-CLOCK-05", "超出已公布放假安排的期限为暂定", "A due beyond the published calendar is provisional", "", ""}, Bound::everyone},
  {{"R-CLOCK-06", "逾期而轮到机关办理的，开立督办", "A limit passed on the office's turn opens a supervision", "", ""}, Bound::everyone},
  {{"R-CLOCK-07", "放假安排公布或更正后，未届满的期限重新计算，已届满的作出标记", "A new notice computes open dues anew; what has run out is flagged", "", ""}, Bound::everyone},
  {{"R-PEOPLE-01", "经手人不得办理须由他人办理的环节", "Four eyes: whoever did the one act may not do the other", "", ""}, Bound::everyone},
  {{"R-PEOPLE-02", "实地核查由两名以上署名人员进行", "A site check is made by two named officers", kLicensing, "第三十四条"}, Bound::everyone},
  {{"R-PEOPLE-03", "审查须有明确意见", "Every review states an explicit opinion", "", ""}, Bound::everyone},
  {{"R-PEOPLE-04", "帮办人员不得受理、决定其代为填报的办件", "Whoever helped to file a case neither accepts nor decides it", "", ""}, Bound::cases},
  {{"R-PEOPLE-05", "重新办理的，不得由原决定人再作决定", "What is done anew is not decided by whoever decided it before", "", ""}, Bound::cases},
  {{"R-THING-01", "一件事统一受理，各事项同时受理", "A thing accepts for all its items", kLicensing, "第二十六条"}, Bound::cases},
  {{"R-THING-02", "一项不予，不影响其余事项", "Partial success: a denial does not sink the rest", "", ""}, Bound::cases},
  {{"R-THING-04", "一组事项按自己的规则汇合，余者不再办", "A group of items joins by its own rule; what it no longer needs is dismissed", "", ""}, Bound::cases},
  {{"R-THING-05", "撤回一件事，其各事项一并撤回", "Withdrawing the thing withdraws its items", "", ""}, Bound::cases},
  {{"R-THING-06", "受理之前各事项都不予受理的，整件事不予受理", "Refused as a whole when every item is refused before acceptance", "", ""}, Bound::cases},
  {{"R-THING-08", "各事项汇合后一件事作出决定，送达后办结", "A thing decides when its join does and closes after delivery", "", ""}, Bound::cases},
  {{"R-PHASE-01", "环节只能依法流转", "Only lawful moves between phases", "", ""}, Bound::everyone},
  {{"R-DELIVER-01", "决定后十个工作日内送达", "Delivered within ten working days of the decision", kLicensing, "第四十四条"}, Bound::granting},
  {{"R-LATE-01", "补录须有原因和凭据，不得早于办件最近一次变动", "A late entry needs reason and evidence, and lies not before the case last moved", "", ""}, Bound::everyone},
  {{"R-LATE-02", "补录越过期限的，须由另一人确认", "A late entry that crosses a limit needs a second person", "", ""}, Bound::everyone},
  {{"R-LATE-03", "补正告知或不予受理已按时作出的，视为受理撤销", "A notice or refusal proven timely annuls a deemed acceptance", kLicensing, "第三十二条"}, Bound::cases},
  {{"R-REDO-01", "经复议或判决须重新办理的，另开一件，沿用原卷", "What review or judgment sends back is done anew, in a case of its own with the old file", "", ""}, Bound::cases},
  {{"R-RETRACT-01", "本人当日的上一步，尚未对外的可以撤销", "One's own last act is taken back the same day, while nothing has gone out", "", ""}, Bound::everyone},
  {{"R-RATING-01", "一次服务一次评价，未作评价不视为好评", "One rating for each service given; none is no good one", "", ""}, Bound::cases},
  {{"R-RATING-02", "差评须整改并回访，未整改的整改件不得办结", "A bad rating opens a rectification that cannot close unresolved", "", ""}, Bound::cases},
  {{"R-VOID-01", "作废由监督人员在决定前作出并说明理由", "Voided by a supervisor, with a reason, before the decision", "", ""}, Bound::cases},
  {{"R-WITHDRAW-01", "申请人在决定前可以撤回", "The party may withdraw before the decision", "", ""}, Bound::cases},
  {{"R-IDENT-01", "主体代码和身份号码须通过校验", "Identifiers must pass their check characters", "GB 32100、GB 11643", ""}, Bound::cases},
  {{"R-LICENCE-02", "依已有证照办理的，只办受影响的许可", "A case on a licence touches the affected permits alone", "", ""}, Bound::cases},
  {{"R-REGION-01", "收受分离的，期限自属地收件之日起算", "Collected in one region, decided in another: the clocks run from receipt where it is decided", "", ""}, Bound::cases},
  {{"R-REGION-02", "外部系统办理的事项，回填编号、结果和生效日期", "An item decided in another system: its number, result and effective day are typed in", "", ""}, Bound::cases},
  {{"R-SCHEDULE-01", "定期发起的，到日子每个对象开一件，不漏不重", "On its day a schedule begins one case for each element, none left out and none twice", "", ""}, Bound::everyone},
  {{"R-OFFER-01", "政府发起的，经申请人确认才算申请", "What the office begins is an application only once the applicant has confirmed it", "", ""}, Bound::cases},
  {{"R-RENEW-01", "按时申请延续，届满前未作出决定的，视为准予延续", "Renewal applied for in time and undecided when the licence ends: deemed granted", kLicensing, "第五十条"}, Bound::granting},
  {{"R-RENEW-02", "证照届满前，机关备好延续申请，经申请人确认才算申请", "Before a licence ends the office prepares its renewal, which the applicant confirms", "", ""}, Bound::cases},
  {{"R-IMPORT-01", "迁入的在办件须如实说明阶段、日期和已用天数，此后由内核裁量", "An open case from another system tells phase, dates and used days; from then on the kernel judges it", "", ""}, Bound::everyone},
};
// clang-format on

bool includes(Bound bound, Regime regime) {
  switch (bound) {
    case Bound::everyone:
      return true;
    case Bound::cases:
      return regime != Regime::duty;
    case Bound::granting:
      return regime == Regime::licence || regime == Regime::registration;
  }
  ensure_failed("a kind of binding", __FILE__, __LINE__);
}

const Row* find_row(std::string_view id) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [id](const Row& each) { return each.rule.id == id; });
  return row == std::end(kRows) ? nullptr : row;
}

}  // namespace

std::string_view name(Regime regime) {
  const auto index = static_cast<size_t>(regime);
  ENSURE(index < kRegimeNames.size());
  return kRegimeNames[index];
}

std::optional<Regime> regime_from(std::string_view name) {
  for (size_t i = 0; i < kRegimeNames.size(); ++i)
    if (kRegimeNames[i] == name) return static_cast<Regime>(i);
  return std::nullopt;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> kRules = [] {
    std::vector<Rule> all;
    for (const Row& row : kRows) all.push_back(row.rule);
    return all;
  }();
  return kRules;
}

const Rule* find_rule(std::string_view id) {
  const Row* row = find_row(id);
  return row == nullptr ? nullptr : &row->rule;
}

bool binds(std::string_view rule, Regime regime) {
  const Row* row = find_row(rule);
  ENSURE(row != nullptr);
  return includes(row->bound, regime);
}

}  // namespace yijian::law
