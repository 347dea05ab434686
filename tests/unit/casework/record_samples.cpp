#include "tests/unit/casework/record_samples.h"

namespace yijian::casework {
namespace {

constexpr Instant kMonday{1'745'802'000'000};  // 2025-04-28T09:00+08:00
constexpr Instant kLater{1'746'633'600'000};   // 2025-05-08T00:00+08:00

const std::string kHash(64, 'a');

law::Clock fresh_clock() {
  return {.start = kMonday,
          .limit = {.unit = law::LimitUnit::workdays, .amount = 5},
          .used = 0,
          .counted_from = day_of(kMonday) + 1,
          .running = true,
          .yellow = kMonday,
          .due = kLater,
          .provisional = false};
}

law::Clock paused_clock() {
  law::Clock clock = fresh_clock();
  clock.limit = {.unit = law::LimitUnit::days_rolling, .amount = 20};
  clock.used = 3;
  clock.running = false;
  clock.provisional = true;
  return clock;
}

// One function a family of records.
std::vector<Sample> arrivals() {
  return {
      {"acted", Acted{"review.pass", "review.first", Map{{"days", 3}}, "同意"},
       R"({"data":{"days":3},"opinion":"同意","task":"review.first","type":"acted.review.pass"})"},
      {"acted, for one of several departments", Acted{"sign", "signing", {}, "同意", "fire-rescue"},
       R"({"opinion":"同意","signs":"fire-rescue","task":"signing","type":"acted.sign"})"},
      {"acted, minimal", Acted{"submit", "", {}, ""}, R"({"type":"acted.submit"})"},
      {"registry", Replied{false, "answered", "tax", "ask", 2, "", Map{{"arrears", 0}}, true},
       R"({"data":{"arrears":0},"from":"tax","invoke":"ask","lane":2,"late":true,"type":"registry.answered"})"},
      {"registry, minimal", Replied{false, "failed", "", "", 0, "", {}, false},
       R"({"from":"","invoke":"","lane":0,"type":"registry.failed"})"},
      {"connector", Replied{true, "unmapped", "bank", "ask", 2, "77", Map{{"status", "77"}}, false},
       R"({"code":"77","data":{"status":"77"},"from":"bank","invoke":"ask","lane":2,"type":"connector.unmapped"})"},
      {"timer", TimerFired{"notice", "pending.submitted:notice"},
       R"({"id":"pending.submitted:notice","type":"timer.notice"})"},
      {"timer, minimal", TimerFired{"n", ""}, R"({"id":"","type":"timer.n"})"},
      {"child",
       ChildReported{law::Phase::decided,
                     "fire",
                     "c1.fire",
                     2,
                     "granted",
                     Map{{"fire-permit", Map{{"number", "7"}}}},
                     {}},
       R"({"case":"c1.fire","item":"fire","lane":2,"licences":{"fire-permit":{"number":"7"}},"outcome":"granted","type":"child.decided"})"},
      {"child, with findings",
       ChildReported{law::Phase::submitted,
                     "fire",
                     "c1.fire",
                     2,
                     "",
                     {},
                     List{Map{{"material", "plan"}, {"reason", "模糊"}}}},
       R"({"case":"c1.fire","findings":[{"material":"plan","reason":"模糊"}],"item":"fire","lane":2,"type":"child.submitted"})"},
      {"child, minimal", ChildReported{law::Phase::draft, "", "", 0, "", {}, {}},
       R"({"case":"","item":"","lane":0,"type":"child.draft"})"},
      {"parent", ParentReported{"delivered", "c1", 4, Map{{"at", "noon"}}},
       R"({"case":"c1","data":{"at":"noon"},"lane":4,"type":"parent.delivered"})"},
      {"parent, minimal", ParentReported{"dismissed", "", 0, {}},
       R"({"case":"","lane":0,"type":"parent.dismissed"})"},
      {"limit passed", LimitReached{true, "review", "review.first"},
       R"({"clock":"review","state":"review.first","type":"limit.passed"})"},
      {"limit warned, minimal", LimitReached{false, "promised", ""},
       R"({"clock":"promised","type":"limit.warned"})"},
      {"deferral", DeferralOverdue{{"lease", "plan"}},
       R"({"materials":["lease","plan"],"type":"deferral.overdue"})"},
      {"deferral, minimal", DeferralOverdue{}, R"({"materials":[],"type":"deferral.overdue"})"},
      {"commitment settled", CommitmentSettled{"breached", "c1.verify", 1},
       R"({"case":"c1.verify","lane":1,"type":"commitment.breached"})"},
      {"commitment settled by a word of the other kind", CommitmentSettled{"withdrawn", "", 0},
       R"({"case":"","lane":0,"type":"commitment.withdrawn"})"},
  };
}

CaseOpened full_opening() {
  CaseOpened e;
  e.together = true;
  e.workflow = "restaurant";
  e.version = "1.2.0";
  e.kind = "item";
  e.origin = "parent";
  e.opener = Opener{"c1", 3, kHash};
  e.item = "fire";
  e.lane = 1;
  e.department = "fire";
  e.region = "360100";
  e.access = "restricted";
  e.channel = "window";
  e.parties = {Map{{"role", "applicant"}, {"id", "p1"}}};
  e.guide = Map{{"seats", "many"}};
  e.variables = Map{{"rounds", 0}};
  e.declined = {"signboard"};
  e.licence = Map{{"number", "7"}};
  e.licences = Map{{"business", Map{}}};
  e.received = kMonday;
  e.accepted_as = kMonday;
  e.promised_from = kLater;
  e.promised = "60d";
  e.thing_acts = Map{{"accept", "u7"}};
  return e;
}

CaseOpened plain_opening() {
  CaseOpened e;
  e.guide = Map{};
  return e;
}

std::vector<Sample> filings() {
  return {
      {"opened", full_opening(),
       R"({"accepted":"2025-04-28T09:00:00.000+08:00","access":"restricted","channel":"window","declined":["signboard"],"department":"fire","guide":{"seats":"many"},"item":"fire","kind":"item","lane":1,"licence":{"number":"7"},"licences":{"business":{}},"opener":{"case":"c1","hash":")" +
           kHash +
           R"(","n":3},"origin":"parent","parties":[{"id":"p1","role":"applicant"}],"promised":"60d","promisedFrom":"2025-05-08T00:00:00.000+08:00","received":"2025-04-28T09:00:00.000+08:00","region":"360100","thingActs":{"accept":"u7"},"together":true,"type":"case.opened","variables":{"rounds":0},"version":"1.2.0","workflow":"restaurant"})"},
      {"opened, minimal", plain_opening(),
       R"({"department":"","guide":{},"kind":"","origin":"","parties":[],"type":"case.opened","version":"","workflow":""})"},
      {"form", FormChanged{Map{{"name", nullptr}, {"area", 80.0}}, Map{}},
       R"({"guide":{},"patch":{"area":{"$double":"80"},"name":null},"type":"form.changed"})"},
      {"form, minimal", FormChanged{}, R"({"type":"form.changed"})"},
      {"material", MaterialMarked{"shared", "lease", "registry:house", kHash},
       R"({"digest":")" + kHash +
           R"(","material":"lease","source":"registry:house","type":"material.shared"})"},
      {"material, minimal", MaterialMarked{"submitted", "", "", ""},
       R"({"material":"","type":"material.submitted"})"},
  };
}

