// Codes of contents: items, materials, forms; scenarios.
#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kContentCodes[] = {
    {"unknown_item", error, value, "没有这个事项：{0}", "There is no such item: {0}",
     "needs 指名同一件事中的事项；等一个不存在的事项，就永远开不了。",
     "`needs` names items of the same thing; what waits for one that is not there is never opened.",
     R"j("needs": ["registrtion"])j", R"j("needs": ["registration"])j"},
    {"needs_cycle", error, value, "事项先后成环：{0}", "The items need each other in a circle: {0}",
     "互相等待的事项一个也开不了，一件事永远办不完。",
     "Items that wait for each other are never opened, and the thing never ends.",
     R"j([{"id": "a", "needs": ["b"]}, {"id": "b", "needs": ["a"]}])j",
     R"j([{"id": "a"}, {"id": "b", "needs": ["a"]}])j"},
    {"unknown_workflow", error, value, "没有这个定义：{0}", "There is no such definition: {0}",
     "事项和核查职责各是一个定义，须在同一工作流目录中。",
     "Items and verification duties are definitions of their own in the same folder of workflows.",
     R"j({"id": "seal", "workflow": "seal-engravng"})j",
     R"j({"id": "seal", "workflow": "seal-engraving"})j"},
    {"unknown_connector", error, value, "没有这个对接：{0}", "There is no such connector: {0}",
     "对接是 connectors/ "
     "下的一个文件，说明发出什么、对方的编码各是什么意思；没有它，答复无人能懂。",
     "A connector is a file in connectors/ that says what goes out and what the other system's "
     "codes mean; without it nobody would understand an answer.",
     R"j({"src": "connector:bnak"})j", R"j({"src": "connector:bank"})j"},
    {"unknown_document", error, value, "没有这份文书的模板：{0}",
     "No template of a document has this id: {0}",
     "documents/ "
     "下每份文书一个文件；没有模板的文书到签发时写不出字来。撤回、终止、作废由引擎补上时，"
     "也要签发 termination、voiding。",
     "Every document has a file in documents/; one without a template has no words when it is "
     "issued. Exits that the engine adds issue termination and voiding.",
     R"j("accept": {"documents": ["acceptence"]})j",
     R"j("accept": {"documents": ["acceptance"]})j"},
    {"unused_document", advice, value, "没有任何定义签发文书“{0}”",
     "No definition issues the document \"{0}\"",
     "签发由转移的 documents 写明；谁也不签发的模板只会误导读者。",
     "A transition says in `documents` what it issues; a template that none names misleads its "
     "reader.",
     R"j({"id": "acceptance-notice", …})j", R"j("accept": {"documents": ["acceptance-notice"]})j"},
    {"document_braces", error, value, "“{0}”没有配对：{1}", "\"{0}\" has no partner: {1}",
     "文书正文里，表达式写在 {{ 和 }} 之间；缺一个，后面的字就不知是正文还是表达式。",
     "In the text of a document an expression stands between {{ and }}; with one of them missing "
     "nobody can tell words from expression.",
     R"j("body": ["编号：{{case.number}"])j", R"j("body": ["编号：{{case.number}}"])j"},
    {"wrong_kind", error, value, "“{0}”的种类不符，应为：{1}",
     "\"{0}\" is of the wrong kind; expected: {1}",
     "一件事由事项组成，承诺由职责核查；种类不对，办法就不对。",
     "A thing is made of items, a commitment is verified by a duty; the wrong kind is handled the "
     "wrong way.",
     R"j({"kind": "item", "items": [ … ]})j", R"j({"kind": "thing", "items": [ … ]})j"},
    {"renewal_of_another", error, value, "延续流程“{0}”不针对证照“{1}”",
     "The renewal \"{0}\" is not about the licence \"{1}\"",
     "到期前由机关备好的申请，必须针对这一证照（about），否则看不出延续的是什么。",
     "What is prepared before a licence ends must be about that licence (`about`): nobody could "
     "tell "
     "what it renews.",
     R"j("result": {"licence": "food", "renew": {"workflow": "drugs-renew", "before": "60d"}})j",
     R"j("result": {"licence": "food", "renew": {"workflow": "food-renew", "before": "60d"}})j"},
    {"duty_outcome", error, value, "作为事项的职责“{0}”须以 granted 或 denied 结束：{1}",
     "The duty \"{0}\" among the items must end granted or denied: {1}",
     "一件事的结果由各事项的结果合成；别的结果词无法汇总。",
     "The thing's outcome is joined from its items'; another word cannot be joined.",
     R"j("kept": {"type": "final", "outcome": "kept"})j",
     R"j("kept": {"type": "final", "outcome": "granted"})j"},
    {"quorum_too_large", error, value, "需要 {0} 个事项准予，但只有 {1} 个事项",
     "{0} items must be granted, but there are {1}", "达不到的票数使一件事必然不予。",
     "A quorum that cannot be reached denies every thing.",
     R"j({"join": "quorum:3", "items": [a, b]})j", R"j({"join": "quorum:2", "items": [a, b]})j"},
    {"unknown_material", error, value, "没有这份材料，或来源不是 office：{0}",
     "No such material, or its source is not office: {0}",
     "动作只能写出机关自己的材料（source: office）；申请人的材料由申请人提供。",
     "An act writes materials of the office alone (source: office); an applicant's are brought by "
     "the applicant.",
     R"j("inspect": {"materials": ["siteRecrd"]})j",
     R"j("inspect": {"materials": ["siteRecord"]})j"},
    {"material_never_written", warning, value, "机关材料“{0}”没有任何动作写出",
     "No act writes the office's material \"{0}\"",
     "来源为 office 的材料由指名它的动作写出；没有这样的动作，卷中就永远缺这一份。",
     "A material of the office is written by an act that names it; with none the file lacks it for "
     "ever.",
     R"j({"id": "siteRecord", "source": "office"} … "inspect": {})j",
     R"j({"id": "siteRecord", "source": "office"} … "inspect": {"materials": ["siteRecord"]})j"},
    {"form_never_collected", advice, key, "没有任何动作收取表单（fields: \"form\"）",
     "No act takes the form (fields: \"form\")",
     "表单随开案一次填好，此后只能随写有 fields: \"form\" "
     "的动作修改；没有它，填错的改不了，补正也补不进来。",
     "A form is filled in when the case is opened and changed with an act that says fields: "
     "\"form\" alone; "
     "without one a mistake stays, and nothing can be corrected.",
     R"j("submit": {"target": "submitted"})j",
     R"j("submit": {"fields": "form", "target": "submitted"})j"},
    {"collected_twice", warning, value, "“{0}”与“{1}”要的是同一样东西",
     "\"{0}\" and \"{1}\" ask for the same thing",
     "一套材料、一张表单：同样的东西用两个名称收两次，申请人要交两遍，以后也对不上。",
     "One form, one set of materials: the same thing under two names is asked for twice, and will "
     "differ.",
     R"j([{"id": "lease", "title": T}, {"id": "leaseCopy", "title": T}])j",
     R"j([{"id": "lease", "title": T}])j"},
    {"contradiction", error, value, "各事项对“{0}”的规定不一致",
     "The items contradict each other about \"{0}\"",
     "一件事只有一张表单、一套材料：同一路径的字段、同一编号的材料，各事项须一致，最好都引用字典。",
     "A thing has one form and one set of materials: fields at one path and materials of one id "
     "agree among "
     "the items, best by referring to the dictionary.",
     R"j(a: {"phone": {"type": "string"}}, b: {"phone": {"type": "integer"}})j",
     R"j(a: {"phone": {"$ref": "dictionary#phone"}}, b: {"phone": {"$ref": "dictionary#phone"}})j"},
    {"unanswered_question", error, value, "事项“{0}”的提问“{1}”不在一件事的导办问题中",
     "The thing's guide lacks the question \"{1}\" of its item \"{0}\"",
     "事项的回答从一件事的导办复制而来；一件事不问，事项就没有答案。",
     "An item's answers are copied from its thing's guide; what the thing does not ask the item "
     "never knows.",
     R"j(thing: {"guide": []})j",
     R"j(thing: {"guide": [{"$ref": "dictionary#changes", "id": "changes"}]})j"},
    {"invalid_time", error, value, "情景的时间有误：{0}", "Faulty time of a scenario: {0}",
     "情景的时间是日或日加时刻，都在上海时间。",
     "A scenario's time is a day, or a day and a time, in Shanghai.", R"j("at": "June 9")j",
     R"j("at": "2025-06-09 09:00")j"},
    {"unknown_word", error, value, "情景中不认得这个词：{0}", "A scenario has no such word: {0}",
     "期望只能用规定的词；写错的期望若被忽略，情景什么也没检验。",
     "Expectations use the words of the language; a misspelt one, if ignored, would test nothing.",
     R"j("then": {"phase": "acepted"})j", R"j("then": {"phase": "accepted"})j"},
    {"out_of_order", error, value, "情景的步骤时间倒退：{0}", "A scenario goes back in time: {0}",
     "情景中时间只向前走。", "Time moves forward in a scenario.",
     R"j([{"at": "2025-06-10"}, {"at": "2025-06-09"}])j",
     R"j([{"at": "2025-06-09"}, {"at": "2025-06-10"}])j"},
    {"unknown_rule", error, value, "情景引用的规则不存在：{0}", "A scenario names no rule: {0}",
     "每个情景写明它检验哪一条规则（docs/rules）。",
     "Each scenario names the rule that it shows (docs/rules).", R"j("rule": "R-NOWHERE-01")j",
     R"j("rule": "R-ACCEPT-01")j"},
};

}  // namespace

std::span<const Code> codes_of_contents() { return kContentCodes; }

}  // namespace yijian::definition
