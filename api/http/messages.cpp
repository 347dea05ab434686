#include "api/http/messages.h"

#include <algorithm>
#include <iterator>

namespace yijian::http {
namespace {

// Sorted by code; those of single form fields (required, max_length ...) stand among them, because
// the faults of a form are shown the same way. Titles speak to citizens and clerks; never put
// personal data here.
constexpr Message kMessages[] = {
    {"action_error", 409, "该操作执行出错，未作任何改动", "The action failed; nothing was changed"},
    {"already_acted_upon", 409, "其后果已对外发生，不能撤销",
     "What was done has gone out already and cannot be undone"},
    {"already_extended", 409, "本件已延期一次，不能再次延期",
     "The time limit has already been extended once"},
    {"already_rated", 409, "这项服务已经评价过", "This service has already been rated"},
    {"already_signed", 409, "已经签署，无需重复签署", "This has already been signed"},
    {"authority_expired", 403, "委托代理的期限已过，请由申请人办理或者重新委托",
     "The agent's authority has expired; the applicant acts, or authorises anew"},
    {"bad_request", 400, "请求格式有误", "The request is not well formed"},
    {"busy", 503, "系统繁忙，请稍后再试", "The service is busy, please try again shortly"},
    {"case_exists", 409, "该编号的办件已存在", "A case with this number already exists"},
    {"clock_not_manual", 409, "系统时钟不可手动调整", "The clock is not under manual control"},
    {"const", 422, "须为规定的值", "This must be the given value"},
    {"correction_already_given", 409, "补正通知只能发出一次，本件已发出",
     "The one correction notice of this case has already been given"},
    {"creation_exists", 409, "同一请求正在办理，请稍后再试",
     "The same request is being handled, please try again shortly"},
    {"credit_barred", 409, "因失信记录，不能适用告知承诺",
     "A credit record bars the promise in place of papers"},
    {"decided_before", 403, "原办件由您作出决定，重新办理须由另一人决定",
     "Whoever decided the case before does not decide it anew"},
    {"deferred_open", 409, "容缺材料尚未补齐", "Deferred materials are still outstanding"},
    {"department_required", 403, "须由承办部门的人员办理",
     "Only staff of the responsible department may do this"},
    {"duplicate_key", 400, "提交的数据中有重复的字段", "A field is given twice"},
    {"endless_loop", 409, "流程陷入循环，未作任何改动",
     "The workflow runs in a circle; nothing was changed"},
    {"enum", 422, "须从给定选项中选择", "This must be one of the options"},
    {"exclusive_maximum", 422, "须小于上限", "This must be below the limit"},
    {"exclusive_minimum", 422, "须大于下限", "This must be above the limit"},
    {"expectation_failed", 417, "不支持请求所要求的处理方式",
     "The expectation of the request is not supported"},
    {"forbidden", 403, "您没有权限进行此操作", "You are not allowed to do this"},
    {"format", 422, "格式有误", "This is not well formed"},
    {"four_eyes", 403, "经办人不得由同一人兼任，请由另一人办理",
     "Another person than the one who acted before must do this"},
    {"guard_error", 409, "办理条件无法判定，未作任何改动",
     "A condition could not be evaluated; nothing was changed"},
    {"guard_false", 409, "尚不符合办理条件", "The conditions for this are not met"},
    {"header_too_large", 431, "请求头过大", "The request header is too large"},
    {"helped_to_file", 403, "您代申请人填报过本件，受理和决定须由另一人办理",
     "Whoever helped to file the case neither accepts nor decides it"},
    {"idempotency_mismatch", 422, "同一请求编号已用于不同的内容",
     "The idempotency key was used before with another request"},
    {"internal", 500, "系统内部错误，请联系管理员",
     "Internal error, please tell the administrator"},
    {"invalid_calendar", 422, "工作日历有误", "The calendar is not valid"},
    {"invalid_citizen_id", 422, "公民身份号码有误", "The citizen identity number is not valid"},
    {"invalid_data", 422, "填写的内容有误，请检查", "Some of the data given is not valid"},
    {"invalid_definition", 422, "事项定义有误", "The definition is not valid"},
    {"invalid_limit", 422, "时限写法有误", "The time limit is not valid"},
    {"invalid_machine", 422, "流程定义有误", "The machine of the definition is not valid"},
    {"invalid_schema", 422, "表单定义有误", "The form of the definition is not valid"},
    {"invalid_time", 422, "时间或日期有误", "The time or date is not valid"},
    {"invalid_uscc", 422, "统一社会信用代码有误", "The unified social credit code is not valid"},
    {"malformed_json", 400, "提交的数据不是有效的 JSON", "The body is not valid JSON"},
    {"materials_missing", 409, "申请材料不齐全", "Required materials are missing"},
    {"max_items", 422, "项数过多", "There are too many entries"},
    {"max_length", 422, "内容过长", "This is too long"},
    {"maximum", 422, "超过最大值", "This is more than allowed"},
    {"method_not_allowed", 405, "该地址不支持此请求方法",
     "The address does not support this method"},
    {"min_items", 422, "项数不足", "There are too few entries"},
    {"min_length", 422, "内容过短", "This is too short"},
    {"minimum", 422, "低于最小值", "This is less than allowed"},
    {"multiple_of", 422, "须为规定数值的整数倍", "This must be a multiple of the given number"},
    {"no_answer", 503, "处理结果未能及时返回，请查询后再操作",
     "No answer came in time; look at the case before repeating"},
    {"no_applicable_item", 422, "根据所填情况，没有需要办理的事项",
     "By these answers no item applies"},
    {"no_longer_offered", 422, "该事项已停止受理申请", "This can no longer be applied for"},
    {"no_open_question", 409, "没有等待答复的询问", "No question is waiting for this answer"},
    {"not_acceptable", 406, "无法提供所要求的格式", "The format asked for is not available"},
    {"not_allowed_now", 409, "当前环节不能进行此操作", "This cannot be done at the present stage"},
    {"not_deferrable", 409, "该材料不能容缺", "This material cannot be deferred"},
    {"not_found", 404, "未找到", "Not found"},
    {"not_yet_offered", 422, "该事项尚未开始受理申请", "This cannot be applied for yet"},
    {"opinion_required", 422, "请填写审查意见", "An opinion is required"},
    {"pattern", 422, "格式不符合要求", "This does not have the form asked for"},
    {"payload_too_large", 413, "提交的内容过大", "The body is too large"},
    {"precondition_required", 428, "请先获取办件的最新版本再提交",
     "The request must name the version it was made from (If-Match)"},
    {"read_only", 422, "此项由机关数据填写，不能修改", "The office's own data fill this in"},
    {"request_timeout", 408, "请求超时", "The request took too long to arrive"},
    {"required", 422, "此项必填", "This is required"},
    {"role_required", 403, "您的岗位不能进行此操作", "Your role may not do this"},
    {"second_person_required", 403, "补录越过了期限，须先由另一位工作人员确认",
     "The entry crosses a limit: another member of staff must confirm it first"},
    {"stale_version", 412, "办件已被更新，请刷新后再试",
     "The case has changed meanwhile, please reload"},
    {"store_busy", 503, "数据暂时繁忙，请稍后再试",
     "The storage is busy, please try again shortly"},
    {"store_failed", 503, "数据暂时无法保存，请稍后再试",
     "The data cannot be stored at present, please try again"},
    {"store_full", 503, "存储空间不足，暂时无法办理",
     "The storage is full; nothing can be recorded at present"},
    {"task_required", 422, "有多个待办可办此操作，请指明是哪一个",
     "Several tasks offer this action: say which"},
    {"too_deep", 400, "提交的数据嵌套过深", "The data is nested too deeply"},
    {"type", 422, "此项的类型不对", "This is of the wrong type"},
    {"unauthorized", 401, "请先登录", "Please sign in"},
    {"unique_items", 422, "各项不得重复", "The entries must differ from each other"},
    {"unknown_action", 422, "本事项没有这项操作", "This matter knows no such action"},
    {"unknown_property", 422, "没有这一项", "There is no such field"},
    {"unknown_task", 422, "本事项没有这个待办", "This matter knows no such task"},
    {"unknown_workflow", 404, "没有这个事项", "There is no such workflow"},
    {"unlawful_move", 409, "法定程序不允许此操作", "The statutory procedure does not allow this"},
    {"unsupported_media_type", 415, "不支持的内容类型", "The content type is not supported"},
    {"unsupported_transfer_coding", 501, "不支持的传输编码",
     "The transfer coding is not supported"},
    {"uri_too_long", 414, "请求地址过长", "The address of the request is too long"},
    {"version_changed", 409, "该版本已发布且内容不同，请使用新的版本号",
     "This version was published with other content; give the new one a new version"},
    {"version_conflict", 409, "办件同时被他人更新，请重试",
     "The case was changed at the same moment, please try again"},
    {"version_not_newer", 409, "已发布更高的版本，请使用更高的版本号",
     "A higher version is published already; give this one a higher version"},
};

constexpr bool by_code(const Message& a, const Message& b) { return a.code < b.code; }
static_assert(std::is_sorted(std::begin(kMessages), std::end(kMessages), by_code));

const Message* found(std::string_view code) {
  const auto* at = std::lower_bound(
      std::begin(kMessages), std::end(kMessages), code,
      [](const Message& message, std::string_view wanted) { return message.code < wanted; });
  return at != std::end(kMessages) && at->code == code ? at : nullptr;
}

}  // namespace

const Message& message_of(std::string_view code) {
  const Message* message = found(code);
  return message != nullptr ? *message : *found("internal");
}

bool is_known_code(std::string_view code) { return found(code) != nullptr; }

std::span<const Message> all_messages() { return kMessages; }

}  // namespace yijian::http