Moved full_move() {
  Moved e;
  e.event = "PASS";
  e.exited = {"a.b"};
  e.entered = {"a.c", "a.c.d"};
  e.history = {{"a", {"a.b", "a.e"}}, {"z", {}}};
  e.assigned = Map{{"rounds", 2}};
  e.timers = {{"a.c:remind", "remind", "REMIND", "a.c", Map{{"x", 1}}, paused_clock()},
              {"send:1", "", "", "", {}, fresh_clock()}};
  e.cancelled = {"a.b:remind"};
  e.invoked = {"items"};
  e.stopped = {"check"};
  e.tasks = {{"a.c", "reviewer", "fire", "a.c"}, {"a.d", "clerk", "", ""}};
  e.closed = {"a.b"};
  e.reason = Map{{"zh", "资料不符"}, {"en", "unfit"}};
  e.basis = List{Map{{"law", "行政许可法"}, {"article", "38"}}};
  e.final = true;
  return e;
}

std::vector<Sample> moves() {
  return {
      {"moved", full_move(),
       R"({"assigned":{"rounds":2},"basis":[{"article":"38","law":"行政许可法"}],"cancelled":["a.b:remind"],"closed":["a.b"],"entered":["a.c","a.c.d"],"event":"PASS","exited":["a.b"],"final":true,"history":{"a":["a.b","a.e"],"z":[]},"invoked":["items"],"reason":{"en":"unfit","zh":"资料不符"},"stopped":["check"],"tasks":[{"clock":"a.c","department":"fire","role":"reviewer","state":"a.c"},{"department":"","role":"clerk","state":"a.d"}],"timers":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"20d>","provisional":true,"running":false,"start":"2025-04-28T09:00:00.000+08:00","used":3,"yellow":"2025-04-28T09:00:00.000+08:00"},"event":"REMIND","id":"a.c:remind","name":"remind","state":"a.c","value":{"x":1}},{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"event":"","id":"send:1","name":""}],"type":"moved"})"},
      {"moved, minimal", Moved{}, R"({"type":"moved"})"},
      {"incident", Incident{"timer.notice", "guard_error", "no such name"},
       R"({"code":"guard_error","detail":"no such name","event":"timer.notice","type":"incident"})"},
      {"incident, minimal", Incident{}, R"({"code":"","event":"","type":"incident"})"},
  };
}

