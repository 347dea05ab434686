// Why a case cannot be migrated, as it is told at the office.
#include <array>
#include <utility>

#include "api/cli/migration.h"

namespace yijian::cli {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kReasons{
    std::pair{"commitment_gone"sv, "新版本没有告知承诺"sv},
    std::pair{"departments_differ"sv, "新版本会签的部门不同"sv},
    std::pair{"form_error"sv, "表单的表达式无法求值"sv},
    std::pair{"four_eyes_lost"sv, "新版本不再要求原有的岗位分离"sv},
    std::pair{"guide_differs"sv, "新版本的情形引导不接受已有的回答"sv},
    std::pair{"history_unmapped"sv, "历史状态在新版本没有位置"sv},
    std::pair{"invoke_unmapped"sv, "新版本无处接收正在等待的结果"sv},
    std::pair{"invoke_would_not_run"sv, "新版本等待的调用不会开始"sv},
    std::pair{"item_differs"sv, "事项在新版本换了定义"sv},
    std::pair{"item_gone"sv, "事项在新版本已取消"sv},
    std::pair{"item_would_not_run"sv, "新版本新增的事项不会开始"sv},
    std::pair{"kind_differs"sv, "新版本的类别或办理制度不同"sv},
    std::pair{"limit_gone"sv, "时限在新版本没有了"sv},
    std::pair{"limit_would_not_run"sv, "新版本的办结时限不会起算"sv},
    std::pair{"material_asked_anew"sv, "会向申请人另要材料"sv},
    std::pair{"material_gone"sv, "材料在新版本没有了"sv},
    std::pair{"outcome_differs"sv, "状态的结果与办件不同"sv},
    std::pair{"phase_differs"sv, "状态与办件不在同一阶段"sv},
    std::pair{"required"sv, "表单缺少必填项"sv},
    std::pair{"signature_lost"sv, "新版本不认已会签的意见"sv},
    std::pair{"state_ends"sv, "新旧状态只有一个是终止状态"sv},
    std::pair{"state_not_leaf"sv, "目标状态还包含别的状态"sv},
    std::pair{"state_unmapped"sv, "状态在新版本没有位置"sv},
    std::pair{"states_conflict"sv, "这些状态在新版本不能同时有效"sv},
    std::pair{"task_differs"sv, "新旧状态只有一个须会签"sv},
    std::pair{"timer_announced"sv, "已告知申请人的期限不得重新起算"sv},
    std::pair{"timer_error"sv, "计时器的时长无法求值"sv},
    std::pair{"timer_unmapped"sv, "计时器在新版本没有位置"sv},
    std::pair{"timer_would_not_run"sv, "新版本的计时器不会起算"sv},
    std::pair{"unknown_property"sv, "表单有新版本不认的字段"sv},
    std::pair{"vars_error"sv, "变量的表达式无法求值"sv},
    std::pair{"would_move_on"sv, "到了新版本会立即离开该状态"sv},
};

}  // namespace

std::string reason_in_chinese(const std::string& code) {
  for (const auto& [known, text] : kReasons)
    if (known == code) return std::string(text);
  return code;
}

}  // namespace yijian::cli
