// Codes that the types of expressions give: what cannot be computed, and what may not be there.
#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kTypeCodes[] = {
    {"cel_type", error, value, "类型不合：{0}（{3}）", "Wrong types: {0} ({3})",
     "表单和问题的类型是已知的；这样的运算在任何一件上都算不出来，办到这里就会被拒绝。",
     "The types of form and questions are known: no case could ever compute this, and each would "
     "be refused here.",
     R"j("guard": "form.text > 5")j", R"j("guard": "size(form.text) > 5")j"},
    {"cel_never_equal", error, value, "永远不会相等：{0}（{3}）", "Never equal: {0} ({3})",
     "两边的类型不同，比较的结果总是一样；多半是少了引号，或拿错了字段。",
     "The two sides are of different types, so that the answer is always the same; usually quotes "
     "are missing, or it is another field that was meant.",
     R"j("guard": "form.width == 'wide'")j", R"j("guard": "form.width > 3.0")j"},
    {"cel_mixed_numbers", error, value, "“{0}”可能是整数，也可能是小数，写成 {1}（{3}）",
     "\"{0}\" may be an int or a double; write {1} ({3})",
     "表单里的 number 填 2 和填 2.5 类型不同，整数和小数不能直接相加。",
     "A number of the form is an int when 2 is typed in and a double when 2.5 is; the two do not "
     "add up.",
     R"j("guard": "form.width + 1.0 > 3.0")j", R"j("guard": "double(form.width) + 1.0 > 3.0")j"},
    {"cel_unknown_field", error, value, "没有“{0}”，有的是：{1}（{3}）",
     "There is no \"{0}\", there are: {1} ({3})",
     "读一个没有声明的字段，运行时必定出错，办理就会被拒绝。",
     "To read a field that nobody declares fails whenever it is tried, and the act is refused.",
     R"j("guard": "form.txt == 'A'")j", R"j("guard": "form.text == 'A'")j"},
    {"cel_may_be_absent", error, value, "“{0}”可能没有值，写成 {1}（{3}）",
     "\"{0}\" may be absent; write {1} ({3})",
     "选填的字段没有填时，读它会出错；有人没填，他的件就会卡在这里。",
     "An optional field that was left empty cannot be read: the case of whoever left it empty is "
     "stuck here.",
     R"j("guard": "form.width > 3.0")j", R"j("guard": "has(form.width) && form.width > 3.0")j"},
    {"cel_may_be_unanswered", error, value, "“{0}”可能没有回答，而表达式 {1} 读它：给问题加上 {2}",
     "\"{0}\" may be unanswered, and {1} reads it: give the question {2}",
     "问题可以不答；没有默认回答，读它的条件就判断不了。",
     "A question may be left open; without a default the condition that reads it cannot be judged.",
     R"j({"id": "lit", "choose": "one", "options": { … }})j",
     R"j({"id": "lit", "choose": "one", "default": "no", "options": { … }})j"},
    {"cel_always_fails", error, value, "求值必定失败：{0}，{1}（{3}）",
     "Always fails: {0}, {1} ({3})", "只含常量的运算出错，每一件都会在这里被拒绝。",
     "What reads constants alone and fails, fails in every case.", R"j("guard": "1 / 0 > 1")j",
     R"j("guard": "1 / 2 > 1")j"},
    {"cel_not_bool", error, value, "条件应得出 true 或 false，这里得出 {0}",
     "A condition gives a bool, this one {0}", "条件得不出真假，引擎就拒绝转移，从不当作“否”。",
     "A condition that gives no bool refuses the move; it is never taken for a no.",
     R"j("guard": "form.text")j", R"j("guard": "form.text != ''")j"},
    {"cel_not_list", error, value, "each 应得出列表，这里得出 {0}",
     "each gives a list, this one gives {0}", "each 的一行按列表逐项写出；不是列表，就没有“逐项”。",
     "The line of an each is written once for every element of a list.",
     R"j({"each": "case.title", "line": "{{each}}"})j",
     R"j({"each": "case.deferred", "line": "{{each}}"})j"},
    {"cel_not_printable", error, value, "这样的值写不成文字：{0}（{1}）",
     "Such a value cannot be written: {0} ({1})",
     "文书里写得出的是文本、数字、日期、真假、带 zh 的名称，以及它们的列表。",
     "A document can write texts, numbers, days, truths, titles with zh, and lists of these.",
     R"j("body": ["{{form.place}}"])j", R"j("body": ["{{form.place.address}}"])j"},
    {"cel_not_recordable", error, value, "这样的值不能保存：{0}",
     "Such a value cannot be kept: {0}", "记录里只存得下 JSON 能写的值；类型本身不是值。",
     "A record keeps what JSON can write; a type is no such value.",
     R"j("params": {"kind": "type(form.text)"})j", R"j("params": {"kind": "'text'"})j"},
};

}  // namespace

std::span<const Code> codes_of_types() { return kTypeCodes; }

}  // namespace yijian::definition