PhaseChanged full_phase() {
  PhaseChanged e;
  e.phase = law::Phase::suspended;
  e.since = kLater;
  e.outcome = "denied";
  e.stop = Map{{"reason", "inspection"}, {"days", 30}};
  e.corrections = List{"a plan"};
  e.ground = "R1";
  e.remedies = "court";
  return e;
}

std::vector<Sample> legal() {
  return {
      {"phase", full_phase(),
       R"({"corrections":["a plan"],"ground":"R1","outcome":"denied","remedies":"court","since":"2025-05-08T00:00:00.000+08:00","stop":{"days":30,"reason":"inspection"},"type":"phase.suspended"})"},
      {"phase, minimal", PhaseChanged{law::Phase::accepted, kMonday, "", {}, {}, {}, ""},
       R"({"since":"2025-04-28T09:00:00.000+08:00","type":"phase.accepted"})"},
      {"clock",
       ClockChanged{ClockChange::paused, "promised", "review", "inspection", paused_clock()},
       R"({"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"20d>","provisional":true,"running":false,"start":"2025-04-28T09:00:00.000+08:00","used":3,"yellow":"2025-04-28T09:00:00.000+08:00"},"name":"promised","reason":"inspection","state":"review","type":"clock.paused"})"},
      {"clock, minimal", ClockChanged{ClockChange::started, "", "", "", fresh_clock()},
       R"({"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"","type":"clock.started"})"},
      {"clock resumed", ClockChanged{ClockChange::resumed, "p", "", "", fresh_clock()},
       R"({"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"p","type":"clock.resumed"})"},
      {"clock ended", ClockChanged{ClockChange::ended, "p", "", "", fresh_clock()},
       R"({"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"p","type":"clock.ended"})"},
      {"clock extended", ClockChanged{ClockChange::extended, "p", "", "", fresh_clock()},
       R"({"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"p","type":"clock.extended"})"},
      {"calendar",
       CalendarChanged{{{"statutory", fresh_clock()}},
                       {{"pending.submitted:notice", fresh_clock()}},
                       {{"promised", fresh_clock()}},
                       {{"x:3wd", fresh_clock()}}},
       R"({"clocks":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"statutory"}],"earlyClocks":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"promised"}],"earlyTimers":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"x:3wd"}],"timers":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"name":"pending.submitted:notice"}],"type":"calendar.changed"})"},
      {"calendar, minimal", CalendarChanged{}, R"({"type":"calendar.changed"})"},
      {"commitment signed", CommitmentChanged{true}, R"({"type":"commitment.signed"})"},
      {"commitment withdrawn", CommitmentChanged{false}, R"({"type":"commitment.withdrawn"})"},
      {"credit", CreditBarred{List{Map{{"law", "x"}}}},
       R"({"basis":[{"law":"x"}],"type":"credit.barred"})"},
      {"credit, minimal", CreditBarred{}, R"({"type":"credit.barred"})"},
  };
}

