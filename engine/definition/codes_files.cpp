// Codes of files: JSON, the shape of a definition, and what it refers to.
#include <array>

#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kFileCodes[] = {
    {"malformed_json", error, value, "不是合法的 JSON：{0}", "Not valid JSON: {0}",
     "文件按 RFC 8259 读取：没有注释，没有多余的逗号，UTF-8 "
     "编码。读不出的文件，其中的事项一件也办不了。",
     "A file is read as RFC 8259 says: no comments, no trailing comma, UTF-8. None of the matters "
     "in a "
     "file that cannot be read can be handled.",
     R"j({"id": "sign", "version": "1.0.0",})j", R"j({"id": "sign", "version": "1.0.0"})j"},
    {"duplicate_key", error, value, "同一对象中键重复：{0}",
     "A key stands twice in one object: {0}",
     "写了两次的键，多数程序悄悄只取后一个；先写的期限或办理人就此消失。",
     "Of a key written twice most programs silently keep the last; the limit or role written first "
     "would be gone.",
     R"j("limits": {"promised": "3wd", "promised": "5wd"})j", R"j("limits": {"promised": "3wd"})j"},
    {"too_deep", error, value, "嵌套过深：{0}", "Nested too deep: {0}",
     "嵌套层数有上限，以免一个文件耗尽内存。",
     "Nesting is limited, so that no file can exhaust the program.", R"j([[[[[[ … ]]]]]])j",
     R"j(["…"])j"},
    {"too_many_members", error, value, "成员过多：{0}", "Too many members: {0}",
     "一个对象的成员数有上限；大量同类条目应放在表中，由 family 展开。",
     "The members of one object are limited; many of a kind belong into a table that a family "
     "expands.",
     R"j({"a1": 1, "a2": 2, … })j", R"j("family": {"row": "rows"})j"},
    {"too_many", error, value, "过多：{0}（上限 {1}）", "Too many: {0} (the limit is {1})",
     "表、族、事项、步骤和展开后的值都有上限，定义不能无限膨胀。",
     "Tables, families, items, steps and spliced values are limited: a definition cannot grow "
     "without end.",
     R"j("family": {"a": "thousand", "b": "thousand"})j", R"j("family": {"a": "thousand"})j"},
    {"unknown_key", error, key, "未知的键：{0}", "Unknown key: {0}",
     "不认识的键一律拒绝，因为写错的 \"limit\" 若被忽略，期限就不会起算。",
     "Unknown keys are refused: were a misspelt \"limit\" ignored, its deadline would never start.",
     R"j({"departmnt": "market"})j", R"j({"department": "market"})j"},
    {"missing_key", error, value, "缺少必需的键“{0}”", "The key \"{0}\" is required",
     "没有它就不知道事项归谁、依据什么、怎样办理。",
     "Without it nobody knows whose matter it is, on what ground, or how it is handled.",
     R"j({"id": "sign", "version": "1.0.0"})j",
     R"j({"id": "sign", "version": "1.0.0", "kind": "item", … })j"},
    {"wrong_type", error, value, "类型不符，应为：{0}", "Wrong type; expected: {0}",
     "值的种类不对，例如该写文本处写了数字。",
     "The value is of the wrong kind, a number where a text belongs.",
     R"j("title": "门店招牌备案")j",
     R"j("title": {"zh": "门店招牌备案", "en": "Shop sign filing"})j"},
    {"invalid_value", error, value, "“{0}”不可用，应为：{1}",
     "\"{0}\" is not possible; expected: {1}", "这个位置只能是列出的几个值之一，或列出的写法。",
     "Only the values or the form named are possible here.", R"j("kind": "itm")j",
     R"j("kind": "item")j"},
    {"catalogue_without_channels", error, value, "没有受理渠道的事项不进目录",
     "What has no channel stands in no catalogue",
     "目录告诉群众可以申请什么；没有 channels 的事项不由人申请，目录无从谈起。",
     "The catalogue tells what can be applied for. A workflow without channels is never filed by "
     "hand.",
     R"j("catalogue": {"audience": ["enterprise"]})j",
     R"j("channels": ["window", "web"], "catalogue": {"audience": ["enterprise"]})j"},
    {"bad_each", error, value, "each 应当得出常量的列表或表：{0}",
     "`each` should give a list or a table of constants: {0}",
     "each 在载入时展开成一个个事项，只能取常量 with、tables；办件时才有的值不能决定有哪些事项。",
     "`each` becomes items when loading and reads the constants with and tables alone; what a case "
     "brings "
     "cannot decide which items there are.",
     R"j({"each": "form.permits", "id": "…"})j",
     R"j({"each": "tables.permits", "id": "${each.id}"})j"},
    {"bad_hole", error, value, "占位表达式 ${...} 有误：{0}", "Faulty hole ${...}: {0}",
     "占位表达式在载入时由常量 with、tables、each 算出；算不出就没有值可填。",
     "Holes are computed from the constants with, tables and each when loading; a faulty one gives "
     "nothing.",
     R"j("title": "${with.row.titel}")j", R"j("title": "${with.row.title}")j"},
    {"hole_in_cel", error, value, "表达式中只能整体使用 ${...}",
     "Within an expression a hole ${...} stands alone",
     "表达式里不做文本拼接，以免常量改变表达式的结构；常量在表达式里写作 with.x。",
     "No text is pasted into an expression, lest a constant change its structure; write with.x "
     "there.",
     R"j("guard": "${with.ready} && true")j", R"j("guard": "with.ready && true")j"},
    {"unknown_table", error, value, "没有这张表：{0}", "There is no such table: {0}",
     "表的路径从定义文件所在的目录算起，不能离开工作流目录。",
     "A table's path begins at the definition's folder and cannot leave the workflows.",
     R"j("tables": {"rows": "row.json"})j", R"j("tables": {"rows": "rows.json"})j"},
    {"unknown_row", error, value, "表中没有这一行：{0}", "The table has no such row: {0}",
     "展开后的定义指名了表中的一行，这一行已不在。",
     "The expanded definition names a row that is gone.",
     R"j("family": {"row": {"table": "rows", "row": "three"}})j",
     R"j("family": {"row": {"table": "rows", "row": "two"}})j"},
    {"reserved_name", error, key, "“{0}”是保留名称", "\"{0}\" is a reserved name",
     "这个名称归引擎所有；借用它会与法定字段、内核命令或期限混淆。",
     "The name is the engine's own; borrowing it would confuse it with the law's fields, kernel "
     "commands or limits.",
     R"j("fields": {"ground": {"type": "string"}})j",
     R"j("fields": {"cause": {"type": "string"}})j"},
    {"duplicate_definition", error, value, "定义编号“{0}”重复",
     "The definition id \"{0}\" is taken", "案件按编号固定在一个定义上，同一编号不能指两件事。",
     "A case is pinned to a definition by its id; one id cannot mean two matters.",
     R"j({"id": "sign"} … {"id": "sign"})j", R"j({"id": "sign"} … {"id": "sign-large"})j"},
    {"duplicate_item", error, value, "编号“{0}”重复", "The id \"{0}\" stands twice",
     "材料、提问和事项在定义内按编号区分；重复的编号会让后一个盖住前一个。",
     "Materials, questions and items are told apart by id; a second one would hide the first.",
     R"j([{"id": "plan"}, {"id": "plan"}])j", R"j([{"id": "plan"}, {"id": "photo"}])j"},
    {"unknown_template", error, value, "没有这个流程模板：{0}", "There is no such template: {0}",
     "模板是 templates/ 下的文件，按其 id 引用。",
     "Templates are files below templates/, used by their id.",
     R"j("machine": {"use": "standard-aproval"})j", R"j("machine": {"use": "standard-approval"})j"},
    {"unknown_slot", error, key, "模板没有这个插槽：{0}", "The template has no such slot: {0}",
     "只有模板列在 slots 中的状态可以换掉内部；其余部分是模板保证的。",
     "Only states listed in the template's slots can be refilled; the rest is what the template "
     "guarantees.",
     R"j("states": {"decided": { … }})j", R"j("states": {"review": { … }})j"},
    {"unknown_parameter", error, key, "模板没有这个参数：{0}",
     "The template has no such parameter: {0}",
     "参数及其默认值列在模板的 with 中；写错的参数不会起作用。",
     "Parameters stand with their defaults in the template's `with`; a misspelt one would do "
     "nothing.",
     R"j("with": {"grntIf": "true"})j", R"j("with": {"grantIf": "true"})j"},
    {"with_collision", error, value, "常量“{0}”同时来自模板和族表",
     "The constant \"{0}\" comes from both template and family",
     "模板的表达式和定义的表达式同处一个流程，with.x 只能有一个意思。",
     "Expressions of template and definition meet in one machine, where with.x can mean only one "
     "thing.",
     R"j("family": {"grantIf": "rows"})j", R"j("family": {"row": "rows"})j"},
    {"unknown_reference", error, value, "字典中没有：{0}", "The dictionary has no: {0}",
     "$ref 指向 shared/dictionary.json 中的字段、提问或材料；同一条目才算同一个字段，只填一次。",
     "A $ref names a field, question or material of shared/dictionary.json; only the same entry is "
     "the same "
     "field, filled in once.",
     R"j({"$ref": "dictionary#enterprize"})j", R"j({"$ref": "dictionary#enterprise"})j"},
    {"reference_cycle", error, value, "字典引用成环：{0}", "The dictionary refers in a circle: {0}",
     "互相引用的条目没有内容可取。", "Entries that refer to each other have no content to take.",
     R"j("a": {"$ref": "dictionary#b"}, "b": {"$ref": "dictionary#a"})j",
     R"j("a": {"$ref": "dictionary#b"}, "b": {"type": "string"})j"},
};

}  // namespace

std::span<const Code> codes_of_files() { return kFileCodes; }

}  // namespace yijian::definition
