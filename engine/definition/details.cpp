#include "engine/definition/details.h"

#include <array>
#include <optional>
#include <vector>

namespace yijian::definition {
namespace {

// "{}" stands for any text; in Chinese for the next of those, itself in Chinese.
struct Detail {
  std::string_view en, zh;
};
constexpr Detail kDetails[] = {
    // Expressions.
    {"expected {} but found {}", "应为{}，却是{}"},
    {"an expression", "表达式"},
    {"an operator or the end", "运算符或结尾"},
    {"a name", "名称"},
    {"a field name", "字段名"},
    {"the name of a variable", "变量名"},
    {"',' behind the variable's name", "变量名后的“,”"},
    {"the end", "结尾"},
    {"a literal", "字面值"},
    {"expected a field name between backticks", "反引号之间应为字段名"},
    {"expected a field, as in has(a.b), inside has()", "has() 里应为字段，如 has(a.b)"},
    {"expected '{}'", "应为“{}”"},
    {"'{}'", "“{}”"},
    {"a character that has no meaning here", "这里不能用这个字符"},
    {"the source is not UTF-8", "不是 UTF-8 编码"},
    {"a string that is not closed", "字符串没有结束"},
    {"a line break inside a string", "字符串里有换行"},
    {"an escape that is none", "没有这样的转义"},
    {"an integer out of range", "整数超出范围"},
    {"message literals are not part of this language", "本语言没有消息字面值"},
    {"has() takes one argument", "has() 只有一个参数"},
    {"{}() is not called with these arguments", "{}() 不能用这些参数"},
    {"no function is called {}", "没有函数 {}"},
    {"nested too deeply", "嵌套太深"},
    {"too many nodes", "节点太多"},
    {"the source is too long", "太长"},
    {"a regular expression that is too long", "正则表达式太长"},
    {"the constants put in are too large together", "代入的常量合起来太大"},
    {"no regular expression: {}", "不是正则表达式：{}"},
    {"no such name: {}", "没有名称 {}"},
    {"no such key: {}", "没有键 {}"},
    {"no such key", "没有这个键"},
    {"no such overload: {}", "类型不合：{}"},
    {"division by zero", "除以零"},
    {"overflow in {}", "{} 溢出"},
    // Holes.
    {"no definition can hold a type, or a map without names", "定义里不能放类型或没有名称的映射"},
    {"the hole does not end", "占位表达式没有结束"},
    {"within text a hole is a string, a number or a truth", "文本中的占位须是文本、数字或真假"},
    // JSON.
    {"expected string literal", "应为带引号的键或文本"},
    {"expected {}", "应为 {}"},
    {"unexpected end of input", "文件不完整"},
    {"unexpected {}", "不应有 {}"},
    {"more than 4096 members in one object", "一个对象超过 4096 个成员"},
    {"nested deeper than 64 levels", "超过 64 层"},
    // Machines.
    {"another state has the id \"{}\"", "另一个状态已用编号“{}”"},
    {"a machine has at most {} states", "一个流程最多 {} 个状态"},
    {"a state with states says which is the initial", "有下级的状态要写明初始状态"},
    {"a list of alternatives has at least one", "至少要有一个分支"},
    {"a list of targets names at least one", "至少要有一个去处"},
    {"null is no transition; {} forbids the event", "null 不是转移；禁止事件写 {}"},
    {"a key of a state has neither dot nor leading #", "状态的键不含点，也不以 # 开头"},
    {"a history is shallow or deep", "历史状态是 shallow 或 deep"},
    {"a history cannot lead to a history", "历史状态不能通向历史状态"},
    {"a history leads to states beside it or below", "历史状态只能通向旁边或下面的状态"},
    {"a machine cannot be a history", "整个流程不能是历史状态"},
    {"a machine is an object", "流程应为对象"},
    {"a state is an object", "状态应为对象"},
    {"states are an object by key", "states 应为按键的对象"},
    {"{} is an object by key", "{} 应为按键的对象"},
    {"an object is expected here", "应为对象"},
    {"a parallel state needs states", "并行状态要有下级状态"},
    {"a state of this type has no states", "这种状态没有下级状态"},
    {"only a compound state has an initial", "只有复合状态有初始状态"},
    {"a type is atomic, compound, parallel, final or history",
     "类型是 atomic、compound、parallel、final 或 history"},
    {"a target is a string", "去处应为文本"},
    {"an action has a type", "动作要写明类型"},
    {"an expression is a string of CEL", "表达式应为 CEL 文本"},
    {"an id is a word", "编号应为单词"},
    {"an id is a word without #", "编号应为不带 # 的单词"},
    {"an initial has a target", "初始要写明去处"},
    {"an invocation says what it runs: src", "调用要写明 src"},
    {"the id of an invocation is a word", "调用的编号应为单词"},
    {"assign has a variable or several", "assign 至少给一个变量"},
    {"cancel names an id", "cancel 要写明编号"},
    {"choose has a list of branches", "choose 要有分支列表"},
    {"a delay has a text", "延时要写明"},
    {"a delay is a text or a number of milliseconds", "延时应为文本或毫秒数"},
    {"an event is a name, and a star stands alone or after the last dot",
     "事件是名称，星号单独写或写在最后一个点之后"},
    {"the event is a name, or an object whose type is one", "事件应为名称，或带 type 的对象"},
    {"the initial is the key of a child, or a path below", "初始状态应为下级的键或路径"},
    {"the context is an object of variables", "context 应为变量的对象"},
    {"reenter is true or false", "reenter 应为 true 或 false"},
    // Scenarios.
    {"earlier than the step before", "早于上一步"},
    {"\"{}\" is no key here", "“{}”"},
    {"\"{}\" is missing", "缺少“{}”"},
    {"\"{}\" (or \"after\") is missing", "缺少“{}”（或“after”）"},
    {"a title {} is wanted", "应有标题 {}"},
    {"at least one step is wanted", "至少要有一步"},
    {"actions of a step", "一步里的动作"},
    {"items of a thing", "一件事的事项"},
    {"groups in groups", "组中套组的层数"},
    {"values put in", "展开后的值"},
    {"values referred to", "引用得到的值"},
    {"problems found", "问题"},
    {"{} bytes", "{} 字节"},
    {"{} is no phase", "{} 不是环节"},
    {"there is no rule \"{}\"", "没有规则“{}”"},
    {"{}: submitted or promised is wanted", "{}：应为 submitted 或 promised"},
    {"a phase is wanted", "环节"},
    {"a word is wanted", "单词"},
    {"a list of words is wanted", "单词的列表"},
    {"a state or a list of states is wanted", "状态，或状态的列表"},
    {"a licence's type or null is wanted", "证照类型或 null"},
    {"a day like 2025-06-09 is wanted", "日期，如 2025-06-09"},
    {"a day or a time like 2025-06-09 09:00 is wanted", "应为日期或时间，如 2025-06-09 09:00"},
    {"true or false is wanted", "true 或 false"},
    {"a number of days is wanted", "天数"},
    {"green, yellow, red or paused is wanted", "green、yellow、red 或 paused"},
    {"an object is wanted", "对象"},
    {"another type is wanted here", "另一种类型"},
    {"a string or a list of strings is wanted", "文本，或文本的列表"},
    {"years like 2025 are wanted", "年份，如 2025"},
    {"the name of a sample form, or a form, is wanted", "样例表单的名称，或表单"},
};

// What the wildcards of the pattern stand for; nothing when it does not fit. A wildcard takes as
// little as it can.
std::optional<std::vector<std::string_view>> fit(std::string_view pattern, std::string_view text) {
  std::vector<std::string_view> found;
  size_t hole = pattern.find("{}");
  if (!text.starts_with(pattern.substr(0, hole))) return std::nullopt;
  if (hole == std::string_view::npos) return text == pattern ? std::optional(found) : std::nullopt;
  text.remove_prefix(hole);
  for (pattern.remove_prefix(hole + 2);; pattern.remove_prefix(hole + 2)) {
    hole = pattern.find("{}");
    const std::string_view between = pattern.substr(0, hole);
    const bool last = hole == std::string_view::npos;
    if (last && !text.ends_with(between)) return std::nullopt;
    const size_t at = last ? text.size() - between.size() : text.find(between);
    if (at == std::string_view::npos) return std::nullopt;
    found.push_back(text.substr(0, at));
    if (last) return found;
    text.remove_prefix(at + between.size());
  }
}

std::string filled(std::string_view zh, const std::vector<std::string_view>& words) {
  std::string out;
  size_t next = 0;
  for (size_t hole = zh.find("{}"); hole != std::string_view::npos; hole = zh.find("{}")) {
    out += zh.substr(0, hole);
    if (next < words.size()) out += in_chinese(words[next++]);
    zh.remove_prefix(hole + 2);
  }
  return out.append(zh);
}

// The length of a place or code that stands before a detail: "1:13: ", "cel_no_such_key: ".
size_t before_detail(std::string_view text) {
  const size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return 0;
  const std::string_view head = text.substr(0, colon);
  const bool place = head.find_first_not_of("0123456789:") == std::string_view::npos;
  const bool code = head.starts_with("cel_") && head.find(' ') == std::string_view::npos;
  return place || code ? colon + 2 : 0;
}

}  // namespace

std::string in_chinese(std::string_view detail) {
  const size_t from = before_detail(detail);
  const std::string_view text = detail.substr(from);
  for (const Detail& known : kDetails)
    if (const auto words = fit(known.en, text))
      return std::string(detail.substr(0, from)) + filled(known.zh, *words);
  return std::string(detail);
}

}  // namespace yijian::definition