std::vector<Sample> effects() {
  return {
      {"item", ItemChanged{"opened", "fire", "c1.fire.2", 2},
       R"({"attempt":2,"case":"c1.fire.2","item":"fire","type":"item.opened"})"},
      {"item, minimal", ItemChanged{"waiting", "", "", 0}, R"({"item":"","type":"item.waiting"})"},
      {"message", MessageSent{"c1.fire", 3, "parent", Map{{"$word", "delivered"}}},
       R"({"data":{"$$word":"delivered"},"kind":"parent","lane":3,"to":"c1.fire","type":"message.sent"})"},
      {"message, minimal", MessageSent{"role:supervisor", 0, "notify", {}},
       R"({"kind":"notify","to":"role:supervisor","type":"message.sent"})"},
      {"document", DocumentOrdered{"notice"}, R"({"document":"notice","type":"document.ordered"})"},
      {"document, minimal", DocumentOrdered{}, R"({"document":"","type":"document.ordered"})"},
      {"licence", LicenceActed{"issue", "food", Map{{"n", 1}}, "2030-04-27"},
       R"({"data":{"n":1},"licence":"food","type":"licence.issue","validUntil":"2030-04-27"})"},
      {"licence, minimal", LicenceActed{"cancel", "", {}, ""},
       R"({"licence":"","type":"licence.cancel"})"},
      {"linked", CaseLinked{"verification", "c1.verification"},
       R"({"case":"c1.verification","id":"verification","type":"case.linked"})"},
      {"restored", CaseRestored{41}, R"({"to":41,"type":"case.restored"})"},
      {"restored, minimal", CaseRestored{}, R"({"to":0,"type":"case.restored"})"},
      {"migrated",
       CaseMigrated{"2.0.0",
                    "f0",
                    "9a",
                    {"a", "a.b"},
                    Map{{"x", "a.b"}},
                    {{"a.h", {"a.b"}}},
                    {TaskState{"a.b", "clerk", "tax", kMonday, "3wd", true}},
                    {MovedTimer{"a:3wd", "3wd", "a:3wd", "a", {}, fresh_clock()}},
                    {"x:3wd"},
                    Map{{"3wd", "a.b"}},
                    Map{{"v", 1}},
                    {"w"},
                    "why"},
       R"({"active":["a","a.b"],"assigned":{"v":1},"cancelled":["x:3wd"],"clocks":{"3wd":"a.b"},"dropped":["w"],"from":"f0","history":{"a.h":["a.b"]},"plan":"9a","reason":"why","states":{"x":"a.b"},"tasks":[{"clock":"3wd","department":"tax","role":"clerk","shared":true,"since":"2025-04-28T09:00:00.000+08:00","state":"a.b"}],"timers":[{"clock":{"due":"2025-05-08T00:00:00.000+08:00","from":"2025-04-29","limit":"5wd","start":"2025-04-28T09:00:00.000+08:00","yellow":"2025-04-28T09:00:00.000+08:00"},"event":"a:3wd","id":"a:3wd","name":"3wd","state":"a"}],"type":"case.migrated","version":"2.0.0"})"},
      {"migrated, minimal", CaseMigrated{},
       R"({"active":[],"from":"","plan":"","reason":"","type":"case.migrated","version":""})"},
      {"imported",
       CaseImported{"OLD-7", Map{{"accept", List{Map{{"id", "zhao"}}}}},
                    Map{{"used", Map{{"statutory", 18}}}}, "why"},
       R"({"hands":{"accept":[{"id":"zhao"}]},"number":"OLD-7","reason":"why","told":{"used":{"statutory":18}},"type":"case.imported"})"},
      {"imported, minimal", CaseImported{}, R"({"number":"","reason":"","type":"case.imported"})"},
      {"linked, minimal", CaseLinked{}, R"({"case":"","id":"","type":"case.linked"})"},
  };
}

}  // namespace

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (auto part : {arrivals, filings, moves, legal, effects})
    for (Sample& sample : part()) all.push_back(std::move(sample));
  return all;
}

}  // namespace yijian::casework
