// Codes that exploring a machine gives: what a case can never do, and what it can never leave.
#include "engine/definition/codes.h"

namespace yijian::definition {
namespace {

using enum Severity;
using enum Shown;

constexpr Code kPathCodes[] = {
    {"stranded_case", error, key, "案件会停在“{0}”：没有人能办，也没有定时器",
     "A case is stranded in \"{0}\": nobody can act and no timer runs",
     "走到这里的案件再也动不了，只能由监督人员终止或作废，当事人等不到决定。",
     "A case that comes here never moves again; only a supervisor can end it, and the party waits "
     "in vain.",
     R"j("waiting": {"phase": "accepted"})j",
     R"j("waiting": {"phase": "accepted", "task": "reviewer", "on": {"decide": "granted"}})j"},
    {"no_way_to_an_end", error, key, "从“{0}”出发，无论怎么办都到不了办结",
     "From \"{0}\" no act, timer or event ever leads to an end",
     "案件还能转，却永远办不完：几个状态之间兜圈子，没有一条路通向决定、不予受理或办结。",
     "The case still moves but never ends: states lead round in a circle, none of them to a "
     "decision, a "
     "refusal or a closing.",
     R"j("a": {"on": {"go": "b"}}, "b": {"on": {"back": "a"}})j",
     R"j("a": {"on": {"go": "b"}}, "b": {"on": {"back": "a", "grant": "granted"}})j"},
    {"answer_never_comes", error, key, "“{0}”中登记库或对接若一直不答复，案件就停在这里",
     "Should the register or connector asked in \"{0}\" never answer, the case stays here",
     "外部系统可能一直不答复；还要有一条不靠它的路：期限到了（after），或有人可以接着办。",
     "A system outside may never answer: there must be a way that does not hang on it, a timer "
     "(after) or somebody who can go on.",
     R"j("ask": {"invoke": {"id": "tax", "src": "registry:tax", …, "onDone": "done"}})j",
     R"j("ask": {"invoke": { … }, "after": {"3wd": "byHand"}})j"},
    {"endless_loop", error, value, "自动转移没有尽头：{0}",
     "Eventless transitions never come to rest: {0}",
     "不等任何事件的转移互相触发，一步也停不下来；引擎会拒绝这一步，案件无法前进。",
     "Transitions that wait for nothing trigger each other for ever; the engine refuses the step, "
     "and the "
     "case cannot go on.",
     R"j("a": {"always": "b"}, "b": {"always": "a"})j",
     R"j("a": {"always": "b"}, "b": {"on": {"back": "a"}})j"},
    {"join_never_completes", error, value, "“{0}”永远不会全部完成，汇合后的转移到不了",
     "\"{0}\" never completes as a whole: what follows its join is never reached",
     "并行的各支都到终态才算完成；有一支到不了终态，会签就永远等着。",
     "A parallel state is done when every region is in a final state; one that cannot get there "
     "keeps the "
     "join waiting for ever.",
     R"j("b": {"initial": "x", "states": {"x": {"on": {"sign": "y"}}, "y": {}}})j",
     R"j("b": {"initial": "x", "states": {"x": {"on": {"sign": "y"}}, "y": {"type": "final"}}})j"},
    {"nobody_holds", warning, key, "“{1}”没有人能办：没有人是 {0}",
     "Nobody can do \"{1}\": there is no {0}",
     "账号名单里没有人担任该岗位，办件到了“{2}”就停下；加上账号，或换一个岗位。",
     "Among the accounts nobody holds the post, and a case stays in \"{2}\": add an account, or name "
     "another role.",
     R"j("task": {"role": "reviewer", "department": "city"})j",
     R"j({"users": [{"role": "reviewer", "department": "city", …}]})j"},
    {"unreachable_state", warning, key, "没有一条路通到状态“{0}”",
     "No path leads to the state \"{0}\"",
     "到不了的状态，其中的动作、期限和文书都不起作用；多半是少了一个转移，或目标写错。",
     "The acts, limits and documents of a state that is never reached do nothing; usually a "
     "transition is "
     "missing or leads elsewhere.",
     R"j("hearing": { … })j", R"j("review": {"on": {"hear": "hearing"}}, "hearing": { … })j"},
    {"dead_transition", warning, value, "“{1}”中遇“{0}”的转移永远不会发生",
     "The transition on \"{0}\" in \"{1}\" is never taken",
     "里层状态总是先接走这个事件，或这个事件从不到来，或所在的组合从不出现。",
     "An inner state always takes the event first, or the event never comes, or the states it "
     "needs are "
     "never active together.",
     R"j("always": {"guard": "in_state('#signed')", "target": "x"})j",
     R"j("on": {"sign": {"target": "x"}})j"},
    {"transition_shadowed", warning, value, "“{0}”的这个分支永远轮不到：前面一个没有条件",
     "This alternative of \"{0}\" is never tried: one before it has no guard",
     "分支按书写顺序判断，第一个成立的生效；没有条件的分支之后都是多余的。",
     "Alternatives are tried in order and the first that holds is taken; what follows one without "
     "a guard "
     "is never reached.",
     R"j([{"target": "a"}, {"guard": "x", "target": "b"}])j",
     R"j([{"guard": "x", "target": "b"}, {"target": "a"}])j"},
    {"guard_never_true", warning, value, "条件恒为假：{0}",
     "This guard is false whatever the case: {0}",
     "恒假的条件等于没有这个转移；若是暂时停用，删掉它更清楚。",
     "A guard that is always false is as good as no transition; to switch one off, remove it.",
     R"j("guard": "1 > 2")j", R"j("guard": "size(case.deferred) > 0")j"},
    {"clock_never_starts", warning, key, "期限“{0}”永远不会起算：没有状态到达环节 {1}",
     "The limit \"{0}\" never starts: no state of the phase {1} is ever reached",
     "承诺和法定期限自受理起算，补正期限自待补正起算；到不了那个环节，期限就是摆设。",
     "The promised and statutory clocks start with acceptance, the correction's with the notice; "
     "if that phase "
     "is never reached the limit is for show.",
     R"j("limits": {"correction": "10wd"})j", R"j("on": {"correct": {"target": "correcting"}})j"},
    {"clock_never_stops", warning, key, "期限“{0}”永远不会停止：没有状态到达决定",
     "The limit \"{0}\" never stops: no decision is ever reached",
     "办理期限止于决定；到不了决定，每一件都会超期。",
     "The clock of handling stops with the decision; if none is ever reached every case ends late.",
     R"j("review": {"on": {"stop": "terminated"}})j",
     R"j("review": {"on": {"stop": "terminated", "grant": "granted"}})j"},
    {"explored_in_part", advice, value, "只探查了前 {0} 个状态组合，其余未看",
     "Explored in part: {0} configurations seen, the rest not",
     "并行的状态组合成倍增长；超过上限的部分没有证明，也没有否定。拆小流程可以看全。",
     "Configurations of parallel states multiply; what lies beyond the bound is neither proved nor "
     "refuted. "
     "A smaller machine can be seen whole.",
     R"j({"type": "parallel", "states": {"a": …, "b": …, … "p": … }})j",
     R"j({"type": "parallel", "states": {"a": …, "b": …}})j"},
};

}  // namespace

std::span<const Code> codes_of_paths() { return kPathCodes; }

}  // namespace yijian::definition
