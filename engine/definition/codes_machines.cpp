// Codes of machines: states, transitions, who acts, expressions.
#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kMachineCodes[] = {
    {"unknown_target", error, value, "没有这个目标状态：{0}", "No such target: {0}",
     "转移指向的状态不存在，案件走到这里就没有去处。目标可以是同级状态、.下级、同级.下级 或 "
     "#编号。",
     "The transition leads to a state that is not there: a case would have nowhere to go. A target "
     "is a "
     "sibling, .child, sibling.child or #id.",
     R"j("grant": {"target": "granteed"})j", R"j("grant": {"target": "granted"})j"},
    {"duplicate_id", error, value, "状态编号重复：{0}", "A state's id is taken: {0}",
     "#编号 须指唯一的状态。", "A #id means one state.", R"j("a": {"id": "x"}, "b": {"id": "x"})j",
     R"j("a": {"id": "x"}, "b": {"id": "y"})j"},
    {"missing_initial", error, value, "没有写明初始状态：{0}", "The initial state is missing: {0}",
     "有下级状态的状态须写明从哪一个开始，历史状态须有默认去处。",
     "A state with states says which comes first; a history says where to go when there is none.",
     R"j({"states": {"a": {}, "b": {}}})j", R"j({"initial": "a", "states": {"a": {}, "b": {}}})j"},
    {"null_transition", error, value, "转移不能是 null：{0}", "A transition cannot be null: {0}",
     "XState 的各版本对 null 理解不一；禁止一个事件写 {}，不处理就不写。",
     "Versions of XState disagree about null; write {} to forbid an event, nothing to leave it "
     "alone.",
     R"j("on": {"save": null})j", R"j("on": {"save": {}})j"},
    {"too_many_states", error, value, "状态过多：{0}", "Too many states: {0}",
     "一个流程的状态数有上限。", "The states of one machine are limited.",
     R"j("states": {"s1": {}, … })j", R"j("states": {"s1": {}, "s2": {}})j"},
    {"unknown_role", error, value, "没有这个角色：{0}", "There is no such role: {0}",
     "角色只有规定的几个；写错的角色没有人担任，这一步就没有人能办。",
     "There are only the roles of the language; nobody holds a misspelt one, and nobody could act.",
     R"j("task": "reviewr")j", R"j("task": "reviewer")j"},
    {"missing_role", error, value, "动作“{0}”没有写明由谁办理（by 或 task）",
     "Nobody is named to do \"{0}\": neither by nor task",
     "每个人工动作都须有人有权办理：写 by，或由所在状态的 task 给出。",
     "Somebody must be entitled to every act: by `by`, or by the task of the state it stands in.",
     R"j("review": {"on": {"conclude": "done"}})j",
     R"j("review": {"task": "reviewer", "on": {"conclude": "done"}})j"},
    {"act_key_repeated", error, key, "“{0}”只能写在第一个分支",
     "\"{0}\" stands in the first alternative only",
     "一个动作的几个分支是同一个动作：谁办、填什么、要不要意见，只说一次。",
     "The alternatives of an act are one act: who does it and what it asks for is said once.",
     R"j("accept": [{"guard": "…", "target": "a"}, {"by": ["clerk"], "target": "b"}])j",
     R"j("accept": [{"by": ["clerk"], "guard": "…", "target": "a"}, {"target": "b"}])j"},
    {"unknown_event", error, key, "引擎没有这个事件：{0}", "The engine has no such event: {0}",
     "带点的事件名归引擎；不存在的事件永远不会到来，案件会一直等下去。",
     "Event names with a dot are the engine's; one that it never sends would be waited for in "
     "vain.",
     R"j("on": {"deferal.overdue": "x"})j", R"j("on": {"deferral.overdue": "x"})j"},
    {"unknown_action", error, value, "没有这个内部动作：{0}", "There is no such action: {0}",
     "引擎只会做规定的几种内部动作。", "The engine does the actions of the language alone.",
     R"j("actions": [{"type": "extnd"}])j", R"j("actions": [{"type": "extend"}])j"},
    {"unknown_name", error, value, "表达式中没有这个名称：{0}", "No such name in expressions: {0}",
     "表达式只认得 form、guide、case 等规定的名称；其余的没有值，运行时条件无法判断。",
     "Expressions know form, guide, case and the other names of the language; any other has no "
     "value, and "
     "the condition could not be decided.",
     R"j("guard": "gide.changes == []")j", R"j("guard": "guide.changes == []")j"},
    {"cel_syntax", error, value, "表达式有误：{0}", "Faulty expression: {0}",
     "表达式不合 CEL 语法。", "The expression is no CEL.", R"j("guard": "'name' in")j",
     R"j("guard": "'name' in guide.changes")j"},
    {"cel_unknown_function", error, value, "表达式用了没有的函数：{0}",
     "The expression calls what is no function: {0}",
     "CEL 的函数是固定的：size、startsWith、matches 等。",
     "CEL has a fixed set of functions: size, startsWith, matches …",
     R"j("guard": "length(case.deferred) > 0")j", R"j("guard": "size(case.deferred) > 0")j"},
    {"cel_arguments", error, value, "函数的参数不对：{0}", "Wrong arguments of a function: {0}",
     "参数的个数或写法与函数不符。",
     "The number or form of the arguments does not fit the function.", R"j("guard": "size() > 0")j",
     R"j("guard": "size(case.deferred) > 0")j"},
    {"cel_too_large", error, value, "表达式过大：{0}", "The expression is too large: {0}",
     "表达式的长度、深度和节点数有上限，以免判断一个条件耗尽引擎。",
     "Length, depth and nodes of an expression are limited, so that no condition can exhaust the "
     "engine.",
     R"j("guard": "((((((…))))))")j", R"j("guard": "with.table[form.kind]")j"},
    {"bad_pattern", error, value, "正则表达式有误：{0}", "Faulty pattern: {0}",
     "pattern 用 RE2 语法，没有回溯和反向引用。",
     "A pattern is RE2: no backtracking, no back-references.", R"j("pattern": "[")j",
     R"j("pattern": "^[A-Z]+$")j"},
};

}  // namespace

std::span<const Code> codes_of_machines() { return kMachineCodes; }

}  // namespace yijian::definition
