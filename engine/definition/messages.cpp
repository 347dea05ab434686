// The texts of problems, 中文 and English, by code. {0}, {1} ... are the words of a problem.
#include "engine/definition/problems.h"

namespace yijian::definition {
namespace {

struct Entry {
  std::string_view code, zh, en;
};

constexpr Entry kMessages[] = {
    {"malformed_json", "不是合法的 JSON：{0}", "Not valid JSON: {0}"},
    {"duplicate_key", "同一对象中键重复：{0}", "A key stands twice in one object: {0}"},
    {"too_deep", "嵌套过深：{0}", "Nested too deep: {0}"},
    {"too_many_members", "成员过多：{0}", "Too many members: {0}"},
    {"unknown_key", "未知的键：{0}", "Unknown key: {0}"},
    {"missing_key", "缺少必需的键“{0}”", "The key \"{0}\" is required"},
    {"wrong_type", "类型不符，应为：{0}", "Wrong type; expected: {0}"},
    {"invalid_value", "“{0}”不可用，应为：{1}", "\"{0}\" is not possible; expected: {1}"},
    {"not_supported_yet", "“{0}”尚不支持", "\"{0}\" is not supported yet"},
    {"bad_each", "each 应当得出常量的列表或表：{0}",
     "`each` should give a list or a table of constants: {0}"},
    {"bad_hole", "占位表达式 ${...} 有误：{0}", "Faulty hole ${...}: {0}"},
    {"hole_in_cel", "表达式中只能整体使用 ${...}",
     "Within an expression a hole ${...} stands alone"},
    {"unknown_table", "没有这张表：{0}", "There is no such table: {0}"},
    {"unknown_row", "表中没有这一行：{0}", "The table has no such row: {0}"},
    {"too_many", "过多：{0}（上限 {1}）", "Too many: {0} (the limit is {1})"},
    {"reserved_name", "“{0}”是保留名称", "\"{0}\" is a reserved name"},
    {"duplicate_definition", "定义编号“{0}”重复", "The definition id \"{0}\" is taken"},
    {"duplicate_item", "编号“{0}”重复", "The id \"{0}\" stands twice"},
    {"unknown_template", "没有这个流程模板：{0}", "There is no such template: {0}"},
    {"unknown_slot", "模板没有这个插槽：{0}", "The template has no such slot: {0}"},
    {"unknown_parameter", "模板没有这个参数：{0}", "The template has no such parameter: {0}"},
    {"with_collision", "常量“{0}”同时来自模板和族表",
     "The constant \"{0}\" comes from both template and family"},
    {"unknown_reference", "字典中没有：{0}", "The dictionary has no: {0}"},
    {"reference_cycle", "字典引用成环：{0}", "The dictionary refers in a circle: {0}"},
    {"unknown_name", "表达式中没有这个名称：{0}", "No such name in expressions: {0}"},
    {"cel_type", "类型不合：{0}（{3}）", "Wrong types: {0} ({3})"},
    {"cel_never_equal", "永远不会相等：{0}（{3}）", "Never equal: {0} ({3})"},
    {"cel_mixed_numbers", "“{0}”可能是整数，也可能是小数，写成 {1}（{3}）",
     "\"{0}\" may be an int or a double; write {1} ({3})"},
    {"cel_unknown_field", "没有“{0}”，有的是：{1}（{3}）",
     "There is no \"{0}\", there are: {1} ({3})"},
    {"cel_may_be_absent", "“{0}”可能没有值，写成 {1}（{3}）",
     "\"{0}\" may be absent; write {1} ({3})"},
    {"cel_may_be_unanswered", "“{0}”可能没有回答，而表达式 {1} 读它：给问题加上 {2}",
     "\"{0}\" may be unanswered, and {1} reads it: give the question {2}"},
    {"cel_always_fails", "求值必定失败：{0}，{1}（{3}）", "Always fails: {0}, {1} ({3})"},
    {"cel_not_bool", "条件应得出 true 或 false，这里得出 {0}",
     "A condition gives a bool, this one {0}"},
    {"cel_not_recordable", "这样的值不能保存：{0}", "Such a value cannot be kept: {0}"},
    {"unknown_role", "没有这个角色：{0}", "There is no such role: {0}"},
    {"missing_role", "动作“{0}”没有写明由谁办理（by 或 task）",
     "Nobody is named to do \"{0}\": neither by nor task"},
    {"act_key_repeated", "“{0}”只能写在第一个分支", "\"{0}\" stands in the first alternative only"},
    {"unknown_event", "引擎没有这个事件：{0}", "The engine has no such event: {0}"},
    {"unknown_action", "没有这个内部动作：{0}", "There is no such action: {0}"},
    {"phase_missing", "状态“{0}”没有环节（phase）", "The state \"{0}\" has no phase"},
    {"phase_in_region", "并行状态之内不能声明环节：{0}",
     "No phase is declared inside a parallel state: {0}"},
    {"phase_of_duty", "职责的环节由引擎给出，不能声明", "A duty's phases are implied"},
    {"outcome_missing", "决定状态“{0}”没有结果（outcome）",
     "The decided state \"{0}\" has no outcome"},
    {"outcome_misplaced", "结果（outcome）只能写在决定环节的状态",
     "An outcome belongs to a state of the phase decided"},
    {"unlawful_start", "流程不能从环节“{0}”开始", "A case cannot begin in the phase {0}"},
    {"unlawful_move", "状态“{0}”遇“{1}”：环节不能从 {2} 到 {3}",
     "In \"{0}\" on \"{1}\": no lawful move from {2} to {3}"},
    {"notice_unwatched", "收件状态“{0}”没有补正告知期限（notice）",
     "The submitted state \"{0}\" is not under the notice timer"},
    {"suspension_unwatched", "停止计时的状态“{0}”没有到期恢复",
     "The suspended state \"{0}\" has no timer that leads back"},
    {"event_unhandled", "状态“{0}”没有处理引擎事件“{1}”",
     "The state \"{0}\" does not handle the engine's event \"{1}\""},
    {"unknown_limit", "没有这个期限：{0}", "There is no such limit: {0}"},
    {"invalid_limit", "期限写法有误：{0}", "Not a limit: {0}"},
    {"too_long", "期限“{0}”为 {1}，超过上限 {2}", "The limit \"{0}\" is {1}, longer than {2}"},
    {"limit_not_comparable", "期限“{0}”为 {1}，无法与上限 {2} 比较",
     "The limit \"{0}\" is {1}, which cannot be compared with {2}"},
    {"unknown_item", "没有这个事项：{0}", "There is no such item: {0}"},
    {"needs_cycle", "事项先后成环：{0}", "The items need each other in a circle: {0}"},
    {"unknown_workflow", "没有这个定义：{0}", "There is no such definition: {0}"},
    {"wrong_kind", "“{0}”的种类不符，应为：{1}", "\"{0}\" is of the wrong kind; expected: {1}"},
    {"duty_outcome", "作为事项的职责“{0}”须以 granted 或 denied 结束：{1}",
     "The duty \"{0}\" among the items must end granted or denied: {1}"},
    {"unknown_material", "没有这份材料，或来源不是 office：{0}",
     "No such material, or its source is not office: {0}"},
    {"contradiction", "各事项对“{0}”的规定不一致", "The items contradict each other about \"{0}\""},
    {"unanswered_question", "事项“{0}”的提问“{1}”不在一件事的导办问题中",
     "The thing's guide lacks the question \"{1}\" of its item \"{0}\""},
    {"unknown_target", "没有这个目标状态：{0}", "No such target: {0}"},
    {"duplicate_id", "状态编号重复：{0}", "A state's id is taken: {0}"},
    {"missing_initial", "没有写明初始状态：{0}", "The initial state is missing: {0}"},
    {"null_transition", "转移不能是 null：{0}", "A transition cannot be null: {0}"},
    {"too_many_states", "状态过多：{0}", "Too many states: {0}"},
    {"invalid_schema", "表单有误：{0}", "Faulty form: {0}"},
    {"bad_pattern", "正则表达式有误：{0}", "Faulty pattern: {0}"},
};

std::string filled(std::string_view text, const std::vector<std::string>& words) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hole = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' &&
                      text[i + 1] >= '0' && text[i + 1] <= '9';
    if (!hole) {
      out += text[i];
      continue;
    }
    const auto index = static_cast<size_t>(text[i + 1] - '0');
    if (index < words.size()) out += words[index];
    i += 2;
  }
  return out;
}

}  // namespace

Text message(std::string_view code, const std::vector<std::string>& words) {
  for (const Entry& entry : kMessages)
    if (entry.code == code) return {filled(entry.zh, words), filled(entry.en, words)};
  const std::string detail = words.empty() ? std::string(code) : words.front();
  return {"表达式有误：" + detail, "Faulty expression: " + detail};  // the codes of CEL
}

}  // namespace yijian::definition
