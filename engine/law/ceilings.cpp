// Ceilings of periods, who extends them, what stops them, and the remedies of a party.
#include <array>

#include "engine/law/regime.h"
#include "engine/law/statutes.h"

namespace yijian::law {
namespace {

constexpr Limit workdays(int64_t amount) { return {LimitUnit::workdays, amount}; }

constexpr std::string_view kProcedures = "第四十五条";

// The §45 procedures stop every decision clock; what the applicant still owes stops the promise
// alone, and only where the definition says so. Nothing else stops a clock.
constexpr std::array<StopReason, 10> kStopReasons = {{
    {"hearing", "听证", true, kLicensing, kProcedures},
    {"bidding", "招标", true, kLicensing, kProcedures},
    {"auction", "拍卖", true, kLicensing, kProcedures},
    {"inspection", "检验", true, kLicensing, kProcedures},
    {"testing", "检测", true, kLicensing, kProcedures},
    {"quarantine", "检疫", true, kLicensing, kProcedures},
    {"appraisal", "鉴定", true, kLicensing, kProcedures},
    {"expert-review", "专家评审", true, kLicensing, kProcedures},
    {"deferred-papers", "容缺材料补齐", false, "", ""},
    {"payment", "缴费", false, "", ""},
}};

}  // namespace

Ceilings ceilings(Regime regime, bool thing) {
  switch (regime) {
    case Regime::licence:
      return {.notice = workdays(5),
              .statutory = workdays(thing ? 45 : 20),
              .extension = workdays(thing ? 15 : 10),
              .delivery = workdays(10)};
    case Regime::registration:
      // 市场主体登记管理条例 第十九条 gives three working days more; other registrations have
      // periods of their own, so that their definitions name them.
      return {.notice = workdays(5),
              .statutory = std::nullopt,
              .extension = workdays(thing ? 15 : 3),
              .delivery = workdays(10)};
    case Regime::benefit:
    case Regime::service:
    case Regime::appeal:
      return {.notice = workdays(5),
              .statutory = std::nullopt,
              .extension = std::nullopt,
              .delivery = std::nullopt};
    case Regime::duty:
      return {};
  }
  ensure_failed("a regime", __FILE__, __LINE__);
}

std::string_view extension_rank(bool thing) { return thing ? "governor" : "head"; }

std::string_view remedies_zh(Regime regime) {
  switch (regime) {
    case Regime::licence:
    case Regime::registration:
    case Regime::benefit:
      return "对本决定不服的，可以依法申请行政复议或者提起行政诉讼。";
    case Regime::service:
      return "对办理结果有异议的，可以向办理机关申请复核；依法属于行政复议、行政诉讼受案范围的，"
             "可以申请行政复议或者提起行政诉讼。";
    case Regime::appeal:
      return "对处理结果有异议的，可以向办理机关申请复核，也可以向其上级机关反映。";
    case Regime::duty:
      return "";
  }
  ensure_failed("a regime", __FILE__, __LINE__);
}

const StopReason* find_stop_reason(std::string_view name) {
  for (const StopReason& reason : kStopReasons)
    if (reason.name == name) return &reason;
  return nullptr;
}

}  // namespace yijian::law
